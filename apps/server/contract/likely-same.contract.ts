import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
beforeAll(async () => {
  world = await openWorld(4359);
  amal = await world.as('amal');
}, 60_000);
afterAll(() => world?.close());

type Person = { readonly caseId: string; readonly personId: string };
type Said = { readonly name?: string; readonly contact?: string; readonly birth?: string; readonly gender?: string };

async function contact({ name, contact: reach, birth, gender }: Said, who = amal): Promise<Person> {
  const [caseId, personId] = [newId<CaseId>() as string, newId<PersonId>() as string];
  const sealed = [
    ...(name === undefined ? [] : [{ field: 'name', subjectId: personId, text: name }]),
    ...(reach === undefined ? [] : [{ field: 'safe-contact', subjectId: personId, text: reach }]),
  ];
  const opened = await who.act('contact.record', caseId, { personId, presentCountry: 'LBN' }, { sealed });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const known = [
    ['person.birth-date', birth],
    ['person.gender', gender],
  ].flatMap(([fact, value]) => (value === undefined ? [] : [{ subjectId: personId, fact, source: 'person', answer: { is: 'value', value } }]));
  if (known.length > 0) expect((await who.act('facts.assert', caseId, { facts: known }, { basis: 2 })).status).toBe(200);
  return { caseId, personId };
}
type Found = {
  readonly caseId: string;
  readonly caseCode: string;
  readonly is: string;
  readonly evidence: readonly string[];
  readonly notCompared: readonly string[];
};
const looked = async ({ caseId }: Person, who = amal) =>
  (await who.get(`/api/cases/${caseId}/likely-same`)).body as unknown as { readonly ready: boolean; readonly found: readonly Found[] };
const between = async (one: Person, other: Person, who = amal) => (await looked(one, who)).found.find(({ caseId }) => caseId === other.caseId);

describe('a new contact', () => {
  it('is proposed to be somebody who is here, also in another script, with what speaks for it; what is missing says nothing', async () => {
    const before = await contact({ name: 'Qamar Zaytouni', birth: '1994-05', gender: 'Feminine' });
    const now = await contact({ name: 'قمر زيتوني', birth: '1994' });
    expect(await between(now, before)).toMatchObject({
      is: 'likely',
      evidence: ['name-in-another-script', 'birth-same-year'],
      notCompared: ['phone', 'document', 'gender', 'citizenship'],
    });
    // From the other side the same is said; no name is in the answer.
    expect(await between(before, now)).toMatchObject({ is: 'likely' });
    expect(JSON.stringify(await looked(now))).not.toMatch(/Qamar|قمر/);
  });

  it('with a name alone is only possible, with a birth that speaks against it nobody, and without a name or number nobody', async () => {
    const before = await contact({ name: 'Orsolya Vint', birth: '1971', contact: '+961 70 444 321' });
    expect(await between(await contact({ name: 'Vint Orsolya' }), before)).toMatchObject({ is: 'possible', evidence: ['name-same'] });
    expect(await between(await contact({ name: 'Orsolya Vint', birth: '1999' }), before)).toBeUndefined();
    expect((await looked(await contact({ birth: '1971', gender: 'Feminine' }))).found).toEqual([]);
    expect(await between(await contact({ contact: 'evenings, 0096170444321' }), before)).toMatchObject({ is: 'possible', evidence: ['phone-same'] });
  });

  it('is proposed nobody of another office, nobody whose case is restricted, and each look is written down in the record that was looked at', async () => {
    const leila = await world.as('leila');
    const there = await contact({ name: 'Ferhunde Okutan', birth: '1980' }, leila);
    const here = await contact({ name: 'Ferhunde Okutan', birth: '1980' });
    expect(await between(here, there)).toBeUndefined();
    const known = await contact({ name: 'Ferhunde Okutan', birth: '1980' });
    expect(await between(here, known)).toMatchObject({ is: 'likely' });
    const samir = await world.as('samir');
    const lines = (await samir.get(`/api/cases/${known.caseId}/access`)).body['lines'] as readonly { readonly operation: string; readonly person: string }[];
    expect(lines).toContainEqual(expect.objectContaining({ operation: 'records.likely-same', person: 'Amal Haddad' }));
    const restricted = await amal.act('case.restrict', known.caseId, {});
    expect(restricted.status, JSON.stringify(restricted.body)).toBe(200);
    expect(await between(here, known)).toBeUndefined();
    const asked = async (client: typeof leila) => (await client.get(`/api/cases/${here.caseId}/likely-same`)).status;
    expect([await asked(leila), await asked(await world.as('maya'))]).toEqual([404, 403]);
  });

  it('that a person told apart is proposed to nobody again, from either side; the two say who decided and why', async () => {
    const [one, other] = [await contact({ name: 'Tamsin Brackley', birth: '1990' }), await contact({ name: 'Tamsin Brackley', birth: '1990' })];
    const decide = (sealed: readonly object[]) =>
      amal.act('records.tell-apart', one.caseId, { ground: 'both-known-to-staff' }, { basis: 2, also: [{ caseId: other.caseId, basis: 2 }], sealed });
    expect((await decide([])).body).toMatchObject({ kind: 'text-needed' });
    const reason = [one, other].map(({ personId }) => ({ field: 'reason', subjectId: personId, text: 'I have met both sisters' })).slice(0, 1);
    const told = await decide(reason);
    expect(told.status, JSON.stringify(told.body)).toBe(200);
    expect(await between(one, other)).toBeUndefined();
    expect(await between(other, one)).toBeUndefined();
    for (const { caseId } of [one, other]) {
      const { history } = (await amal.get(`/api/cases/${caseId}`)).body as { readonly history: readonly { readonly kind: string; readonly author: string }[] };
      expect(history.some(({ kind }) => kind === 'records-told-apart')).toBe(true);
    }
    // They may have been wrong: joining is still open to a person, and then there is nothing to tell apart.
    const joined = await amal.act(
      'records.join',
      one.caseId,
      { kept: 'this', ground: 'person-says-so' },
      { basis: 3, also: [{ caseId: other.caseId, basis: 3 }], sealed: reason },
    );
    expect(joined.status, JSON.stringify(joined.body)).toBe(200);
    expect((await decide(reason)).body).toMatchObject({ kind: 'already-joined' });
  });
});

