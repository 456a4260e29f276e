import type { CasePlace } from '@sojourn/storage';
import { z } from 'zod';

/** Where a walk goes on, as text that means nothing to whoever carries it. It opens nothing: what is behind it is filtered anew. */
export const writeCursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

export function readCursor<Place>(schema: z.ZodType<Place>, cursor: string): Place | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

export const casePlace: z.ZodType<CasePlace> = z
  .strictObject({ urgent: z.boolean(), after: z.uuid().optional(), began: z.number().int().min(0).max(8_640_000_000_000_000) })
  .transform(({ after, ...place }) => ({ ...place, after }));
