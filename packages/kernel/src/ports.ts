import type { Brand } from './brand.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;

export function instant(milliseconds: number): Instant {
  if (!Number.isSafeInteger(milliseconds)) throw new Error('An instant is whole milliseconds');
  return milliseconds as Instant;
}

export type Clock = { readonly now: () => Instant };

/** Randomness as a port: `bytes(n)` gives n unpredictable bytes (seeded in tests and the demo). */
export type Chance = { readonly bytes: (count: number) => Uint8Array };
