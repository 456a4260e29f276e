import { isUuid } from '@sojourn/kernel';
import { declareQuery, everyRole, type Policy, roles } from '@sojourn/operations';
import { z } from 'zod';
import { complaintContent, complaintOutcomes, complaintStages, leaveToSchema } from './complaints.ts';
import { installationWarnings } from './installation.ts';
import { lendableRoles } from './lending.ts';

const id = z.string().refine(isUuid, 'not-an-id');
const ownDesk = { purpose: 'own-work', about: 'organisation', roles: everyRole, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;
/** Open to everybody who is signed in, whatever their role. */
const complaining = { purpose: 'complaint', about: 'organisation', roles: everyRole, alsoWhen: [], sealed: 'gives' } as const satisfies Policy;
/** Whose work it is, and nobody else's: no supervisor, no administrator, nobody by breaking glass. */
const reviewing = {
  purpose: 'complaint-review',
  about: 'organisation',
  roles: { safeguarding: 'organisation' },
  alsoWhen: [],
  sealed: 'reads',
} as const satisfies Policy;

/** The page of who may do what: for those who answer for it. */
export const permissionsPolicy = {
  purpose: 'own-work',
  about: 'organisation',
  roles: { supervisor: 'organisation', administrator: 'organisation', 'data-protection': 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

/** Whoever looks after the machine; nothing of anyone's case is in it. */
const lookingAfter = {
  purpose: 'own-work',
  about: 'organisation',
  roles: { administrator: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

const lending = z.object({
  lendingId: z.string(),
  role: z.enum(roles),
  by: z.string(),
  to: z.string(),
  fromAt: z.number(),
  untilAt: z.number(),
  endedAt: z.number().optional(),
});
const step = z.object({
  stage: z.enum(complaintStages),
  outcome: z.string().optional(),
  at: z.number(),
  by: z.string(),
  note: z.string().optional(),
  reply: z.string().optional(),
});

export const governanceQueries = {
  'lending.list': declareQuery({
    name: 'lending.list',
    summary: 'Roles that one has lent, or been lent, in the last 90 days',
    path: '/api/lendings',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ lendings: z.array(lending) }),
    policy: ownDesk,
    audit: 'refusals',
  }),
  'lending.lend': declareQuery({
    name: 'lending.lend',
    summary: 'Lend a role of one’s own to a colleague for a time',
    path: '/api/lendings',
    method: 'POST',
    input: z.strictObject({ to: id, role: z.enum(lendableRoles), untilAt: z.number().int() }),
    output: z.object({ lendingId: z.string() }),
    policy: ownDesk,
    audit: 'always',
    forTokens: false,
  }),
  'lending.end': declareQuery({
    name: 'lending.end',
    summary: 'Take a lent role back, or give it back, before its time',
    path: '/api/lendings/end',
    method: 'POST',
    input: z.strictObject({ lendingId: id }),
    output: z.object({ lendingId: z.string() }),
    policy: ownDesk,
    audit: 'always',
    forTokens: false,
  }),
  'complaint.file': declareQuery({
    name: 'complaint.file',
    summary: 'Complain about staff or treatment; it goes to the complaint reviewers alone',
    path: '/api/complaints',
    method: 'POST',
    input: complaintContent.omit({ from: true }).extend({ words: z.string().min(1).max(20_000), sayWhoIAm: z.boolean() }),
    output: z.object({ code: z.string(), acknowledgedBy: z.number(), reviewersHere: z.boolean() }),
    policy: complaining,
    audit: 'apart',
    forTokens: false,
  }),
  'complaint.follow': declareQuery({
    name: 'complaint.follow',
    summary: 'What became of a complaint, for whoever holds its code',
    path: '/api/complaints/follow',
    method: 'POST',
    input: z.strictObject({ code: z.string().max(60) }),
    output: z.object({
      receivedAt: z.number(),
      dueAt: z.number().optional(),
      steps: z.array(step.pick({ stage: true, outcome: true, at: true, reply: true })),
    }),
    policy: { ...complaining, sealed: 'reads' },
    audit: 'apart',
    forTokens: false,
  }),
  'complaints.list': declareQuery({
    name: 'complaints.list',
    summary: 'The complaints that one may review',
    path: '/api/complaints',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      /** Whether anyone may complain here without an account. */
      doorOpen: z.boolean(),
      /** Where the way out of that page leads; absent: an encyclopaedia. */
      leaveTo: z.string().optional(),
      complaints: z.array(
        z.object({
          complaintId: z.string(),
          receivedAt: z.number(),
          stage: z.enum(complaintStages),
          dueAt: z.number().optional(),
          category: z.string(),
          /** Its maker wrote more since the last step. */
          wroteAgain: z.boolean(),
          /** It came in an hour in which far more came than people write; these stand after the others. */
          withMany: z.boolean(),
        }),
      ),
    }),
    policy: reviewing,
    audit: 'apart',
    forTokens: false,
  }),
  'complaint.door': declareQuery({
    name: 'complaint.door',
    summary: 'Open or shut the page where anyone may complain without an account, and say where its way out leads',
    path: '/api/complaints/door',
    method: 'POST',
    input: z.strictObject({ open: z.boolean(), leaveTo: leaveToSchema.optional() }),
    output: z.object({ doorOpen: z.boolean(), leaveTo: z.string().optional() }),
    policy: reviewing,
    audit: 'apart',
    forTokens: false,
  }),
  'complaint.read': declareQuery({
    name: 'complaint.read',
    summary: 'A complaint, its steps, and who has read it',
    path: '/api/complaints/read',
    method: 'POST',
    input: z.strictObject({ complaintId: id }),
    output: z.object({
      complaintId: z.string(),
      receivedAt: z.number(),
      dueAt: z.number().optional(),
      category: z.string(),
      named: z.array(z.string()),
      words: z.string(),
      from: z.string().optional(),
      atTheDoor: z.object({ whom: z.string(), office: z.string().optional(), reach: z.string(), language: z.string() }).optional(),
      added: z.array(z.object({ at: z.number(), words: z.string() })),
      caseCode: z.string().optional(),
      steps: z.array(step),
      readBy: z.array(z.object({ person: z.string(), at: z.number(), what: z.string() })),
    }),
    policy: reviewing,
    audit: 'apart',
    forTokens: false,
  }),
  'complaint.move': declareQuery({
    name: 'complaint.move',
    summary: 'Acknowledge, assess, refer or close a complaint, with a reply to whoever made it',
    path: '/api/complaints/move',
    method: 'POST',
    input: z.strictObject({
      complaintId: id,
      stage: z.enum(complaintStages),
      outcome: z.enum(complaintOutcomes).optional(),
      /** Staff whom it turned out to be about: it is kept from them and their office from now on. */
      named: z.array(id).max(20).default([]),
      note: z.string().max(20_000).default(''),
      reply: z.string().max(20_000).default(''),
    }),
    output: z.object({ complaintId: z.string() }),
    policy: reviewing,
    audit: 'apart',
    forTokens: false,
  }),
  'installation.view': declareQuery({
    name: 'installation.view',
    summary: 'How the installation is: version, disk, clock, certificate, and what needs someone’s hand',
    path: '/api/installation',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      version: z.string(),
      law: z.string(),
      startedAt: z.number(),
      database: z.object({ version: z.string(), elsewhere: z.boolean(), bytes: z.number() }),
      disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
      clockMovedBy: z.number(),
      clockApart: z.number(),
      certificateDaysLeft: z.number().optional(),
      warnings: z.array(z.enum(installationWarnings)),
    }),
    policy: lookingAfter,
    audit: 'refusals',
  }),
} as const;
