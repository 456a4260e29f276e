import { type ReviewKind, reviewStates, reviewsFile } from '@sojourn/catalogue';
import { isUuid } from '@sojourn/kernel';
import { declareQuery, everyRole, type Policy } from '@sojourn/operations';
import { z } from 'zod';

/** Lawyers review; those who answer for the rules of an organisation read what they found, and say what they think is wrong. */
const reading = {
  purpose: 'rules',
  about: 'organisation',
  roles: { lawyer: 'organisation', administrator: 'organisation', supervisor: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;
/** That somebody knows the law and stands for it: a lawyer, and nobody else. */
const answering = { ...reading, roles: { lawyer: 'organisation' } } as const satisfies Policy;
/** Whoever reads law here is told what of it somebody answers for, and what is called wrong. */
const everyReader = { purpose: 'own-work', about: 'organisation', roles: everyRole, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;

const kinds = ['right', 'instrument', 'interpretation', 'remedy', 'rulebook', 'programme', 'text'] as const satisfies readonly ReviewKind[];
const kind = z.enum(kinds);
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}$/);
const hash = z.string().regex(/^[0-9a-f]{16}$/);
/** Where in the part: an article as its file writes it. */
const provision = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ().,-]{0,39}$/);
const state = z.enum(reviewStates);
const look = z.object({ by: z.string(), at: z.number(), contentHash: z.string(), now: z.boolean() });
const remark = z.object({
  remarkId: z.string(),
  provision: z.string().optional(),
  wrong: z.boolean(),
  says: z.string(),
  by: z.string(),
  at: z.number(),
  /** Said of what stands there now. */
  now: z.boolean(),
  answers: z.string().optional(),
  answered: z.boolean(),
});

export const reviewQueries = {
  'law-review.list': declareQuery({
    name: 'law-review.list',
    summary: 'What of the law and its words somebody has looked at, what changed since, what is called wrong, and which translations are behind',
    path: '/api/law-review',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      items: z.array(z.object({ kind, key: z.string(), hash: z.string(), state, stale: z.boolean(), looks: z.number(), mine: z.boolean(), wrong: z.number() })),
    }),
    policy: reading,
    audit: 'refusals',
  }),
  'law-review.item': declareQuery({
    name: 'law-review.item',
    summary: 'One part of the law as it stands, what it was when somebody last looked, who looked, and what they say of it',
    path: '/api/law-review/item',
    method: 'GET',
    input: z.strictObject({ kind, key }),
    output: z.object({
      kind,
      key: z.string(),
      hash: z.string(),
      state,
      stale: z.boolean(),
      looks: z.number(),
      mine: z.boolean(),
      wrong: z.number(),
      content: z.json(),
      before: z.json().optional(),
      seen: z.array(look),
      remarks: z.array(remark),
    }),
    policy: reading,
    audit: 'refusals',
  }),
  'law-review.mark': declareQuery({
    name: 'law-review.mark',
    summary: 'Say, as a lawyer, that one has read a part of the law as it now stands and answers for it; a second person where a machine wrote it',
    path: '/api/law-review',
    method: 'POST',
    input: z.strictObject({ kind, key, contentHash: hash }),
    output: z.object({ state }),
    policy: answering,
    audit: 'always',
  }),
  'law-review.say': declareQuery({
    name: 'law-review.say',
    summary: 'A word about a part of the law as it now stands: a note, that it is wrong and why, or an answer to such a word. About law, never about anybody',
    path: '/api/law-review/say',
    method: 'POST',
    input: z.strictObject({
      kind,
      key,
      contentHash: hash,
      provision: provision.optional(),
      wrong: z.boolean(),
      says: z.string().trim().min(1).max(2000),
      answers: z.string().refine(isUuid).optional(),
    }),
    output: z.object({ state }),
    policy: reading,
    audit: 'always',
  }),
  'law-review.marks': declareQuery({
    name: 'law-review.marks',
    summary: 'What of the law a lawyer answers for, by name and day, and what is called wrong and why: shown wherever that law is read',
    path: '/api/law-review/marks',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      reviewed: z.array(z.object({ kind, key: z.string(), by: z.array(z.string()), on: z.string() })),
      wrong: z.array(z.object({ kind, key: z.string(), provision: z.string().optional(), says: z.string(), by: z.string(), on: z.string() })),
    }),
    policy: everyReader,
    audit: 'refusals',
  }),
  'law-review.export': declareQuery({
    name: 'law-review.export',
    summary: 'Reviews that stand and what was said of the law, as a file that a maintainer takes over into the catalogue with names and days',
    path: '/api/law-review/export',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      format: z.literal(reviewsFile.format),
      bundleHash: z.string(),
      reviews: reviewsFile.reviews,
      remarks: reviewsFile.remarks,
    }),
    policy: reading,
    audit: 'always',
  }),
} as const;
