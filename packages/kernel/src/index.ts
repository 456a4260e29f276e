export { type Age, ageOn, reachedAgeOn } from './age.ts';
export { type ApproximateDate, approximateDate, type DateInterval, intervalOf, isApproximateDate } from './approximate-date.ts';
export type { Brand } from './brand.ts';
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { sha256Hex } from './hash.ts';
export {
  type ActId,
  type CaseId,
  type DeviceId,
  derivedId,
  type EntryId,
  isUuid,
  mintId,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  type SealedId,
  type UserId,
} from './ids.ts';
export { addMoney, type Money, money, timesMoney } from './money.ts';
export {
  addDays,
  addMonths,
  addYears,
  compareDates,
  dateOfInstant,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  isPlainDate,
  type PlainDate,
  plainDate,
} from './plain-date.ts';
export { type Chance, type Clock, type Instant, instant } from './ports.ts';
export { isRefused, ok, type Refusal, type Result, refused } from './result.ts';
export { unreachable } from './unreachable.ts';
export { bothHold, eitherHolds, holdsNot, type Reason, type Verdict } from './verdict.ts';
