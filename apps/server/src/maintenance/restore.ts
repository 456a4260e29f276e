import { parseArgs } from 'node:util';
import { caseFold } from '@sojourn/casework';
import { languages } from '@sojourn/catalogue';
import { demoOrganisations } from '@sojourn/demo';
import { dateOfInstant, type OrganisationId, type UserId } from '@sojourn/kernel';
import { listOrganisations, rebuildSnapshots } from '@sojourn/storage';
import { keyFrom, openVault } from '@sojourn/vault';
import { Client } from 'pg';
import { z } from 'zod';
import { eraseAgain } from '../erasing.ts';
import { isInitialised, keepInstallation } from '../installation.ts';
import { findKey, placeRestoredKey } from '../key-source.ts';
import type { House } from '../open-house.ts';
import { placeSecret } from '../secret-files.ts';
import { type Settings, secretsFolder } from '../settings.ts';
import { systemClock } from '../world.ts';
import { type Manifest, type Reading, readBackup } from './backup-folder.ts';
import type { Maintenance } from './command.ts';
import { askPassphrase } from './passphrase.ts';
import { progress } from './progress.ts';
import { type Walk, walkOf } from './table-walk.ts';
import { cameLater, carriedSecrets, caseTables, keyTables } from './tables.ts';
import { verifyAll } from './verify.ts';

/** Onto an installation that holds nothing yet. Broken off and run again it goes on; afterwards every case is folded and every chain checked. */
export const restore: Maintenance = {
  usage: 'restore FROM [--keys FROM]  onto a new machine: bring a backup back, with the keys so that it can be read',
  beside: 'alone',
  whileRestoring: true,
  run: async (work) => {
    const { house, settings, words, say } = work;
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { keys: { type: 'string' } } });
    const [from] = positionals;
    if (from === undefined) throw new Error(restore.usage);
    const passphrase = await askPassphrase('backup', false);
    const cases = readBackup(from, passphrase, 'cases');
    const keys = values.keys === undefined ? undefined : readBackup(values.keys, passphrase, 'keys');
    const total = [cases, keys].reduce((sum, one) => sum + Object.values(one?.manifest.tables ?? {}).reduce((rows, table) => rows + table, 0), 0);
    await refuseUnlessEmpty(house, cases);
    const tell = progress(total, say);
    await calmly(async () => {
      await copyIn(house, cases, 'cases', tell);
      if (keys === undefined) return;
      // The key first: broken off after it, the store is still empty, which any key opens.
      await placeSecrets(keys, settings, say);
      await copyIn(house, keys, 'keys', tell);
    });
    let [folded, differed] = [0, 0];
    const organisations = await listOrganisations(house.addresses.setUp);
    await neverADemonstration(organisations, settings, say);
    for (const { organisationId, userId } of organisations) {
      const who = { organisationId: organisationId as OrganisationId, actorId: userId as UserId, purpose: 'administration' as const };
      const done = await rebuildSnapshots(house.desk.storage, who, caseFold);
      folded += done.cases;
      differed += done.differed;
    }
    say(`${folded} cases folded from their journals; ${differed} differed from the backup's own picture of them.`);
    if (keys === undefined) say('The keys were not restored: names and words stay unreadable until they are.');
    // The key store is the restored one now, and so is its key.
    const vault = openVault(house.addresses.keys, keyFrom((await findKey(settings)).secret, house.key.kind));
    await eraseAgain({ ...house.desk, vault }, settings.dataFolder, say).finally(vault.close);
    if (keys === undefined) say('Without the keys no ledger of erasures came with it: certificates were not checked. Restore the keys, then run verify.');
    const checked = await verifyAll({ ...work, words: [] }, keys !== undefined);
    // The cases last: until then nobody is served. What is noted beside the keys matters no more then.
    await connected(house, 'sojourn', (client) => client.query('delete from migration.restoring; drop table migration.restored_piece'));
    await connected(house, 'sojourn_keys', (client) => client.query('drop table if exists migration.restored_piece'));
    return differed === 0 ? checked : 1;
  },
};

/** Real people came back: whatever starts on this folder later, it is no demonstration. */
async function neverADemonstration(
  organisations: readonly { readonly organisationId: string }[],
  settings: Settings,
  say: (line: string) => void,
): Promise<void> {
  const invented = new Set(demoOrganisations.map(({ organisationId }) => organisationId));
  if (isInitialised(settings.dataFolder) || organisations.every(({ organisationId }) => invented.has(organisationId))) return;
  await keepInstallation(settings.dataFolder, { format: 1, madeOn: dateOfInstant(systemClock.now()), languages: [...languages] });
  say('This folder is now for real people: no demonstration starts on it. Languages: installation.json, the first one first.');
}

