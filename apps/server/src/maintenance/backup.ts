import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { House } from '../open-house.ts';
import { readSecret } from '../secret-files.ts';
import { secretsFolder } from '../settings.ts';
import { type Manifest, readBackup } from './backup-folder.ts';
import { isFinished, openWriting, type Writing } from './backup-pieces.ts';
import type { Maintenance } from './command.ts';
import { askPassphrase } from './passphrase.ts';
import { progress } from './progress.ts';
import { digestBetween, type Key, rowsBetween, walkOf } from './table-walk.ts';
import { carriedSecrets, caseTables, keyTables } from './tables.ts';

/** One moment's state of every table; people go on working meanwhile. Broken off and run again it goes on. */
export const backup: Maintenance = {
  usage: 'backup TO_FOLDER            write everything but the keys, encrypted; broken off, it goes on; --check FOLDER looks whether a backup is whole',
  beside: 'any',
  run: async ({ house, words, say }) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { check: { type: 'string' }, rows: { type: 'string' } } });
    if (values.check !== undefined) return check(values.check, say);
    const [folder] = positionals;
    const rowsAPiece = Number(values.rows ?? '2000');
    if (folder === undefined || !Number.isInteger(rowsAPiece) || rowsAPiece < 1) throw new Error(backup.usage);
    const rows = await copyOut({ house, folder, holds: 'cases', more: [], rowsAPiece, say });
    say(`${rows} rows written to ${folder}. The keys are not among them: see backup-keys.`);
    return 0;
  },
};

/** Whoever holds both this and the cases can read everything: kept elsewhere, and only some days, so that erasing someone comes true. */
export const backupKeys: Maintenance = {
  usage: 'backup-keys TO_FOLDER       write the keys, encrypted; keep them away from the other backup, and only some days',
  beside: 'any',
  run: async ({ house, settings, words: [folder], say }) => {
    if (folder === undefined) throw new Error(backupKeys.usage);
    const secrets = carriedSecrets.flatMap((name) => {
      const value = readSecret(secretsFolder(settings), name);
      return value === undefined ? [] : [JSON.stringify({ name, value })];
    });
    const more = [
      ['key_encryption_key', [JSON.stringify({ key: house.key.secret })]] as const,
      ...(secrets.length === 0 ? [] : [['secret', secrets] as const]),
    ];
    const rows = await copyOut({ house, folder, holds: 'keys', more, rowsAPiece: 2_000, say });
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

type Copying = {
  readonly house: House;
  readonly folder: string;
  readonly holds: Manifest['holds'];
  /** What is in no table. */
  readonly more: readonly (readonly [string, readonly string[]])[];
  readonly rowsAPiece: number;
  readonly say: (line: string) => void;
};

async function copyOut(copying: Copying): Promise<number> {
  const { house, folder, holds, more, say } = copying;
  const passphrase = await askPassphrase('backup', true);
  if (isFinished(folder)) {
    const { manifest } = readBackup(folder, passphrase, holds);
    say(`This backup was finished before: it is of ${manifest.at}.`);
    return Object.values(manifest.tables).reduce((sum, rows) => sum + rows, 0);
  }
  const [database, schema, tables] = holds === 'cases' ? ['sojourn', 'sojourn', caseTables] : ['sojourn_keys', 'vault', keyTables];
  const url = new URL(house.superuserUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  client.on('error', () => undefined);
  try {
    const mine = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 3)) as mine', [folder]);
    if (mine.rows[0]?.mine !== true) throw new Error(`Another backup into ${folder} is under way.`);
    await client.query('begin isolation level repeatable read read only');
    const at = new Date(house.desk.clock.now()).toISOString();
    const migrations = (await client.query<{ name: string }>('select name from migration.applied order by name')).rows.map((row) => row.name);
    const writing = openWriting(folder, passphrase, holds);
    if (writing.found > 0)
      say(
        `Going on with a backup that was broken off: ${writing.found} pieces are there. Each is compared with the records as they are now, at ${at}; a piece that differs is written again.`,
      );
    const counts: Record<string, number> = {};
    for (const table of tables) counts[table] = (await client.query<{ n: number }>(`select count(*)::int as n from ${schema}.${table}`)).rows[0]?.n ?? 0;
    const tell = progress(
      Object.values(counts).reduce((sum, rows) => sum + rows, 0),
      say,
    );
    for (const table of tables) {
      const done = await copyTable(client, writing, { schema, table, rowsAPiece: copying.rowsAPiece, done: (rows) => tell(table, rows, writing.bytes()) });
      if (done !== counts[table])
        throw new Error(`Of ${table} ${done} rows were copied and there are ${counts[table]}: this is our fault. The backup is not finished.`);
    }
    for (const [table, rows] of more) {
      const before = writing.left(table, undefined);
      if (before !== undefined) writing.drop(before.piece);
      writing.write(table, { from: null, to: [] }, rows);
      counts[table] = rows.length;
    }
    await client.query('commit');
    writing.finish({ at, migrations, tables: counts });
    return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
  } finally {
    await client.end();
  }
}

type Table = { readonly schema: string; readonly table: string; readonly rowsAPiece: number; readonly done: (rows: number) => void };

/** Every row of this moment, once: from a piece that says the same still, or written now. Resolves to how many. */
async function copyTable(client: Client, writing: Writing, { schema, table, rowsAPiece, done }: Table): Promise<number> {
  const walk = await walkOf(client, schema, table);
  let rows = 0;
  let from: Key | undefined;
  /** The end of a piece that is being written again. */
  let until: Key | undefined;
  for (;;) {
    const left = until === undefined ? writing.left(table, from) : undefined;
    if (left?.whole === true && (await digestBetween(client, walk, from, left.piece.to)) === left.piece.plain) {
      writing.keep(left.piece);
      rows += left.piece.rows;
      from = left.piece.to;
      done(left.piece.rows);
      continue;
    }
    if (left !== undefined) {
      writing.drop(left.piece);
      until = left.piece.to;
    }
    const batch = await rowsBetween(client, walk, from, until, rowsAPiece);
    const last = batch.at(-1);
    if (last === undefined) {
      if (until === undefined) return rows;
      [from, until] = [until, undefined];
      continue;
    }
    writing.write(
      table,
      { from: from === undefined ? null : [...from], to: [...last.key] },
      batch.map(({ row }) => row),
    );
    rows += batch.length;
    done(batch.length);
    from = last.key;
    if (until !== undefined && until.join(' ') === from.join(' ')) until = undefined;
  }
}
