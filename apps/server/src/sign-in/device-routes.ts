import { forgetDevices } from '@sojourn/storage';
import type { FastifyInstance } from 'fastify';
import { logSignIn } from '../access-lines.ts';
import { needsSession } from './needs.ts';
import type { SignInWorld } from './sign-in-world.ts';

/** Nothing kept for this person on any device stays. It only takes away: no second factor is asked. */
export function deviceRoutes(app: FastifyInstance, { desk }: SignInWorld): void {
  app.delete('/api/devices', async (request, reply) => {
    const { account } = needsSession(request);
    await logSignIn(desk, { account, operation: 'session.forget-devices', outcome: 'done' });
    await forgetDevices(desk.storage, account);
    return reply.code(204).send();
  });
}
