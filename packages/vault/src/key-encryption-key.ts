import { decryptBytes, encryptBytes } from './cipher.ts';

/** What wraps the epoch keys: a file in the demo; a passphrase or a key service elsewhere. */
export type KeyEncryptionKey = {
  readonly kind: 'demo-file' | 'passphrase' | 'service';
  readonly wrap: (key: Buffer) => Buffer;
  readonly unwrap: (wrapped: Buffer) => Buffer;
};

const PLACE = 'key-encryption-key';

/** `secret` is 32 bytes, hexadecimal, from a file that only its owner can read. */
export function keyFromFile(secret: string): KeyEncryptionKey {
  const key = Buffer.from(secret, 'hex');
  if (key.length !== 32) throw new Error('A key-encryption key is 32 bytes');
  return { kind: 'demo-file', wrap: (plain) => encryptBytes(key, plain, PLACE), unwrap: (wrapped) => decryptBytes(key, wrapped, PLACE) };
}
