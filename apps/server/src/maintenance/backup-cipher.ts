import { argon2Sync, createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A backup's own key under a passphrase, and what it takes to open it. */
export const lockedKeySchema = z.strictObject({
  cost: z.strictObject({ memory: z.number(), passes: z.number(), parallelism: z.number() }),
  salt: z.string(),
  wrappedKey: z.string(),
});
export type LockedKey = z.output<typeof lockedKeySchema>;

const COST = { memory: 65_536, passes: 3, parallelism: 1 } as const;

export function newLockedKey(passphrase: string): { readonly key: Buffer; readonly locked: LockedKey } {
  const [key, salt] = [randomBytes(32), randomBytes(16)];
  const wrappedKey = encrypt(underPassphrase(passphrase, salt, COST), key, 'backup-key').toString('base64');
  return { key, locked: { cost: COST, salt: salt.toString('base64'), wrappedKey } };
}

export function openLockedKey({ salt, wrappedKey, cost }: LockedKey, passphrase: string): Buffer | undefined {
  const under = underPassphrase(passphrase, Buffer.from(salt, 'base64'), cost);
  try {
    return decrypt(under, Buffer.from(wrappedKey, 'base64'), 'backup-key');
  } catch {
    return undefined;
  }
}

function underPassphrase(passphrase: string, salt: Buffer, cost: LockedKey['cost']): Buffer {
  return argon2Sync('argon2id', { ...cost, tagLength: 32, message: Buffer.from(passphrase.normalize('NFKC')), nonce: salt });
}

/** AES-256-GCM, bound to its place: nonce, ciphertext, tag. */
export function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when it was changed, cut short or moved. */
export function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** On the disk, and not only on its way there, when this returns. */
export function writeSynced(path: string, bytes: Buffer): void {
  writeFileSync(path, bytes, { mode: 0o600, flush: true });
}

/** All of it under its name, or nothing. */
export function writeWhole(path: string, bytes: Buffer): void {
  writeSynced(`${path}.partial`, bytes);
  renameSync(`${path}.partial`, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
