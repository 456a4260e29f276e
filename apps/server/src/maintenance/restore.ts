import { parseArgs } from 'node:util';
import { caseFold } from '@sojourn/casework';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { listOrganisations, rebuildSnapshots } from '@sojourn/storage';
import { Client } from 'pg';
import { placeRestoredKey } from '../key-source.ts';
import type { House } from '../open-house.ts';
import { type Reading, readBackup } from './backup-folder.ts';
import type { Maintenance } from './command.ts';
import { askPassphrase } from './passphrase.ts';
import { cameLater, caseTables, keyTables } from './tables.ts';
import { verify } from './verify.ts';

/** Onto an installation that holds nothing yet. Broken off and run again it goes on; afterwards every case is folded and every chain checked. */
export const restore: Maintenance = {
  usage: 'restore FROM [--keys FROM]  onto a new machine: bring a backup back, with the keys so that it can be read',
  beside: 'alone',
  run: async (work) => {
    const { house, settings, words, say } = work;
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { keys: { type: 'string' } } });
    const [from] = positionals;
    if (from === undefined) throw new Error(restore.usage);
    const passphrase = await askPassphrase('backup', false);
    const cases = readBackup(from, passphrase, 'cases');
    const keys = values.keys === undefined ? undefined : readBackup(values.keys, passphrase, 'keys');
    await refuseUnlessEmpty(house, cases);
    await copyIn(house, cases, 'cases', say);
    if (keys !== undefined) {
      await copyIn(house, keys, 'keys', say);
      const chunk = keys.manifest.chunks.find(({ table }) => table === 'key_encryption_key');
      const { key } = JSON.parse((chunk === undefined ? undefined : keys.rows(chunk)[0]) ?? '{}') as { readonly key?: string };
      if (key === undefined) throw new Error('The backup of the keys lacks the key that opens them.');
      await placeRestoredKey(settings, key);
    }
    let [folded, differed] = [0, 0];
    for (const { organisationId, userId } of await listOrganisations(house.addresses.setUp)) {
      const who = { organisationId: organisationId as OrganisationId, actorId: userId as UserId, purpose: 'administration' as const };
      const done = await rebuildSnapshots(house.desk.storage, who, caseFold);
      folded += done.cases;
      differed += done.differed;
    }
    say(`${folded} cases folded from their journals; ${differed} differed from the backup's own picture of them.`);
    if (keys === undefined) say('The keys were not restored: names and words stay unreadable until they are.');
    const checked = await verify.run({ ...work, words: [] });
    await connected(house, 'sojourn', (client) => client.query('delete from migration.restoring'));
    return differed === 0 ? checked : 1;
  },
};

const connected = async <Value>(house: House, database: string, work: (client: Client) => Promise<Value>): Promise<Value> => {
  const url = new URL(house.superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

async function refuseUnlessEmpty(house: House, { manifest }: Reading): Promise<void> {
  await connected(house, 'sojourn', async (client) => {
    const here = (await client.query<{ name: string }>('select name from migration.applied')).rows.map((row) => row.name);
    const newer = manifest.migrations.filter((name) => !here.includes(name));
    if (newer.length > 0) throw new Error(`This backup was written by a newer version (${newer.join(', ')}). Install that version first.`);
    await client.query('create table if not exists migration.restoring (at text primary key)');
    const begun = await client.query('select 1 from migration.restoring where at = $1', [manifest.at]);
    const cases = await client.query('select 1 from sojourn.case_snapshot limit 1');
    const organisations = await client.query('select 1 from sojourn.organisation limit 1');
    if (begun.rowCount === 0 && (cases.rowCount !== 0 || organisations.rowCount !== 0))
      throw new Error('This installation already holds records. A backup is restored onto an empty one: set SOJOURN_DATA to a new folder.');
    await client.query('insert into migration.restoring (at) values ($1) on conflict do nothing', [manifest.at]);
  });
}

async function copyIn(house: House, { manifest, rows }: Reading, holds: 'cases' | 'keys', say: (line: string) => void): Promise<void> {
  const [database, schema, tables] =
    holds === 'cases' ? ['sojourn', 'sojourn', caseTables as readonly string[]] : ['sojourn_keys', 'vault', keyTables as readonly string[]];
  await connected(house, database, async (client) => {
    // Rows stand in any order while they come in; each is checked by its chain afterwards.
    await client.query('set session_replication_role = replica');
    for (const table of tables) {
      let done = 0;
      for (const chunk of manifest.chunks.filter((one) => one.table === table)) {
        const texts = rows(chunk);
        await client.query(
          `insert into ${schema}.${table} select r.* from unnest($1::text[]) as t(row), jsonb_populate_record(null::${schema}.${table}, $2::jsonb || t.row::jsonb) r on conflict do nothing`,
          [texts, JSON.stringify(cameLater[table] ?? {})],
        );
        done += texts.length;
      }
      const { rows: counted } = await client.query<{ n: number }>(`select count(*)::int as n from ${schema}.${table}`);
      // An earlier release had not every table.
      if (done !== (manifest.tables[table] ?? 0) || counted[0]?.n !== done)
        throw new Error(`Not all of ${table} came back: ${counted[0]?.n} of ${manifest.tables[table]} rows. Run it again.`);
      say(`${table}: ${done} rows.`);
    }
    if (holds === 'keys') return;
    await client.query("update sojourn.access_log set seq = nextval('sojourn.access_log_seq') where seq is null");
    await client.query("select setval('sojourn.access_log_seq', coalesce((select max(seq) from sojourn.access_log), 0) + 1)");
  });
}
