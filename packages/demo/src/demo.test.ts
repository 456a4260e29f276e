import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@sojourn/kernel';
import { roles } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { demoOrganisations, demoPeople, firstPeople } from './index.ts';

const users = demoOrganisations.flatMap(({ organisationId, users: own }) => own.map((user) => ({ ...user, organisationId })));
const userNamed = (username: string) => users.find((user) => user.username === username);

describe('the invented people', () => {
  it('are plain data: what is written is what survives JSON', () => {
    expect(JSON.parse(canonicalJson(demoPeople as unknown as JsonValue))).toEqual(demoPeople);
  });
  it('are the same bytes every time', () => {
    const digest = createHash('sha256')
      .update(canonicalJson(demoPeople as unknown as JsonValue))
      .digest('hex');
    // Changed on purpose? Then say it here: whoever measured or took a picture of them may want to know.
    expect(digest).toBe('11df9be40aba13104df80cff9b5e9dd8bd54107d68f5b73181eecffbda8a0f93');
  });
  it('are more than sixty, in several scripts, with the hard cases that a newcomer must meet', () => {
    expect(demoPeople.length).toBeGreaterThanOrEqual(60);
    const sealed = demoPeople.flatMap(({ steps }) => steps.flatMap((step) => Object.values(step.sealed ?? {})));
    for (const script of ['Latin', 'Arabic', 'Ethiopic', 'Cyrillic', 'Bengali', 'Myanmar', 'Khmer', 'Devanagari', 'Telugu', 'Han'])
      expect([script, sealed.some((text) => new RegExp(`\\p{Script=${script}}`, 'u').test(text))]).toEqual([script, true]);
    const done = new Set(demoPeople.flatMap(({ steps }) => steps.map(({ act }) => act)));
    for (const act of [
      'guardian.in-conflict',
      'conflict.declare',
      'case.restrict',
      'records.join',
      'danger.leave',
      'hold.place',
      'case.close',
      'case.reopen',
      'origin-fear.ask',
    ])
      expect([act, done.has(act)]).toEqual([act, true]);
    const text = JSON.stringify(demoPeople);
    for (const fact of [
      '"age.disputed"',
      '"stateless"',
      '"person.detained"',
      '"person.statelessness"',
      '"TransgenderFeminine"',
      '"person.family-of-dead-worker"',
    ])
      expect(text).toContain(fact);
  });
  it('the first are twelve of the first organisation and four of the second, each known to one organisation only', () => {
    const counts = firstPeople.map(({ key, steps }) => {
      const organisations = new Set(steps.map(({ by }) => userNamed(by)?.organisationId));
      expect([key, organisations.size]).toEqual([key, 1]);
      return [...organisations][0];
    });
    expect(demoOrganisations.map(({ organisationId }) => counts.filter((one) => one === organisationId).length)).toEqual([12, 4]);
  });
  it('the others too are each known to one organisation only', () => {
    for (const { key, steps } of demoPeople) expect([key, new Set(steps.map(({ by }) => userNamed(by)?.organisationId)).size]).toEqual([key, 1]);
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
