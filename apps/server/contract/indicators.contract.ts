import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let clients: Readonly<Record<'amal' | 'maya' | 'samir' | 'farid' | 'daniel', Client>>;
beforeAll(async () => {
  world = await openWorld(4664);
  const [amal, maya, samir, farid, daniel] = [
    await world.as('amal'),
    await world.as('maya'),
    await world.as('samir'),
    await world.as('farid'),
    await world.as('daniel'),
  ];
  clients = { amal, maya, samir, farid, daniel };
}, 60_000);
afterAll(() => world?.close());

type Table = { readonly is: string; readonly total?: number; readonly rows?: readonly { readonly code: string; readonly total: number }[] };
const asked = async (client: Client, path = '/api/indicators') => client.get(path);

/** A person who is helped: nothing about them but codes. */
async function helped(sex: string): Promise<CaseId> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const { amal } = clients;
  expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).status).toBe(200);
  const fact = { subjectId: personId, fact: 'person.gender', answer: { is: 'value', value: sex }, source: 'person' };
  expect((await amal.act('facts.assert', caseId, { facts: [fact] })).status).toBe(200);
  expect((await amal.act('service.record', caseId, { service: 'food', received: 'yes' })).status).toBe(200);
  return caseId;
}

describe('indicators', () => {
  it('count the helped of one organisation, and never show or betray fewer than five', async () => {
    const before = (await asked(clients.samir)).body['assisted'] as Table;
    for (let at = 0; at < 9; at += 1) await helped('Feminine');
    const after = (await asked(clients.samir)).body['assisted'] as Table;
    expect(after.is).toBe('table');
    expect(after.total).toBeGreaterThanOrEqual(9 + (before.total ?? 0));
    for (const { total } of after.rows ?? []) expect(total).toBeGreaterThanOrEqual(5);
    const other = (await asked(clients.daniel)).body['assisted'] as Table;
    expect(other.total ?? 0).toBeLessThan(after.total ?? 0);
  });

  it('count two records of one person once', async () => {
    const { amal, samir } = clients;
    const total = async () => ((await asked(samir)).body['assisted'] as Table).total ?? 0;
    const [one, other] = [await helped('Masculine'), await helped('Masculine')];
    const apart = await total();
    const personId = ((await amal.get(`/api/cases/${one}`)).body['case'] as { readonly personId: PersonId }).personId;
    const basis = ((await amal.get(`/api/cases/${other}`)).body['case'] as { readonly sequence: number }).sequence;
    const joined = await amal.act(
      'records.join',
      one,
      { kept: 'this', ground: 'person-says-so' },
      { also: [{ caseId: other, basis }], sealed: [{ field: 'reason', subjectId: personId, text: 'They say so.' }] },
    );
    expect(joined.status, JSON.stringify(joined.body)).toBe(200);
    expect(await total()).toBe(apart - 1);
    // Help that stands in the record that was joined is help of the one person.
    const bare = newId<CaseId>();
    expect((await amal.act('contact.record', bare, { personId: newId<PersonId>(), presentCountry: 'LBN' })).status).toBe(200);
    const given = await helped('Masculine');
    const before = await total();
    const own = (await amal.get(`/api/cases/${bare}`)).body['case'] as { readonly personId: PersonId };
    const place = ((await amal.get(`/api/cases/${given}`)).body['case'] as { readonly sequence: number }).sequence;
    const sealed = [{ field: 'reason', subjectId: own.personId, text: 'They say so.' }];
    const kept = await amal.act('records.join', bare, { kept: 'this', ground: 'person-says-so' }, { also: [{ caseId: given, basis: place }], sealed });
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
    expect(await total()).toBe(before);
  });

  it('tell how long people waited for a decision, and from it for help', async () => {
    const { amal, maya, samir } = clients;
    type Wait = { readonly is: string; readonly of?: number };
    const waits = async () => {
      const { hoursToDecision, hoursToService } = (await asked(samir)).body as { readonly hoursToDecision: Wait; readonly hoursToService: Wait };
      return [hoursToDecision, hoursToService];
    };
    for (let at = 0; at < 5; at += 1) {
      const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
      const words = (field: string) => ({ sealed: [{ field, subjectId: personId, text: 'Why.' }] });
      expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).status).toBe(200);
      const sent = await amal.act('application.submit', caseId, { programme: 'gaf-2013', urgency: 'emergency' }, words('summary'));
      const applicationId = (sent.body['entryIds'] as readonly string[])[0];
      const helps = { applicationId, decision: 'eligible', reasons: ['tests-met'] };
      expect((await maya.act('application.decide', caseId, helps, words('reason'))).status).toBe(200);
      expect((await amal.act('service.record', caseId, { service: 'medical', received: 'yes' })).status).toBe(200);
    }
    const [decision, help] = await waits();
    expect([decision?.is, help?.is]).toEqual(['median', 'median']);
    // These five, and whoever of the invented people was decided on and helped.
    expect(help?.of).toBeGreaterThanOrEqual(5);
    expect(decision?.of).toBeGreaterThanOrEqual(help?.of ?? 0);
  });

  it('are for supervisors and fund managers; a year in which nothing happened says so', async () => {
    expect((await asked(clients.amal)).status).toBe(403);
    expect((await asked(clients.farid)).status).toBe(403);
    const empty = await asked(clients.maya, '/api/indicators?year=1999');
    expect(empty.body).toMatchObject({ year: 1999, approved: { is: 'none' }, identified: { is: 'table', total: 0 }, costs: [] });
  });
});
