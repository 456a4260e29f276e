import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import { type Actor, type CaseStanding, decideAccess, type Expected, expectedOf, type Role, roles, type Situation, situations } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { acts } from './operations.ts';
import { operationRows, permissionsPage } from './permissions-page.ts';

const [here, there, me] = ['here' as OfficeId, 'there' as OfficeId, 'me' as UserId];
const plain: CaseStanding = { officeId: here, closed: false, erased: false, restricted: false, team: [], barred: [], emergency: [] };
const standings: Readonly<Record<Situation, CaseStanding | undefined>> = {
  'own-office': plain,
  'other-office': { ...plain, officeId: there },
  // Row-level security shows no row of it.
  'other-organisation': undefined,
  'no-authority': plain,
  closed: { ...plain, closed: true },
  restricted: { ...plain, restricted: true },
  'in-team': { ...plain, officeId: there, restricted: true, team: [me] },
  barred: { ...plain, barred: [me] },
  'in-emergency': { ...plain, officeId: there, emergency: [me] },
};
const actor = (role: Role): Actor => ({ organisationId: 'one' as OrganisationId, officeId: here, userId: me, roles: [role] });

describe('who may do what', () => {
  it('the evaluator answers what the table of expectations says, for every operation, role and situation', () => {
    const wrong: string[] = [];
    for (const { name, policy } of operationRows())
      for (const role of roles)
        for (const situation of situations) {
          const access = decideAccess(policy, actor(role), standings[situation]);
          const said: Expected = access.ok
            ? 'yes'
            : access.refusal.kind === 'not-allowed'
              ? 'no'
              : access.refusal.kind === 'case-closed'
                ? 'closed'
                : 'nothing-there';
          const expected = expectedOf(policy, role, situation);
          if (said !== (expected === 'authority' ? 'yes' : expected)) wrong.push(`${name} ${role} ${situation}: ${said}, expected ${expected}`);
        }
    expect(wrong).toEqual([]);
  });

  it('docs/permissions.md is what the declarations say: node apps/server/src/write-permissions.ts', () => {
    expect(readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'permissions.md'), 'utf8')).toBe(permissionsPage());
  });

  it('what is always accepted later is accepted on a closed case; approvals and payments never are', () => {
    for (const act of Object.values(acts)) {
      if (act.offline === 'record' && act.policy.about === 'case') expect(act.policy.alsoWhen, act.name).toContain('closed');
      if (act.policy.purpose === 'fund-management' || act.policy.purpose === 'payment')
        expect([act.offline, ...act.policy.alsoWhen], act.name).toEqual(['never']);
    }
  });

  it('what carries sealed words says so', () => {
    for (const act of Object.values(acts)) expect(Object.keys(act.sealed).length > 0 ? act.policy.sealed : 'gives', act.name).toBe('gives');
  });

  it('whoever looks after the installation, and the complaint reviewers, reach no case at all', () => {
    for (const { name, policy } of operationRows())
      for (const role of ['administrator', 'safeguarding'] as const)
        if (policy.about !== 'organisation') expect([name, expectedOf(policy, role, 'own-office')]).toEqual([name, 'no']);
  });
});
