import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignInWorld } from './sign-in-world.ts';

/** What this browser must bring back: only it can finish what it began. */
type Begun = { readonly state: string; readonly nonce: string; readonly verifier: string; readonly until: number };

const markOn = (world: SignInWorld, body: string) => createHmac('sha256', world.secret).update(`sign-on ${body}`).digest();

export function seal(world: SignInWorld, begun: Begun): string {
  const body = Buffer.from(JSON.stringify(begun)).toString('base64url');
  return `${body}.${markOn(world, body).toString('base64url')}`;
}

export function unseal(world: SignInWorld, cookie: string | undefined): Begun | undefined {
  const [body = '', mark = ''] = (cookie ?? '').split('.');
  const [found, right] = [Buffer.from(mark, 'base64url'), markOn(world, body)];
  if (found.length !== right.length || !timingSafeEqual(found, right)) return undefined;
  const begun = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Begun;
  return begun.until >= world.desk.clock.now() ? begun : undefined;
}
