import { createHmac } from 'node:crypto';
import { deviceLabel, identityHasLapsed } from '@sojourn/accounts';
import { type EntryId, mintId } from '@sojourn/kernel';
import { type Account, raiseAlarm, usedToday } from '@sojourn/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logSignIn } from '../access-lines.ts';
import { todayOf } from '../desk.ts';
import { logFault } from '../log.ts';
import { deviceMark } from './device-mark.ts';
import { type SignInMethod, sessionFields } from './session-store.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { holdsSecondFactor } from './signed-in.ts';
import { rememberDevice } from './throttling.ts';

export type Beginning = {
  readonly account: Account;
  readonly method: SignInMethod;
  /** How the second factor was shown, where it was. */
  readonly proof?: string | undefined;
  readonly enrolling?: boolean;
};

/** A new session under a new token; what the browser held before opens nothing any more. */
export async function beginSession(world: SignInWorld, request: FastifyRequest, reply: FastifyReply, beginning: Beginning): Promise<object> {
  const { account, method, proof, enrolling = false } = beginning;
  const now = world.desk.clock.now();
  await request.session.regenerate();
  const { session } = request;
  session.organisationId = account.organisationId;
  session.userId = account.userId;
  session.publicId = mintId<EntryId>(world.desk.chance, now);
  session.signedInAt = now;
  session.secondFactorAt = proof === undefined ? undefined : now;
  session.method = method;
  session.device = deviceLabel(request.headers['user-agent']);
  session.enrolling = enrolling;
  await session.save();
  await rememberDevice(world, request, reply, account, proof !== undefined || !holdsSecondFactor(world, account));
  await logSignIn(world.desk, { account, operation: 'session.sign-in', outcome: method === 'password' ? 'done' : method });
  if (proof !== undefined) await logSignIn(world.desk, { account, operation: 'session.second-factor', outcome: proof });
  const today = todayOf(world.desk);
  if (!identityHasLapsed({ locked: false, identityUsedOn: account.identityUsedOn ?? undefined }, today)) await usedToday(world.desk.storage, account, today);
  if (account.decoyOf !== null) reply.raw.once('finish', () => void warnQuietly(world, account));
  return sessionAnswer(world, request, account);
}

/** After the answer has gone, so that it takes no longer than any other. */
async function warnQuietly(world: SignInWorld, decoy: Account): Promise<void> {
  const now = world.desk.clock.now();
  await raiseAlarm(world.desk.storage, decoy, mintId<EntryId>(world.desk.chance, now), now).catch((problem: unknown) =>
    logFault(problem, new Date().toISOString()),
  );
}

/** The second factor was shown in a session that goes on: under a new token, so that one that was stolen before does not rise with it. */
export async function raiseSession(world: SignInWorld, request: FastifyRequest, reply: FastifyReply, account: Account, proof: string): Promise<object> {
  await request.session.regenerate([...sessionFields]);
  request.session.secondFactorAt = world.desk.clock.now();
  await request.session.save();
  await rememberDevice(world, request, reply, account, true);
  await logSignIn(world.desk, { account, operation: 'session.second-factor', outcome: proof });
  return sessionAnswer(world, request, account);
}

/** What a desk is told about the person at it. */
export function sessionAnswer(world: SignInWorld, request: FastifyRequest, account: Account): object {
  const { outboxSecret, about, desk } = world;
  const { session } = request;
  return {
    user: {
      userId: account.userId,
      username: account.username,
      displayName: account.displayName,
      organisationId: account.organisationId,
      officeId: account.officeId,
      organisation: account.organisation,
      office: account.office,
      officeCountry: account.officeCountry,
      roles: account.roles,
      lent: account.lent,
    },
    session: {
      sessionId: session.publicId,
      secondFactorAt: session.secondFactorAt ?? null,
      hasSecondFactor: holdsSecondFactor(world, account),
      enrolling: session.enrolling === true,
      identityLapsed: identityHasLapsed({ locked: false, identityUsedOn: account.identityUsedOn ?? undefined }, todayOf(desk)),
    },
    // The key of a device's outbox is known only while someone is signed in: what waits on a stolen laptop cannot be read.
    outboxKey: createHmac('sha256', outboxSecret).update(`${account.organisationId}|${account.userId}`).digest('base64'),
    deviceMark: deviceMark(outboxSecret, account),
    ...about,
  };
}
