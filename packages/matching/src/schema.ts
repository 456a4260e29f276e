import { z } from 'zod';
import { aboutCodes, evidenceCodes } from './evidence.ts';

/** A comparison in words: what speaks for one person, what against, what could not be compared. No number: a person decides. */
export const weighedSchema = z.object({
  is: z.enum(['likely', 'possible']),
  evidence: z.array(z.enum(evidenceCodes)),
  notCompared: z.array(z.enum(aboutCodes)),
});
