import { z } from 'zod';

/** All that a program elsewhere is told: what kind of thing happened, to which case, and when. Never what was said, never who. */
export const noticeSchema = z.strictObject({
  /** The same when it is sent again: whoever receives it twice acts once. */
  id: z.uuid(),
  kind: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  caseId: z.uuid(),
  entryId: z.uuid(),
  /** When it was recorded, ISO 8601 in UTC. */
  at: z.string(),
});
export type Notice = z.output<typeof noticeSchema>;

/** `t` in seconds since 1970, the number of the key, and the signature: HMAC-SHA256 over `signedText`, hexadecimal. */
export const signatureHeader = 'sojourn-signature';

export const signedText = (t: number, body: string): string => `${t}.${body}`;
