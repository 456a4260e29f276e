import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Sign } from '@sojourn/storage';
import { secretFile } from './secret-files.ts';
import { type Settings, secretsFolder } from './settings.ts';

/** Ed25519 from a 32-byte seed that lies outside the database. */
export async function signingKey(settings: Settings): Promise<KeyObject> {
  const seed = Buffer.from(await secretFile(secretsFolder(settings), 'anchor-key'), 'hex');
  return createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
}

/** What others check our signatures with: DER, base64. */
export async function publicKeyOf(settings: Settings): Promise<string> {
  return createPublicKey(await signingKey(settings))
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
}

export async function batchSigner(settings: Settings): Promise<Sign> {
  const key = await signingKey(settings);
  const publicKey = await publicKeyOf(settings);
  return (hash) => ({ publicKey, signature: sign(null, Buffer.from(hash), key).toString('base64') });
}
