import { declareQuery, type Policy, pageInput } from '@sojourn/operations';
import { z } from 'zod';
import { decideAppeal, lodgeAppeal } from './acts/appeal.ts';
import { closeCase, liftHold, placeHold, reopenCase } from './acts/closing.ts';
import { recordConsent, withdrawConsent } from './acts/consent.ts';
import { recordContact } from './acts/contact.ts';
import { assessDanger, leaveDanger } from './acts/danger.ts';
import { assertFacts, concludeIdentification, settleDisagreement } from './acts/facts.ts';
import { adviseOnConsulate, askFear, contactConsulate, makeFiling, recordFilingOutcome } from './acts/filing.ts';
import { decideApplication, submitApplication } from './acts/fund.ts';
import { endGuardian, findGuardianInConflict, recordGuardian, verifyGuardian } from './acts/guardian.ts';
import { tryAlternative } from './acts/help-elsewhere.ts';
import { inJoinedRecords } from './acts/in-joined-records.ts';
import { preferName, recordName, withdrawName } from './acts/names.ts';
import { addPerson, relatePerson, withdrawRelation } from './acts/people.ts';
import { addPlanLine, approvePlan, recordPayment, recordService } from './acts/plan.ts';
import { carryOver, confirmJoin, joinRecords, partRecords, tellApart } from './acts/records.ts';
import { answerRecall, recallShare, recordHandover, shareReferral } from './acts/referral.ts';
import { markUnsafe, noteCall, prepareMessage, setSafeContact, settleMessage } from './acts/safe-contact.ts';
import { breakGlass, declareConflict, joinTeam, leaveTeam, liftConflict, liftRestriction, restrictCase, reviewGlass } from './acts/team.ts';
import { barRecipient, liftWithholding, recordWithholding } from './acts/withholding.ts';
import {
  confirmBestInterests,
  confirmCourtOrder,
  invokeVitalInterest,
  proposeBestInterests,
  recordCourtOrder,
  reviewCourtOrder,
  reviewVitalInterest,
} from './acts/without-consent.ts';
import { authorityQueries } from './authority/queries.ts';
import { attachmentKinds } from './codes.ts';
import { comparisonSchema } from './comparison.ts';
import { exportQueries } from './exports/operations.ts';
import { joinedRecordSchema, linkSchema } from './joined-view.ts';
import { likelySameSchema } from './likely-same.ts';
import { id } from './payloads.ts';
import { comparing, recording, reviewingGlass, sharing, viewing } from './policies.ts';
import { finding, searchQueries } from './search/queries.ts';
import { teamQueries } from './team/queries.ts';
import { caseRowSchema, caseViewSchema, certificateSchema, historyLineSchema } from './view.ts';

export const caseworkActs = inJoinedRecords({
  'contact.record': recordContact,
  'danger.leave': leaveDanger,
  'danger.assess': assessDanger,
  'appeal.lodge': lodgeAppeal,
  'appeal.decide': decideAppeal,
  'name.record': recordName,
  'name.withdraw': withdrawName,
  'name.prefer': preferName,
  'person.add': addPerson,
  'person.relate': relatePerson,
  'relation.withdraw': withdrawRelation,
  'facts.assert': assertFacts,
  'disagreement.settle': settleDisagreement,
  'identification.conclude': concludeIdentification,
  'alternative.try': tryAlternative,
  'consent.record': recordConsent,
  'consent.withdraw': withdrawConsent,
  'guardian.record': recordGuardian,
  'guardian.verify': verifyGuardian,
  'guardian.in-conflict': findGuardianInConflict,
  'guardian.end': endGuardian,
  'withholding.record': recordWithholding,
  'withholding.lift': liftWithholding,
  'recipient.bar': barRecipient,
  'vital-interest.invoke': invokeVitalInterest,
  'vital-interest.review': reviewVitalInterest,
  'best-interests.propose': proposeBestInterests,
  'best-interests.confirm': confirmBestInterests,
  'court-order.record': recordCourtOrder,
  'court-order.review': reviewCourtOrder,
  'court-order.confirm': confirmCourtOrder,
  'referral.share': shareReferral,
  'referral.handover': recordHandover,
  'referral.recall': recallShare,
  'recall.answer': answerRecall,
  'origin-fear.ask': askFear,
  'consulate.advise': adviseOnConsulate,
  'consulate.contact': contactConsulate,
  'filing.make': makeFiling,
  'filing.outcome': recordFilingOutcome,
  'safe-contact.set': setSafeContact,
  'safe-contact.unsafe-now': markUnsafe,
  'message.prepare': prepareMessage,
  'message.settle': settleMessage,
  'call.note': noteCall,
  'application.submit': submitApplication,
  'application.decide': decideApplication,
  'plan.add-line': addPlanLine,
  'plan.approve': approvePlan,
  'payment.record': recordPayment,
  'service.record': recordService,
  'case.close': closeCase,
  'case.reopen': reopenCase,
  'hold.place': placeHold,
  'hold.lift': liftHold,
  'team.join': joinTeam,
  'team.leave': leaveTeam,
  'case.restrict': restrictCase,
  'case.unrestrict': liftRestriction,
  'conflict.declare': declareConflict,
  'conflict.lift': liftConflict,
  'glass.break': breakGlass,
  'glass.review': reviewGlass,
  'records.join': joinRecords,
  'records.confirm': confirmJoin,
  'records.part': partRecords,
  'records.carry-over': carryOver,
  'records.tell-apart': tellApart,
} as const);

