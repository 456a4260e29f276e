import { type Instant, instant, type UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { complaintStages, dueAt, longestLending, mayFollow, mayLend, pacePerHour, waitBeyondPace } from './index.ts';

const [amal, maya] = ['amal' as UserId, 'maya' as UserId];
const from = instant(1_000_000);
const lend = (role: Role, lender: readonly Role[], borrower: readonly Role[], more: { readonly until?: Instant; readonly to?: UserId } = {}) => {
  const may = mayLend({
    role,
    lender: { userId: maya, roles: lender },
    borrower: { userId: more.to ?? amal, roles: borrower },
    from,
    until: more.until ?? instant(from + 3_600_000),
  });
  return may.ok ? 'lent' : may.refusal.kind;
};

describe('lending a role', () => {
  it('is for one’s own role, to someone else, who does not hold it', () => {
    expect(lend('supervisor', ['supervisor'], ['caseworker'])).toBe('lent');
    expect(lend('supervisor', ['caseworker'], ['caseworker'])).toBe('not-yours-to-lend');
    expect(lend('supervisor', ['supervisor'], ['supervisor'])).toBe('holds-it-already');
    expect(lend('supervisor', ['supervisor'], ['caseworker'], { to: maya })).toBe('not-to-oneself');
    for (const role of ['administrator', 'safeguarding'] as const) expect(lend(role, [role], [])).toBe('role-is-not-lent');
  });

  it('never brings both halves of approving and paying into one hand, whichever is lent', () => {
    expect(lend('finance', ['finance'], ['fund-manager'])).toBe('both-halves');
    expect(lend('fund-manager', ['fund-manager'], ['finance'])).toBe('both-halves');
    expect(lend('fund-manager', ['fund-manager'], ['caseworker'])).toBe('lent');
  });

  it('ends within 31 days', () => {
    const until = (more: number) => ({ until: instant(from + more) });
    expect(lend('finance', ['finance'], [], until(longestLending - 1))).toBe('lent');
    expect(lend('finance', ['finance'], [], until(longestLending))).toBe('lent');
    expect(lend('finance', ['finance'], [], until(longestLending + 1))).toBe('lending-too-long');
    expect(lend('finance', ['finance'], [], until(0))).toBe('lending-too-long');
  });
});

describe('a complaint', () => {
  it('is acknowledged before anything else, closed only after that, and can be opened again', () => {
    expect(complaintStages.filter((to) => mayFollow('received', to))).toEqual(['acknowledged']);
    expect(mayFollow('acknowledged', 'closed')).toBe(true);
    expect(complaintStages.filter((to) => mayFollow('closed', to))).toEqual(['assessing']);
  });

  it('is due in two, seven and ninety days of its receipt; a closed one is due no more', () => {
    const day = 86_400_000;
    expect(['received', 'acknowledged', 'assessing'].map((stage) => (dueAt(stage as 'received', 5) ?? 0) - 5)).toEqual([2 * day, 7 * day, 90 * day]);
    expect(dueAt('closed', 5)).toBeUndefined();
  });
});

describe('many complaints within an hour', () => {
  it('are taken at once up to the pace, then slower and slower, and never later than ten seconds', () => {
    expect([0, pacePerHour - 1, pacePerHour, pacePerHour + 1, pacePerHour + 100].map(waitBeyondPace)).toEqual([0, 0, 0, 50, 5_000]);
    expect([199, 200, 201, 100_000].map((more) => waitBeyondPace(pacePerHour + more))).toEqual([9_950, 10_000, 10_000, 10_000]);
  });
});
