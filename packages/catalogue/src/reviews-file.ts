import { isPlainDate } from '@sojourn/kernel';
import { z } from 'zod';

const part = { kind: z.string(), key: z.string(), hash: z.string() };
const on = z.string().refine(isPlainDate);

/** What a deployment hands to whoever keeps the catalogue: reviews that stand, and what was said of parts as they are now. */
export const reviewsFile = {
  format: 'sojourn-reviews-2',
  reviews: z.array(z.object({ ...part, by: z.array(z.string().min(1)).min(1), on })),
  remarks: z.array(z.object({ ...part, provision: z.string().optional(), wrong: z.boolean(), answered: z.boolean(), says: z.string(), by: z.string(), on })),
} as const;
