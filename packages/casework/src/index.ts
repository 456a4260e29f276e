export { goesOnWhenJoined } from './acts/in-joined-records.ts';
export { whyNotJoined } from './acts/records.ts';
export { isChild } from './age.ts';
export { hadAPartIn } from './appeals/fold.ts';
export { appealedBy, appealGrounds, appealOutcomes } from './appeals/payloads.ts';
export { askLedger } from './authority/ask.ts';
export * from './authority/codes.ts';
export { classOfFactId, classOfSealedField } from './authority/data-class-of.ts';
export { packageOf, type SharePackage } from './authority/package.ts';
export { liveShares, shareStands } from './authority/recalls.ts';
export type { Share } from './authority/state.ts';
export { codeDigitsOf } from './case-code.ts';
export * from './codes.ts';
export { type ComparedFact, type Comparison, comparedFacts, sideOf } from './comparison.ts';
export { dangerReasons, HOURS_TO_ASSESS, waysOut } from './danger/payloads.ts';
export { type ExportFormat, exportFormats } from './exports/operations.ts';
export { consularActs, filingOutcomes } from './filings/payloads.ts';
export { caseFold } from './fold.ts';
export type { JoinedRecord, LinkView } from './joined-view.ts';
export { type CasePart, caseParts, historyFor, mayOpenWords, partRules, partsSeenBy, rowFor, viewFor } from './parts.ts';
export { type EntryKind, entryKinds, type Payload } from './payloads.ts';
export { isInCase, mayNeverReceive, nameToCall, relationsEver, standingNames } from './people-of-case.ts';
export { comparing } from './policies.ts';
export { partedFromGrounds, type ReliedOn } from './relied-on.ts';
export { safeContactOf } from './safe-contact/fold.ts';
export { callOutcomes, messageOutcomes, neutralTemplates, outChannels, templates } from './safe-contact/payloads.ts';
export { type ReceiptOwed, receiptsOwed } from './safe-contact/receipts.ts';
export { isFoundBy, searchKindOf } from './search/fields.ts';
export { finding, QUESTION_DAYS, QUESTIONS_A_DAY, SEARCHES_A_DAY, type SearchReason, searchReasons } from './search/queries.ts';
export { standingOf } from './standing.ts';
export {
  type Alternative,
  type Application,
  type CaseState,
  type Decision,
  type Delivery,
  type Elsewhere,
  type Identification,
  type Link,
  type NameRecord,
  type NextStep,
  nextSteps,
  type OtherPerson,
  type Payment,
  type PlanLine,
  planTotals,
  type RelationRecord,
  type SealedHere,
  type Stage,
  stageOf,
  standingHolds,
} from './state.ts';
export * from './team/codes.ts';
export { type NoticeKind, noticeKinds, noticesOf } from './team/notices.ts';
export { type Emergency, noTeam, ownerOf, reviewDueAt, type Standing, standingFrom } from './team/state.ts';
export { everJoinedWith, groupOf, joinedInto, joinedWith, type Records, standingLinks, together, writtenWhileJoined } from './together.ts';
export { type CaseRow, type CaseView, type HistoryLine, rowOf, viewOf } from './view.ts';
