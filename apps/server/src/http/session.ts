import { createHash, createHmac } from 'node:crypto';
import type { SessionStore } from '@fastify/session';
import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import { type Account, endSession, findAccount, findSession, readAccount, type Storage, saveSession } from '@sojourn/storage';
import { verifyPassword } from '@sojourn/vault';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { logSignIn } from '../access-lines.ts';
import type { Desk } from '../desk.ts';
import { sendRefusal } from './refusals.ts';

declare module 'fastify' {
  interface Session {
    organisationId?: string;
    userId?: string;
  }
}

const TWELVE_HOURS = 12 * 60 * 60 * 1000;
const tokenHash = (id: string) => createHash('sha256').update(id).digest('hex');

/** Sessions live in the database under the hash of their token: whoever reads the table cannot use one. */
export function sessionStore(storage: Storage): SessionStore {
  return {
    set: (id, session, done) => {
      const { organisationId, userId } = session;
      if (organisationId === undefined || userId === undefined) return done();
      const content = { cookie: session.cookie, organisationId, userId };
      saveSession(storage, { tokenHash: tokenHash(id), organisationId, userId, content, expiresAt: new Date(Date.now() + TWELVE_HOURS) }).then(
        () => done(),
        done,
      );
    },
    get: (id, done) =>
      void findSession(storage, tokenHash(id)).then(
        (content) => done(null, (content ?? null) as never),
        (problem) => done(problem, null),
      ),
    destroy: (id, done) => void endSession(storage, tokenHash(id)).then(() => done(), done),
  };
}

export async function accountOf(storage: Storage, request: FastifyRequest): Promise<Account | undefined> {
  const { organisationId, userId } = request.session;
  if (organisationId === undefined || userId === undefined) return undefined;
  const account = await readAccount(storage, organisationId, userId);
  return account === undefined || account.locked ? undefined : account;
}

export function actorOf(account: Account): Actor {
  return {
    organisationId: account.organisationId as OrganisationId,
    officeId: account.officeId as OfficeId,
    userId: account.userId as UserId,
    roles: account.roles,
  };
}

type SessionOptions = {
  readonly desk: Desk;
  readonly outboxSecret: string;
  readonly about: { readonly demo: boolean; readonly bundleHash: string; readonly version: string };
};

export function sessionRoutes(app: FastifyInstance, { desk, outboxSecret, about }: SessionOptions): void {
  const { storage } = desk;
  // The key of a device's outbox is known only while someone is signed in: what waits on a stolen laptop cannot be read.
  const answer = (account: Account) => ({
    user: {
      userId: account.userId,
      displayName: account.displayName,
      organisationId: account.organisationId,
      officeId: account.officeId,
      organisation: account.organisation,
      office: account.office,
      officeCountry: account.officeCountry,
      roles: account.roles,
      lent: [],
    },
    outboxKey: createHmac('sha256', outboxSecret).update(`${account.organisationId}|${account.userId}`).digest('base64'),
    ...about,
  });
  app.get('/api/session', async (request, reply) => {
    const account = await accountOf(storage, request);
    return account === undefined ? sendRefusal(reply, { kind: 'not-signed-in' }) : answer(account);
  });
  app.post('/api/session', async (request, reply) => {
    const body = z.strictObject({ username: z.string().max(200), password: z.string().max(1_000) }).safeParse(request.body);
    if (!body.success) return sendRefusal(reply, { kind: 'input-not-understood', where: ['username', 'password'] });
    const account = await findAccount(storage, body.data.username);
    const right = await verifyPassword(body.data.password, account?.passwordHash);
    const refused = account === undefined || account.locked || !right;
    await logSignIn(desk, {
      account,
      operation: 'session.sign-in',
      outcome: refused ? (account?.locked === true ? 'account-locked' : 'wrong-username-or-password') : 'done',
    });
    if (refused) return sendRefusal(reply, { kind: 'wrong-username-or-password' });
    await request.session.regenerate();
    request.session.organisationId = account.organisationId;
    request.session.userId = account.userId;
    await request.session.save();
    return answer(account);
  });
  app.delete('/api/session', async (request, reply) => {
    const account = await accountOf(storage, request);
    if (account !== undefined) await logSignIn(desk, { account, operation: 'session.sign-out', outcome: 'done' });
    await request.session.destroy();
    return reply.code(204).send();
  });
}
