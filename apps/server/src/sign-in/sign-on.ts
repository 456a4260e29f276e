import { sha256Hex } from '@sojourn/kernel';
import * as oidc from 'openid-client';

/** An identity provider that people of this installation may sign in with (OpenID Connect). */
export type SignOn = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly name: string };

/** Issuer and subject as they are kept: nothing to read back. */
export const hashOfSubject = (issuer: string, subject: string): string => sha256Hex(JSON.stringify(['sign-on', issuer, subject]));

const known = new WeakMap<SignOn, Promise<oidc.Configuration>>();

/** Asked for once; after a failure the next one who comes asks again. */
export function configurationOf(signOn: SignOn): Promise<oidc.Configuration> {
  const there = known.get(signOn);
  if (there !== undefined) return there;
  // Plain http only towards this very machine.
  const local = new URL(signOn.issuer).hostname === 'localhost';
  const execute = [oidc.enableNonRepudiationChecks, ...(local ? [oidc.allowInsecureRequests] : [])];
  const asked = oidc.discovery(new URL(signOn.issuer), signOn.clientId, signOn.clientSecret, undefined, { execute });
  known.set(signOn, asked);
  asked.catch(() => known.delete(signOn));
  return asked;
}
