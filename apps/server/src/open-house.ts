import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleHashOf } from '@sojourn/catalogue';
import { type Addresses, migrate, openStorage } from '@sojourn/storage';
import { keyFromFile, openVault } from '@sojourn/vault';
import type { Desk } from './desk.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { eraseAgain } from './erasing.ts';
import { secretFile } from './secret-files.ts';
import type { Settings } from './settings.ts';
import { systemChance, systemClock } from './world.ts';

export type House = { readonly desk: Desk; readonly addresses: Addresses; readonly superuserUrl: string; readonly close: () => Promise<void> };

/** Database, key store and catalogue behind one door: migrated and open, serving nobody yet. `leaveRunning`: the database belongs to a process that goes on. */
export async function openHouse(settings: Settings, say: (message: string) => void, leaveRunning = false): Promise<House> {
  const database =
    settings.database === 'embedded:'
      ? await startEmbeddedPostgres(settings.dataFolder, say)
      : { url: settings.database, stop: async () => undefined, keepAlive: () => undefined };
  const secrets = secretsFolder(settings);
  const passwords = {
    owner: await secretFile(secrets, 'owner'),
    app: await secretFile(secrets, 'app'),
    session: await secretFile(secrets, 'session-login'),
    keys: await secretFile(secrets, 'keys-login'),
    retention: await secretFile(secrets, 'retention-login'),
  };
  const contextKey = await secretFile(secrets, 'context-key');
  const addresses = await migrate({ superuserUrl: database.url, prefix: 'sojourn', password: (login) => passwords[login], contextKey });
  const vault = openVault(addresses.keys, keyFromFile(await secretFile(secrets, 'key-encryption-key')));
  const storage = openStorage(addresses, contextKey);
  const desk: Desk = { storage, vault, bundle: readBundle(settings.catalogueFile), clock: systemClock, chance: systemChance };
  await eraseAgain(desk, settings.dataFolder, say);
  if (!leaveRunning) database.keepAlive(say);
  const close = async () => {
    await storage.close();
    await vault.close();
    if (!leaveRunning) await database.stop();
  };
  return { desk, addresses, superuserUrl: database.url, close };
}

export const secretsFolder = (settings: Settings): string => join(settings.dataFolder, 'secrets');

function readBundle(file: string): Bundle {
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  if (bundleHashOf(bundle.catalogue) !== bundle.hash)
    throw new Error('The catalogue file does not match its own fingerprint. Build it again: npm start does so.');
  return bundle;
}
