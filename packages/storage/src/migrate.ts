import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { type DatabaseRoles, prepareServer, rolesFor, shutSideDoors } from './database-roles.ts';

/** Logins that have a password: set-up ('owner'), the app, sign-in and sessions, the key store, retention. */
type Logins = {
  readonly owner: string;
  readonly app: string;
  readonly session: string;
  readonly keys: string;
  readonly retention: string;
  readonly jobs: string;
};
export type Addresses = {
  readonly app: string;
  readonly session: string;
  readonly keys: string;
  readonly retention: string;
  readonly jobs: string;
  readonly setUp: string;
};

export type MigrateOptions = {
  readonly superuserUrl: string;
  /** Databases become <prefix> and <prefix>_keys; roles start with it, so several installations or tests share a server. Letters and underscore. */
  readonly prefix: string;
  readonly password: (login: keyof Logins) => string;
  /** 32 bytes or more, hexadecimal: the key tickets are signed with. */
  readonly contextKey: string;
  /** Only these changes, as an earlier version had them: for tests of an upgrade. */
  readonly only?: readonly string[];
};

const main = [
  '0001-walls.sql',
  '0002-narrower-walls.sql',
  '0003-erasure.sql',
  '0004-devices.sql',
  '0005-access-batches.sql',
  '0010-lines-of-nobody.sql',
  '0011-device-generation.sql',
  '0020-team-and-governance.sql',
  '0030-sign-in.sql',
  '0031-people.sql',
  '0032-sign-on.sql',
  '0033-duress.sql',
  '0040-attachments.sql',
  '0041-tokens.sql',
  '0042-webhooks.sql',
  '0043-work.sql',
  '0044-urgent-first.sql',
  '0045-exports.sql',
  '0060-about-one-person.sql',
  '0070-directory-and-shares.sql',
  '0080-own-rules.sql',
  '0086-law-review.sql',
  '0090-complaint-door.sql',
  '0095-search.sql',
  '0115-files-of-a-certificate.sql',
  '0116-search-size.sql',
  '0120-imports.sql',
  '0110-law-remarks.sql',
  '0117-complaint-pace.sql',
] as const;
const keys = ['keys-0001-vault.sql', 'keys-0002-erasure.sql', 'keys-0003-rotation.sql', 'keys-0004-search.sql'] as const;

/**
 * Creates roles and databases where missing, and applies what is new, each file in a transaction; one at a time over the
 * whole server. Refuses (throws) an applied file that changed, and a database that a newer version has migrated.
 */
export async function migrate(options: MigrateOptions): Promise<Addresses> {
  const { prefix, superuserUrl } = options;
  const { roles, passwords } = loginsOf(options);
  const some = (names: readonly string[]) => names.filter((name) => options.only?.includes(name) ?? true);
  await connected(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(7130465)');
    await prepareServer(client, prefix, roles, passwords);
    await connected(address(superuserUrl, prefix), async (database) => {
      await shutSideDoors(database, roles.owner, ['sojourn', 'migration']);
      // The queue keeps its own tables in order, through its own login.
      await database.query(`create schema if not exists jobs authorization "${roles.jobs}"`);
      await apply(database, some(main), roles, roles.owner);
      // Which changes were made, and whether a restore is half done: whoever serves must be able to tell without being a superuser.
      await database.query(`grant usage on schema migration to "${roles.setUp}"; grant select on all tables in schema migration to "${roles.setUp}"`);
      await writeContextKey(database, options.contextKey);
    });
    await connected(address(superuserUrl, `${prefix}_keys`), async (database) => {
      await shutSideDoors(database, roles.keysOwner, ['vault', 'migration']);
      await apply(database, some(keys), roles, roles.keysOwner);
      await database.query(`grant usage on schema migration to "${roles.keys}"; grant select on all tables in schema migration to "${roles.keys}"`);
    });
  });
  return addressesOn(superuserUrl, prefix, roles, passwords);
}

/**
 * The same addresses on a server that `migrate` has prepared, with our own logins only: no superuser's password lies where people are
 * served. Throws a sentence when something was not made yet, or was made by a newer version.
 */
