import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
// OWASP's second argon2id setting: 19 MiB, two passes, one lane.
const COST = { parallelism: 1, memory: 19_456, passes: 2, tagLength: 32 } as const;

/** argon2id as 'argon2id$salt$tag', hexadecimal. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { ...COST, message: Buffer.from(password.normalize('NFKC')), nonce });
  return `argon2id$${nonce.toString('hex')}$${tag.toString('hex')}`;
}

const SHAPE = /^argon2id\$[0-9a-f]{32}\$[0-9a-f]{64}$/;
// Checked where there is no such user, so that both take the same time.
const nobody = `argon2id$${'0'.repeat(32)}$${'0'.repeat(64)}`;

/** Takes as long where nobody, or someone who has no password yet, is meant. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const there = hash !== undefined && SHAPE.test(hash);
  const [, nonce = '', tag = ''] = (there ? hash : nobody).split('$');
  const found = await derive('argon2id', { ...COST, message: Buffer.from(password.normalize('NFKC')), nonce: Buffer.from(nonce, 'hex') });
  return timingSafeEqual(found, Buffer.from(tag, 'hex')) && there;
}
