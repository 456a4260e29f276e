import { answeredDays, askedDays, declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';

const onRules = {
  purpose: 'rules',
  about: 'organisation',
  roles: { administrator: 'organisation', supervisor: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;
const overCases = { purpose: 'supervision', about: 'cases', roles: { supervisor: 'office' }, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;

const address = z.string().regex(/^[a-z0-9-]{1,60}\/[A-Za-z0-9.-]{1,80}(@\d{4}-\d{2}-\d{2})?$/);
/** A rule that answers, or one that computes a value. */
const kind = z.enum(['answers', 'gives']);
/** What a rule came to: one of the four answers, a value, or the two ends it lies between. */
const came = z.object({ is: z.enum(['yes', 'no', 'not-applicable', 'unknown', 'value', 'between']), value: z.json().optional(), most: z.json().optional() });
const aboutDraft = z.strictObject({ draftId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const version = z.object({
  draftId: z.string(),
  /** One rule or several: they are published together or not at all. */
  changes: z.array(z.object({ address: z.string(), kind, rule: z.json() })),
  writtenBy: z.string(),
  writtenAt: z.number(),
  /** Written by whoever asks: somebody else publishes. */
  mine: z.boolean(),
  outcome: z.enum(['published', 'withdrawn']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  bundleHash: z.string().nullable(),
});

/** Rules as people see and change them. What is read of people stays on the device: trying a rule on an example sends nothing. */
export const ruleQueries = {
  'rules.list': declareQuery({
    name: 'rules.list',
    summary: 'Every rulebook and programme as it stands here, drafts that wait, and every version there was',
    path: '/api/rules',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      books: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['rulebook', 'programme']),
          reviewed: z.boolean(),
          source: z.string(),
          rules: z.array(
            z.object({
              id: z.string(),
              address: z.string(),
              citation: z.string(),
              settles: z.string().optional(),
              kind,
              /** When this wording is the law, both ends included. */
              lawFrom: z.string().optional(),
              lawTo: z.string().optional(),
              rule: z.json(),
              original: z.json(),
              own: z.boolean(),
            }),
          ),
        }),
      ),
      versions: z.array(version),
      people: z.record(z.string(), z.string()),
    }),
    policy: onRules,
    audit: 'refusals',
  }),
  'rules.draft': declareQuery({
    name: 'rules.draft',
    summary: 'Keep a draft of one rule or of several; what is wrong in it is said with its place, and nothing is kept',
    path: '/api/rules/drafts',
    method: 'POST',
    input: z.strictObject({
      changes: z
        .array(z.strictObject({ address, kind, rule: z.json() }))
        .min(1)
        .max(40),
    }),
    output: z.object({ draftId: z.string() }),
    policy: onRules,
    audit: 'always',
  }),
  'rules.what-if': declareQuery({
    name: 'rules.what-if',
    summary:
      'Which cases of the register, of those that one may view, would be answered otherwise under a draft, and why; by the facts, the law and the knowledge of three days',
    path: '/api/rules/drafts/:draftId/what-if',
    method: 'POST',
    long: true,
    input: z.strictObject({ draftId: z.uuid(), ...askedDays }),
    output: z.object({
      looked: z.number(),
      days: answeredDays,
      /** How many cases change from what to what, however many are shown below. */
      counts: z.array(z.object({ what: z.string(), from: came, to: came, count: z.number() })),
      cases: z.number(),
      changes: z.array(
        z.object({
          caseId: z.string(),
          caseCode: z.string(),
          /** The rule itself, or a programme it counts in. */
          what: z.string(),
          from: came,
          to: came,
          because: z.array(z.object({ fact: z.string(), value: z.json() })),
          ask: z.array(z.string()),
        }),
      ),
    }),
    policy: overCases,
    audit: 'always',
  }),
  'rules.publish': declareQuery({
    name: 'rules.publish',
    summary: 'Make a draft the rule here; somebody else than its writer, and the whole is archived under its new fingerprint',
    path: '/api/rules/drafts/:draftId/publish',
    method: 'POST',
    input: aboutDraft,
    output: z.object({ bundleHash: z.string() }),
    policy: onRules,
    audit: 'always',
  }),
  'rules.withdraw': declareQuery({
    name: 'rules.withdraw',
    summary: 'Take a draft back',
    path: '/api/rules/drafts/:draftId/withdraw',
    method: 'POST',
    input: aboutDraft,
    output: done,
    policy: onRules,
    audit: 'always',
  }),
} as const;
