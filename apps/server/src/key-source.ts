import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyEncryptionKey, lockKey, unlockKey } from '@sojourn/vault';
import { askPassphrase } from './maintenance/passphrase.ts';
import { secretFile } from './secret-files.ts';
import { type Settings, secretsFolder } from './settings.ts';

/** 32 bytes, hexadecimal, and where they come from. Lives in memory only while it must. */
export type KeySource = { readonly secret: string; readonly kind: KeyEncryptionKey['kind'] };

const plainFile = (settings: Settings) => join(secretsFolder(settings), 'key-encryption-key');
const lockedFile = (settings: Settings): string => join(secretsFolder(settings), 'key-encryption-key.locked');

export const isLocked = (settings: Settings): boolean => existsSync(lockedFile(settings));
/** A demonstration's key, or one that came back from a backup and waits for a passphrase. */
export const hasPlainKey = (settings: Settings): boolean => existsSync(plainFile(settings));

/** From the environment, else under a passphrase, else, for invented people only, from a file. Throws one sentence that says what to do. */
export async function findKey(settings: Settings): Promise<KeySource> {
  if (settings.key !== undefined) return { secret: settings.key, kind: 'environment' };
  if (existsSync(lockedFile(settings))) {
    const secret = unlockKey(await readFile(lockedFile(settings), 'utf8'), await askPassphrase('key', false));
    if (secret === undefined)
      throw new Error('This is not the passphrase of the keys. Nothing was changed. If nobody knows it any more: npm run sojourn -- keys recover');
    return { secret, kind: 'passphrase' };
  }
  return { secret: await secretFile(secretsFolder(settings), 'key-encryption-key'), kind: 'demo-file' };
}

/** A key that lies in a file beside what it opens protects nobody. */
export function refuseFileForRealPeople(settings: Settings, { kind }: KeySource): void {
  if (settings.demo || kind !== 'demo-file') return;
  throw new Error(
    'The key that opens all names lies in a file on this machine, which is for invented people only. Put it under a passphrase first: npm run sojourn -- keys init. Or give it from elsewhere as SOJOURN_KEY.',
  );
}

/** From now on this passphrase opens the key; the file that needed none is removed. */
export async function lockUnder(settings: Settings, secret: string, passphrase: string): Promise<void> {
  const path = lockedFile(settings);
  await writeFile(`${path}.new`, lockKey(secret, passphrase), { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  await rm(plainFile(settings), { force: true });
}

/** As it comes back from a backup of the keys: in a file, until someone puts it under a passphrase. */
export async function placeRestoredKey(settings: Settings, secret: string): Promise<void> {
  await writeFile(`${plainFile(settings)}.partial`, secret, { mode: 0o600, flush: true });
  await rename(`${plainFile(settings)}.partial`, plainFile(settings));
  await rm(lockedFile(settings), { force: true });
}

const nextFile = (settings: Settings) => `${lockedFile(settings)}.next`;

/** The key that will replace the old one: made once, and found again when the work on it was broken off. */
export async function nextKey(settings: Settings): Promise<KeySource> {
  const passphrase = await askPassphrase('new key', true);
  const path = nextFile(settings);
  if (!existsSync(path)) {
    const secret = randomBytes(32).toString('hex');
    await writeFile(`${path}.new`, lockKey(secret, passphrase), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
    return { secret, kind: 'passphrase' };
  }
  const secret = unlockKey(await readFile(path, 'utf8'), passphrase);
  if (secret === undefined) throw new Error('Work on the keys was begun with another new passphrase. Give that one: it goes on.');
  return { secret, kind: 'passphrase' };
}

export async function takeNext(settings: Settings): Promise<void> {
  await rename(nextFile(settings), lockedFile(settings));
  await rm(plainFile(settings), { force: true });
}
