import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { beginSession, raiseSession } from './begin-session.ts';
import { lendFactors } from './decoy-factors.ts';
import { mayEnrol, needsSession } from './needs.ts';
import { accountOfPasskey, askForKey, askForPasskey, beginKey, keepKey, provesKey } from './passkeys.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { isLockedAccount } from './signed-in.ts';

const kind = z.enum(['passkey', 'hardware-key']);
const begin = z.strictObject({ kind });
const answer = z.strictObject({ response: z.looseObject({ id: z.string().max(2_000) }) });
const enrolled = z.strictObject({ kind, response: z.looseObject({ id: z.string().max(2_000) }) });

export function passkeyRoutes(app: FastifyInstance, world: SignInWorld): void {
  const open = { config: { open: 'signing in with a passkey' } };

  // Nobody guesses a passkey: no try is counted and none waits, whatever strangers did to this name.
  app.post('/api/session/passkey/options', open, (request) => askForPasskey(world, request));
  app.post('/api/session/passkey', open, async (request, reply) => {
    const body = answer.safeParse(request.body);
    const account = body.success ? await accountOfPasskey(world, request, body.data.response) : undefined;
    if (account === undefined || isLockedAccount(world.desk, account)) {
      await logSignIn(world.desk, { account, operation: 'session.sign-in', outcome: account === undefined ? 'passkey-not-accepted' : 'account-locked' });
      return sendRefusal(reply, { kind: 'passkey-not-accepted' });
    }
    return beginSession(world, request, reply, { account, method: 'passkey', proof: 'passkey' });
  });

  app.post('/api/session/second-factor/key/options', (request) => askForKey(world, request, needsSession(request).account));
  app.post('/api/session/second-factor/key', async (request, reply) => {
    const { account } = needsSession(request);
    const body = answer.safeParse(request.body);
    if (body.success && (await provesKey(world, request, account, body.data.response))) return raiseSession(world, request, reply, account, 'hardware-key');
    await logSignIn(world.desk, { account, operation: 'session.second-factor', outcome: 'passkey-not-accepted' });
    return sendRefusal(reply, { kind: 'passkey-not-accepted' });
  });

  app.post('/api/account/keys/options', async (request, reply) => {
    const { account } = mayEnrol(world, request);
    const body = begin.safeParse(request.body);
    return body.success ? beginKey(world, request, account, body.data.kind) : sendRefusal(reply, { kind: 'input-not-understood', where: ['kind'] });
  });
  app.post('/api/account/keys', async (request, reply) => {
    const { account } = mayEnrol(world, request);
    const body = enrolled.safeParse(request.body);
    if (!body.success || !(await keepKey(world, request, account, body.data.kind, body.data.response)))
      return sendRefusal(reply, { kind: 'passkey-not-accepted' });
    await lendFactors(world, account);
    await logSignIn(world.desk, { account, operation: 'account.second-factor-added', outcome: body.data.kind });
    return raiseSession(world, request, reply, account, body.data.kind);
  });
}
