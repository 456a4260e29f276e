import { weighedSchema } from '@sojourn/matching';
import { z } from 'zod';
import { caseViewSchema } from './view.ts';

export const likelySameSchema = z.object({
  /** Names cannot be found yet: their tokens are being built. */
  ready: z.boolean(),
  found: z.array(
    weighedSchema.extend({
      caseId: z.string(),
      caseCode: z.string(),
      stage: caseViewSchema.shape.stage,
      office: z.string(),
      sequence: z.number(),
    }),
  ),
});
