import { type EntryId, instant, type UserId } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { assessmentsOwed, type DangerState, dangerApplied, dangersAssessed, noDangers } from './fold.ts';
import type { DangerKind } from './payloads.ts';

const hour = 3_600_000;
const ten = Date.UTC(2026, 10, 25, 10);
let entries = 0;
const then = (state: DangerState, kind: DangerKind, payload: object, clock: { readonly device: number; readonly server: number }) => {
  entries += 1;
  const written = { entryId: `0192a000-0000-7000-8000-${String(entries).padStart(12, '0')}` as EntryId, sequence: entries, authorId: 'amal' as UserId };
  return dangerApplied(state, kind, { ...written, recordedAt: instant(clock.device), receivedAt: instant(clock.server) }, payload);
};
const left = (clock: { readonly device: number; readonly server: number }) =>
  then(noDangers, 'danger-left@1', { way: 'hospital', reason: 'childbirth', on: '2026-11-25' }, clock);
const answers = { inDanger: 'no', needsDoctor: 'declined', placeSafe: 'yes', placeKnown: 'not-known' } as const;

describe('somebody who got out of danger', () => {
  it('is owed a full assessment within 24 hours of when it was written down, also where that reached the server late', () => {
    expect(assessmentsOwed(left({ device: ten, server: ten }))).toEqual([ten + 24 * hour]);
    expect(assessmentsOwed(left({ device: ten, server: ten + 30 * hour }))).toEqual([ten + 24 * hour]);
  });

  it('is not owed it later because a device’s clock runs ahead', () => {
    expect(assessmentsOwed(left({ device: ten + 90 * hour, server: ten }))).toEqual([ten + 24 * hour]);
  });

  it('is owed none once it was made; a second one stands beside the first', () => {
    const one = left({ device: ten, server: ten });
    const leftId = one.dangers[0]?.entryId;
    const first = then(one, 'danger-assessed@1', { leftId, ...answers, on: '2026-11-25' }, { device: ten, server: ten });
    expect(assessmentsOwed(first)).toEqual([]);
    const second = then(first, 'danger-assessed@1', { leftId, ...answers, inDanger: 'yes', on: '2026-11-26' }, { device: ten, server: ten });
    expect(dangersAssessed(second)[0]?.assessments.map((each) => each.inDanger)).toEqual(['no', 'yes']);
  });

  it('twice is owed it twice', () => {
    const twice = then(
      left({ device: ten, server: ten }),
      'danger-left@1',
      { way: 'safe-place', reason: 'found-by-them', on: '2026-11-25' },
      { device: ten + hour, server: ten + hour },
    );
    expect(assessmentsOwed(twice)).toEqual([ten + 24 * hour, ten + 25 * hour]);
    const assessed = then(
      twice,
      'danger-assessed@1',
      { leftId: twice.dangers[1]?.entryId, ...answers, on: '2026-11-25' },
      { device: ten + hour, server: ten + hour },
    );
    expect(assessmentsOwed(assessed)).toEqual([ten + 24 * hour]);
  });
});
