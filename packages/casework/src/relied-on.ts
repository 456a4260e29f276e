import { z } from 'zod';

/**
 * What a decision rested on in the catalogue whose fingerprint its entry carries: a rule with its answer, or a right with the articles that bound.
 * Written by the server from the catalogue, never by whoever decides; it travels with the entry and changes nothing that is read from it.
 */
const reliedOnSchema = z
  .array(
    z.strictObject({
      /** `gaf-2013/E1`, `identification/age.under-18`, `right/R23`. */
      at: z.string().regex(/^[a-z0-9-]{1,60}\/[A-Za-z0-9.-]{1,80}$/),
      is: z.enum(['yes', 'no', 'not-applicable', 'unknown']),
      citations: z.array(z.string().min(1).max(300)).max(80),
    }),
  )
  .min(1)
  .max(80);
export type ReliedOn = z.output<typeof reliedOnSchema>;

/** The entry as it was decided, beside what it relied on. Throws where that is not what a release wrote. */
export function partedFromGrounds<Held extends { readonly payload?: unknown }>(entry: Held): { readonly entry: Held; readonly reliedOn?: ReliedOn } {
  const { payload } = entry;
  if (typeof payload !== 'object' || payload === null || !('reliedOn' in payload)) return { entry };
  const { reliedOn, ...decided } = payload;
  return { entry: { ...entry, payload: decided } as Held, reliedOn: reliedOnSchema.parse(reliedOn) };
}
