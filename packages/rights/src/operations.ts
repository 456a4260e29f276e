export { lawQueries } from './law-operations.ts';

import { isUuid } from '@sojourn/kernel';
import { answeredDays, askedDays, declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';
import { reservationSchema } from './law-operations.ts';
import { reviewQueries } from './review-operations.ts';

const citation = z.object({
  instrument: z.string(),
  article: z.string(),
  /** party | signed-only | not-a-party | not-known | custom */
  status: z.string(),
  boundFrom: z.string().optional(),
  /** Bound from that day at the latest; it can have been earlier. */
  atTheLatest: z.boolean().optional(),
  /** unknown: the article may not protect this person; the facts that would settle it are not known. */
  protects: z.enum(['yes', 'unknown']).optional(),
  asOf: z.string().optional(),
  source: z.string().optional(),
  why: z.string().optional(),
  withdrewFrom: z.string().optional(),
  reviewed: z.boolean(),
  /** What the State declared about this article; `declarationsKnown` false: no list of declarations was read, which is never "none". */
  reserved: z.array(reservationSchema),
  declarationsKnown: z.boolean(),
});

/** A way to have rights respected against one State: whether it is open there, what it asks, and what may go wrong. */
const remedySchema = z.object({
  remedy: z.string(),
  kind: z.string(),
  state: z.string(),
  role: z.string(),
  open: z.enum(['yes', 'no', 'unknown']),
  rights: z.array(z.string()),
  conditions: z.array(z.string()),
  dangers: z.array(z.string()),
  reportsToImmigration: z.enum(['no', 'yes', 'not-known']),
  /** Who says so of this State, and when; absent: nothing is known of it there. */
  knownHere: z.object({ source: z.string(), asOf: z.string() }).optional(),
  independentHelpFirst: z.boolean(),
  reviewed: z.boolean(),
});

/** One right of one person, and what each State owes for it on the day. */
export const rightLineSchema = z.object({
  right: z.string(),
  holds: z.enum(['yes', 'unknown']),
  ask: z.array(z.string()),
  urgency: z.enum(['today', 'soon', 'later']),
  /** How treaty bodies and courts read it: not binding by itself. */
  readings: z.array(z.object({ name: z.record(z.string(), z.string()), paragraph: z.string(), says: z.string() })),
  duties: z.array(
    z.object({
      state: z.string(),
      role: z.string(),
      duty: z.array(z.string()),
      strength: z.string(),
      binds: z.enum(['yes', 'no', 'unknown']),
      citations: z.array(citation),
    }),
  ),
});

const readingLaw = {
  purpose: 'assistance',
  about: 'case',
  roles: { caseworker: 'office', supervisor: 'office', 'fund-manager': 'organisation' },
  alsoWhen: ['closed', 'erased'],
  sealed: 'nothing',
} as const satisfies Policy;

export const rightsQueries = {
  ...reviewQueries,
  'case.relied-on': declareQuery({
    name: 'case.relied-on',
    summary: 'What of the catalogue a past decision relied on, as it stood then, and whether it reads the same today',
    path: '/api/cases/:caseId/entries/:entryId/relied-on',
    method: 'GET',
    input: z.strictObject({ caseId: z.string().refine(isUuid), entryId: z.string().refine(isUuid) }),
    output: z.object({
      bundleHash: z.string(),
      today: z.string(),
      archivedAt: z.number().optional(),
      /** `sound`: the kept content has that fingerprint, counted again. */
      archive: z.enum(['sound', 'altered', 'not-kept']),
      reliedOn: z.array(
        z.object({
          at: z.string(),
          is: z.enum(['yes', 'no', 'not-applicable', 'unknown']),
          citations: z.array(z.string()),
          /** The rule or the right as the catalogue had it then. */
          said: z.json().optional(),
          today: z.enum(['same', 'changed', 'gone', 'not-known']),
        }),
      ),
    }),
    policy: readingLaw,
    audit: 'always',
  }),
  'case.rights': declareQuery({
    name: 'case.rights',
    summary:
      'Which rights the person of a case holds against which State, and why: today, or by the facts of a day, the law of a day and what was known by a day',
    path: '/api/cases/:caseId/rights',
    method: 'GET',
    input: z.strictObject({ caseId: z.string().refine(isUuid), ...askedDays }),
    output: z.object({
      on: z.string(),
      days: answeredDays,
      bundleHash: z.string(),
      states: z.array(z.object({ state: z.string(), role: z.string() })),
      lines: z.array(rightLineSchema),
      remedies: z.array(remedySchema),
    }),
    policy: {
      purpose: 'assistance',
      about: 'case',
      roles: { caseworker: 'office', supervisor: 'office', 'fund-manager': 'organisation' },
      alsoWhen: ['closed', 'erased'],
      sealed: 'nothing',
      emergency: 'during',
    },
    audit: 'always',
  }),
} as const;
