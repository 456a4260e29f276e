import type { ReviewKind } from '@sojourn/catalogue';
import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';

/** Those who answer for the rules of an organisation answer for what it reads of the law; there is no role of a lawyer yet. */
const reviewing = {
  purpose: 'rules',
  about: 'organisation',
  roles: { administrator: 'organisation', supervisor: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

const kinds = ['right', 'instrument', 'interpretation', 'remedy', 'rulebook', 'programme', 'text'] as const satisfies readonly ReviewKind[];
const kind = z.enum(kinds);
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}$/);
const hash = z.string().regex(/^[0-9a-f]{16}$/);
const state = z.enum(['unreviewed', 'first-look', 'reviewed', 'changed']);
const look = z.object({ by: z.string(), at: z.number(), contentHash: z.string(), now: z.boolean() });

export const reviewQueries = {
  'law-review.list': declareQuery({
    name: 'law-review.list',
    summary: 'What of the law and its words somebody has looked at, what changed since, and which translations are behind',
    path: '/api/law-review',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      items: z.array(z.object({ kind, key: z.string(), hash: z.string(), state, stale: z.boolean(), looks: z.number(), mine: z.boolean() })),
    }),
    policy: reviewing,
    audit: 'refusals',
  }),
  'law-review.item': declareQuery({
    name: 'law-review.item',
    summary: 'One part of the law as it stands, what it was when somebody last looked, and who looked',
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
      content: z.json(),
      before: z.json().optional(),
      seen: z.array(look),
    }),
    policy: reviewing,
    audit: 'refusals',
  }),
  'law-review.mark': declareQuery({
    name: 'law-review.mark',
    summary: 'Say that one has read a part of the law as it now stands and answers for it; a second person where a machine wrote it',
    path: '/api/law-review',
    method: 'POST',
    input: z.strictObject({ kind, key, contentHash: hash }),
    output: z.object({ state }),
    policy: reviewing,
    audit: 'always',
  }),
  'law-review.export': declareQuery({
    name: 'law-review.export',
    summary: 'Reviews that stand, as a file that a maintainer takes over into the catalogue with its names and days',
    path: '/api/law-review/export',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      format: z.literal('sojourn-reviews-1'),
      bundleHash: z.string(),
      reviews: z.array(z.object({ kind, key: z.string(), hash: z.string(), by: z.array(z.string()), on: z.string() })),
    }),
    policy: reviewing,
    audit: 'always',
  }),
} as const;
