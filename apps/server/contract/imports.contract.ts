import { writeSpreadsheet } from '@sojourn/interchange/spreadsheet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
beforeAll(async () => {
  world = await openWorld(4358);
  amal = await world.as('amal');
}, 60_000);
afterAll(() => world?.close());

const base64 = (file: string | Buffer) => Buffer.from(file as string).toString('base64');
const sentBy = { sender: 'Qxvolmira Shelter', agreement: 'No. 12 of 3 March 2026', lawfulBasis: 'consent' };
const preview = async (file: string | Buffer, more: object = {}, who = amal) =>
  (await who.post('/api/imports/preview', { format: 'htcds', file: base64(file), ...more })).body;
const commit = async (file: string | Buffer, more: object = {}, who = amal) =>
  (await who.post('/api/imports/commit', { format: 'htcds', file: base64(file), ...sentBy, deviceId: newId(), presentCountry: 'LBN', ...more })).body;
type Created = readonly { readonly row: number; readonly caseId: string; readonly caseCode: string }[];
const createdBy = (body: Readonly<Record<string, unknown>>) => body['created'] as Created;
const outcomes = (body: Readonly<Record<string, unknown>>) => (body['rows'] as readonly { readonly outcome: string }[]).map(({ outcome }) => outcome);
const factsOf = async (caseId: string) => {
  const { facts } = (await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly facts: readonly { readonly fact: string; readonly value?: unknown }[] };
  return Object.fromEntries(facts.map(({ fact, value }) => [fact, value]));
};

const header = '_uuid,person/prs_First_Name,person/prs_Gender,person/prs_Birthdate,vic_Methods_of_Control,__version__';
const submission = (id: string, name: string, control = 'DebtBondage WithholdsDocuments') => `${id},${name},Feminine,1994-05-02,${control},v1`;

describe('answers of the official form', () => {
  it('are looked at, recorded with who sent them, and the same file creates nothing again', async () => {
    const file = [header, submission('s-1', 'Maribel'), submission('s-2', 'Joyce', 'DebtBondage Sorcery')].join('\n');
    const looked = await preview(file);
    expect(outcomes(looked)).toEqual(['new', 'unclear']);
    expect(looked).toMatchObject({ counts: { all: 2, new: 1, unclear: 1, 'already-here': 0, 'changed-since': 0 }, headerFlags: [], oddRows: 0 });
    expect(JSON.stringify(looked)).not.toContain('Maribel');
    for (const lacking of [{ sender: '' }, { sender: ' ' }, { agreement: undefined }, { lawfulBasis: 'because' }])
      expect(await commit(file, lacking), JSON.stringify(lacking)).toMatchObject({ status: 400, kind: 'input-not-understood' });
    expect(outcomes(await preview(file)), 'nothing was recorded').toEqual(['new', 'unclear']);
    const done = await commit(file);
    expect(done).toMatchObject({ created: [{ row: 2 }, { row: 3 }], alreadyHere: [], changedSince: [], skipped: [], refused: [] });
    const [first] = createdBy(done);
    expect(await factsOf(first?.caseId ?? '')).toMatchObject({
      'person.gender': 'Feminine',
      'person.birth-date': '1994-05',
      'trafficking.methods-of-control': ['DebtBondage', 'WithholdsDocuments'],
    });
    expect((await amal.get(`/api/cases/${first?.caseId}/source`)).body).toMatchObject({ source: { ...sentBy, by: 'Amal Haddad' } });
    expect(await commit(file)).toMatchObject({ created: [], alreadyHere: [2, 3] });
    // Another export of the same submissions, as ODK Central writes it.
    const central = JSON.stringify({
      value: [
        {
          __id: 'uuid:s-1',
          person: { prs_First_Name: 'Maribel', prs_Gender: 'Feminine', prs_Birthdate: '1994-05-02' },
          vic_Methods_of_Control: 'DebtBondage WithholdsDocuments',
        },
      ],
    });
    expect(outcomes(await preview(central))).toEqual(['already-here']);
  });

  it('edited since are neither created nor overwritten, and said', async () => {
    const before = [header, submission('s-7', 'Rosa')].join('\n');
    const [one] = createdBy(await commit(before));
    const after = [header, submission('s-7', 'Rosa', 'FalsePromises'), submission('s-8', 'Rosa')].join('\n');
    expect(outcomes(await preview(after))).toEqual(['changed-since', 'new']);
    expect(await commit(after)).toMatchObject({ created: [{ row: 3 }], changedSince: [2] });
    expect(await factsOf(one?.caseId ?? '')).toMatchObject({ 'trafficking.methods-of-control': ['DebtBondage', 'WithholdsDocuments'] });
  });

  it('two submissions that say the same are two people; two rows without an id that say the same are one', async () => {
    const plain = 'prs_FirstName,prs_Gender,cas_Status\n,Feminine,Active\n,Feminine,Active';
    expect(createdBy(await commit(plain))).toHaveLength(1);
    const forms = '_uuid,prs_First_Name,prs_Gender,cas_Status\na-1,,Masculine,Active\na-2,,Masculine,Active';
    expect(createdBy(await commit(forms))).toHaveLength(2);
  });
});

