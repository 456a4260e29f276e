import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@sojourn/storage';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { type Reading, readBackup } from '../src/maintenance/backup-folder.ts';
import { restore } from '../src/maintenance/restore.ts';
import { verify } from '../src/maintenance/verify.ts';
import { secretFile } from '../src/secret-files.ts';
import { machine, removeMachines, run, superuser, whileServed } from './machines.ts';
import { type Sender, serve } from './served.ts';

// No release is tagged yet: what 0.0.1 wrote is kept as its backup, and the tables of 0.0.1 as its first changes of the database.
const fixture = (part: string) => join(import.meta.dirname, 'fixtures', '0.0.1', part);
const quiet = () => undefined;
type Environment = Readonly<Record<string, string>>;
let cases: Reading;
let keys: Reading;
let key: string;

beforeAll(() => {
  process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four blue bicycles by the sea';
  cases = readBackup(fixture('cases'), 'four blue bicycles by the sea', 'cases');
  keys = readBackup(fixture('keys'), 'four blue bicycles by the sea', 'keys');
  const of = (table: string) => keys.manifest.chunks.filter((one) => one.table === table).flatMap((one) => [...keys.rows(one)]);
  key = (JSON.parse(of('key_encryption_key')[0] ?? '{}') as { readonly key: string }).key;
});
afterAll(removeMachines);

const forRealPeople = (environment: Environment): Environment => ({ ...environment, SOJOURN_DEMO: 'no', SOJOURN_KEY: key });

async function inDatabase(superuserUrl: string, name: string, work: (client: Client) => Promise<void>): Promise<void> {
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function fill(client: Client, schema: string, { manifest, rows }: Reading): Promise<void> {
  await client.query('set session_replication_role = replica');
  for (const chunk of manifest.chunks.filter(({ table }) => !['key_encryption_key', 'secret'].includes(table)))
    await client.query(
      `insert into ${schema}.${chunk.table} select r.* from unnest($1::text[]) as t(row) cross join lateral jsonb_populate_record(null::${schema}.${chunk.table}, t.row::jsonb) r`,
      [rows(chunk)],
    );
}

/** A machine as 0.0.1 left it: its tables, its records, its secrets. */
async function asBefore(environment: Environment): Promise<void> {
  const folder = environment['SOJOURN_DATA'] ?? '';
  mkdirSync(folder, { recursive: true });
  const given = environment['SOJOURN_DATABASE'];
  const server = given === undefined ? await startEmbeddedPostgres(folder, quiet) : { url: given, stop: async () => undefined };
  const contextKey = await secretFile(join(folder, 'secrets'), 'context-key');
  const only = [...cases.manifest.migrations, ...keys.manifest.migrations];
  await migrate({ superuserUrl: server.url, prefix: 'sojourn', password: () => '0f'.repeat(16), contextKey, only });
  await inDatabase(server.url, 'sojourn', (client) => fill(client, 'sojourn', cases));
  await inDatabase(server.url, 'sojourn_keys', (client) => fill(client, 'vault', keys));
  await server.stop();
}

const picture = async (amal: Sender) => {
  const list = (await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
  const shown = [];
  for (const { caseId } of [...list].sort((one, other) => one.caseId.localeCompare(other.caseId))) {
    const { body } = await amal.get(`/api/cases/${caseId}`);
    const sealedIds = (body['case'] as { readonly sealed: readonly { readonly sealedId: string }[] }).sealed.map(({ sealedId }) => sealedId);
    const names = sealedIds.length === 0 ? [] : (await amal.post(`/api/cases/${caseId}/reveal`, { sealedIds })).body['values'];
    shown.push({ state: body['case'], names });
  }
  return shown;
};

it('a machine of the release before is upgraded where it stands: the same cases and names as the restored backup shows, and every chain holds', async () => {
  const [old, way] = [await machine('machine of 0.0.1', '4794'), await machine('its backup restored', '4795')];
  await asBefore(old);
  const upgraded = await whileServed(forRealPeople(old), picture);
  expect(upgraded).toHaveLength(10);
  expect(JSON.stringify(upgraded)).toContain('Rahim Uddin');
  const checked = await run(forRealPeople(old), verify);
  expect(checked.said).toMatch(/ 0 findings/);

  // The way back is the backup from before: on an empty machine it shows what the upgraded one shows.
  expect((await run(way, restore, fixture('cases'), '--keys', fixture('keys'))).code).toBe(0);
  const restored = await whileServed(forRealPeople(way), picture);
  expect(restored).toEqual(upgraded);
}, 240_000);

it('a program that is older than its database leaves it alone and says so; nothing is lost by trying', async () => {
  const old = await machine('machine of 0.0.1', '4794');
  const count = 'select count(*)::int as n from sojourn.entry';
  const before = await superuser(forRealPeople(old), count, "insert into migration.applied (name, hash) values ('9999-of-a-later-version.sql', 'x')");
  await expect(serve(forRealPeople(old))).rejects.toThrow(
    /already changed by a newer version \(9999-of-a-later-version\.sql\)\. Start that version, or restore a backup/,
  );
  const folder = old['SOJOURN_DATA'] ?? '';
  const server =
    old['SOJOURN_DATABASE'] === undefined ? await startEmbeddedPostgres(folder, quiet) : { url: old['SOJOURN_DATABASE'], stop: async () => undefined };
  await inDatabase(server.url, 'sojourn', async (client) => {
    expect((await client.query(count)).rows[0]).toEqual(before[0]);
    await client.query("delete from migration.applied where name like '9999-%'");
  });
  await server.stop();
  await whileServed(forRealPeople(old), async (amal) => expect((await amal.get('/api/cases')).status).toBe(200));
}, 120_000);
