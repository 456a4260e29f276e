import { Client } from 'pg';
import type { House } from '../open-house.ts';
import { type Manifest, readBackup, writeBackup } from './backup-folder.ts';
import type { Maintenance } from './command.ts';
import { askPassphrase } from './passphrase.ts';
import { caseTables, keyTables } from './tables.ts';

const AT_ONCE = 2_000;

/** One moment's state of every table, streamed; people go on working meanwhile. */
export const backup: Maintenance = {
  usage: 'backup TO_FOLDER            write everything but the keys, encrypted; --check FOLDER looks whether a backup is whole',
  beside: 'any',
  run: async ({ house, words, say }) => {
    const [first, second] = words;
    if (first === '--check' && second !== undefined) return check(second, say);
    if (first === undefined || first.startsWith('--')) throw new Error(backup.usage);
    const rows = await copyOut(house, first, 'cases', await askPassphrase('backup', true), [], say);
    say(`${rows} rows written to ${first}. The keys are not among them: see backup-keys.`);
    return 0;
  },
};

/** Whoever holds both this and the cases can read everything: kept elsewhere, and only some days, so that erasing someone comes true. */
export const backupKeys: Maintenance = {
  usage: 'backup-keys TO_FOLDER       write the keys, encrypted; keep them away from the other backup, and only some days',
  beside: 'any',
  run: async ({ house, words: [folder], say }) => {
    if (folder === undefined) throw new Error(backupKeys.usage);
    const key = JSON.stringify({ key: house.key.secret });
    const rows = await copyOut(house, folder, 'keys', await askPassphrase('backup', true), [['key_encryption_key', key]], say);
    say(`${rows} keys written to ${folder}. Keep them in another place than the cases, and destroy them after some days.`);
    return 0;
  },
};

async function check(folder: string, say: (line: string) => void): Promise<number> {
  const passphrase = await askPassphrase('backup', false);
  let rows = 0;
  const { manifest, rows: read } = readEither(folder, passphrase);
  for (const chunk of manifest.chunks) {
    if (read(chunk).length !== chunk.rows) throw new Error(`The backup is damaged: ${chunk.file} has another number of rows than it should.`);
    rows += chunk.rows;
  }
  say(`Whole and readable: ${rows} rows of ${manifest.at}.`);
  return 0;
}

function readEither(folder: string, passphrase: string) {
  try {
    return readBackup(folder, passphrase, 'cases');
  } catch (problem) {
    if (problem instanceof Error && problem.message.endsWith('not cases.')) return readBackup(folder, passphrase, 'keys');
    throw problem;
  }
}

async function copyOut(
  house: House,
  folder: string,
  holds: Manifest['holds'],
  passphrase: string,
  more: readonly (readonly [string, string])[],
  say: (line: string) => void,
): Promise<number> {
  const [database, schema, tables] = holds === 'cases' ? ['sojourn', 'sojourn', caseTables] : ['sojourn_keys', 'vault', keyTables];
  const url = new URL(house.superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = (await client.query<{ name: string }>('select name from migration.applied order by name')).rows.map((row) => row.name);
    const writing = writeBackup(folder, passphrase, { holds, at: new Date(house.desk.clock.now()).toISOString(), migrations });
    const counts: Record<string, number> = {};
    for (const table of tables) {
      let rows = 0;
      await client.query(`declare walk no scroll cursor for select to_jsonb(t)::text as row from ${schema}.${table} t`);
      for (;;) {
        const batch = (await client.query<{ row: string }>(`fetch ${AT_ONCE} from walk`)).rows.map((one) => one.row);
        if (batch.length > 0) writing.chunk(table, batch);
        rows += batch.length;
        if (rows > 0 && rows % 20_000 === 0) say(`${table}: ${rows} rows…`);
        if (batch.length < AT_ONCE) break;
      }
      await client.query('close walk');
      counts[table] = rows;
    }
    for (const [table, row] of more) {
      writing.chunk(table, [row]);
      counts[table] = 1;
    }
    await client.query('commit');
    writing.finish(counts);
    return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
  } finally {
    await client.end();
  }
}
