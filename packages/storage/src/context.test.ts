import { createServer } from 'node:net';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { expect, it } from 'vitest';
import { openStorage, withContext } from './context.ts';

const message = (kind: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
};
// Signed in, ready, and in the same breath: terminated by an administrator.
const lastWord = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0', 'latin1')),
]);

it('a database that is killed in the same breath as it answers fails the work, and does not end this process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(lastWord));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const bound = server.address();
  const url = `postgres://a:b@127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/c`;
  const storage = openStorage({ app: url, session: url, retention: url, jobs: url }, '00'.repeat(32));
  const unheard: unknown[] = [];
  const hear = (problem: unknown) => unheard.push(problem);
  process.on('uncaughtException', hear);
  try {
    const who = { organisationId: 'o' as OrganisationId, actorId: 'a' as UserId, purpose: 'assistance' as const };
    await expect(withContext(storage, who, async () => undefined)).rejects.toThrow();
    await expect(storage.session.query('select 1')).rejects.toThrow();
    await new Promise((later) => setTimeout(later, 50));
    expect(unheard).toEqual([]);
  } finally {
    process.removeListener('uncaughtException', hear);
    await storage.close();
    server.close();
  }
});
