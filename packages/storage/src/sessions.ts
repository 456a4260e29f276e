import type { Storage } from './context.ts';
import type { Whose } from './second-factors.ts';

export type SavedSession = Whose & {
  readonly tokenHash: string;
  /** The same through changes of the token. */
  readonly sessionId: string;
  /** Browser and system as two coarse words. */
  readonly device: string;
  readonly method: string;
  readonly content: unknown;
  readonly expiresAt: Date;
};

/** An ended session is not revived, and a token stays with the user it was made for. */
export async function saveSession(storage: Storage, session: SavedSession): Promise<void> {
  await storage.session.query(
    `insert into sojourn.session as held (organisation_id, user_id, token_hash, session_id, device, method, content, expires_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
     on conflict (token_hash) do update set content = excluded.content, expires_at = excluded.expires_at, last_seen_at = clock_timestamp()
     where held.ended_at is null and held.organisation_id = excluded.organisation_id and held.user_id = excluded.user_id`,
    [
      session.organisationId,
      session.userId,
      session.tokenHash,
      session.sessionId,
      session.device,
      session.method,
      JSON.stringify(session.content),
      session.expiresAt,
    ],
  );
}

/** One that nobody used for an hour is over. */
export async function findSession(storage: Storage, tokenHash: string): Promise<unknown> {
  const found = await storage.session.query<{ content: unknown; stale: boolean }>(
    `select content, last_seen_at < clock_timestamp() - interval '1 minute' as stale from sojourn.session
     where token_hash = $1 and ended_at is null and expires_at > clock_timestamp() and last_seen_at > clock_timestamp() - interval '1 hour'`,
    [tokenHash],
  );
  if (found.rows[0]?.stale === true)
    await storage.session.query('update sojourn.session set last_seen_at = clock_timestamp() where token_hash = $1', [tokenHash]);
  return found.rows[0]?.content;
}

export async function endSession(storage: Storage, tokenHash: string): Promise<void> {
  await storage.session.query('update sojourn.session set ended_at = clock_timestamp() where token_hash = $1 and ended_at is null', [tokenHash]);
}

/** Everywhere this person is signed in: after a lost laptop, a locked account or a new password. `but`: the one that asks, where it goes on. */
export async function endSessionsOf(storage: Storage, { organisationId, userId }: Whose, but = ''): Promise<void> {
  await storage.session.query(
    'update sojourn.session set ended_at = clock_timestamp() where organisation_id = $1 and user_id = $2 and ended_at is null and session_id::text is distinct from $3',
    [organisationId, userId, but],
  );
}

export async function endOneSession(storage: Storage, { organisationId, userId }: Whose, sessionId: string): Promise<boolean> {
  const ended = await storage.session.query(
    'update sojourn.session set ended_at = clock_timestamp() where organisation_id = $1 and user_id = $2 and session_id = $3 and ended_at is null',
    [organisationId, userId, sessionId],
  );
  return ended.rowCount !== 0;
}

export type OpenSession = {
  readonly sessionId: string;
  readonly device: string;
  readonly method: string;
  readonly beganAt: number;
  readonly lastSeenAt: number;
};

export async function openSessionsOf(storage: Storage, { organisationId, userId }: Whose): Promise<readonly OpenSession[]> {
  const found = await storage.session.query<OpenSession>(
    `select s.session_id as "sessionId", s.device, s.method, (extract(epoch from s.last_seen_at) * 1000)::bigint as "lastSeenAt",
       (select (extract(epoch from min(b.created_at)) * 1000)::bigint from sojourn.session b where b.organisation_id = s.organisation_id and b.session_id = s.session_id) as "beganAt"
     from sojourn.session s where s.organisation_id = $1 and s.user_id = $2 and s.session_id is not null and s.ended_at is null and s.expires_at > clock_timestamp()
       and s.last_seen_at > clock_timestamp() - interval '1 hour' order by s.last_seen_at desc`,
    [organisationId, userId],
  );
  return found.rows;
}
