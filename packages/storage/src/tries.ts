import type { Storage } from './context.ts';

type Row = { readonly failures: number; readonly lastAt: number; readonly notBefore: number };
const TWO_DAYS = 2 * 86_400_000;

/** Reads how often a key was tried, lets `decide` say what holds from now on, and writes it: one at a time for each key, whatever server asks. */
export async function countTry<Decided extends { readonly tries: Row }>(
  storage: Storage,
  key: string,
  now: number,
  decide: (before: Row | undefined) => Decided,
): Promise<Decided> {
  const client = await storage.session.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [key]);
    const before = await client.query<Row>('select failures, last_at as "lastAt", not_before as "notBefore" from sojourn.sign_in_tries where try_key = $1', [
      key,
    ]);
    const decided = decide(before.rows[0]);
    const { failures, lastAt, notBefore } = decided.tries;
    await client.query(
      `insert into sojourn.sign_in_tries (try_key, failures, last_at, not_before) values ($1,$2,$3,$4)
       on conflict (try_key) do update set failures = excluded.failures, last_at = excluded.last_at, not_before = excluded.not_before`,
      [key, failures, lastAt, notBefore],
    );
    if (before.rows[0] === undefined) await client.query('delete from sojourn.sign_in_tries where last_at < $1', [now - TWO_DAYS]);
    await client.query('commit');
    return decided;
  } catch (problem) {
    await client.query('rollback').catch(() => undefined);
    throw problem;
  } finally {
    client.release();
  }
}

export async function forgetTries(storage: Storage, key: string): Promise<void> {
  await storage.session.query('delete from sojourn.sign_in_tries where try_key = $1', [key]);
}

export async function isKnownDevice(
  storage: Storage,
  whose: { readonly organisationId: string; readonly userId: string },
  deviceHash: string,
): Promise<boolean> {
  const found = await storage.session.query('select 1 from sojourn.known_device where organisation_id = $1 and user_id = $2 and device_hash = $3', [
    whose.organisationId,
    whose.userId,
    deviceHash,
  ]);
  return found.rowCount === 1;
}

export async function knowDevice(
  storage: Storage,
  whose: { readonly organisationId: string; readonly userId: string },
  deviceHash: string,
  now: number,
): Promise<void> {
  await storage.session.query(
    `insert into sojourn.known_device (organisation_id, user_id, device_hash, first_at, last_at) values ($1,$2,$3,$4,$4)
     on conflict (organisation_id, user_id, device_hash) do update set last_at = excluded.last_at`,
    [whose.organisationId, whose.userId, deviceHash, now],
  );
}

/** True once for each. */
export async function spendChallenge(storage: Storage, challengeHash: string, expiresAt: number, now: number): Promise<boolean> {
  await storage.session.query('delete from sojourn.spent_challenge where expires_at < $1', [now]);
  const spent = await storage.session.query('insert into sojourn.spent_challenge (challenge_hash, expires_at) values ($1,$2) on conflict do nothing', [
    challengeHash,
    expiresAt,
  ]);
  return spent.rowCount === 1;
}
