import { createHash, createHmac } from 'node:crypto';
import { countSource, knownDeviceLimit, sourceOf, strangersLimit, tryOnce } from '@sojourn/accounts';
import { type Refusal, type Result, refused } from '@sojourn/kernel';
import { countTry, forgetTries, isKnownDevice, knowDevice, type Whose } from '@sojourn/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInWorld } from './sign-in-world.ts';

const DEVICE_COOKIE = 'sojourn-device';
const A_YEAR = 365 * 24 * 60 * 60;
const nobody: Whose = { organisationId: '00000000-0000-7000-8000-000000000000', userId: '00000000-0000-7000-8000-000000000000' };

const deviceHash = (request: FastifyRequest): string => {
  const cookie = request.cookies[DEVICE_COOKIE] ?? '';
  return createHash('sha256').update(`device ${cookie}`).digest('hex');
};

// Keyed, so that the table cannot be searched for names.
const keyOf = (world: SignInWorld, ...words: readonly string[]) => createHmac('sha256', world.secret).update(JSON.stringify(words)).digest('hex');

/** Whether this person has fully signed in on this device before. Asks the same of the database where nobody of that name is here. */
export async function onKnownDevice(world: SignInWorld, request: FastifyRequest, whose: Whose | undefined): Promise<boolean> {
  const known = await isKnownDevice(world.desk.storage, whose ?? nobody, deviceHash(request));
  return known && request.cookies[DEVICE_COOKIE] !== undefined;
}

/** Counts one try from this address, whatever it tries. */
export async function sourceWait(world: SignInWorld, request: FastifyRequest): Promise<Refusal | undefined> {
  const now = world.desk.clock.now();
  const { wait } = await countTry(world.desk.storage, keyOf(world, 'source', sourceOf(request.ip)), now, (before) => countSource(before, now));
  return wait === 0 ? undefined : { kind: 'too-many-attempts', seconds: Math.ceil(wait / 1_000) };
}

type Trying = { readonly what: 'password' | 'code'; readonly name: string; readonly known: boolean };

/**
 * One guess at a password or code. Waiting is counted for this name from this source, or, on a known device, for this person on
 * this device: whatever a stranger does elsewhere, nobody who comes with their own device waits for it.
 */
export async function guess<Value>(
  world: SignInWorld,
  request: FastifyRequest,
  { what, name, known }: Trying,
  look: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const now = world.desk.clock.now();
  // Whoever guesses codes knew the password: there the source does not divide the tries.
  const from = known ? `device ${deviceHash(request)}` : what === 'password' ? `source ${sourceOf(request.ip)}` : 'anywhere';
  const key = keyOf(world, what, name.toLowerCase(), from);
  const { wait } = await countTry(world.desk.storage, key, now, (before) => tryOnce(before, now, known ? knownDeviceLimit : strangersLimit));
  if (wait > 0) return refused({ kind: 'too-many-attempts', seconds: Math.ceil(wait / 1_000) });
  const found = await look();
  if (found.ok) await forgetTries(world.desk.storage, key);
  return found;
}

/** The device gets its cookie at every sign-in; it is known for this person from the first complete one. */
export async function rememberDevice(world: SignInWorld, request: FastifyRequest, reply: FastifyReply, whose: Whose, complete: boolean): Promise<void> {
  const there = request.cookies[DEVICE_COOKIE];
  const value = there ?? Buffer.from(world.desk.chance.bytes(32)).toString('base64url');
  reply.setCookie(DEVICE_COOKIE, value, { httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', path: '/api', maxAge: A_YEAR });
  const hash = createHash('sha256').update(`device ${value}`).digest('hex');
  if (complete) await knowDevice(world.desk.storage, whose, hash, world.desk.clock.now());
}
