import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let clients: Readonly<Record<'amal' | 'maya' | 'samir' | 'farid', Client>>;
beforeAll(async () => {
  world = await openWorld(4659);
  const [amal, maya, samir, farid] = [await world.as('amal'), await world.as('maya'), await world.as('samir'), await world.as('farid')];
  clients = { amal, maya, samir, farid };
}, 60_000);
afterAll(() => world?.close());

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
const first = (answer: Answer) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body['entryIds'] as readonly string[])[0];
};
const words = (subjectId: PersonId, field: string) => ({ sealed: [{ field, subjectId, text: 'In their own words.' }] });

describe('a person whom the fund refused', () => {
  it('appeals; the one who refused cannot decide it, somebody new can, and help is owed from then on', async () => {
    const { amal, maya, samir, farid } = clients;
    const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
    expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).status).toBe(200);
    const applicationId = first(await amal.act('application.submit', caseId, { programme: 'gaf-2013', urgency: 'emergency' }, words(personId, 'summary')));
    const refusal = { applicationId, decision: 'refused', reasons: ['fund-rules'], referral: 'no-service-available' };
    const decisionId = first(await maya.act('application.decide', caseId, refusal, words(personId, 'reason')));
    const appealId = first(await amal.act('appeal.lodge', caseId, { decisionId, grounds: ['facts-wrong'] }, words(personId, 'words')));

    const row = async () =>
      ((await samir.get('/api/cases?limit=200')).body['cases'] as readonly { readonly caseId: string; readonly toHear: readonly string[] }[]).find(
        (one) => one.caseId === caseId,
      );
    expect((await row())?.toHear.length).toBe(1);
    const told = async (client: Client) =>
      ((await client.get('/api/notices')).body['notices'] as readonly { readonly kind: string; readonly caseId: string }[])
        .filter((notice) => notice.caseId === caseId)
        .map((notice) => notice.kind);
    expect(await told(samir)).toEqual(['appeal-lodged']);

    const decide = (client: Client) => client.act('appeal.decide', caseId, { appealId, outcome: 'reversed' }, words(personId, 'reason'));
    expect(await decide(maya)).toMatchObject({ status: 422, body: { kind: 'somebody-new-must-decide' } });
    expect((await decide(amal)).status).toBe(403);
    expect((await decide(farid)).status).toBe(403);
    first(await decide(samir));
    expect((await row())?.toHear).toEqual([]);
    const view = (await amal.get(`/api/cases/${caseId}`)).body['case'] as {
      readonly stage: string;
      readonly decisions: readonly { readonly decision: string }[];
    };
    expect([view.stage, view.decisions.map((one) => one.decision)]).toEqual(['plan-pending', ['refused', 'eligible']]);
    expect(await decide(samir)).toMatchObject({ status: 422, body: { kind: 'already-decided' } });
  });
});
