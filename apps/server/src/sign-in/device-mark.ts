import { createHmac } from 'node:crypto';
import type { Account } from '@sojourn/storage';

/** Changes with the password, and when this person says so: a device that kept cases under another mark removes them. Says nothing itself. */
export function deviceMark(secret: string, { organisationId, userId, passwordHash, deviceGeneration }: Account): string {
  return createHmac('sha256', secret).update(['kept', organisationId, userId, passwordHash, deviceGeneration].join('|')).digest('base64url').slice(0, 22);
}
