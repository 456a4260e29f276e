import { isPlainDate } from '@sojourn/kernel';
import { z } from 'zod';

const day = z.string().refine(isPlainDate, 'not-a-day');

/** Members of the input of whatever answers by rules: the day of the facts (today), of the law (that of the facts), and of what was known (today). */
export const askedDays = { on: day.optional(), law: day.optional(), known: day.optional() };
/** The three days an answer stands for. */
export const answeredDays = z.object({ facts: z.string(), law: z.string(), known: z.string() });
