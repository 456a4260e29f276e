import type { Client } from 'pg';

/** Owners own and log in nowhere; the others own nothing but `jobs`, work in the background, which owns its queue. */
export type DatabaseRoles = {
  readonly owner: string;
  readonly keysOwner: string;
  readonly setUp: string;
  readonly app: string;
  readonly session: string;
  readonly keys: string;
  readonly jobs: string;
  /** Takes content away under a certificate, and nothing else. */
  readonly retention: string;
};

export function rolesFor(prefix: string): DatabaseRoles {
  return {
    owner: `${prefix}_owner`,
    keysOwner: `${prefix}_keys_owner`,
    setUp: `${prefix}_set_up`,
    app: `${prefix}_app`,
    session: `${prefix}_session`,
    keys: `${prefix}_keys`,
    jobs: `${prefix}_jobs`,
    retention: `${prefix}_retention`,
  };
}

type Passwords = Readonly<Partial<Record<keyof DatabaseRoles, string>>>;

// Whatever the server logs for others, of ours it writes neither statements nor values: an error's detail may quote a row.
const quiet = [
  'log_statement = none',
  'log_min_duration_statement = -1',
  'log_duration = off',
  'log_min_error_statement = panic',
  'log_min_messages = fatal',
  'log_parameter_max_length = 0',
  'log_parameter_max_length_on_error = 0',
  'log_error_verbosity = terse',
] as const;

/** As superuser, on any database: roles and the two databases, made or put right. Whoever has no password here cannot log in. */
export async function prepareServer(client: Client, prefix: string, roles: DatabaseRoles, passwords: Passwords): Promise<void> {
  for (const [use, role] of Object.entries(roles) as [keyof DatabaseRoles, string][]) {
    const word = (await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount === 0 ? 'create' : 'alter';
    const password = passwords[use];
    const login = password === undefined ? 'nologin password null' : `login password ${client.escapeLiteral(password)}`;
    await client.query(`${word} role "${role}" nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit ${login}`);
    await client.query(`alter role "${role}" reset all`);
    await client.query(`alter role "${role}" set search_path = pg_catalog`);
    for (const setting of quiet) await client.query(`alter role "${role}" set ${setting}`);
    // A connection forgotten inside a transaction would hold a case's lock for ever.
    await client.query(`alter role "${role}" set idle_in_transaction_session_timeout = '5min'`);
  }
  const databases = [
    { name: prefix, owner: roles.owner, may: [roles.setUp, roles.app, roles.session, roles.retention, roles.jobs] },
    { name: `${prefix}_keys`, owner: roles.keysOwner, may: [roles.keys] },
  ];
  for (const { name, owner, may } of databases) {
    if ((await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 0)
      await client.query(`create database "${name}" owner "${owner}" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
    await client.query(`alter database "${name}" owner to "${owner}"`);
    await client.query(`revoke all on database "${name}" from public`);
    await client.query(`grant connect on database "${name}" to ${may.map((role) => `"${role}"`).join(', ')}`);
  }
}

// What every login may do in a fresh PostgreSQL and none of ours needs: read the statements of other sessions of the same
// login, stop them, and keep bytes in large objects, which no policy guards.
const sideDoors = [
  'pg_stat_get_activity(integer)',
  'pg_stat_get_backend_activity(integer)',
  'pg_cancel_backend(integer)',
  'pg_terminate_backend(integer, bigint)',
  'lo_creat(integer)',
  'lo_create(oid)',
  'lo_from_bytea(oid, bytea)',
] as const;

/** As superuser, in one of our databases. What is in our schemas belongs to `owner`, whoever made it. */
export async function shutSideDoors(client: Client, owner: string, schemas: readonly string[]): Promise<void> {
  for (const door of sideDoors) await client.query(`revoke execute on function pg_catalog.${door} from public`);
  const others = await client.query<{ change: string }>(
    `select format('alter schema %I owner to %I', nspname, $1::text) as change from pg_namespace where nspname = any($2) and pg_get_userbyid(nspowner) <> $1
     union all select format('alter table %I.%I owner to %I', schemaname, tablename, $1::text) from pg_tables where schemaname = any($2) and tableowner <> $1`,
    [owner, [...schemas]],
  );
  for (const { change } of others.rows) await client.query(change);
}
