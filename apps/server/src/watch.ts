import { statfs } from 'node:fs/promises';
import { warningsOf } from '@sojourn/governance';
import type { Settings } from './settings.ts';
import { daysLeftOf } from './tls.ts';

type Measured = {
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  /** How far this machine's clock moved against the time that really went by since the start, in milliseconds. */
  readonly clockMovedBy: number;
  /** How far it is from the database's clock, where that is another machine's. */
  readonly clockApart: number;
  readonly certificateDaysLeft?: number;
};

const HALF_A_MINUTE = 30_000;

export type Watch = { readonly measure: (databaseNow: () => Promise<number>) => Promise<Measured>; readonly warnings: typeof warningsOf };

/** Disk, clock and certificate of this machine. `wall` and `steady` are the two clocks: one that people set, one that only goes on. */
export function watchOver({ dataFolder, tls }: Pick<Settings, 'dataFolder' | 'tls'>, wall: () => number, steady: () => number): Watch {
  const began = { wall: wall(), steady: steady() };
  let last: { readonly at: number; readonly measured: Measured } | undefined;
  return {
    warnings: warningsOf,
    measure: async (databaseNow) => {
      if (last !== undefined && steady() - last.at < HALF_A_MINUTE) return last.measured;
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      const before = wall();
      const there = await databaseNow();
      const measured: Measured = {
        disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
        clockMovedBy: Math.round(wall() - began.wall - (steady() - began.steady)),
        clockApart: Math.round(there - (before + wall()) / 2),
        ...(tls === undefined ? {} : { certificateDaysLeft: daysLeftOf(tls.certificate, wall()) }),
      };
      last = { at: steady(), measured };
      return measured;
    },
  };
}