describe('whatever a file holds', () => {
  it('a NUL and a byte that is no letter lose no row', async () => {
    const file = Buffer.concat([
      Buffer.from('prs_FirstName,prs_Gender,cas_Status\nAn\0a,Feminine,Active\nJos'),
      Buffer.from([0xe9]),
      Buffer.from(',Masculine,Closed\n'),
    ]);
    expect(await preview(file)).toMatchObject({ oddRows: 2, counts: { unclear: 2 } });
    expect(await preview(file, { letters: 'windows-1252' })).toMatchObject({ oddRows: 1 });
    const made = createdBy(await commit(file, { letters: 'windows-1252' }));
    expect(made).toHaveLength(2);
    const view = (await amal.get(`/api/cases/${made[1]?.caseId}`)).body['case'] as {
      readonly sealed: readonly { readonly sealedId: string; readonly field: string }[];
    };
    const sealedIds = view.sealed.map(({ sealedId }) => sealedId);
    const { values } = (await amal.post(`/api/cases/${made[1]?.caseId}/reveal`, { sealedIds })).body as {
      readonly values: readonly { readonly text: string }[];
    };
    expect(values.map(({ text }) => text).sort()).toEqual(['José', '[["prs_FirstName","José"],["prs_Gender","Masculine"],["cas_Status","Closed"]]']);
  });

  it('rows that a person leaves out are not recorded, and nobody of another office’s role imports', async () => {
    const file = 'prs_FirstName,prs_Gender,cas_Status\nLeft,Feminine,FollowUp\nTaken,Feminine,FollowUp';
    expect(await commit(file, { leaveOut: [2] })).toMatchObject({ created: [{ row: 3 }], skipped: [2] });
    expect(await commit(file, {}, await world.as('maya'))).toMatchObject({ status: 403 });
  });

  it('of several sheets the one with the names is read; pages of many rows', async () => {
    const cells = [['prs_FirstName', 'prs_Gender', 'cas_Status'], ...Array.from({ length: 230 }, (_, n) => [`Person ${n}`, 'Feminine', 'Active'])];
    const book = await writeSpreadsheet(cells);
    const page = await preview(book, { from: 200, atMost: 100 });
    expect(page).toMatchObject({ counts: { all: 230, new: 230 }, headerFlags: [{ kind: 'no-label-row' }] });
    expect((page['rows'] as readonly { readonly row: number }[]).map(({ row }) => row)).toEqual(Array.from({ length: 30 }, (_, n) => n + 202));
  });

  it('a case that was opened by hand came of no file, and somebody else’s says nothing', async () => {
    const caseId = newId() as string;
    await amal.act('contact.record', caseId, { personId: newId(), presentCountry: 'LBN' });
    expect((await amal.get(`/api/cases/${caseId}/source`)).body).toEqual({});
    expect((await (await world.as('wanjiru')).get(`/api/cases/${caseId}/source`)).body).toMatchObject({ kind: 'no-such-case' });
  });
});
