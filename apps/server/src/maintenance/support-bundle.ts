import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { statusOfKeys } from '@sojourn/vault';
import { Client } from 'pg';
import { isInitialised } from '../installation.ts';
import { readLogLine } from '../log.ts';
import type { Settings } from '../settings.ts';
import { version } from '../version.ts';
import type { Maintenance } from './command.ts';
import { caseTables, leftOut } from './tables.ts';

const MOST_LINES = 2_000;

/**
 * What someone far away needs to help, and no more: versions, which settings are given (never what they say), how many rows each table
 * has, in powers of two, and log lines read again under the log's own list. No name, no word, no id, no address.
 */
export const supportBundle: Maintenance = {
  usage: 'support-bundle TO_FILE [--log LOG_FILE]   what someone far away needs to help: no name, no word, no id; look at it before you send it',
  beside: 'any',
  run: async ({ house, settings, words, say }) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { log: { type: 'string' } } });
    const [file] = positionals;
    if (file === undefined) throw new Error(supportBundle.usage);
    if (existsSync(file)) throw new Error('This file is there already, and nothing is written over. Name another.');
    const { bavail, blocks, bsize } = await statfs(settings.dataFolder);
    const { epochs, underWay } = await statusOfKeys(house.addresses.keys);
    const log = values.log === undefined ? undefined : linesOf(values.log);
    const bundle = {
      format: 1,
      version,
      node: process.version,
      machine: { platform: platform(), release: release(), arch: arch() },
      law: house.desk.bundle.hash,
      settings: given(settings),
      database: await databaseOf(house.addresses.setUp),
      keys: { kind: house.key.kind, epochs: epochs.length, underWay },
      disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
      ...(log === undefined ? {} : { log: log.kept.slice(-MOST_LINES), logLinesLeftOut: log.leftOut }),
    };
    writeFileSync(file, `${JSON.stringify(bundle, undefined, 1)}\n`, { mode: 0o600, flag: 'wx' });
    say(`Written to ${file}. Read it before you send it: it is text, and short.`);
    if (log !== undefined && log.leftOut > 0) say(`${log.leftOut} lines of the log were left out, because they are none of ours.`);
    return 0;
  },
};

/** Which there are; what they say stays here. */
const given = (settings: Settings) => ({
  database: settings.database === 'embedded:' ? 'embedded' : 'elsewhere',
  databaseAdmin: settings.databaseAdmin !== undefined,
  demo: settings.demo,
  initialised: isInitialised(settings.dataFolder),
  keyFromSurroundings: settings.key !== undefined,
  ownCertificate: settings.tls !== undefined,
  proxies: settings.proxies.length,
  address: settings.address !== undefined,
  listensBeyondThisMachine: settings.listen !== 'localhost',
  signOn: settings.signOn !== undefined,
  webhookNetworks: settings.webhookNetworks !== '',
});

async function databaseOf(setUpUrl: string) {
  const client = new Client({ connectionString: setUpUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const about = await client.query<{ version: string; bytes: number }>(
      "select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes",
    );
    const applied = await client.query<{ name: string }>('select name from migration.applied order by name');
    // The planner's estimate, which no policy hides and which counts nobody exactly.
    const sizes = await client.query<{ name: string; rows: number }>(
      "select c.relname as name, c.reltuples::float8 as rows from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'sojourn' and c.relkind in ('r', 'p') order by 1",
    );
    const known: readonly string[] = [...caseTables, ...leftOut];
    const inPowersOfTwo = (rows: number) => (rows < 1 ? 0 : 2 ** Math.round(Math.log2(rows)));
    return {
      version: about.rows[0]?.version,
      bytes: about.rows[0]?.bytes,
      migrations: applied.rows.map(({ name }) => name),
      aboutRows: Object.fromEntries(sizes.rows.filter(({ name }) => known.includes(name)).map(({ name, rows }) => [name, inPowersOfTwo(rows)])),
    };
  } finally {
    await client.end();
  }
}

function linesOf(file: string) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const kept = lines.flatMap((line) => readLogLine(line) ?? []);
  return { kept, leftOut: lines.length - kept.length };
}
