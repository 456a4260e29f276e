import { passwordProblem } from '@sojourn/accounts';
import { type EntryId, mintId, type OfficeId, type UserId } from '@sojourn/kernel';
import { type Account, alarmsFor, findDecoy, listColleagues, makeDecoy, putAlarmAway, setDuressContacts, setPassword, withContext } from '@sojourn/storage';
import { hashPassword, verifyPassword } from '@sojourn/vault';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { commonPasswords } from './common-passwords.ts';
import { lendFactors } from './decoy-factors.ts';
import { needsSecondFactor, needsSession } from './needs.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { actorOf } from './signed-in.ts';

const choice = z.strictObject({ password: z.string().max(1_000), contacts: z.array(z.uuid()).max(10) });
const one = z.strictObject({ alarmId: z.uuid() });

/** A second password for the day someone stands beside you. It opens a desk that looks like yours and holds nothing; the people you named learn of it. */
export function duressRoutes(app: FastifyInstance, world: SignInWorld): void {
  const { desk } = world;
  const { storage } = desk;

  app.get('/api/account/colleagues', async (request) => {
    const { account } = needsSession(request);
    const actor = actorOf(account);
    const people = await withContext(storage, { ...actor, actorId: actor.userId, purpose: 'own-work' }, (tx) => listColleagues(tx));
    return { colleagues: [...people].filter(([userId]) => userId !== account.userId).map(([userId, displayName]) => ({ userId, displayName })) };
  });

  app.post('/api/account/duress', async (request, reply) => {
    const { account } = needsSecondFactor(world, request);
    const body = choice.safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['password', 'contacts'] });
    const { password, contacts } = body.data;
    if (await verifyPassword(password, account.passwordHash)) return sendRefusal(reply, { kind: 'same-as-your-password' });
    const problem = passwordProblem(password, [account.username, account.displayName, account.organisation], await commonPasswords());
    if (problem !== undefined) return sendRefusal(reply, problem);
    const hash = await hashPassword(password);
    // In the desk that the second password opens this does as if: nothing reaches from there into the real one.
    if (account.decoyOf === null) await keepDuress(world, account, hash, contacts);
    await logSignIn(desk, { account, operation: 'account.sign-in-changed', outcome: 'done' });
    return reply.code(204).send();
  });

  // No name until it is asked for: someone may look over this shoulder too.
  app.get('/api/account/alarms', async (request) => {
    const { account } = needsSession(request);
    return { alarms: (await alarmsFor(storage, account)).map(({ alarmId, at }) => ({ alarmId, at })) };
  });
  app.post('/api/account/alarms/who', async (request, reply) => {
    const { account } = needsSecondFactor(world, request);
    const body = one.safeParse(request.body);
    const alarm = body.success ? (await alarmsFor(storage, account)).find(({ alarmId }) => alarmId === body.data.alarmId) : undefined;
    if (alarm === undefined) return sendRefusal(reply, { kind: 'no-such-alarm' });
    await logSignIn(desk, { account, operation: 'account.alarm-read', outcome: 'done' });
    return { displayName: alarm.displayName, office: alarm.office };
  });
  app.post('/api/account/alarms/put-away', async (request, reply) => {
    const { account } = needsSession(request);
    const body = one.safeParse(request.body);
    const alarm = body.success ? (await alarmsFor(storage, account)).find(({ alarmId }) => alarmId === body.data.alarmId) : undefined;
    if (alarm === undefined) return sendRefusal(reply, { kind: 'no-such-alarm' });
    await putAlarmAway(storage, account, alarm.alarmId, desk.clock.now());
    return reply.code(204).send();
  });
}

async function keepDuress(world: SignInWorld, account: Account, passwordHash: string, contacts: readonly string[]): Promise<void> {
  const { storage, clock, chance } = world.desk;
  const now = clock.now();
  const there = await findDecoy(storage, account);
  if (there === undefined)
    await makeDecoy(storage, account, {
      organisationId: mintId<EntryId>(chance, now),
      officeId: mintId<OfficeId>(chance, now),
      userId: mintId<UserId>(chance, now),
      passwordHash,
    });
  else await setPassword(storage, there, passwordHash, now);
  await setDuressContacts(storage, account, contacts);
  await lendFactors(world, account);
}
