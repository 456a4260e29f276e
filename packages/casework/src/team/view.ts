import { z } from 'zod';
import { reviewDueAt, type Standing } from './state.ts';

export const standingSchema = z.object({
  restricted: z.boolean(),
  team: z.array(z.object({ userId: z.string(), as: z.string() })),
  conflicts: z.array(z.object({ entryId: z.string(), userId: z.string(), kind: z.string() })),
  emergencies: z.array(
    z.object({
      entryId: z.string(),
      by: z.string(),
      at: z.number(),
      until: z.number(),
      reason: z.string(),
      reviewDueAt: z.number(),
      review: z.object({ by: z.string(), at: z.number(), finding: z.string() }).optional(),
    }),
  ),
});

export const standingView = (standing: Standing) => ({
  ...standing,
  emergencies: standing.emergencies.map((one) => ({ ...one, reviewDueAt: reviewDueAt(one) })),
});

export const emptyStanding: z.output<typeof standingSchema> = { restricted: false, team: [], conflicts: [], emergencies: [] };
