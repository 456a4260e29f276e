import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';

const onRules = {
  purpose: 'rules',
  about: 'organisation',
  roles: { administrator: 'organisation', supervisor: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;
const overCases = { purpose: 'supervision', about: 'cases', roles: { supervisor: 'office' }, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;

const address = z.string().regex(/^[a-z0-9-]{1,60}\/[A-Za-z0-9.-]{1,80}$/);
const answer = z.enum(['yes', 'no', 'not-applicable', 'unknown']);
const aboutDraft = z.strictObject({ draftId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const version = z.object({
  draftId: z.string(),
  address: z.string(),
  rule: z.json(),
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
    summary: 'Keep a draft of one rule; what is wrong in it is said with its place, and nothing is kept',
    path: '/api/rules/drafts',
    method: 'POST',
    input: z.strictObject({ address, rule: z.json() }),
    output: z.object({ draftId: z.string() }),
    policy: onRules,
    audit: 'always',
  }),
  'rules.what-if': declareQuery({
    name: 'rules.what-if',
    summary: 'Which cases that one may view would be answered otherwise under a draft, and why',
    path: '/api/rules/drafts/:draftId/what-if',
    method: 'GET',
    input: aboutDraft,
    output: z.object({
      looked: z.number(),
      changes: z.array(
        z.object({
          caseId: z.string(),
          caseCode: z.string(),
          /** The rule itself, or a programme it counts in. */
          what: z.string(),
          from: answer,
          to: answer,
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