/** Documents of a case, on routes of their own. A page on paper holds what a caseworker sees: for those who see all of it. */
export const caseworkDocuments = {
  'case.summary': {
    name: 'case.summary',
    summary: 'A case on one page, as PDF',
    policy: { ...viewing, roles: { caseworker: 'office', supervisor: 'office' } } satisfies Policy,
  },
  'filing.print': {
    name: 'filing.print',
    summary: 'A filing on paper, its sealed words among it, as PDF',
    policy: { ...sharing, sealed: 'reads' } satisfies Policy,
  },
} as const;

/** What a file shows is identity: for those who help the person. */
const readingFiles = { ...viewing, roles: { caseworker: 'office', supervisor: 'office' }, sealed: 'reads' } as const satisfies Policy;

export const caseworkQueries = {
  ...authorityQueries,
  ...exportQueries,
  ...searchQueries,
  ...teamQueries,
  'cases.list': declareQuery({
    name: 'cases.list',
    summary: 'The work list of your office: urgent cases first, then the newest',
    path: '/api/cases',
    method: 'GET',
    input: z.strictObject(pageInput),
    output: z.object({ cases: z.array(caseRowSchema), next: z.string().optional() }),
    paged: { items: 'cases' },
    policy: { ...viewing, about: 'cases' },
    audit: 'always',
  }),
  'case.view': declareQuery({
    name: 'case.view',
    summary: 'A case without its person',
    path: '/api/cases/:caseId',
    method: 'GET',
    input: z.strictObject({ caseId: id }),
    output: z.object({
      case: caseViewSchema,
      history: z.array(historyLineSchema),
      people: z.record(z.string(), z.string()),
      may: z.array(z.string()),
      certificates: z.array(certificateSchema),
      joined: z.array(joinedRecordSchema),
      links: z.array(linkSchema),
    }),
    policy: viewing,
    audit: 'always',
  }),
  'case.access': declareQuery({
    name: 'case.access',
    summary: 'Who has looked at a case, changed it or was refused it',
    path: '/api/cases/:caseId/access',
    method: 'GET',
    input: z.strictObject({ caseId: id }),
    output: z.object({ lines: z.array(z.object({ at: z.string(), person: z.string(), operation: z.string(), outcome: z.string() })) }),
    policy: { ...reviewingGlass, sealed: 'nothing' },
    audit: 'always',
  }),
  'records.compare': declareQuery({
    name: 'records.compare',
    summary: 'Two records beside each other, before saying that they are of one person',
    path: '/api/cases/:caseId/compare',
    method: 'POST',
    input: z.strictObject({ caseId: id, otherCode: z.string().regex(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/) }),
    output: comparisonSchema,
    policy: comparing,
    audit: 'always',
  }),
  'records.likely-same': declareQuery({
    name: 'records.likely-same',
    summary: 'Records of your office and teams that may be of this same person, with what speaks for it and against it; a person decides',
    path: '/api/cases/:caseId/likely-same',
    method: 'GET',
    input: z.strictObject({ caseId: id }),
    output: likelySameSchema,
    policy: { ...finding, sealed: 'reads' },
    audit: 'always',
  }),
  'identity.reveal': declareQuery({
    name: 'identity.reveal',
    summary: 'Read sealed values of a case; each reading is written down',
    path: '/api/cases/:caseId/reveal',
    method: 'POST',
    input: z.strictObject({ caseId: id, sealedIds: z.array(id).min(1).max(200) }),
    output: z.object({ values: z.array(z.object({ sealedId: z.string(), field: z.string(), text: z.string().optional(), erased: z.boolean() })) }),
    policy: { ...viewing, sealed: 'reads' },
    audit: 'always',
  }),
  'attachment.add': declareQuery({
    name: 'attachment.add',
    summary: 'Keep a document or photo that the person gave: the file’s bytes as application/octet-stream, its name in the header Sojourn-File-Name',
    path: '/api/cases/:caseId/attachments',
    method: 'POST',
    input: z.strictObject({
      caseId: id,
      subjectId: id,
      kind: z.enum(attachmentKinds),
      name: z.string().max(255).optional(),
      /** Minted by whoever sends: the same file sent again under it, as on a poor network, is kept once and gets the same answer. */
      actId: id.optional(),
    }),
    output: z.object({ attachmentId: z.string(), mediaType: z.string(), bytes: z.number() }),
    policy: { ...recording, sealed: 'gives' },
    locks: true,
    audit: 'always',
    takes: 'file',
  }),
  'attachments.list': declareQuery({
    name: 'attachments.list',
    summary: 'Documents and photos of a case, with the names they came under',
    path: '/api/cases/:caseId/attachments',
    method: 'GET',
    input: z.strictObject({ caseId: id }),
    output: z.object({
      attachments: z.array(
        z.object({
          attachmentId: z.string(),
          kind: z.string(),
          mediaType: z.string(),
          bytes: z.number(),
          addedBy: z.string(),
          addedAt: z.string(),
          name: z.string().optional(),
          erased: z.boolean(),
        }),
      ),
    }),
    policy: readingFiles,
    audit: 'always',
  }),
  'attachment.read': declareQuery({
    name: 'attachment.read',
    summary: 'The bytes of a document or photo; each reading is written down',
    path: '/api/cases/:caseId/attachments/:attachmentId',
    method: 'GET',
    input: z.strictObject({ caseId: id, attachmentId: id }),
    output: z.unknown(),
    policy: readingFiles,
    audit: 'always',
    gives: 'file',
  }),
} as const;
