import { newCode, readCode, recoveryCodes, recoveryGroups } from '@sojourn/accounts';
import { type EntryId, mintId } from '@sojourn/kernel';
import {
  type AuthenticatorApp,
  addAuthenticatorApp,
  authenticatorApps,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
  type Whose,
} from '@sojourn/storage';
import { Secret, TOTP } from 'otpauth';
import type { Desk } from '../desk.ts';
import { demoCode } from './demo-code.ts';

const PERIOD = 30;
// RFC 6238 with what every authenticator app takes: SHA-1, six digits, thirty seconds.
const totp = (secret: Uint8Array, account: string) =>
  new TOTP({ issuer: 'Sojourn', label: account, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });

const placeOf = ({ organisationId, userId }: Whose, factorId: string) => `${organisationId}|${userId}|${factorId}`;

/** What an authenticator app is told once; here it is kept sealed. Counts only after `provesCode` saw a first code of it. */
export async function beginAuthenticatorApp(
  desk: Desk,
  whose: Whose,
  account: string,
): Promise<{ readonly factorId: string; readonly secret: string; readonly uri: string }> {
  const now = desk.clock.now();
  const bytes = desk.chance.bytes(20);
  const factorId = mintId<EntryId>(desk.chance, now);
  const sealed = await sealAppSecret(desk, whose, factorId, Buffer.from(bytes));
  await addAuthenticatorApp(desk.storage, whose, factorId, sealed, now);
  const made = totp(bytes, account);
  return { factorId, secret: made.secret.base32, uri: made.toString() };
}

export const sealAppSecret = (desk: Desk, whose: Whose, factorId: string, secret: Buffer): Promise<Buffer> =>
  desk.vault.sealSecret(whose.organisationId, 'second-factor', placeOf(whose, factorId), secret);
export const openAppSecret = (desk: Desk, whose: Whose, { factorId, sealed }: AuthenticatorApp): Promise<Buffer> =>
  desk.vault.openSecret(whose.organisationId, 'second-factor', placeOf(whose, factorId), sealed);

type Proof = 'authenticator-app' | 'recovery-code' | 'demo-code';

/** Six digits from an app, one step early or late, or a printed recovery code; each counts once. Undefined: not right. */
export async function provesCode(desk: Desk, whose: Whose, text: string, takesDemoCode: boolean): Promise<Proof | undefined> {
  const digits = text.replace(/[\s-]/g, '');
  if (takesDemoCode && digits === demoCode) return 'demo-code';
  if (/^\d{6}$/.test(digits)) return (await provesApp(desk, whose, digits, true)) ? 'authenticator-app' : undefined;
  const code = readCode(text, recoveryGroups);
  if (code === undefined) return undefined;
  const mark = await desk.vault.mark(whose.organisationId, 'recovery-code', `${whose.userId}|${code}`);
  return (await spendRecoveryCode(desk.storage, whose, mark, desk.clock.now())) ? 'recovery-code' : undefined;
}

/** `confirmed: false`: the first code of an app that was just told its secret. */
export async function provesApp(desk: Desk, whose: Whose, digits: string, confirmed: boolean): Promise<boolean> {
  const now = desk.clock.now();
  for (const app of await authenticatorApps(desk.storage, whose)) {
    if (app.confirmed !== confirmed) continue;
    const secret = await openAppSecret(desk, whose, app);
    const off = totp(secret, '').validate({ token: digits, timestamp: now, window: 1 });
    if (off === null) continue;
    if (await spendStep(desk.storage, whose, app.factorId, Math.floor(now / 1_000 / PERIOD) + off, now)) return true;
  }
  return false;
}

/** Shown once, on paper; only marks of them are kept. The former ones open nothing any more. */
export async function makeRecoveryCodes(desk: Desk, whose: Whose): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => newCode(desk.chance, recoveryGroups));
  const marks = [];
  for (const code of codes) marks.push(await desk.vault.mark(whose.organisationId, 'recovery-code', `${whose.userId}|${code}`));
  await replaceRecoveryCodes(desk.storage, whose, marks, desk.clock.now());
  return codes;
}
