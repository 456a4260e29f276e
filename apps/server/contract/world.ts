import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseId, type DeviceId, instant, mintId, type PersonId } from '@sojourn/kernel';
import { ownServer } from '@sojourn/storage/own-server';
import type { FastifyInstance } from 'fastify';
import { Client as Database } from 'pg';
import { settingsFrom } from '../src/settings.ts';
import { demoCode, demoPassword } from '../src/sign-in/demo-code.ts';
import { type Running, startSojourn } from '../src/start.ts';
import { systemChance } from '../src/world.ts';

export type World = {
  readonly running: Running;
  readonly as: (username: string) => Promise<Client>;
  /** As superuser in the case database. */
  readonly database: <Value>(work: (client: Database) => Promise<Value>) => Promise<Value>;
  readonly close: () => Promise<void>;
};
type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
export type Client = {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  /** Status and the very bytes. */
  readonly bytes: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<{ readonly status: number; readonly text: string }>;
  /** The whole request of an act that was not sent yet. */
  readonly request: (caseId: string, input: unknown) => unknown;
  readonly act: (name: string, caseId: string, input: unknown, more?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** As an attacker sends: any method, address, headers and bytes; the session goes along. */
  readonly raw: (method: string, path: string, body?: Buffer | string, more?: Readonly<Record<string, string>>) => Promise<Response>;
};

/** A whole Sojourn on a folder of its own and a database of its own: the built-in one, or the version the suite was given. */
export async function openWorld(port: number, extra?: (app: FastifyInstance) => void, more: Readonly<Record<string, string>> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'sojourn contract '));
  const database = process.env['SOJOURN_TEST_DATABASE'] ?? 'embedded';
  const own = database === 'embedded' ? undefined : await ownServer();
  const environment = {
    SOJOURN_DEMO_PEOPLE: 'first',
    SOJOURN_DATA: folder,
    SOJOURN_PORT: String(port),
    ...more,
    ...(own === undefined ? {} : { SOJOURN_DATABASE: own.url }),
  };
  const root = join(import.meta.dirname, '..', '..', '..');
  const running = await startSojourn(settingsFrom(environment, root), () => undefined, extra);
  return {
    running,
    as: (username) => signedIn(running.address, username),
    database: (work) => inDatabase(running.superuserUrl, work),
    close: async () => {
      await running.stop();
      removeData(folder);
      await own?.remove();
    },
  };
}

/** A data folder, and as root the place its database went to. */
export function removeData(folder: string): void {
  const note = join(folder, 'database-is-in.txt');
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim().split('\n').at(-1) ?? note, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

async function inDatabase<Value>(superuserUrl: string, work: (client: Database) => Promise<Value>): Promise<Value> {
  const url = new URL(superuserUrl);
  url.pathname = '/sojourn';
  const client = new Database({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const newId = <Id extends CaseId | PersonId | DeviceId>(): Id => mintId<Id>(systemChance, instant(Date.now()));

async function signedIn(address: string, username: string): Promise<Client> {
  const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
  const session = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password: demoPassword, code: demoCode }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const deviceId = newId<DeviceId>();
  let deviceSequence = 0;
  const answer = async (response: Response): Promise<Answer> => ({ status: response.status, body: (await response.json()) as Answer['body'] });
  const post = async (path: string, body: unknown) =>
    answer(await fetch(`${address}${path}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) }));
  return {
    get: async (path) => answer(await fetch(`${address}${path}`, { headers: { cookie } })),
    post,
    raw: (method, path, body, more = {}) =>
      fetch(`${address}${path}`, { method, headers: { ...headers, cookie, ...more }, redirect: 'manual', ...(body === undefined ? {} : { body }) }),
    bytes: async (method, path, body) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${address}${path}`, { method, headers: { ...headers, cookie }, ...sent });
      return { status: response.status, text: await response.text() };
    },
    request: (caseId, input) => {
      deviceSequence += 1;
      return { actId: newId(), caseId, deviceId, deviceSequence, basis: 0, recordedAt: Date.now(), input };
    },
    act: (name, caseId, input, more = {}) => {
      deviceSequence += 1;
      return post(`/api/acts/${name}`, { actId: newId(), caseId, deviceId, deviceSequence, basis: 0, recordedAt: Date.now(), input, ...more });
    },
  };
}
