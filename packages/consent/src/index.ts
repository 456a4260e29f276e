export { type Ask, type AuthorityFor, authorityFor, flawsOf, hasAgreed, held } from './authority.ts';
export { type Advice, type FearAnswer, type FearAsked, mayContactConsulate } from './consular.ts';
export { type DataClass, dataClasses, identifyingClasses, vitalClasses } from './data-classes.ts';
export { type FilingKind, filingCarries, filingKinds, filings, goesTo } from './filings.ts';
export { passesFirewall, type Towards, towards } from './firewall.ts';
export { type AgeSpan, assentFrom, assentNeeded, guardianStands } from './guardianship.ts';
export { type ConsentPurpose, consentPurposes, type Ground, grounds, groundsFor, mayRestOn } from './purposes.ts';
export {
  assents,
  type Bar,
  type BestInterests,
  barReasons,
  type ConsentRecord,
  type CourtOrder,
  capacities,
  dangers,
  emptyLedger,
  type GuardianRecord,
  guardianClaims,
  guardianEvidence,
  type InvalidReason,
  interpreters,
  invalidReasons,
  type Ledger,
  methods,
  readers,
  type VitalInterest,
  type Withholding,
  witnesses,
} from './records.ts';
export {
  type Channel,
  channels,
  ifSomeoneElse,
  isTimeZone,
  mayContact,
  neutralSenders,
  type SafeContact,
  type SafeWay,
  type Script,
  type Weekday,
  weekdays,
  whoseAddress,
} from './safe-contact.ts';
export { reviewBy, reviewOverdue, vitalInterestStands } from './vital-interest.ts';
export { withheldFrom } from './withholding.ts';
