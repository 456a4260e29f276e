import { declareQuery } from '@sojourn/operations';
import { z } from 'zod';

const tooFew = z.object({ is: z.literal('too-few') });
const none = z.object({ is: z.literal('none') });
const share = z.union([z.object({ is: z.literal('share'), part: z.number(), whole: z.number() }), none, tooFew]);
const median = z.union([z.object({ is: z.literal('median'), hours: z.number(), of: z.number() }), none, tooFew]);
const group = z.object({ code: z.string(), count: z.number() });
const groups = z.union([z.object({ is: z.literal('groups'), total: z.number(), groups: z.array(group).readonly() }), tooFew]);
const table = z.union([
  z.object({
    is: z.literal('table'),
    total: z.number(),
    rows: z.array(z.object({ code: z.string(), total: z.number(), cells: z.array(z.union([z.number(), z.literal('not-shown')])).readonly() })).readonly(),
    columns: z.array(z.object({ code: z.string(), total: z.number() })).readonly(),
  }),
  tooFew,
]);

export const evidenceQueries = {
  'indicators.view': declareQuery({
    name: 'indicators.view',
    summary: 'Indicators of a calendar year over all cases of this organisation, without anyone who could be told from them',
    method: 'GET',
    path: '/api/indicators',
    input: z.strictObject({ year: z.coerce.number().int().min(1990).max(2200).optional() }),
    output: z.object({
      year: z.number(),
      /** Those in which anything happened, newest first. */
      years: z.array(z.number()).readonly(),
      /** Counted up to this day. */
      upTo: z.string(),
      approved: share,
      hoursToDecision: median,
      hoursToService: median,
      refusedFor: groups,
      identified: table,
      identifiedIn: groups,
      citizenship: groups,
      assisted: table,
      services: groups,
      consentComplete: share,
      costs: z
        .array(
          z.union([
            z.object({ is: z.literal('cost'), currency: z.string(), minor: z.number(), people: z.number() }),
            z.object({ is: z.literal('too-few'), currency: z.string() }),
          ]),
        )
        .readonly(),
      appealsReversed: share,
    }),
    policy: {
      purpose: 'assistance',
      about: 'organisation',
      roles: { supervisor: 'organisation', 'fund-manager': 'organisation' },
      alsoWhen: [],
      sealed: 'nothing',
    },
    audit: 'always',
  }),
} as const;
