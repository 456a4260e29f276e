import { Client } from 'pg';
import type { Storage } from './context.ts';
import type { Whose } from './second-factors.ts';

export type Slip = Whose & { readonly slipId: string; readonly kind: 'invitation' | 'reset'; readonly firstHash: string; readonly secondHash: string | null };

/** By the hash of the code, or of either half; only while it is good. */
export async function findSlip(storage: Storage, hash: string, now: number): Promise<Slip | undefined> {
  const found = await storage.session.query<Slip>(
    `select organisation_id as "organisationId", user_id as "userId", slip_id as "slipId", kind, first_hash as "firstHash", second_hash as "secondHash" from sojourn.slip
     where (first_hash = $1 or second_hash = $1) and used_at is null and withdrawn_at is null and expires_at > $2`,
    [hash, now],
  );
  return found.rows[0];
}

/**
 * Spends the slip and sets the password. After a reset nothing of before opens anything: no session, factor, code on paper or
 * known device. One transaction; false when someone was first.
 */
export async function useSlip(storage: Storage, slip: Slip, passwordHash: string, now: number): Promise<boolean> {
  const { organisationId, userId, slipId } = slip;
  const client = await storage.session.connect();
  const whose = [organisationId, userId];
  try {
    await client.query('begin');
    const spent = await client.query('update sojourn.slip set used_at = $3 where organisation_id = $1 and slip_id = $2 and used_at is null', [
      organisationId,
      slipId,
      now,
    ]);
    if (spent.rowCount === 1) {
      await client.query('update sojourn.app_user set password_hash = $3, password_changed_at = $4 where organisation_id = $1 and user_id = $2', [
        ...whose,
        passwordHash,
        now,
      ]);
      await client.query('update sojourn.session set ended_at = clock_timestamp() where organisation_id = $1 and user_id = $2 and ended_at is null', whose);
      for (const table of ['authenticator_app', 'passkey'] as const)
        await client.query(`update sojourn.${table} set removed_at = $3 where organisation_id = $1 and user_id = $2 and removed_at is null`, [...whose, now]);
      await client.query('update sojourn.recovery_code set replaced_at = $3 where organisation_id = $1 and user_id = $2 and replaced_at is null', [
        ...whose,
        now,
      ]);
      await client.query('delete from sojourn.known_device where organisation_id = $1 and user_id = $2', whose);
    }
    await client.query('commit');
    return spent.rowCount === 1;
  } catch (problem) {
    await client.query('rollback').catch(() => undefined);
    throw problem;
  } finally {
    client.release();
  }
}

type AtMachine = Whose & { readonly slipId: string; readonly firstHash: string; readonly madeAt: number; readonly expiresAt: number };

/** Through the set-up login. */
export async function giveSlipAtMachine(setUpUrl: string, slip: AtMachine): Promise<void> {
  const client = new Client({ connectionString: setUpUrl });
  await client.connect();
  try {
    await client.query(
      `insert into sojourn.slip (organisation_id, slip_id, kind, user_id, first_hash, made_at, expires_at) values ($1,$2,'invitation',$3,$4,$5,$6)`,
      [slip.organisationId, slip.slipId, slip.userId, slip.firstHash, slip.madeAt, slip.expiresAt],
    );
  } finally {
    await client.end();
  }
}
