import { createHash } from 'node:crypto';
import type { SessionStore } from '@fastify/session';
import type { Instant } from '@sojourn/kernel';
import { endSession, findSession, type Storage, saveSession } from '@sojourn/storage';

export type SignInMethod = 'password' | 'passkey' | 'single-sign-on' | 'invitation';

declare module 'fastify' {
  interface Session {
    organisationId?: string;
    userId?: string;
    /** The same through changes of the token, for the list of sessions. */
    publicId?: string;
    signedInAt?: Instant;
    secondFactorAt?: Instant | undefined;
    method?: SignInMethod;
    device?: string;
    /** Begun with a slip: may set up the first second factor. */
    enrolling?: boolean;
  }
}

/** Whatever happens, a session is over after this. */
export const SESSION_LASTS = 12 * 60 * 60 * 1000;
export const sessionFields = ['organisationId', 'userId', 'publicId', 'signedInAt', 'secondFactorAt', 'method', 'device', 'enrolling'] as const;

const tokenHash = (id: string) => createHash('sha256').update(id).digest('hex');

/** Sessions live in the database under the hash of their token: whoever reads the table cannot use one. */
export function sessionStore(storage: Storage): SessionStore {
  return {
    set: (id, session, done) => {
      const { organisationId, userId, publicId, signedInAt, device = 'other/other', method = 'password' } = session;
      if (organisationId === undefined || userId === undefined || publicId === undefined || signedInAt === undefined) return done();
      const content = { cookie: session.cookie, ...Object.fromEntries(sessionFields.map((field) => [field, session[field]])) };
      const expiresAt = new Date(signedInAt + SESSION_LASTS);
      saveSession(storage, { tokenHash: tokenHash(id), organisationId, userId, sessionId: publicId, device, method, content, expiresAt }).then(
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
