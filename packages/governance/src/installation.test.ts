import { describe, expect, it } from 'vitest';
import { warningsOf } from './installation.ts';

const GB = 1_000_000_000;
const well = { disk: { freeBytes: 60 * GB, totalBytes: 100 * GB }, clockMovedBy: 0, clockApart: 0 };
const disk = (free: number, total: number) => warningsOf({ ...well, disk: { freeBytes: free * GB, totalBytes: total * GB } });

describe('what an administrator is warned of', () => {
  it('nothing, where all is well', () => expect(warningsOf(well)).toEqual([]));
  it.each([
    [11, 100, []],
    [10, 100, []],
    [9.9, 100, ['disk-low']],
    [25, 1_000, ['disk-nearly-full']],
    [50, 1_000, []],
    [3, 100, ['disk-low']],
    [2.9, 100, ['disk-nearly-full']],
    [1, 2, []],
    [0.9, 2, ['disk-nearly-full']],
    [0, 0, ['disk-nearly-full']],
  ])('a disk with %f GB free of %f', (free, total, expected) => expect(disk(free, total)).toEqual(expected));
  it('a clock that was set while people wrote, or that the database does not share: from five minutes on, either way', () => {
    for (const [by, warned] of [
      [299_999, false],
      [300_000, true],
      [300_001, true],
      [-299_999, false],
      [-300_000, true],
    ] as const) {
      expect(warningsOf({ ...well, clockMovedBy: by })).toEqual(warned ? ['clock-moved'] : []);
      expect(warningsOf({ ...well, clockApart: by })).toEqual(warned ? ['clock-apart'] : []);
    }
  });
  it('a certificate two weeks before it ends, and after', () => {
    const left = (days: number) => warningsOf({ ...well, certificateDaysLeft: days });
    expect([left(14), left(13), left(0), left(-1)]).toEqual([[], ['certificate-ends-soon'], ['certificate-ends-soon'], ['certificate-ended']]);
  });
});
