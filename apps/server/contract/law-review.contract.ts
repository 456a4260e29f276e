import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openWorld, type World } from './world.ts';

let world: World;
let samir: Client;
let noor: Client;
beforeAll(async () => {
  world = await openWorld(4398);
  [samir, noor] = await Promise.all([world.as('samir'), world.as('noor')]);
}, 120_000);
afterAll(() => world?.close());

type Item = { readonly kind: string; readonly key: string; readonly hash: string; readonly state: string; readonly looks: number };
const list = async (client: Client) => (await client.get('/api/law-review')).body['items'] as readonly Item[];
const itemOf = async (client: Client, key: string) => (await list(client)).find((one) => one.key === key);
const read = async (client: Client, kind: string, key: string) => (await client.get(`/api/law-review/item?kind=${kind}&key=${encodeURIComponent(key)}`)).body;
const mark = async (client: Client, kind: string, key: string, contentHash?: string) =>
  client.post('/api/law-review', { kind, key, contentHash: contentHash ?? (await itemOf(client, key))?.hash });

describe('reviewing the law', () => {
  it('begins with everything that nobody has looked at, in law and in words', async () => {
    const items = await list(samir);
    const count = (kind: string) => items.filter((one) => one.kind === kind).length;
    expect([count('right'), count('instrument'), count('text') > 300]).toEqual([79, 48, true]);
    expect(new Set(items.map((one) => one.state))).toEqual(new Set(['unreviewed']));
  });
  it('one person answers for a right, by name and day', async () => {
    expect((await mark(samir, 'right', 'R03')).body).toEqual({ state: 'reviewed' });
    const seen = await read(noor, 'right', 'R03');
    expect(seen).toMatchObject({ state: 'reviewed', mine: false, seen: [{ by: 'Samir Khoury', now: true }] });
    expect((await mark(samir, 'right', 'R03')).body['kind']).toBe('looked-at-it-already');
  });
  it('a machine’s translation takes two, and the same person is never the second', async () => {
    expect((await mark(samir, 'text', 'ar rights R03')).body).toEqual({ state: 'first-look' });
    expect((await mark(samir, 'text', 'ar rights R03')).body['kind']).toBe('looked-at-it-already');
    expect((await mark(noor, 'text', 'ar rights R03')).body).toEqual({ state: 'reviewed' });
    expect((await read(noor, 'text', 'ar rights R03'))['content']).toMatchObject({ english: { title: 'Freedom from torture' } });
  });
  it('a look at something else than what stands there is refused', async () => {
    expect((await mark(samir, 'right', 'R04', '0000000000000000')).body['kind']).toBe('law-changed-meanwhile');
    expect((await mark(samir, 'right', 'R999', '0000000000000000')).body['kind']).toBe('not-in-the-catalogue');
  });
  it('what changed since is to be read again, with what it was beside it', async () => {
    const { bundle } = world.running.desk;
    const was = { ...bundle.catalogue, rights: bundle.catalogue.rights.map((one) => (one.id === 'R05' ? { ...one, urgency: 'later' as const } : one)) };
    // As an earlier catalogue had it, and somebody looked at it there.
    await world.database(async (client) => {
      await client.query(`insert into sojourn.bundle (bundle_hash, content) values ('earlier', $1)`, [JSON.stringify(was)]);
      await client.query(
        `insert into sojourn.law_review (organisation_id, review_id, kind, item_key, content_hash, bundle_hash, reviewed_by)
         select organisation_id, gen_random_uuid(), 'right', 'R05', '1111111111111111', 'earlier', user_id from sojourn.app_user where username = 'samir'`,
      );
    });
    const seen = await read(noor, 'right', 'R05');
    expect(seen).toMatchObject({ state: 'changed', content: { urgency: 'today' }, before: { urgency: 'later' } });
  });
  it('leaves as a file for whoever keeps the catalogue, only what stands and took enough people', async () => {
    const { body } = await noor.get('/api/law-review/export');
    const reviews = body['reviews'] as readonly { readonly key: string; readonly by: readonly string[] }[];
    expect(reviews.map(({ key, by }) => [key, [...by].sort()])).toEqual([
      ['R03', ['Samir Khoury']],
      ['ar rights R03', ['Noor Aziz', 'Samir Khoury']],
    ]);
  });
  it('is never changed or taken back, whatever the app says', async () => {
    for (const sql of [`update sojourn.law_review set reviewed_at = now()`, 'delete from sojourn.law_review'])
      await expect(world.database((client) => client.query(sql))).rejects.toThrow(/never changed/);
  });
  it('is for those who answer for the rules, each in their own organisation', async () => {
    const [amal, peter] = await Promise.all([world.as('amal'), world.as('peter')]);
    expect((await amal.get('/api/law-review')).body['kind']).toBe('not-allowed');
    expect((await itemOf(peter, 'R03'))?.state).toBe('unreviewed');
  });
});
