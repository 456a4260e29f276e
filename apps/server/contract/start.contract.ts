import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { settingsFrom } from '../src/settings.ts';
import { startSojourn } from '../src/start.ts';
import { removeData } from './world.ts';

const top = mkdtempSync(join(tmpdir(), 'sojourn start '));
const long = join(top, ...Array.from({ length: 6 }, (_, index) => `a folder with spaces and a long name ${index}`));
mkdirSync(long, { recursive: true });
afterAll(() => {
  for (const folder of [long, join(top, 'taken'), top]) removeData(folder);
});
const quiet = () => undefined;
const root = join(import.meta.dirname, '..', '..', '..');

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', quiet);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmasterOf = (server: EmbeddedServer) => {
  const port = new URL(server.url).port;
  const line = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .find((one) => one.includes(`port=${port}`));
  return Number(line?.trim().split(' ')[0]);
};

describe('the built-in database', () => {
  it('starts in a folder with spaces and a very long path, and loses no acknowledged row when it is killed', async () => {
    let server = await startEmbeddedPostgres(long, quiet);
    await query(server.url, 'create table kept (n int)');
    for (let round = 1; round <= 3; round += 1) {
      await query(server.url, `insert into kept values (${round})`);
      process.kill(postmasterOf(server), 'SIGKILL');
      await new Promise((done) => setTimeout(done, 300));
      server = await startEmbeddedPostgres(long, quiet);
      expect(server.adopted).toBe(false);
      expect(await query(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: round }]);
    }
    await server.stop();
  });

  it('that a killed process left running is taken over', async () => {
    const left = await startEmbeddedPostgres(long, quiet);
    const again = await startEmbeddedPostgres(long, quiet);
    expect([again.adopted, again.url]).toEqual([true, left.url]);
    await again.stop();
    await expect(query(left.url, 'select 1')).rejects.toThrow();
  });

  it('listens on this machine only and wants its password', async () => {
    const server = await startEmbeddedPostgres(long, quiet);
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(query(server.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await server.stop();
  });
});

describe('starting', () => {
  it('goes to the next port when one is taken, says so, and refuses a second start on the same folder', async () => {
    const port = 29_000 + (process.pid % 1_500) * 2;
    const taken = createServer().listen(port, 'localhost');
    const said: string[] = [];
    const settings = settingsFrom({ SOJOURN_DEMO_PEOPLE: 'first', SOJOURN_DATA: join(top, 'taken'), SOJOURN_PORT: String(port) }, root);
    const running = await startSojourn(settings, (message) => said.push(message));
    expect(running.address).toBe(`http://localhost:${port + 1}`);
    expect(said.join('\n')).toContain(`Port ${port} is taken`);
    await expect(startSojourn(settings, quiet)).rejects.toThrow(/already running on this folder/);
    await running.stop();
    taken.close();
  });

  it('keeps its secrets readable by their owner only', () => {
    const modes = execFileSync('sh', ['-c', `stat -c %a "${join(top, 'taken', 'secrets')}"/*`], { encoding: 'utf8' });
    expect(new Set(modes.trim().split('\n'))).toEqual(new Set(['600']));
    expect(readFileSync(join(top, 'taken', 'secrets', 'context-key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });
});
