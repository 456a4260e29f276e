import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { decryptBytes, encryptBytes } from './cipher.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

export type Rotation = {
  readonly from: KeyEncryptionKey;
  /** The same as `from`, or the new one when the old may have been seen. */
  readonly to: KeyEncryptionKey;
  /** Also gives every person a new key: what is sealed from now on cannot be read with a copy of the old keys. */
  readonly replacePersonKeys: boolean;
  readonly say: (line: string) => void;
};

const AT_ONCE = 500;
type Row = { readonly organisation_id: string; readonly name: string; readonly wrapped: Buffer };

/**
 * A new epoch key; every key is wrapped anew, some hundreds a transaction, while people go on working; then the old epoch keys
 * are destroyed. Broken off and run again it goes on. Resolves to the number of keys wrapped by this run.
 */
export async function rotateKeys(keysUrl: string, { from, to, replacePersonKeys, say }: Rotation): Promise<number> {
  const client = new Client({ connectionString: keysUrl });
  // A connection that breaks fails the statement under way; that is enough.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('sojourn key rotation', 0))");
    const epoch = await begin(client, to, replacePersonKeys);
    const keys = await epochKeys(client, from, to, epoch);
    const target = keys.get(epoch);
    if (target === undefined) throw new Error('The key store has no epoch key');
    let wrapped = 0;
    for (const table of ['person_key', 'former_person_key', 'organisation_key'] as const) {
      for (let done = AT_ONCE; done === AT_ONCE; ) {
        done = await wrapSome(client, table, epoch, keys, target, replacePersonKeys);
        wrapped += done;
        if (done > 0 && wrapped % 10_000 < AT_ONCE) say(`${wrapped} keys wrapped anew…`);
      }
    }
    await finish(client, epoch);
    return wrapped;
  } finally {
    await client.end();
  }
}

async function begin(client: Client, to: KeyEncryptionKey, replacePersonKeys: boolean): Promise<number> {
  const [open] = (
    await client.query<{ to_epoch: number; replaces: boolean }>('select to_epoch, replaces_person_keys as replaces from vault.rotation where done_at is null')
  ).rows;
  if (open !== undefined) {
    if (open.replaces !== replacePersonKeys) throw new Error('Another kind of work on the keys was broken off. Run that command again first.');
    return open.to_epoch;
  }
  await client.query('begin');
  const [last] = (await client.query<{ epoch: number | null }>('select max(epoch) as epoch from vault.epoch_key')).rows;
  const epoch = (last?.epoch ?? 0) + 1;
  await client.query('insert into vault.epoch_key (epoch, wrapped) values ($1, $2)', [epoch, to.wrap(randomBytes(32))]);
  await client.query('insert into vault.rotation (to_epoch, replaces_person_keys) values ($1, $2)', [epoch, replacePersonKeys]);
  await client.query('commit');
  return epoch;
}

async function epochKeys(client: Client, from: KeyEncryptionKey, to: KeyEncryptionKey, epoch: number): Promise<ReadonlyMap<number, Buffer>> {
  const { rows } = await client.query<{ epoch: number; wrapped: Buffer }>('select epoch, wrapped from vault.epoch_key where wrapped is not null');
  const unwrapped = (row: (typeof rows)[number]): Buffer => {
    if (row.epoch === epoch) return to.unwrap(row.wrapped);
    try {
      return from.unwrap(row.wrapped);
    } catch {
      // An earlier run came to its end and was broken off before the old key was put away.
      return to.unwrap(row.wrapped);
    }
  };
  return new Map(rows.map((row) => [row.epoch, unwrapped(row)]));
}

