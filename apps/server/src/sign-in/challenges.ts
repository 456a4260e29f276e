import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { spendChallenge } from '@sojourn/storage';
import type { SignInWorld } from './sign-in-world.ts';

const LASTS = 5 * 60 * 1_000;

/** 16 random bytes, when it ends, and our mark on both and what it is for: nothing is kept for a stranger who only asks. */
export function newChallenge(world: SignInWorld, purpose: string): Uint8Array<ArrayBuffer> {
  const ends = Buffer.alloc(8);
  ends.writeBigUInt64BE(BigInt(world.desk.clock.now() + LASTS));
  const body = Buffer.concat([world.desk.chance.bytes(16), ends]);
  return new Uint8Array(Buffer.concat([body, markOn(world, purpose, body)]));
}

/** Ours, for this purpose, not too old, and not answered before. */
export async function spendOnce(world: SignInWorld, purpose: string, challenge: string): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== 40) return false;
  const body = bytes.subarray(0, 24);
  if (!timingSafeEqual(markOn(world, purpose, body), bytes.subarray(24))) return false;
  const ends = Number(body.readBigUInt64BE(16));
  const now = world.desk.clock.now();
  return ends >= now && spendChallenge(world.desk.storage, createHash('sha256').update(bytes).digest('hex'), ends, now);
}

const markOn = (world: SignInWorld, purpose: string, body: Buffer): Buffer =>
  createHmac('sha256', world.secret).update(`challenge ${purpose} `).update(body).digest().subarray(0, 16);
