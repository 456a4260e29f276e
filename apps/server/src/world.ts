import { randomBytes } from 'node:crypto';
import { type Chance, type Clock, instant } from '@sojourn/kernel';

/** The clock and chance that pure code is given. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
export const systemChance: Chance = { bytes: (count) => new Uint8Array(randomBytes(count)) };
