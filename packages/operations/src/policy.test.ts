import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Actor, type CaseStanding, decideAccess, declareAct, declareQuery, type Policy, partsFor, type Role } from './index.ts';

const [here, there] = ['office here' as OfficeId, 'office there' as OfficeId];
const [amal, samir] = ['amal' as UserId, 'samir' as UserId];
const actor = (roles: readonly Role[], more: Partial<Actor> = {}): Actor => ({
  organisationId: 'organisation' as OrganisationId,
  officeId: here,
  userId: amal,
  roles,
  ...more,
});
const open: CaseStanding = { officeId: here, closed: false, erased: false, restricted: false, team: [], barred: [], emergency: [] };
const work: Policy = { purpose: 'assistance', about: 'case', roles: { caseworker: 'office', finance: 'organisation' }, alsoWhen: [], sealed: 'gives' };
const answer = (policy: Policy, who: Actor, standing?: CaseStanding) => {
  const access = decideAccess(policy, who, standing);
  return access.ok ? access.value.through : access.refusal.kind;
};

describe('no policy, no access', () => {
  it('an operation without a policy does not compile', () => {
    // @ts-expect-error: no policy
    declareQuery({ name: 'x', summary: '', path: '/x', method: 'GET', input: z.object({}), output: z.object({}), audit: 'always' });
    // @ts-expect-error: no policy
    declareAct({ name: 'x', summary: '', input: z.object({}), sealed: {}, offline: 'never', opensCase: false, decide: () => ({ ok: true, value: [] }) });
  });

  it('a role that does not work for the purpose does not compile, and has no access where it was forced', () => {
    // @ts-expect-error: an administrator does not help people
    const forced: Policy = { ...work, roles: { administrator: 'organisation' } };
    expect(answer(forced, actor(['administrator']), open)).toBe('not-allowed');
  });

  it('somebody without a role may do nothing', () => {
    expect(answer(work, actor([]), open)).toBe('not-allowed');
  });
});

describe('how far a role reaches', () => {
  it('a caseworker reaches the cases of their own office, the fund every office', () => {
    expect(answer(work, actor(['caseworker']), open)).toBe('office');
    expect(answer(work, actor(['caseworker']), { ...open, officeId: there })).toBe('no-such-case');
    expect(answer(work, actor(['finance']), { ...open, officeId: there })).toBe('organisation');
  });

  it('a case that is not there and one that is another office’s are the same answer', () => {
    expect(decideAccess(work, actor(['caseworker']), undefined)).toEqual(decideAccess(work, actor(['caseworker']), { ...open, officeId: there }));
  });

  it('a team reaches its case from any office, and nobody else a restricted one', () => {
    const restricted = { ...open, officeId: there, restricted: true, team: [amal] };
    expect(answer(work, actor(['caseworker']), restricted)).toBe('team');
    expect(answer(work, actor(['caseworker'], { userId: samir, officeId: there }), restricted)).toBe('no-such-case');
    expect(answer(work, actor(['finance'], { userId: samir }), restricted)).toBe('no-such-case');
    expect(answer(work, actor(['administrator']), restricted)).toBe('not-allowed');
  });

  it('for someone barred the case does not exist, in the team or after breaking the glass', () => {
    const barred = { ...open, team: [amal], barred: [amal], emergency: [amal] };
    expect(answer({ ...work, emergency: 'during' }, actor(['caseworker']), barred)).toBe('no-such-case');
  });

  it('who broke the glass may do what an emergency needs and nothing else', () => {
    const elsewhere = { ...open, officeId: there, restricted: true, emergency: [amal] };
    expect(answer({ ...work, emergency: 'during' }, actor(['caseworker']), elsewhere)).toBe('emergency');
    expect(answer(work, actor(['caseworker']), elsewhere)).toBe('no-such-case');
  });
});

describe('the state of a case', () => {
  it('closed and erased cases are for what says so, and only those who may see them are told', () => {
    expect(answer(work, actor(['caseworker']), { ...open, closed: true })).toBe('case-closed');
    expect(answer({ ...work, alsoWhen: ['closed'] }, actor(['caseworker']), { ...open, closed: true })).toBe('office');
    expect(answer({ ...work, alsoWhen: ['closed'] }, actor(['caseworker']), { ...open, closed: true, erased: true })).toBe('case-erased');
    expect(answer(work, actor(['caseworker']), { ...open, officeId: there, closed: true })).toBe('no-such-case');
  });
});

describe('a lent role', () => {
  const lent = actor(['caseworker'], { lent: [{ role: 'finance', by: samir, officeId: there }] });
  it('reaches as far as its lender’s, and says whose it is', () => {
    expect(decideAccess({ ...work, roles: { finance: 'office' } }, lent, { ...open, officeId: there })).toMatchObject({
      ok: true,
      value: { role: 'finance', lentBy: samir },
    });
    expect(answer({ ...work, roles: { finance: 'office' } }, lent, open)).toBe('no-such-case');
  });
  it('is used only where one’s own does not reach', () => {
    expect(decideAccess(work, lent, open)).toMatchObject({ value: { role: 'caseworker', roles: ['caseworker', 'finance'] } });
  });
  it('opens nothing to someone who is barred', () => {
    expect(answer(work, lent, { ...open, officeId: there, barred: [amal] })).toBe('no-such-case');
  });
});

describe('parts of a thing', () => {
  const none = { administrator: [], 'data-protection': [], safeguarding: [], lawyer: [] } as const;
  const rules = { caseworker: 'everything', supervisor: 'everything', 'fund-manager': ['plan', 'facts'], finance: ['plan'], ...none } as const;
  const seen = (...roles: readonly Role[]) => [...partsFor(rules, ['plan', 'facts', 'name'], roles)].sort();
  it('are seen by role, and what any role sees is seen', () => {
    expect(seen('finance')).toEqual(['plan']);
    expect(seen('finance', 'fund-manager')).toEqual(['facts', 'plan']);
    expect(seen('finance', 'caseworker')).toEqual(['facts', 'name', 'plan']);
    expect(seen('administrator')).toEqual([]);
    expect(seen()).toEqual([]);
  });
});
