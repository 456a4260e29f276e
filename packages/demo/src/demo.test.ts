import { canonicalJson, type JsonValue } from '@sojourn/kernel';
import { roles } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { demoOrganisations, demoPeople } from './index.ts';

const users = demoOrganisations.flatMap(({ organisationId, users: own }) => own.map((user) => ({ ...user, organisationId })));
const userNamed = (username: string) => users.find((user) => user.username === username);

describe('the invented people', () => {
  it('are plain data: what is written is what survives JSON', () => {
    expect(JSON.parse(canonicalJson(demoPeople as unknown as JsonValue))).toEqual(demoPeople);
  });
  it('are twelve of the first organisation and four of the second, each known to one organisation only', () => {
    const counts = demoPeople.map(({ key, steps }) => {
      const organisations = new Set(steps.map(({ by }) => userNamed(by)?.organisationId));
      expect([key, organisations.size]).toEqual([key, 1]);
      return [...organisations][0];
    });
    expect(demoOrganisations.map(({ organisationId }) => counts.filter((one) => one === organisationId).length)).toEqual([12, 4]);
  });
  it('have keys of their own, and each case opens with a contact', () => {
    expect(new Set(demoPeople.map(({ key }) => key)).size).toBe(demoPeople.length);
    for (const { steps } of demoPeople) expect(steps.findIndex(({ act }) => act === 'contact.record')).toBe(0);
  });
  it('no step is done by someone whose role it is not, and nobody decides or pays what they asked for', () => {
    const roleFor: Readonly<Record<string, string>> = { 'application.decide': 'fund-manager', 'plan.approve': 'fund-manager', 'payment.record': 'finance' };
    for (const { by, act } of demoPeople.flatMap(({ steps }) => steps)) {
      const roles = userNamed(by)?.roles ?? [];
      expect([act, by, roles.includes((roleFor[act] ?? 'caseworker') as never) || (roleFor[act] === undefined && roles.includes('supervisor'))]).toEqual([
        act,
        by,
        true,
      ]);
    }
  });
});

describe('the people who sign in', () => {
  it('every organisation has every role and its names are nobody else’s', () => {
    for (const { users: own } of demoOrganisations) expect([...new Set(own.flatMap(({ roles }) => roles))].sort()).toEqual([...roles].sort());
    for (const field of ['username', 'userId'] as const) expect(new Set(users.map((user) => user[field])).size).toBe(users.length);
  });
});
