import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAccount, setPassword } from '@sojourn/storage';
import { type OwnServer, ownServer } from '@sojourn/storage/own-server';
import { hashPassword } from '@sojourn/vault';
import { Client } from 'pg';
import type { Maintenance } from '../src/maintenance/command.ts';
import { type House, openHouse } from '../src/open-house.ts';
import { type Settings, settingsFrom } from '../src/settings.ts';
import { makeRecoveryCodes } from '../src/sign-in/second-factor.ts';
import { ended, type Sender, serve, signIn } from './served.ts';
import { removeData } from './world.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const given = process.env['SOJOURN_TEST_DATABASE'] ?? 'embedded';
const top = mkdtempSync(join(tmpdir(), 'sojourn backup '));
export const path = (name: string) => join(top, name);
const servers: OwnServer[] = [];
const machines = new Map<string, Readonly<Record<string, string>>>();

/** A machine: a data folder and a database of its own. */
export async function machine(label: string, port: string): Promise<Readonly<Record<string, string>>> {
  const known = machines.get(label);
  if (known !== undefined) return known;
  const server = given === 'embedded' ? undefined : await ownServer();
  if (server !== undefined) servers.push(server);
  const environment = { SOJOURN_DATA: path(label), SOJOURN_PORT: port, ...(server === undefined ? {} : { SOJOURN_DATABASE: server.url }) };
  machines.set(label, environment);
  return environment;
}

/** For real people the key may not lie in a file: here the surroundings give it. */
export const forRealPeople = (environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...environment,
  SOJOURN_DEMO: 'no',
  SOJOURN_KEY: readFileSync(join(environment['SOJOURN_DATA'] ?? '', 'secrets', 'key-encryption-key'), 'utf8'),
});

export async function atMachine<Value>(
  environment: Readonly<Record<string, string>>,
  work: (house: House, settings: Settings) => Promise<Value>,
  restoring = false,
): Promise<Value> {
  const settings = settingsFrom(environment, root);
  const house = await openHouse(settings, () => undefined, { restoring });
  try {
    return await work(house, settings);
  } finally {
    await house.close();
  }
}

export const run = (environment: Readonly<Record<string, string>>, command: Maintenance, ...words: readonly string[]) =>
  atMachine(
    environment,
    async (house, settings) => {
      const said: string[] = [];
      const code = await command.run({ house, settings, words, say: (line) => said.push(line) });
      return { code, said: said.join('\n') };
    },
    command.whileRestoring === true,
  );

/** As a person at the machine types it, beside whatever runs: its words and its exit code. */
export function typed(environment: Readonly<Record<string, string>>, ...words: readonly string[]): { readonly code: number | null; readonly said: string } {
  const { SOJOURN_PASSPHRASE: _one, SOJOURN_NEW_PASSPHRASE: _two, ...clean } = process.env;
  const maintain = join(import.meta.dirname, '..', 'src', 'maintain.ts');
  const done = spawnSync(process.execPath, [maintain, ...words], { env: { ...clean, ...environment }, encoding: 'utf8', input: '' });
  return { code: done.status, said: `${done.stdout}${done.stderr}` };
}

export async function whileServed<Value>(
  environment: Readonly<Record<string, string>>,
  work: (amal: Sender, as: (username: string) => Promise<Sender>) => Promise<Value>,
): Promise<Value> {
  const own = environment['SOJOURN_DEMO'] === 'no' ? await slipFor(environment, 'amal') : undefined;
  const served = await serve(environment);
  try {
    return await work(await signIn(served.address, 'amal', own), (username) => signIn(served.address, username));
  } finally {
    served.process.kill('SIGTERM');
    await ended(served.process);
  }
}

/** Where no demonstration runs, the public password opens nothing: a password of their own, and a code on paper. */
const slipFor = (environment: Readonly<Record<string, string>>, username: string) =>
  atMachine(environment, async ({ desk }) => {
    const account = await findAccount(desk.storage, username);
    if (account === undefined) throw new Error('Nobody of this name is here');
    const password = 'seven calm herons wade';
    await setPassword(desk.storage, account, await hashPassword(password), desk.clock.now());
    const [code = ''] = await makeRecoveryCodes(desk, account);
    return { password, code };
  });

export const superuser = (environment: Readonly<Record<string, string>>, ...statements: readonly string[]) =>
  atMachine(environment, async (house) => {
    const client = new Client({ connectionString: house.superuserUrl.replace(/\/postgres$/, '/sojourn') });
    await client.connect();
    try {
      const rows = [];
      for (const statement of statements) rows.push(...[await client.query(statement)].flat().flatMap((one) => one.rows));
      return rows;
    } finally {
      await client.end();
    }
  });

export async function removeMachines(): Promise<void> {
  for (const environment of machines.values()) removeData(environment['SOJOURN_DATA'] ?? top);
  for (const server of servers) await server.remove();
  rmSync(top, { recursive: true, force: true });
}
