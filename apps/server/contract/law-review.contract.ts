import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
/** Two lawyers; a supervisor reads beside them and answers for nothing. */
let rita: Client;
let mehdi: Client;
let samir: Client;
beforeAll(async () => {
  world = await openWorld(4398);
  [rita, mehdi, samir] = await Promise.all([world.as('rita'), world.as('mehdi'), world.as('samir')]);
}, 120_000);
afterAll(() => world?.close());

type Item = { readonly kind: string; readonly key: string; readonly hash: string; readonly state: string; readonly looks: number };
const list = async (client: Client) => (await client.get('/api/law-review')).body['items'] as readonly Item[];
const itemOf = async (client: Client, key: string) => (await list(client)).find((one) => one.key === key);
const read = async (client: Client, kind: string, key: string) => (await client.get(`/api/law-review/item?kind=${kind}&key=${encodeURIComponent(key)}`)).body;
const mark = async (client: Client, kind: string, key: string, contentHash?: string) =>
  client.post('/api/law-review', { kind, key, contentHash: contentHash ?? (await itemOf(client, key))?.hash });
const say = async (client: Client, kind: string, key: string, more: Readonly<Record<string, unknown>>) =>
  client.post('/api/law-review/say', { kind, key, contentHash: (await itemOf(rita, key))?.hash, ...more });
type Marks = { readonly reviewed: readonly Item[]; readonly wrong: readonly Readonly<Record<string, unknown>>[] };
const marks = async (client: Client) => (await client.get('/api/law-review/marks')).body as unknown as Marks;