export async function prepared(options: Omit<MigrateOptions, 'superuserUrl' | 'contextKey'> & { readonly serverUrl: string }): Promise<Addresses> {
  const { roles, passwords } = loginsOf(options);
  const addresses = addressesOn(options.serverUrl, options.prefix, roles, passwords);
  for (const [url, wanted] of [
    [addresses.setUp, main],
    [addresses.keys, keys],
  ] as const) {
    const applied = await connected(url, async (client) => (await client.query<{ name: string }>('select name from migration.applied')).rows).catch(
      (problem: unknown) => {
        throw new Error(`${NOT_PREPARED} (${problem instanceof Error && 'code' in problem ? String(problem.code) : 'no answer'})`);
      },
    );
    const names: readonly string[] = wanted;
    const newer = applied.find(({ name }) => !names.includes(name));
    if (newer !== undefined) throw new Error(changedByNewer(newer.name));
    const lacking = names.find((name) => !applied.some((one) => one.name === name));
    if (lacking !== undefined)
      throw new Error(`This database is of an earlier version (${lacking} is missing). Make a backup, then: npm run sojourn -- upgrade`);
  }
  return addresses;
}

const NOT_PREPARED =
  'The database does not let our logins in. Was it prepared? With a superuser’s address in SOJOURN_DATABASE_ADMIN_FILE: npm run sojourn -- upgrade';

function loginsOf({ prefix, password }: Pick<MigrateOptions, 'prefix' | 'password'>) {
  if (!/^[a-z][a-z_0-9]{0,30}$/.test(prefix)) throw new Error('A prefix is small letters, digits and underscore');
  const passwords = {
    setUp: password('owner'),
    app: password('app'),
    session: password('session'),
    keys: password('keys'),
    retention: password('retention'),
    jobs: password('jobs'),
  };
  return { roles: rolesFor(prefix), passwords };
}

function addressesOn(base: string, prefix: string, roles: DatabaseRoles, passwords: ReturnType<typeof loginsOf>['passwords']): Addresses {
  return {
    setUp: address(base, prefix, roles.setUp, passwords.setUp),
    app: address(base, prefix, roles.app, passwords.app),
    session: address(base, prefix, roles.session, passwords.session),
    retention: address(base, prefix, roles.retention, passwords.retention),
    jobs: address(base, prefix, roles.jobs, passwords.jobs),
    keys: address(base, `${prefix}_keys`, roles.keys, passwords.keys),
  };
}

const changedByNewer = (name: string) => `This database was already changed by a newer version (${name}). Start that version, or restore a backup.`;

type Migration = { readonly name: string; readonly text: string; readonly hash: string };

function read(name: string): Migration {
  // A checkout on Windows may have turned line ends: the same file all the same.
  const text = readFileSync(new URL(`./migrations/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  return { name, text, hash: createHash('sha256').update(text).digest('hex') };
}

async function apply(client: Client, names: readonly string[], roles: DatabaseRoles, owner: string): Promise<void> {
  await client.query(`set role "${owner}"`);
  await client.query(
    'create schema if not exists migration; create table if not exists migration.applied (name text primary key, hash text not null, at timestamptz not null default clock_timestamp())',
  );
  const applied = new Map(
    (await client.query<{ name: string; hash: string }>('select name, hash from migration.applied')).rows.map((row) => [row.name, row.hash]),
  );
  for (const name of applied.keys()) if (!names.includes(name)) throw new Error(changedByNewer(name));
  for (const { name, text, hash } of names.map(read)) {
    const before = applied.get(name);
    if (before === hash) continue;
    if (before !== undefined) throw new Error(`The migration ${name} was changed after it was applied. Add a new one instead.`);
    const sql = text.replace(/\{(\w+)\}/g, (_, use: string) => `"${roles[use as keyof DatabaseRoles]}"`);
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migration.applied (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  }
}

// HMAC's two pads, so that SQL needs only the built-in sha256(); readable by the owner alone.
async function writeContextKey(client: Client, contextKey: string): Promise<void> {
  const key = createHash('sha256').update(Buffer.from(contextKey, 'hex')).digest();
  const padded = Buffer.concat([key, Buffer.alloc(32)]);
  const pad = (byte: number) => Buffer.from(padded.map((value) => value ^ byte));
  await client.query(
    'insert into sojourn.context_key (inner_pad, outer_pad) values ($1, $2) on conflict (only_one) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad',
    [pad(0x36), pad(0x5c)],
  );
}

async function connected<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function address(base: string, database: string, user?: string, password?: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  return url.href;
}
