import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { deviceLabel } from '@sojourn/accounts';
import { type EntryId, mintId } from '@sojourn/kernel';
import { type Account, addPasskey, findPasskey, type Passkey, passkeysOf, passkeyWasUsed, readAccount, type Whose } from '@sojourn/storage';
import type { FastifyRequest } from 'fastify';
import { newChallenge, spendOnce } from './challenges.ts';
import type { SignInWorld } from './sign-in-world.ts';

/** A passkey signs in by itself, with the person checked by their device; a hardware key is a second factor beside the password. */
export type KeyKind = 'passkey' | 'hardware-key';

/** As the browser that asks sees this desk. */
export function originOf(world: SignInWorld, request: FastifyRequest): { readonly origin: string; readonly rpID: string } {
  const origin = world.address ?? `http://localhost:${request.socket.localPort}`;
  return { origin, rpID: new URL(origin).hostname };
}

const enrolling = (whose: Whose, kind: KeyKind) => `enrol ${kind} ${whose.organisationId} ${whose.userId}`;
const raising = (whose: Whose) => `second factor ${whose.organisationId} ${whose.userId}`;
const SIGNING_IN = 'sign in';

export async function beginKey(world: SignInWorld, request: FastifyRequest, account: Account, kind: KeyKind): Promise<object> {
  const held = await passkeysOf(world.desk.storage, account);
  return generateRegistrationOptions({
    rpName: 'Sojourn',
    rpID: originOf(world, request).rpID,
    // The device shows the name one signs in with, and no other.
    userName: account.username,
    userID: new Uint8Array(Buffer.from(`${account.organisationId}${account.userId}`.replaceAll('-', ''), 'hex')),
    challenge: newChallenge(world, enrolling(account, kind)),
    attestationType: 'none',
    excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] as never })),
    authenticatorSelection:
      kind === 'passkey'
        ? { residentKey: 'required', userVerification: 'required' }
        : { residentKey: 'discouraged', userVerification: 'discouraged', authenticatorAttachment: 'cross-platform' },
  });
}

/** False: not what was asked for, or answered before. */
export async function keepKey(world: SignInWorld, request: FastifyRequest, account: Account, kind: KeyKind, response: unknown): Promise<boolean> {
  const { origin, rpID } = originOf(world, request);
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => spendOnce(world, enrolling(account, kind), challenge),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: kind === 'passkey',
  }).catch(() => undefined);
  if (verified?.verified !== true) return false;
  const { credential } = verified.registrationInfo;
  if ((await findPasskey(world.desk.storage, credential.id)) !== undefined) return false;
  const now = world.desk.clock.now();
  await addPasskey(world.desk.storage, {
    organisationId: account.organisationId,
    userId: account.userId,
    factorId: mintId<EntryId>(world.desk.chance, now),
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    discoverable: kind === 'passkey',
    device: deviceLabel(request.headers['user-agent']),
    madeAt: now,
  });
  return true;
}

/** No name is given and none is asked for: whoever holds a passkey chooses it on their device. */
export function askForPasskey(world: SignInWorld, request: FastifyRequest): Promise<object> {
  return generateAuthenticationOptions({ rpID: originOf(world, request).rpID, challenge: newChallenge(world, SIGNING_IN), userVerification: 'required' });
}

/** The account that this passkey signs in; undefined when it does not. */
export async function accountOfPasskey(world: SignInWorld, request: FastifyRequest, response: unknown): Promise<Account | undefined> {
  const key = await keyIn(world, response);
  if (key?.discoverable !== true || !(await isAnswered(world, request, key, response, SIGNING_IN, true))) return undefined;
  return readAccount(world.desk.storage, key.organisationId, key.userId);
}

export async function askForKey(world: SignInWorld, request: FastifyRequest, account: Account): Promise<object> {
  const held = await passkeysOf(world.desk.storage, account);
  return generateAuthenticationOptions({
    rpID: originOf(world, request).rpID,
    challenge: newChallenge(world, raising(account)),
    userVerification: 'discouraged',
    allowCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] as never })),
  });
}

export async function provesKey(world: SignInWorld, request: FastifyRequest, account: Account, response: unknown): Promise<boolean> {
  const key = (await passkeysOf(world.desk.storage, account)).find((one) => one.credentialId === idIn(response));
  return key !== undefined && isAnswered(world, request, key, response, raising(account), false);
}

const idIn = (response: unknown): string => (typeof response === 'object' && response !== null && 'id' in response ? String(response.id) : '');
const keyIn = (world: SignInWorld, response: unknown): Promise<Passkey | undefined> => findPasskey(world.desk.storage, idIn(response));

async function isAnswered(
  world: SignInWorld,
  request: FastifyRequest,
  key: Passkey,
  response: unknown,
  purpose: string,
  verifiesPerson: boolean,
): Promise<boolean> {
  const { origin, rpID } = originOf(world, request);
  const verified = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => spendOnce(world, purpose, challenge),
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: key.counter, transports: [...key.transports] as never },
    requireUserVerification: verifiesPerson,
    // What a stranger sends may be anything: what cannot be read does not prove anything.
  }).catch(() => undefined);
  if (verified?.verified !== true) return false;
  await passkeyWasUsed(world.desk.storage, key, verified.authenticationInfo.newCounter, world.desk.clock.now());
  return true;
}
