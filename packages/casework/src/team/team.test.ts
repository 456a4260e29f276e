import type { DraftEntry } from '@sojourn/journal';
import { type EntryId, instant, type OfficeId, type UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { teamApplied } from './fold.ts';
import { noticesOf } from './notices.ts';
import type { TeamKind } from './payloads.ts';
import { noTeam, type Standing, standingFrom } from './state.ts';

const id = (n: number) => `0192a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [amal, leila, samir, hana] = [1, 2, 3, 4].map((n) => id(n) as UserId) as [UserId, UserId, UserId, UserId];
const here = id(9) as OfficeId;
const on = '2026-11-25';
const hour = 3_600_000;
let entries = 100;
const then = (standing: Standing, kind: TeamKind, payload: object, by = amal, at = 0) => {
  entries += 1;
  return teamApplied(standing, kind, { entryId: id(entries) as EntryId, authorId: by, receivedAt: instant(at) }, payload);
};
const at = (standing: Standing, now: number) => standingFrom(standing, { officeId: here, closed: false, erased: false }, instant(now));

describe('the team of a case', () => {
  it('has one owner: who was it before works on', () => {
    const first = then(noTeam, 'team-joined@1', { userId: amal, as: 'owner', on });
    expect(then(first, 'team-joined@1', { userId: leila, as: 'owner', on }).team).toEqual([
      { userId: amal, as: 'member' },
      { userId: leila, as: 'owner' },
    ]);
  });

  it('loses whoever has a conflict of interest, who does not come back by being taken in', () => {
    const barred = then(then(noTeam, 'team-joined@1', { userId: amal, as: 'owner', on }), 'conflict-declared@1', { userId: amal, kind: 'relative', on });
    expect(barred.team).toEqual([]);
    expect(at(barred, 0).barred).toEqual([amal]);
  });
});

describe('glass that was broken', () => {
  const broken = then(noTeam, 'glass-broken@1', { reason: 'medical', until: 4 * hour, on }, amal, hour);
  it('is open before its end, not at it and not after', () => {
    expect([4 * hour - 1, 4 * hour, 4 * hour + 1].map((now) => at(broken, now).emergency)).toEqual([[amal], [], []]);
  });
  it('ends at once where it was not justified, and not where it was', () => {
    const glassId = broken.emergencies[0]?.entryId;
    expect(at(then(broken, 'glass-reviewed@1', { glassId, finding: 'not-justified', on }, samir), 2 * hour).emergency).toEqual([]);
    expect(at(then(broken, 'glass-reviewed@1', { glassId, finding: 'justified', on }, samir), 2 * hour).emergency).toEqual([amal]);
  });

  it('is told to owner, supervisors of the office and data protection; not to its breaker, nor to anyone barred', () => {
    const draft: DraftEntry = { kind: 'glass-broken', version: 1, source: 'caseworker', payload: { reason: 'medical', until: 1, on }, sealedFields: [] };
    const colleague = (userId: UserId, officeId: OfficeId, ...roles: readonly Role[]) => ({ userId, officeId, roles });
    const colleagues = [
      colleague(samir, here, 'supervisor'),
      colleague(hana, id(8) as OfficeId, 'data-protection'),
      colleague(id(7) as UserId, id(8) as OfficeId, 'supervisor'),
    ];
    const owned = then(noTeam, 'team-joined@1', { userId: leila, as: 'owner', on });
    const told = (standing: Standing, by: UserId) => noticesOf([draft], by, { standing, officeId: here }, colleagues).map((one) => one.to);
    expect(told(owned, amal)).toEqual([leila, samir, hana]);
    expect(told(owned, samir)).toEqual([leila, hana]);
    expect(told(then(owned, 'conflict-declared@1', { userId: samir, kind: 'friend', on }), amal)).toEqual([leila, hana]);
  });
});

describe('somebody who got out of danger', () => {
  const draft: DraftEntry = { kind: 'danger-left', version: 1, source: 'caseworker', payload: { way: 'hospital', reason: 'other', on }, sealedFields: [] };
  const colleagues = [
    { userId: samir, officeId: here, roles: ['supervisor'] },
    { userId: hana, officeId: here, roles: ['data-protection'] },
    { userId: id(7) as UserId, officeId: id(8) as OfficeId, roles: ['supervisor'] },
  ] as const;
  const told = (standing: Standing, by: UserId) => noticesOf([draft], by, { standing, officeId: here }, colleagues).map((one) => one.to);
  const owned = then(then(noTeam, 'team-joined@1', { userId: leila, as: 'owner', on }), 'team-joined@1', { userId: amal, as: 'member', on });

  it('is told to the team and the supervisors of the office; not to whoever wrote it down', () => {
    expect(told(owned, amal)).toEqual([leila, samir]);
    expect(told(owned, samir)).toEqual([leila, amal]);
  });

  it('is told to the team alone where the case is restricted, and to nobody with a conflict of interest', () => {
    const restricted = then(owned, 'case-restricted@1', { on });
    expect(told(restricted, amal)).toEqual([leila]);
    expect(told(then(owned, 'conflict-declared@1', { userId: samir, kind: 'friend', on }), amal)).toEqual([leila]);
  });
});
