export { type Bundle, bundleHashOf } from './bundle.ts';
export { checkFactValue } from './check-fact.ts';
export { type ComparedStatus, compareStatus, type StatusSlip } from './compare-status.ts';
export type { Finding } from './finding.ts';
export { correcting, hashOfBase, laidOver, markFor, type OverlayMark, type WrittenAgainst } from './overlay.ts';
export { addressOf, expressionIn, findRule, type RuleAddress, type RuleBody, withOwnRules } from './own-rules.ts';
export { type Problem, problemsIn, readableFacts, shownProblem } from './problems.ts';
export {
  type Look,
  namesSomebody,
  type Remark,
  type Reviewable,
  type ReviewKind,
  type ReviewState,
  reviewables,
  reviewHashOf,
  reviewStateOf,
  reviewStates,
  standingAgainst,
} from './review.ts';
export { reviewsFile } from './reviews-file.ts';
export { type RightPart, type RightWords, rightParts, rightWords } from './right-words.ts';
export {
  type Catalogue,
  type ConsentForm,
  catalogueSchema,
  clauseSchema,
  consentFormSchema,
  eventSchema,
  type Fact,
  factSchema,
  type Instrument,
  type Interpretation,
  instrumentSchema,
  interpretationSchema,
  type Language,
  languages,
  overlaySections,
  type Place,
  type Programme,
  placeSchema,
  programmeSchema,
  type Remedy,
  type Reservation,
  type Retention,
  type Right,
  remedyConditions,
  remedyDangers,
  remedySchema,
  reservationEffects,
  reservationSchema,
  retentionSchema,
  rightSchema,
  type StateRole,
  sourceSchema,
  stateRoles,
  type TreatyEvent,
  textReviewSchema,
  textSchema,
} from './schema.ts';
export { plainForSms, type SmsLength, smsLength } from './sms-length.ts';
export { type StaleText, sourceHashOf, staleTexts } from './stale-texts.ts';
export { readStrictYaml } from './strict-yaml.ts';
