import { passwordProblem } from '@sojourn/accounts';
import { ok, refused } from '@sojourn/kernel';
import { endSessionsOf, findAccount, findDecoy, setPassword } from '@sojourn/storage';
import { hashPassword, verifyPassword } from '@sojourn/vault';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { beginSession, sessionAnswer } from './begin-session.ts';
import { commonPasswords } from './common-passwords.ts';
import { demoPassword, isDemoPerson } from './demo-code.ts';
import { needsSecondFactor } from './needs.ts';
import { originOf } from './passkeys.ts';
import { provesCode } from './second-factor.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { signOutElsewhere } from './sign-on-routes.ts';
import { isLockedAccount, takesDemoCode } from './signed-in.ts';
import { guess, onKnownDevice, sourceWait } from './throttling.ts';

const credentials = z.strictObject({ username: z.string().max(200), password: z.string().max(1_000), code: z.string().max(40).optional() });
const newPassword = z.strictObject({ password: z.string().max(1_000) });

export function passwordRoutes(app: FastifyInstance, world: SignInWorld): void {
  const { storage } = world.desk;
  app.get('/api/session', { config: { open: 'says only whether someone is signed in here' } }, async (request, reply) => {
    const account = request.signedIn?.account;
    return account === undefined ? sendRefusal(reply, { kind: 'not-signed-in' }) : sessionAnswer(world, request, account);
  });

  app.post('/api/session', { config: { open: 'signing in' } }, async (request, reply) => {
    const body = credentials.safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['username', 'password'] });
    const { username, password, code } = body.data;
    const account = await findAccount(storage, username);
    const decoy = await findDecoy(storage, account);
    const known = await onKnownDevice(world, request, account);
    const wait = known ? undefined : await sourceWait(world, request);
    if (wait !== undefined) return sendRefusal(reply, wait);
    const entered = await guess(world, request, { what: 'password', name: username, known }, async () => {
      // Always both, so that how long it takes says nothing about which it was.
      const right = await verifyPassword(password, account?.passwordHash);
      const rightSecond = await verifyPassword(password, decoy?.passwordHash);
      const barred =
        account === undefined || isLockedAccount(world.desk, account) || (!world.demo && password === demoPassword && isDemoPerson(account.userId));
      const opened = right ? account : rightSecond ? decoy : undefined;
      return opened !== undefined && !barred ? ok(opened) : refused({ kind: 'wrong-username-or-password' });
    });
    if (!entered.ok) {
      const locked = account !== undefined && isLockedAccount(world.desk, account);
      // A try that was not heard is not a line: hammering fills nothing.
      if (entered.refusal.kind !== 'too-many-attempts')
        await logSignIn(world.desk, { account, operation: 'session.sign-in', outcome: locked ? 'account-locked' : entered.refusal.kind });
      return sendRefusal(reply, entered.refusal);
    }
    if (code === undefined || code === '') return beginSession(world, request, reply, { account: entered.value, method: 'password' });
    const proof = await guess(world, request, { what: 'code', name: username, known }, async () => {
      const found = await provesCode(world.desk, entered.value, code, takesDemoCode(world, entered.value));
      return found === undefined ? refused({ kind: 'wrong-code' }) : ok(found);
    });
    if (!proof.ok) {
      await logSignIn(world.desk, { account: entered.value, operation: 'session.second-factor', outcome: proof.refusal.kind });
      return sendRefusal(reply, proof.refusal);
    }
    return beginSession(world, request, reply, { account: entered.value, method: 'password', proof: proof.value });
  });

  app.delete('/api/session', { config: { open: 'signing out, also when the session is over already' } }, async (request, reply) => {
    const account = request.signedIn?.account;
    if (account !== undefined) await logSignIn(world.desk, { account, operation: 'session.sign-out', outcome: 'done' });
    const { method } = request.session;
    await request.session.destroy();
    const elsewhere = method === 'single-sign-on' ? await signOutElsewhere(world.signOn, `${originOf(world, request).origin}/`) : undefined;
    return elsewhere === undefined ? reply.code(204).send() : { elsewhere };
  });

  app.post('/api/session/password', async (request, reply) => {
    const { account } = needsSecondFactor(world, request);
    const body = newPassword.safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['password'] });
    const problem = passwordProblem(body.data.password, [account.username, account.displayName, account.organisation], await commonPasswords());
    if (problem !== undefined) return sendRefusal(reply, problem);
    if (await verifyPassword(body.data.password, (await findDecoy(storage, account))?.passwordHash))
      return sendRefusal(reply, { kind: 'same-as-your-password' });
    await setPassword(storage, account, await hashPassword(body.data.password), world.desk.clock.now());
    await endSessionsOf(storage, account, request.session.publicId);
    await logSignIn(world.desk, { account, operation: 'account.password-changed', outcome: 'done' });
    return reply.code(204).send();
  });
}
