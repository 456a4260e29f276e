export {
  accessToCase,
  countUnsealed,
  lastBatch,
  outside,
  readAccessLines,
  readBatches,
  type SealedBatch,
  type Sign,
  sealAccessLines,
  unsealedLines,
} from './access-log.ts';
export {
  type Account,
  createOrganisation,
  findAccount,
  forgetDevices,
  listOrganisations,
  type NewOrganisation,
  readAccount,
  setPassword,
  usedToday,
} from './accounts.ts';
export {
  type AttachmentRow,
  countUntoldAttachments,
  findAttachment,
  keepAttachment,
  keepChunk,
  listAttachments,
  readChunk,
} from './attachments.ts';
export { type CasePlace, readCasePage } from './case-pages.ts';
export { type ContextTx, forErasing, openStorage, type Storage, withContext } from './context.ts';
export { type Alarm, alarmsFor, findDecoy, makeDecoy, putAlarmAway, raiseAlarm, setDuressContacts } from './decoys.ts';
export { keepRecipient, listRecipients } from './directory.ts';
export { certificatesOf, countErasable, type Erasure, expunge, listCertificates, type Reach, standsElsewhere, subjectsOfCases } from './erasure.ts';
export { askToExport, decideExport, findExport, listExports, noteTaken } from './exports.ts';
export {
  type ColleagueRow,
  type ComplaintRow,
  type ComplaintStepRow,
  casesNoticed,
  findComplaintByCode,
  findComplaintOrganisation,
  keepComplaint,
  keepComplaintStep,
  keepComplaintWord,
  keepDoor,
  keepLentRole,
  keepLentRoleEnd,
  keepNotice,
  type LentRow,
  lendingsOf,
  listComplaintAccess,
  listComplaintSteps,
  listComplaints,
  listComplaintWords,
  listNotices,
  listOpenDoors,
  lockComplaint,
  logComplaintAccess,
  putNoticeAway,
  readColleagues,
  readDoor,
  wasDoorEver,
} from './governance.ts';
export { caseCodeOf, findCaseByCode, readHash, readHeads, withoutCounterpart } from './heads.ts';
export { findImportedRow, type ImportedRowOf, importSourceOf, keepImportedRow, keepImportSource } from './imports.ts';
export { serverJournal } from './journal-port.ts';
export {
  type Appending,
  appendEntries,
  type CaseFinding,
  countCases,
  eachCase,
  type HeldCase,
  listCases,
  readCase,
  readCaseForUpdate,
  readCasesForUpdate,
  readCasesTogether,
  readEntries,
  readJournals,
  readStanding,
  type Seal,
  verifyCase,
} from './journal-store.ts';
export { keepLawRemark, keepLawReview, type LawRemark, type LawReview, listLawRemarks, listLawReviews } from './law-reviews.ts';
export { type Addresses, type MigrateOptions, migrate, prepared } from './migrate.ts';
export { decideRuleDraft, keepRuleDraft, listPublishedRules, listRuleDrafts, oneRuleAtATime, type RuleDraft } from './own-rules.ts';
export {
  type AccountChange,
  type AccountRequest,
  addPerson,
  changesOf,
  findPerson,
  findRequest,
  keepChange,
  keepRequest,
  keepSlip,
  listOffices,
  listPeople,
  lockPerson,
  type NewSlip,
  openRequests,
  type PersonRow,
  restoreIdentity,
  setLeaving,
  setRoles,
  settleRequest,
  unlockPerson,
} from './people.ts';
export { rebuildSnapshots, refoldCase } from './rebuild.ts';
export { receivedOf } from './received.ts';
export {
  archiveBundle,
  findBundle,
  findReceipt,
  isArchived,
  keepDeviceAct,
  keepReceipt,
  keepRefusedAct,
  listColleagues,
  listDeviceActs,
  logAccess,
  oneAtATime,
  type Receipt,
  readSealed,
  type SealedRow,
} from './records.ts';
export {
  beginSearchIndex,
  type Candidate,
  findByTokens,
  forgetSearchRequests,
  holdSearchIndex,
  keepMembers,
  keepSearchAnswer,
  keepSearchRequest,
  keepSearchUse,
  keepTokens,
  lastSearchSwitch,
  movedTo,
  nextCasesForIndex,
  numbersInLargestOffice,
  ownSearchRequests,
  readSearchIndex,
  requestsToReview,
  type SealedOfCase,
  type SearchIndex,
  type SearchRequest,
  type SearchToken,
  sealedOfCase,
  searchesOn,
  switchSearch,
  takeNextIndex,
  takeTurnAtIndex,
} from './search.ts';
export {
  type AuthenticatorApp,
  addAuthenticatorApp,
  addPasskey,
  authenticatorApps,
  findPasskey,
  lendAuthenticatorApp,
  type Passkey,
  passkeysOf,
  passkeyWasUsed,
  recoveryCodesLeft,
  removeAllFactors,
  removeFactor,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
  type Whose,
} from './second-factors.ts';
export { endOneSession, endSession, endSessionsOf, findSession, type OpenSession, openSessionsOf, type SavedSession, saveSession } from './sessions.ts';
export { findShareCode, keepShareCode, keepShareEvent, listShareEvents, type ShareCode, type ShareEvent, type ShareEventKind } from './shares.ts';
export { findSignOnLink, linkSignOn } from './sign-on-links.ts';
export { findSlip, giveSlipAtMachine, type Slip, useSlip } from './slips.ts';
export { keepToken, listTokens, type NewToken, revokeToken, type TokenInUse, type TokenRow, useToken } from './tokens.ts';
export { countTry, forgetTries, isKnownDevice, knowDevice, spendChallenge } from './tries.ts';
export {
  type DeliveryRow,
  type Due,
  endWebhook,
  findDue,
  keepDelivery,
  keepWebhook,
  listDeliveries,
  listWebhooks,
  noteTry,
  renewWebhookKey,
  type WebhookRow,
  waitAgain,
  webhooksFor,
} from './webhooks.ts';
export { askToCancel, beat, finishWork, readWork, startWork, type WorkEnd, type WorkRow } from './work.ts';
