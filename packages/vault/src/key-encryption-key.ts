import { argon2Sync, randomBytes } from 'node:crypto';
import { decryptBytes, encryptBytes } from './cipher.ts';

/** What wraps the epoch keys: a file in the demo; a passphrase or the surroundings (a key service, systemd credentials) elsewhere. */
export type KeyEncryptionKey = {
  readonly kind: 'demo-file' | 'passphrase' | 'environment';
  readonly wrap: (key: Buffer) => Buffer;
  readonly unwrap: (wrapped: Buffer) => Buffer;
};

const PLACE = 'key-encryption-key';

/** `secret` is 32 bytes, hexadecimal. */
export function keyFrom(secret: string, kind: KeyEncryptionKey['kind']): KeyEncryptionKey {
  const key = Buffer.from(secret, 'hex');
  if (key.length !== 32) throw new Error('A key-encryption key is 32 bytes');
  return { kind, wrap: (plain) => encryptBytes(key, plain, PLACE), unwrap: (wrapped) => decryptBytes(key, wrapped, PLACE) };
}

// A guess costs 64 MiB and three passes: a laptop's thief tries some per second and core.
const COST = { parallelism: 1, memory: 65_536, passes: 3 } as const;
type Locked = { readonly format: 1; readonly salt: string; readonly cost: typeof COST; readonly locked: string };

const underPassphrase = (passphrase: string, salt: Buffer, cost: Locked['cost']): Buffer =>
  argon2Sync('argon2id', { ...cost, tagLength: 32, message: Buffer.from(passphrase.normalize('NFKC')), nonce: salt });

/** The secret as it may lie on a disk: JSON, opened by the passphrase only. */
export function lockKey(secret: string, passphrase: string): string {
  const salt = randomBytes(16);
  const locked = encryptBytes(underPassphrase(passphrase, salt, COST), Buffer.from(secret, 'hex'), PLACE).toString('base64');
  return JSON.stringify({ format: 1, salt: salt.toString('hex'), cost: COST, locked } satisfies Locked);
}

/** Undefined when the passphrase is another one. */
export function unlockKey(text: string, passphrase: string): string | undefined {
  const { salt, cost, locked } = JSON.parse(text) as Locked;
  const key = underPassphrase(passphrase, Buffer.from(salt, 'hex'), cost);
  try {
    return decryptBytes(key, Buffer.from(locked, 'base64'), PLACE).toString('hex');
  } catch {
    return undefined;
  }
}
