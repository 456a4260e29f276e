import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Login names (a prefix lets several installations or tests share a server) and where each connects. */
type Logins = { readonly owner: string; readonly app: string; readonly session: string; readonly keys: string };
export type Addresses = { readonly app: string; readonly session: string; readonly keys: string; readonly setUp: string };

export type MigrateOptions = {
  readonly superuserUrl: string;
  /** Databases become <prefix> and <prefix>_keys; logins <prefix>_owner, _app, _session, _keys. Letters and underscore. */
  readonly prefix: string;
  readonly password: (login: keyof Logins) => string;
  /** 32 bytes or more, hexadecimal: the key tickets are signed with. */
  readonly contextKey: string;
};

const main = ['0001-walls.sql'] as const;
const keys = ['keys-0001-vault.sql'] as const;

/** Creates logins and databases where missing, and applies what is new, each file in a transaction. An applied file that changed is refused. */
export async function migrate(options: MigrateOptions): Promise<Addresses> {
  const { prefix, superuserUrl } = options;
  if (!/^[a-z][a-z_0-9]{0,30}$/.test(prefix)) throw new Error('A prefix is small letters, digits and underscore');
  const logins: Logins = { owner: `${prefix}_owner`, app: `${prefix}_app`, session: `${prefix}_session`, keys: `${prefix}_keys` };
  await connected(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(7130465)');
    for (const [use, login] of Object.entries(logins) as [keyof Logins, string][]) {
      const exists = await client.query('select 1 from pg_roles where rolname = $1', [login]);
      const word = exists.rowCount === 0 ? 'create' : 'alter';
      await client.query(
        `${word} role "${login}" login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password '${options.password(use).replaceAll("'", "''")}'`,
      );
    }
    for (const [database, owner] of [
      [prefix, logins.owner],
      [`${prefix}_keys`, logins.owner],
    ] as const) {
      const exists = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (exists.rowCount === 0)
        await client.query(`create database "${database}" owner "${owner}" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
      await client.query(`revoke all on database "${database}" from public`);
    }
    await client.query(
      `grant connect on database "${prefix}" to "${logins.app}", "${logins.session}"; grant connect on database "${prefix}_keys" to "${logins.keys}"`,
    );
    for (const login of Object.values(logins)) await client.query(`alter role "${login}" set search_path = pg_catalog`);
  });
  const setUp = address(superuserUrl, prefix, logins.owner, options.password('owner'));
  await apply(setUp, main, logins);
  await apply(address(superuserUrl, `${prefix}_keys`, logins.owner, options.password('owner')), keys, logins);
  await writeContextKey(setUp, options.contextKey);
  return {
    setUp,
    app: address(superuserUrl, prefix, logins.app, options.password('app')),
    session: address(superuserUrl, prefix, logins.session, options.password('session')),
    keys: address(superuserUrl, `${prefix}_keys`, logins.keys, options.password('keys')),
  };
}

async function apply(url: string, files: readonly string[], logins: Logins): Promise<void> {
  await connected(url, async (client) => {
    await client.query(
      'create schema if not exists migration; create table if not exists migration.applied (name text primary key, hash text not null, at timestamptz not null default clock_timestamp())',
    );
    for (const name of files) {
      const text = readFileSync(new URL(`./migrations/${name}`, import.meta.url), 'utf8');
      const hash = createHash('sha256').update(text).digest('hex');
      const done = await client.query<{ hash: string }>('select hash from migration.applied where name = $1', [name]);
      if (done.rows[0]?.hash === hash) continue;
      if (done.rows[0] !== undefined) throw new Error(`The migration ${name} was changed after it was applied. Add a new one instead.`);
      const sql = text.replace(/\{(owner|app|session|keys)\}/g, (_, use: keyof Logins) => `"${logins[use]}"`);
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into migration.applied (name, hash) values ($1, $2)', [name, hash]);
      await client.query('commit');
    }
  });
}

async function writeContextKey(url: string, contextKey: string): Promise<void> {
  const key = createHash('sha256').update(Buffer.from(contextKey, 'hex')).digest();
  const padded = Buffer.concat([key, Buffer.alloc(32)]);
  const pad = (byte: number) => Buffer.from(padded.map((value) => value ^ byte));
  await connected(url, (client) =>
    client.query(
      'insert into sojourn.context_key (inner_pad, outer_pad) values ($1, $2) on conflict (only_one) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad',
      [pad(0x36), pad(0x5c)],
    ),
  );
}

async function connected<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function address(base: string, database: string, user: string, password: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  url.username = user;
  url.password = password;
  return url.href;
}