describe('reviewing the law', () => {
  it('begins with everything that nobody has looked at, in law and in words', async () => {
    const items = await list(rita);
    const count = (kind: string) => items.filter((one) => one.kind === kind).length;
    expect([count('right'), count('instrument'), count('text') > 300]).toEqual([79, 48, true]);
    expect(new Set(items.map((one) => one.state))).toEqual(new Set(['unreviewed']));
  });
  it('one person answers for a right, by name and day', async () => {
    expect((await mark(rita, 'right', 'R03')).body).toEqual({ state: 'reviewed' });
    const seen = await read(mehdi, 'right', 'R03');
    expect(seen).toMatchObject({ state: 'reviewed', mine: false, seen: [{ by: 'Rita Nassar', now: true }] });
    expect((await mark(rita, 'right', 'R03')).body['kind']).toBe('looked-at-it-already');
  });
  it('a machine’s translation takes two, and the same person is never the second', async () => {
    expect((await mark(rita, 'text', 'ar rights R03')).body).toEqual({ state: 'first-look' });
    expect((await mark(rita, 'text', 'ar rights R03')).body['kind']).toBe('looked-at-it-already');
    expect((await mark(mehdi, 'text', 'ar rights R03')).body).toEqual({ state: 'reviewed' });
    expect((await read(mehdi, 'text', 'ar rights R03'))['content']).toMatchObject({ english: { title: 'Freedom from torture' } });
  });
  it('a look at something else than what stands there is refused', async () => {
    expect((await mark(rita, 'right', 'R04', '0000000000000000')).body['kind']).toBe('law-changed-meanwhile');
    expect((await mark(rita, 'right', 'R999', '0000000000000000')).body['kind']).toBe('not-in-the-catalogue');
  });
  it('what changed since is to be read again, with what it was beside it', async () => {
    const { bundle } = world.running.desk;
    const was = { ...bundle.catalogue, rights: bundle.catalogue.rights.map((one) => (one.id === 'R05' ? { ...one, urgency: 'later' as const } : one)) };
    // As an earlier catalogue had it, and somebody looked at it there.
    await world.database(async (client) => {
      await client.query(`insert into sojourn.bundle (bundle_hash, content) values ('earlier', $1)`, [JSON.stringify(was)]);
      await client.query(
        `insert into sojourn.law_review (organisation_id, review_id, kind, item_key, content_hash, bundle_hash, reviewed_by)
         select organisation_id, gen_random_uuid(), 'right', 'R05', '1111111111111111', 'earlier', user_id from sojourn.app_user where username = 'rita'`,
      );
    });
    const seen = await read(mehdi, 'right', 'R05');
    expect(seen).toMatchObject({ state: 'changed', content: { urgency: 'today' }, before: { urgency: 'later' } });
  });
  it('leaves as a file for whoever keeps the catalogue, only what stands and took enough people', async () => {
    const { body } = await samir.get('/api/law-review/export');
    const reviews = body['reviews'] as readonly { readonly key: string; readonly by: readonly string[] }[];
    expect(reviews.map(({ key, by }) => [key, [...by].sort()])).toEqual([
      ['R03', ['Rita Nassar']],
      ['ar rights R03', ['Mehdi Chaari', 'Rita Nassar']],
    ]);
  });
  it('only a lawyer answers for it: a supervisor reads, and is not let in to do it', async () => {
    expect((await itemOf(samir, 'R07'))?.state).toBe('unreviewed');
    expect((await mark(samir, 'right', 'R07')).body['kind']).toBe('not-allowed');
  });
  it('what is called wrong is reviewed no more, whoever answers for it, and everyone who reads that law is told why', async () => {
    const told = await say(samir, 'right', 'R03', { wrong: true, says: 'Flogging is named here as if only courts were meant.' });
    expect(told.body).toEqual({ state: 'disputed' });
    const amal = await world.as('amal');
    const seen = await marks(amal);
    expect(seen.reviewed.map(({ key }) => key)).toEqual(['ar rights R03']);
    expect(seen.wrong).toMatchObject([{ kind: 'right', key: 'R03', says: 'Flogging is named here as if only courts were meant.', by: 'Samir Khoury' }]);
    expect(await list(rita)).toContainEqual(expect.objectContaining({ key: 'R03', state: 'disputed', wrong: 1 }));
    const left = (await samir.get('/api/law-review/export')).body;
    expect((left['reviews'] as readonly { readonly key: string }[]).map(({ key }) => key)).toEqual(['ar rights R03']);
    expect(left['remarks']).toMatchObject([{ key: 'R03', wrong: true, answered: false, by: 'Samir Khoury' }]);
  });
  it('it stands until somebody answers why, and both words stay', async () => {
    const [wrong] = (await read(rita, 'right', 'R03'))['remarks'] as readonly { readonly remarkId: string }[];
    const answered = await say(rita, 'right', 'R03', {
      wrong: false,
      says: 'General Comment 20 speaks of schools too; the words stand.',
      answers: wrong?.remarkId,
    });
    expect(answered.body).toEqual({ state: 'reviewed' });
    expect((await marks(samir)).wrong).toEqual([]);
    expect((await read(mehdi, 'right', 'R03'))['remarks']).toMatchObject([
      { wrong: true, answered: true, by: 'Samir Khoury' },
      { wrong: false, answers: wrong?.remarkId, by: 'Rita Nassar' },
    ]);
    expect((await say(rita, 'right', 'R04', { wrong: false, says: 'An answer to nothing.', answers: wrong?.remarkId })).body['kind']).toBe('nothing-to-answer');
  });
  it('names the article it is about, one that is there', async () => {
    expect((await say(rita, 'instrument', 'untoc', { wrong: true, says: 'Says less than the article.', provision: '24' })).body).toEqual({ state: 'disputed' });
    expect((await marks(samir)).wrong).toMatchObject([{ kind: 'instrument', key: 'untoc', provision: '24' }]);
    expect((await say(rita, 'instrument', 'untoc', { wrong: true, says: 'No such article.', provision: '424' })).body['kind']).toBe('not-in-the-catalogue');
  });
  it.each([
    ['an address', 'Ask layla@mail.example what she was told.'],
    ['a telephone', 'She can be called on +961 70 123 456.'],
    ['a telephone in Arabic digits', 'هاتفها ٠٧٠١٢٣٤٥٦'],
    ['a case', 'As in AB3D-EF7H, they were turned away.'],
  ])('words that look like %s are refused: they would leave the house', async (_what, says) => {
    expect((await say(rita, 'right', 'R03', { wrong: false, says })).body['kind']).toBe('law-remark-names-somebody');
  });
  it('words of law with days, articles and numbers of documents are kept', async () => {
    expect(
      (await say(mehdi, 'right', 'R03', { wrong: false, says: 'As read on 2014-06-01: CAT 1(1); C.102, Part III; A/RES/67/172, paragraphs 12-14.' })).status,
    ).toBe(200);
  });
  it('a lawyer sees no case, nobody in one, and no list of them', async () => {
    const amal = await world.as('amal');
    const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
    expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).status).toBe(200);
    for (const path of ['', `/${caseId}`, `/${caseId}/rights`, `/${caseId}/eligibility`, `/${caseId}/sharing`])
      expect([path, (await rita.get(`/api/cases${path}`)).body['kind']]).toEqual([path, 'not-allowed']);
    expect((await rita.act('facts.assert', caseId, { facts: [] })).body['kind']).toBe('not-allowed');
  });
  it('is never changed or taken back, whatever the app says', async () => {
    for (const sql of ['law_review', 'law_remark'].flatMap((table) => [`update sojourn.${table} set kind = 'right'`, `delete from sojourn.${table}`]))
      await expect(world.database((client) => client.query(sql))).rejects.toThrow(/never changed/);
  });
  it('is for those who answer for the rules, each in their own organisation', async () => {
    const [amal, peter] = await Promise.all([world.as('amal'), world.as('peter')]);
    expect((await amal.get('/api/law-review')).body['kind']).toBe('not-allowed');
    expect((await itemOf(peter, 'R03'))?.state).toBe('unreviewed');
  });
});