describe('a file of people', () => {
  it('is looked at with who each row may be: a case that is here, or another row; recording merges nobody', async () => {
    const before = await contact({ name: 'Мадина Юсупова', birth: '1988-03', gender: 'Feminine' });
    const file = [
      'prs_FirstName,prs_SecondName,prs_Gender,prs_Birthdate,prs_Citizenship',
      'Madina,Yusupova,Feminine,1988-03-09,TJ',
      'Ileana,Quarrie,Feminine,1990,',
      'Ileana,Quarrie,,1990-02,RO',
    ].join('\n');
    const body = { format: 'htcds', file: Buffer.from(file).toString('base64') };
    const { rows } = (await amal.post('/api/imports/preview', body)).body as unknown as {
      readonly rows: readonly { readonly row: number; readonly mayBe: readonly (Found & { readonly row?: number })[] }[];
    };
    expect(rows[0]?.mayBe).toMatchObject([{ caseId: before.caseId, is: 'likely', evidence: ['name-in-another-script', 'birth-same-month', 'gender-same'] }]);
    expect(rows[1]?.mayBe).toMatchObject([
      { row: 4, is: 'likely', evidence: ['name-same', 'birth-same-year'], notCompared: ['phone', 'document', 'gender', 'citizenship'] },
    ]);
    expect(rows[2]?.mayBe).toMatchObject([{ row: 3 }]);
    const done = await amal.post('/api/imports/commit', {
      ...body,
      sender: 'A shelter',
      agreement: 'No. 1',
      lawfulBasis: 'consent',
      deviceId: newId(),
      presentCountry: 'LBN',
    });
    const created = done.body['created'] as readonly { readonly caseId: string }[];
    expect(created).toHaveLength(3);
    expect(await between({ caseId: created[0]?.caseId ?? '', personId: '' }, before)).toMatchObject({ is: 'likely' });
  });
});
