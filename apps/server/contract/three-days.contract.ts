import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const today = dayOf(Date.now());
const daysAgo = (days: number) => dayOf(Date.now() - days * DAY);

type Line = {
  readonly right: string;
  readonly holds: string;
  readonly duties: readonly { readonly state: string; readonly citations: readonly { readonly instrument: string; readonly status: string }[] }[];
};
const rights = async (asked: string) =>
  (await amal.get(`/api/cases/${caseId}/rights${asked}`)) as {
    readonly status: number;
    readonly body: { readonly kind?: string; readonly days: unknown; readonly states: readonly { readonly state: string }[]; readonly lines: readonly Line[] };
  };
const tests = async (asked: string) =>
  (await amal.get(`/api/cases/${caseId}/eligibility${asked}`)).body as unknown as {
    readonly days: unknown;
    readonly tests: readonly { readonly id: string; readonly is: string }[];
  };
/** As somebody says it who has seen all that was said before. */
const say = async (fact: string, value: unknown) => {
  const { sequence } = (await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly sequence: number };
  return amal.act('facts.assert', caseId, { facts: [{ subjectId: personId, fact, answer: { is: 'value', value } }] }, { basis: sequence });
};

beforeAll(async () => {
  world = await openWorld(4890);
  amal = await world.as('amal');
  await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' });
  await say('trafficking.border-crossed', true);
  // As if all of this had been received ten days ago; only what follows is of today.
  await world.database(async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query('update sojourn.entry set received_at = received_at - $2 where case_id = $1', [caseId, 10 * DAY]);
    await client.query('set session_replication_role = origin');
  });
  expect((await say('place.transit-countries', ['JOR'])).status).toBe(200);
  await say('trafficking.border-crossed', false);
}, 120_000);
afterAll(() => world?.close());

describe('facts, law and knowledge each have their day', () => {
  it('all three are today where nobody asks for another', async () => {
    const { status, body } = await rights('');
    expect([status, body.days]).toEqual([200, { facts: today, law: today, known: today }]);
  });
  it('what was received later was not known then: neither the fact nor the answer that rests on it', async () => {
    const [then, now] = [await rights(`?known=${daysAgo(3)}`), await rights('')];
    expect(then.body.days).toEqual({ facts: today, law: today, known: daysAgo(3) });
    expect([then.body.states.map(({ state }) => state), now.body.states.map(({ state }) => state)]).toEqual([['LBN'], ['LBN', 'JOR']]);
    const crossed = (some: Awaited<ReturnType<typeof tests>>) => some.tests.find(({ id }) => id === 'E2')?.is;
    expect([crossed(await tests(`?known=${daysAgo(3)}`)), crossed(await tests(''))]).toEqual(['yes', 'no']);
  });
  it('at the end of the day it was received it was known, the day before there was no case', async () => {
    expect((await rights(`?known=${daysAgo(10)}`)).status).toBe(200);
    const before = await rights(`?known=${daysAgo(11)}`);
    expect([before.status, before.body.kind]).toEqual([404, 'nothing-known-then']);
  });
  it('the law of another day binds other States to other treaties, with the facts of today', async () => {
    const binding = (some: Awaited<ReturnType<typeof rights>>) =>
      some.body.lines.flatMap(({ duties }) => duties.flatMap(({ citations }) => citations.filter(({ status }) => status === 'party'))).length;
    const [old, now] = [await rights('?law=1975-06-01'), await rights('')];
    expect(old.body.days).toEqual({ facts: today, law: '1975-06-01', known: today });
    expect(old.body.states).toEqual(now.body.states);
    expect(binding(now)).toBeGreaterThan(binding(old));
  });
  it('the facts of another day, by the law of today: who was a child then is not one now', async () => {
    expect((await say('person.birth-date', '2000-05')).status).toBe(200);
    const children = (some: Awaited<ReturnType<typeof rights>>) =>
      some.body.lines.filter(({ duties }) => duties.some(({ citations }) => citations.some(({ instrument }) => instrument === 'crc'))).length;
    const [child, grown] = [await rights(`?on=2010-01-01&law=${today}`), await rights('')];
    expect(child.body.days).toEqual({ facts: '2010-01-01', law: today, known: today });
    expect(children(child)).toBeGreaterThan(children(grown));
  });
  it('a day that is none is refused', async () => expect((await rights('?law=2026-02-30')).status).toBe(400));
});
