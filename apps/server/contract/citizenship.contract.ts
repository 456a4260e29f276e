import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
beforeAll(async () => {
  world = await openWorld(4732);
  amal = await world.as('amal');
}, 60_000);
afterAll(() => world.close());

type Said = readonly [fact: string, value: unknown, source?: string];
async function briefFor(...said: readonly Said[]) {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' });
  const facts = said.map(([fact, value, source = 'person']) => ({ subjectId: personId, fact, source, answer: { is: 'value', value } }));
  const answer = await amal.act('facts.assert', caseId, { facts });
  const { body } = await amal.get(`/api/cases/${caseId}/rights`);
  const states = (body['states'] as readonly { readonly state: string; readonly role: string }[]).map(({ state, role }) => `${state} ${role}`);
  const lines = body['lines'] as readonly { readonly right: string; readonly holds: string }[];
  return {
    status: answer.status,
    origin: states.filter((one) => one.endsWith('origin')),
    holds: (right: string) => lines.find((one) => one.right === right)?.holds,
  };
}

describe('whose State is concerned', () => {
  it('several citizenships are several States', async () => {
    expect((await briefFor(['person.citizenship', ['CIV', 'MLI']])).origin).toEqual(['CIV origin', 'MLI origin']);
  });
  it('a stateless person has none by citizenship; where they lived before stands in its place, and no consulate is theirs', async () => {
    const said: readonly Said[] = [
      ['person.citizenship', ['stateless']],
      ['place.former-habitual-residence', ['KWT']],
    ];
    const stateless = await briefFor(...said);
    expect(stateless.origin).toEqual(['KWT origin']);
    expect(stateless.holds('R24') ?? 'no').toBe('no');
    expect((await briefFor(['person.citizenship', ['MMR']], ['person.statelessness', 'determined', 'authority'])).origin).toEqual([]);
  });
  it('someone at risk of statelessness keeps the State they claim', async () => {
    const atRisk = await briefFor(
      ['person.citizenship', ['MMR']],
      ['person.statelessness', 'at-risk', 'caseworker'],
      ['place.former-habitual-residence', ['BGD']],
    );
    expect(atRisk.origin).toEqual(['MMR origin']);
    expect(atRisk.holds('R24')).toBe('yes');
  });
  it('claimed and documented stand beside each other: where they differ, none is taken for true', async () => {
    expect((await briefFor(['person.citizenship', ['ERI']], ['person.citizenship', ['ETH'], 'document'])).origin).toEqual([]);
  });
  it('nobody is stateless and a citizen in one statement', async () => {
    expect((await briefFor(['person.citizenship', ['stateless', 'SYR']])).status).toBe(422);
  });
});
