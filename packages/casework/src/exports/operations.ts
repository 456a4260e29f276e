import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';
import { id } from '../payloads.ts';

export const exportFormats = ['csv', 'xlsx', 'htcds-csv', 'htcds-xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What leaves in bulk, for whom. Coded facts and case codes only: names and words leave one by one, as a referral. */
const wanted = {
  recipientId: id,
  facts: z.array(z.string().max(80)).min(1).max(60),
  /** As our own columns, or as those of HTCDS 2.0. */
  format: z.enum(exportFormats),
};
const whatLeaves = z.object({
  recipient: z.object({ recipientId: z.string(), name: z.string(), kind: z.string() }),
  columns: z.array(z.string()),
  dataClasses: z.array(z.string()),
  /** Cases of which something leaves. */
  cases: z.number(),
  /** Cases that stay, by why. */
  staying: z.array(z.object({ kind: z.string(), cases: z.number() })),
  /** Of exactly these values for this recipient: what was looked at is what leaves. */
  fingerprint: z.string(),
});
const request = z.object({
  exportId: z.string(),
  requestedBy: z.string(),
  /** Whoever asked, and for whom, by name; empty where they are no longer known here. */
  requester: z.string(),
  mine: z.boolean(),
  requestedAt: z.string(),
  recipientId: z.string(),
  recipient: z.string(),
  /** The age key it is encrypted for, so that whoever decides can compare it with what the recipient says. */
  recipientKey: z.string(),
  facts: z.array(z.string()),
  format: z.string(),
  cases: z.number(),
  fingerprint: z.string(),
  state: z.enum(['asked', 'approved', 'turned-down', 'taken']),
  /** Approved less than two days ago: it can still be taken. */
  fresh: z.boolean(),
});

const asking = { purpose: 'supervision', about: 'cases', roles: { supervisor: 'office' }, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;
const deciding = {
  purpose: 'oversight',
  about: 'cases',
  roles: { 'data-protection': 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;
const common = { audit: 'always', forTokens: false, secondFactor: true } as const;

export const exportQueries = {
  'export.preview': declareQuery({
    ...common,
    name: 'export.preview',
    summary: 'What would leave, of how many cases, for whom, and what stays and why; nothing leaves',
    path: '/api/exports/preview',
    method: 'POST',
    input: z.strictObject(wanted),
    output: whatLeaves,
    policy: asking,
  }),
  'export.ask': declareQuery({
    ...common,
    name: 'export.ask',
    summary: 'Ask that this leaves, encrypted for the key of the recipient; another person decides',
    path: '/api/exports',
    method: 'POST',
    input: z.strictObject({ ...wanted, fingerprint: z.string().regex(/^[0-9a-f]{64}$/), recipientKey: z.string().max(200) }),
    output: z.object({ exportId: z.string() }),
    policy: asking,
  }),
  'exports.list': declareQuery({
    ...common,
    name: 'exports.list',
    summary: 'What was asked to leave in bulk, and what became of it; to whoever asks and does not decide, what they asked themselves',
    path: '/api/exports',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ exports: z.array(request) }),
    policy: { ...deciding, about: 'organisation', roles: { ...deciding.roles, supervisor: 'office' } },
  }),
  'export.decide': declareQuery({
    ...common,
    name: 'export.decide',
    summary: 'Let it leave, or not; never for what one has asked for oneself',
    path: '/api/exports/:exportId/decision',
    method: 'POST',
    input: z.strictObject({ exportId: id, fingerprint: z.string().regex(/^[0-9a-f]{64}$/), approve: z.boolean() }),
    output: z.object({ done: z.literal(true) }),
    policy: deciding,
  }),
  'export.take': declareQuery({
    ...common,
    name: 'export.take',
    summary: 'The file, once, within two days of its approval: encrypted with age for the recipient’s key; who agreed is asked again as it is made',
    path: '/api/exports/:exportId/file',
    method: 'POST',
    input: z.strictObject({ exportId: id }),
    output: z.unknown(),
    policy: asking,
    gives: 'file',
  }),
} as const;