const connected = async <Value>(house: House, database: string, work: (client: Client) => Promise<Value>): Promise<Value> => {
  const url = new URL(house.superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A restore that was begun from this same backup goes on. */
async function refuseUnlessEmpty(house: House, { manifest }: Reading): Promise<void> {
  await connected(house, 'sojourn', async (client) => {
    const here = (await client.query<{ name: string }>('select name from migration.applied')).rows.map((row) => row.name);
    const newer = manifest.migrations.filter((name) => !here.includes(name));
    if (newer.length > 0) throw new Error(`This backup was written by a newer version (${newer.join(', ')}). Install that version first.`);
    await client.query('create table if not exists migration.restoring (at text primary key); grant select on migration.restoring to sojourn_set_up');
    const begun = await client.query('select 1 from migration.restoring where at = $1', [manifest.at]);
    const cases = await client.query('select 1 from sojourn.case_snapshot limit 1');
    const organisations = await client.query('select 1 from sojourn.organisation limit 1');
    if (begun.rowCount === 0 && (cases.rowCount !== 0 || organisations.rowCount !== 0))
      throw new Error('This installation already holds records. A backup is restored onto an empty one: set SOJOURN_DATA to a new folder.');
    await client.query('insert into migration.restoring (at) values ($1) on conflict do nothing', [manifest.at]);
  });
}

/** A full disk, or a database that went away: said calmly, and the same command goes on. */
async function calmly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    if (['53100', 'ENOSPC', 'EDQUOT'].includes(code))
      throw new Error(
        'There is no room left on this machine’s disk. Nothing is lost: what came back stays. Make room and run the same command again: it goes on.',
      );
    if (/^(08|57P)/.test(code) || (problem instanceof Error && /^Connection terminated/.test(problem.message)))
      throw new Error('The database went away. Nothing is lost: what came back stays. Run the same command again: it goes on.');
    throw problem;
  }
}

async function placeSecrets(keys: Reading, settings: Settings, say: (line: string) => void): Promise<void> {
  const rowsOf = (table: string) => keys.manifest.chunks.filter((one) => one.table === table).flatMap((one) => [...keys.rows(one)]);
  const { key } = JSON.parse(rowsOf('key_encryption_key')[0] ?? '{}') as { readonly key?: string };
  if (key === undefined) throw new Error('The backup of the keys lacks the key that opens them.');
  await placeRestoredKey(settings, key);
  const secrets = rowsOf('secret').map((row) => secretSchema.parse(JSON.parse(row)));
  for (const { name, value } of secrets) placeSecret(secretsFolder(settings), name, value);
  if (!secrets.some(({ name }) => name === 'anchor-key'))
    say('This backup of the keys holds no signing key: this machine makes its own. Anchors from before will be said to be signed with another key.');
}

const secretSchema = z.strictObject({ name: z.enum(carriedSecrets), value: z.string().regex(/^[0-9a-f]{64}$/) });

/** Piece by piece: each is brought in, compared row by row with what stands in the database then, and noted, in one transaction. */
async function copyIn(house: House, { manifest, rows }: Reading, holds: Manifest['holds'], tell: (what: string, rows: number) => void): Promise<void> {
  const [database, schema, tables] =
    holds === 'cases' ? ['sojourn', 'sojourn', caseTables as readonly string[]] : ['sojourn_keys', 'vault', keyTables as readonly string[]];
  await connected(house, database, async (client) => {
    // Rows stand in any order while they come in; each is checked by its chain afterwards.
    await client.query('set session_replication_role = replica');
    await client.query('create table if not exists migration.restored_piece (at text, file text, primary key (at, file))');
    const here = new Set(
      (await client.query<{ file: string }>('select file from migration.restored_piece where at = $1', [manifest.at])).rows.map(({ file }) => file),
    );
    for (const table of tables) {
      const chunks = manifest.chunks.filter((one) => one.table === table);
      const walk = await walkOf(client, schema, table);
      for (const chunk of chunks) {
        if (!here.has(chunk.file)) await bringIn(client, walk, rows(chunk), JSON.stringify(cameLater[table] ?? {}), [manifest.at, chunk.file]);
        tell(table, chunk.rows);
      }
      const expected = manifest.tables[table] ?? 0;
      const { rows: counted } = await client.query<{ n: number }>(`select count(*)::int as n from ${schema}.${table}`);
      // An earlier release had not every table; a command at this machine may have written lines of its own.
      if (chunks.reduce((sum, chunk) => sum + chunk.rows, 0) !== expected || (counted[0]?.n ?? 0) < expected)
        throw new Error(`Not all of ${table} came back: ${counted[0]?.n} of ${expected} rows. Run it again.`);
    }
    if (holds === 'keys') return;
    await client.query("update sojourn.access_log set seq = nextval('sojourn.access_log_seq') where seq is null");
    await client.query("select setval('sojourn.access_log_seq', coalesce((select max(seq) from sojourn.access_log), 0) + 1)");
  });
}

async function bringIn(client: Client, walk: Walk, texts: readonly string[], defaults: string, note: readonly [string, string]): Promise<void> {
  const given = `unnest($1::text[]) as t(row) cross join lateral jsonb_populate_record(null::${walk.table}, $2::jsonb || t.row::jsonb) r`;
  await client.query('begin');
  await client.query(`insert into ${walk.table} select r.* from ${given} on conflict do nothing`, [texts, defaults]);
  const same = walk.columns.map(({ name }) => `x.${name} = r.${name}`).join(' and ');
  const { rows: there } = await client.query<{ n: number }>(
    `select count(*)::int as n from ${given} join ${walk.table} x on ${same} where x is not distinct from r`,
    [texts, defaults],
  );
  if (there[0]?.n !== texts.length)
    throw new Error(
      `${walk.table}: ${texts.length - (there[0]?.n ?? 0)} rows are not what the backup holds (${note[1]}). Restore onto an empty installation: set SOJOURN_DATA to a new folder.`,
    );
  await client.query('insert into migration.restored_piece (at, file) values ($1, $2)', [...note]);
  await client.query('commit');
}
