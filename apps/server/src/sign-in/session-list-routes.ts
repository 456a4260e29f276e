import { endOneSession, endSessionsOf, forgetDevices, openSessionsOf } from '@sojourn/storage';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import { sendRefusal } from '../http/refusals.ts';
import { needsSession } from './needs.ts';
import type { SignInWorld } from './sign-in-world.ts';

const one = z.strictObject({ sessionId: z.uuid() });

/** Where this person is signed in: since when, on what kind of device, by which way; never from which place. Ending one needs no second factor: it only takes away. */
export function sessionListRoutes(app: FastifyInstance, { desk }: SignInWorld): void {
  app.get('/api/account/sessions', async (request) => {
    const { account } = needsSession(request);
    const sessions = await openSessionsOf(desk.storage, account);
    return { sessions: sessions.map((session) => ({ ...session, here: session.sessionId === request.session.publicId })) };
  });

  app.post('/api/account/sessions/end', async (request, reply) => {
    const { account } = needsSession(request);
    const body = one.safeParse(request.body);
    if (!body.success || !(await endOneSession(desk.storage, account, body.data.sessionId))) return sendRefusal(reply, { kind: 'no-such-session' });
    await logSignIn(desk, { account, operation: 'session.ended', outcome: 'done' });
    return reply.code(204).send();
  });

  app.post('/api/account/sessions/end-others', async (request, reply) => {
    const { account } = needsSession(request);
    await endSessionsOf(desk.storage, account, request.session.publicId);
    await forgetDevices(desk.storage, account);
    await logSignIn(desk, { account, operation: 'session.ended-elsewhere', outcome: 'done' });
    return reply.code(204).send();
  });
}