/** One transaction. A row that someone changed meanwhile is met again in the next round. */
async function wrapSome(
  client: Client,
  table: 'person_key' | 'former_person_key' | 'organisation_key',
  epoch: number,
  keys: ReadonlyMap<number, Buffer>,
  target: Buffer,
  replace: boolean,
): Promise<number> {
  const column = table === 'organisation_key' ? 'used_for' : 'subject_id';
  const kind = table === 'organisation_key' ? 'organisation-key' : 'person-key';
  const generation = table === 'former_person_key' ? ', generation' : '';
  await client.query('begin');
  try {
    const { rows } = await client.query<Row & { epoch: number; generation?: number }>(
      `select organisation_id, ${column}::text as name, epoch, wrapped${generation} from vault.${table} where epoch < $1 and wrapped is not null limit ${AT_ONCE} for update`,
      [epoch],
    );
    for (const row of rows) {
      const place = `${kind}|${row.organisation_id}|${row.name}`;
      const old = keys.get(row.epoch);
      if (old === undefined) throw new Error('An epoch key is missing from the key store');
      const plain = decryptBytes(old, row.wrapped, place);
      const again = encryptBytes(target, plain, place);
      if (table === 'person_key' && replace) {
        await client.query(
          `insert into vault.former_person_key (organisation_id, subject_id, generation, epoch, wrapped)
           select organisation_id, subject_id, generation, $3, $4 from vault.person_key where organisation_id = $1 and subject_id = $2`,
          [row.organisation_id, row.name, epoch, again],
        );
        await client.query('update vault.person_key set epoch = $3, wrapped = $4, generation = generation + 1 where organisation_id = $1 and subject_id = $2', [
          row.organisation_id,
          row.name,
          epoch,
          encryptBytes(target, randomBytes(32), place),
        ]);
      } else {
        const which = table === 'former_person_key' ? ' and generation = $5' : '';
        await client.query(`update vault.${table} set epoch = $3, wrapped = $4 where organisation_id = $1 and ${column} = $2${which}`, [
          row.organisation_id,
          row.name,
          epoch,
          again,
          ...(table === 'former_person_key' ? [row.generation] : []),
        ]);
      }
    }
    await client.query('commit');
    return rows.length;
  } catch (problem) {
    await client.query('rollback');
    throw problem;
  }
}

/** The old epoch keys go only when nothing is wrapped by them, also not in a transaction that has not ended: the lock waits for it. */
async function finish(client: Client, epoch: number): Promise<void> {
  await client.query('begin');
  await client.query('select 1 from vault.epoch_key where epoch < $1 for update', [epoch]);
  const left = await client.query(
    `select 1 from vault.person_key where epoch < $1 and wrapped is not null union all select 1 from vault.former_person_key where epoch < $1 and wrapped is not null
     union all select 1 from vault.organisation_key where epoch < $1 limit 1`,
    [epoch],
  );
  if (left.rows.length > 0) {
    await client.query('rollback');
    throw new Error('Some keys were made while the work went on. Run the command again: it takes a moment.');
  }
  await client.query('update vault.epoch_key set wrapped = null, destroyed_at = clock_timestamp() where epoch < $1 and wrapped is not null', [epoch]);
  await client.query('update vault.rotation set done_at = clock_timestamp() where to_epoch = $1', [epoch]);
  await client.query('commit');
}

export type KeysStatus = {
  readonly epochs: readonly { readonly epoch: number; readonly openedAt: Date; readonly destroyedAt: Date | null; readonly keys: number }[];
  readonly people: number;
  readonly destroyed: number;
  readonly underWay: boolean;
};

export async function statusOfKeys(keysUrl: string): Promise<KeysStatus> {
  const client = new Client({ connectionString: keysUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: epochs } = await client.query<KeysStatus['epochs'][number]>(
      `select e.epoch, e.opened_at as "openedAt", e.destroyed_at as "destroyedAt", (select count(*)::int from vault.person_key p where p.epoch = e.epoch and p.wrapped is not null) as keys
       from vault.epoch_key e order by e.epoch`,
    );
    const [people] = (
      await client.query<{ people: number; destroyed: number }>(
        'select count(wrapped)::int as people, count(destroyed_at)::int as destroyed from vault.person_key',
      )
    ).rows;
    const open = await client.query('select 1 from vault.rotation where done_at is null');
    return { epochs, people: people?.people ?? 0, destroyed: people?.destroyed ?? 0, underWay: open.rows.length > 0 };
  } finally {
    await client.end();
  }
}
