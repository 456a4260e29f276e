export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { sha256Hex } from './hash.ts';
export {
  type ActId, type Brand, type CaseId, type DeviceId, type EntryId, type OfficeId, type OrganisationId,
  type PersonId, type SealedId, type UserId, isUuid, mintId,
} from './ids.ts';
export { type Money, addMoney, money, timesMoney } from './money.ts';
export { type Chance, type Clock, type Instant, instant } from './ports.ts';
export { type PlainDate, addDays, addMonths, addYears, compareDates, dateOfInstant, isPlainDate, plainDate } from './plain-date.ts';
export { type ApproximateDate, type DateInterval, approximateDate, intervalOf, isApproximateDate } from './approximate-date.ts';
export { type Age, ageOn, reachedAgeOn } from './age.ts';
export { type Refusal, type Result, isRefused, ok, refused } from './result.ts';
export { type Reason, type Verdict, bothHold, eitherHolds, holdsNot } from './verdict.ts';
export { unreachable } from './unreachable.ts';
