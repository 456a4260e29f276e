import { isPlainDate, isUuid, type PlainDate } from '@sojourn/kernel';
import { z } from 'zod';
import { everyKind } from './recipient-kinds.ts';

/**
 * One named recipient. The name is an organisation's or an office's, never a private person's: relatives are people of the
 * case, and stand here by a code only.
 */
export const recipientSchema = z.strictObject({
  recipientId: z.string().refine(isUuid),
  kind: z.enum(everyKind),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
  name: z.string().min(1).max(120),
  /** ISO 3166 alpha-3: for a consulate, the State it belongs to. */
  country: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** The safeguards they gave in writing, and until when. */
  agreement: z
    .strictObject({
      agreementId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_./-]{0,59}$/),
      expiresOn: z
        .string()
        .refine(isPlainDate)
        .transform((day) => day as PlainDate),
    })
    .optional(),
  retired: z.boolean().default(false),
});
export type Recipient = z.output<typeof recipientSchema>;

/** In writing, and not run out on that day. A relative, and an authority that receives a filing, sign none. */
export function agreementStands(recipient: Recipient, on: PlainDate): boolean {
  return recipient.agreement !== undefined && recipient.agreement.expiresOn >= on;
}
