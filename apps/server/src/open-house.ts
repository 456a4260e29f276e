import { readFileSync } from 'node:fs';
import { type Bundle, bundleHashOf } from '@sojourn/catalogue';
import { type Addresses, migrate, openStorage, prepared } from '@sojourn/storage';
import { keyFrom, openVault } from '@sojourn/vault';
import { Client } from 'pg';
import type { Desk } from './desk.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { eraseAgain } from './erasing.ts';
import { findKey, type KeySource } from './key-source.ts';
import { secretFile } from './secret-files.ts';
import { type Settings, secretsFolder } from './settings.ts';
import { systemChance, systemClock } from './world.ts';

/** `leaveRunning`: the database belongs to a process that goes on. `source`: the key, where the caller has it already. `mendingKeys`, `restoring`: what was broken off is about to go on. */
export type Opening = { readonly leaveRunning?: boolean; readonly source?: KeySource; readonly mendingKeys?: boolean; readonly restoring?: boolean };
export type House = {
  readonly key: KeySource;
  readonly desk: Desk;
  readonly addresses: Addresses;
  readonly superuserUrl: string;
  readonly close: () => Promise<void>;
};

/** Database, key store and catalogue behind one door: migrated and open, serving nobody yet.*/
export async function openHouse(
  settings: Settings,
  say: (message: string) => void,
  { leaveRunning = false, source, mendingKeys = false, restoring = false }: Opening = {},
): Promise<House> {
  const key = source ?? (await findKey(settings));
  const database =
    settings.database === 'embedded:'
      ? await startEmbeddedPostgres(settings.dataFolder, say)
      : { url: superuserOf(settings), stop: async () => undefined, keepAlive: () => undefined };
  const secrets = secretsFolder(settings);
  const passwords = {
    owner: await secretFile(secrets, 'owner'),
    app: await secretFile(secrets, 'app'),
    session: await secretFile(secrets, 'session-login'),
    keys: await secretFile(secrets, 'keys-login'),
    retention: await secretFile(secrets, 'retention-login'),
    jobs: await secretFile(secrets, 'jobs-login'),
  };
  const contextKey = await secretFile(secrets, 'context-key');
  const logins = { prefix: 'sojourn', password: (login: keyof typeof passwords) => passwords[login] };
  const addresses =
    database.url === undefined
      ? await prepared({ ...logins, serverUrl: settings.database })
      : await migrate({ ...logins, superuserUrl: database.url, contextKey });
  const vault = openVault(addresses.keys, keyFrom(key.secret, key.kind));
  const storage = openStorage(addresses, contextKey);
  const desk: Desk = { storage, vault, bundle: readBundle(settings.catalogueFile), clock: systemClock, chance: systemChance };
  const refuse = async (sentence: string) => {
    await storage.close();
    await vault.close();
    if (!leaveRunning) await database.stop();
    throw new Error(sentence);
  };
  if (!mendingKeys && !(await vault.opens()))
    await refuse(
      'This key does not open the key store. Nothing was changed. Is it the right key? If work on the keys was broken off, run the same command again: it goes on.',
    );
  if (!restoring && (await isHalfRestored(addresses.setUp)))
    await refuse('A restore onto this installation was broken off. Run the same restore command again: it goes on. Until it is done nobody is served.');
  if (!mendingKeys && !restoring) await eraseAgain(desk, settings.dataFolder, say);
  if (!leaveRunning) database.keepAlive(say);
  const close = async () => {
    await storage.close();
    await vault.close();
    if (!leaveRunning) await database.stop();
  };
  return {
    key,
    desk,
    addresses,
    get superuserUrl() {
      if (database.url === undefined)
        throw new Error(
          'This needs a superuser of the database, for this one command: put its address into a file and name it in SOJOURN_DATABASE_ADMIN_FILE.',
        );
      return database.url;
    },
    close,
  };
}

/** An address that names a user is a superuser's; one that names none serves with our own logins, on a database prepared before. */
function superuserOf({ database, databaseAdmin }: Settings): string | undefined {
  return databaseAdmin ?? (new URL(database).username === '' ? undefined : database);
}

function readBundle(file: string): Bundle {
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  if (bundleHashOf(bundle.catalogue) !== bundle.hash)
    throw new Error('The catalogue file does not match its own fingerprint. Build it again: npm start does so.');
  return bundle;
}

async function isHalfRestored(setUpUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: setUpUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if ((await client.query("select 1 where to_regclass('migration.restoring') is null")).rowCount === 1) return false;
    return (await client.query('select 1 from migration.restoring')).rowCount !== 0;
  } finally {
    await client.end();
  }
}
