import { ok, refused } from '@sojourn/kernel';
import { authenticatorApps, passkeysOf, recoveryCodesLeft, removeFactor } from '@sojourn/storage';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { raiseSession } from './begin-session.ts';
import { lendFactors } from './decoy-factors.ts';
import { mayEnrol, needsSecondFactor, needsSession } from './needs.ts';
import { beginAuthenticatorApp, makeRecoveryCodes, provesApp, provesCode } from './second-factor.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { takesDemoCode } from './signed-in.ts';
import { guess, onKnownDevice } from './throttling.ts';

const codeBody = z.strictObject({ code: z.string().max(40) });
const factorBody = z.strictObject({ factorId: z.uuid() });

export function secondFactorRoutes(app: FastifyInstance, world: SignInWorld): void {
  const { desk } = world;
  const { storage } = desk;

  // The step up: asked at the moment it is needed, in the session that is there.
  app.post('/api/session/second-factor', async (request, reply) => {
    const { account } = needsSession(request);
    const body = codeBody.safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['code'] });
    const known = await onKnownDevice(world, request, account);
    const proof = await guess(world, request, { what: 'code', name: account.username, known }, async () => {
      const found = await provesCode(desk, account, body.data.code, takesDemoCode(world, account));
      return found === undefined ? refused({ kind: 'wrong-code' }) : ok(found);
    });
    if (proof.ok) return raiseSession(world, request, reply, account, proof.value);
    await logSignIn(desk, { account, operation: 'session.second-factor', outcome: proof.refusal.kind });
    return sendRefusal(reply, proof.refusal);
  });

  app.get('/api/account/sign-in', async (request) => {
    const { account } = needsSession(request);
    const apps = await authenticatorApps(storage, account);
    const keys = await passkeysOf(storage, account);
    return {
      factors: [
        ...apps.filter((one) => one.confirmed).map(({ factorId, madeAt }) => ({ factorId, kind: 'authenticator-app', madeAt, device: null, lastUsedAt: null })),
        ...keys.map(({ factorId, madeAt, device, discoverable, lastUsedAt }) => ({
          factorId,
          kind: discoverable ? 'passkey' : 'hardware-key',
          madeAt,
          device,
          lastUsedAt,
        })),
      ],
      recoveryCodesLeft: await recoveryCodesLeft(storage, account),
    };
  });

  app.post('/api/account/authenticator-app', async (request) => {
    const { account } = mayEnrol(world, request);
    return beginAuthenticatorApp(desk, account, account.username);
  });

  app.post('/api/account/authenticator-app/confirm', async (request, reply) => {
    const { account } = mayEnrol(world, request);
    const body = codeBody.safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['code'] });
    const right = await provesApp(desk, account, body.data.code.replace(/\s/g, ''), false);
    if (!right) return sendRefusal(reply, { kind: 'wrong-code' });
    await lendFactors(world, account);
    await logSignIn(desk, { account, operation: 'account.second-factor-added', outcome: 'authenticator-app' });
    return raiseSession(world, request, reply, account, 'authenticator-app');
  });

  app.post('/api/account/factors/remove', async (request, reply) => {
    const { account } = needsSecondFactor(world, request);
    const body = factorBody.safeParse(request.body);
    if (!body.success || !(await removeFactor(storage, account, body.data.factorId, desk.clock.now()))) return sendRefusal(reply, { kind: 'no-such-factor' });
    await lendFactors(world, account);
    await logSignIn(desk, { account, operation: 'account.second-factor-removed', outcome: 'done' });
    return reply.code(204).send();
  });

  app.post('/api/account/recovery-codes', async (request) => {
    const { account } = needsSecondFactor(world, request);
    const codes = await makeRecoveryCodes(desk, account);
    await logSignIn(desk, { account, operation: 'account.recovery-codes-made', outcome: 'done' });
    return { codes };
  });
}
