import { demoOrganisations } from '@sojourn/demo';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { decideRuleDraft, withContext } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueWithValues } from './own-catalogue.ts';
import { type Client, openWorld, type World } from './world.ts';

let world: World;
let samir: Client;
let hedi: Client;
const address = 'gaf-2013/E5';
const own = { fact: 'fund.double-funded', is: true };
const draft = (rule: unknown) => ({ changes: [{ address, kind: 'answers', rule }] });
const harbour = demoOrganisations[0];

beforeAll(async () => {
  world = await openWorld(4390, undefined, { SOJOURN_CATALOGUE: catalogueWithValues() });
  [samir, hedi] = await Promise.all([world.as('samir'), world.as('hedi')]);
}, 120_000);
afterAll(() => world?.close());

type Came = { readonly is: string; readonly value?: unknown };
type Change = {
  readonly caseId: string;
  readonly caseCode: string;
  readonly what: string;
  readonly from: Came;
  readonly to: Came;
  readonly because: readonly unknown[];
  readonly ask: readonly string[];
};
type WhatIf = {
  readonly looked: number;
  readonly cases: number;
  readonly counts: readonly { readonly what: string; readonly count: number }[];
  readonly changes: readonly Change[];
};

const casesSeenBy = async (client: Client): Promise<number> => {
  let seen = 0;
  for (let cursor = ''; ; ) {
    const { body } = await client.get(`/api/cases?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    seen += (body['cases'] as readonly unknown[]).length;
    if (typeof body['next'] !== 'string') return seen;
    cursor = body['next'];
  }
};
const hashOf = async (client: Client) => String((await client.get('/api/rules')).body['bundleHash']);
const eligibility = async (client: Client) => {
  const [first] = (await client.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
  return (await client.get(`/api/cases/${first?.caseId}/eligibility`)).body;
};

describe('an organisation’s own wording of a rule', () => {
  let draftId = '';
  let before = '';
  it('is refused when it reads a fact nobody declared, and what is wrong is said', async () => {
    const wrong = await samir.post('/api/rules/drafts', draft({ fact: 'fund.unheard-of', is: true }));
    expect([wrong.status, wrong.body['kind']]).toEqual([422, 'rule-has-problems']);
    expect(JSON.stringify(wrong.body['problems'])).toContain('fund.unheard-of');
  });
  it('is kept as a draft, which decides nothing', async () => {
    before = await hashOf(samir);
    const kept = await samir.post('/api/rules/drafts', draft(own));
    expect(kept.status).toBe(200);
    draftId = String(kept.body['draftId']);
    expect(await hashOf(samir)).toBe(before);
  });
  it('shows which cases would be answered otherwise, with their codes and the facts that carry it, to a supervisor', async () => {
    const seen = (await samir.post(`/api/rules/drafts/${draftId}/what-if`, {})).body as unknown as WhatIf;
    expect(seen.looked).toBe(await casesSeenBy(samir));
    expect(seen.counts.reduce((sum, { count }) => sum + count, 0)).toBe(seen.changes.length);
    expect(seen.changes.every(({ because, ask }) => because.length + ask.length > 0)).toBe(true);
    expect(seen.changes.length).toBeGreaterThan(0);
    expect(seen.changes.every(({ caseCode }) => /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(caseCode))).toBe(true);
  });
  it('shows no case to an administrator, and the rules not at all to a caseworker', async () => {
    const [noor, amal] = await Promise.all([world.as('noor'), world.as('amal')]);
    expect((await noor.post(`/api/rules/drafts/${draftId}/what-if`, {})).body['kind']).toBe('not-allowed');
    expect((await noor.get('/api/rules')).status).toBe(200);
    expect((await amal.get('/api/rules')).body['kind']).toBe('not-allowed');
  });
  it('is never published by its writer: the app refuses, and the database does whatever the app says', async () => {
    expect((await samir.post(`/api/rules/drafts/${draftId}/publish`, {})).body['kind']).toBe('another-person-must-publish');
    const writer = harbour?.users.find(({ username }) => username === 'samir');
    const as = { organisationId: harbour?.organisationId as OrganisationId, actorId: writer?.userId as UserId, purpose: 'rules' as const };
    await expect(withContext(world.running.desk.storage, as, (tx) => decideRuleDraft(tx, draftId, 'published', before))).rejects.toThrow(/second person/);
  });
  it('is another organisation’s business in nothing', async () => {
    const peter = await world.as('peter');
    expect(JSON.stringify((await peter.get('/api/rules')).body['versions'])).toBe('[]');
    expect((await peter.post(`/api/rules/drafts/${draftId}/publish`, {})).body['kind']).toBe('no-such-draft');
  });
  it('decides once somebody else has published it, under its own archived fingerprint, here and nowhere else', async () => {
    const peter = await world.as('peter');
    const published = await hedi.post(`/api/rules/drafts/${draftId}/publish`, {});
    expect(published.status).toBe(200);
    const hash = String(published.body['bundleHash']);
    expect(hash).not.toBe(before);
    expect([await hashOf(samir), await hashOf(peter)]).toEqual([hash, before]);
    expect((await eligibility(samir))['bundleHash']).toBe(hash);
    const kept = await world.database(async (client) => (await client.query('select content from sojourn.bundle where bundle_hash = $1', [hash])).rows);
    expect(kept).toHaveLength(1);
    expect(JSON.stringify((await samir.get('/api/rules')).body['versions'])).toContain(hash);
  });
  it('is not decided on twice', async () => expect((await samir.post(`/api/rules/drafts/${draftId}/withdraw`, {})).body['kind']).toBe('no-such-draft'));
});

describe('rules that compute, and several rules in one draft', () => {
  const [table, answers] = ['invented/reflection.days', 'identification/help.comparable'];
  const standing = async (at: string) => {
    const { books } = (await samir.get('/api/rules')).body as unknown as {
      readonly books: readonly {
        readonly rules: readonly { readonly address: string; readonly kind: string; readonly rule: Readonly<Record<string, unknown>> }[];
      }[];
    };
    return books.flatMap(({ rules }) => rules).find((one) => one.address === at);
  };
  const longer = { table: { hit: 'unique', inputs: [{ name: 'child', of: { fact: 'person.treat-as-child' }, domain: { 'yes-no': true } }] } };
  const rows = (adult: number) => ({
    table: {
      ...longer.table,
      rows: [
        { when: [{ is: true }], gives: { value: 90 } },
        { when: [{ is: false }], gives: { value: adult } },
      ],
    },
  });
  let draftId = '';
  it('are listed with what they are, and a table with a gap is refused with its place', async () => {
    expect([(await standing(table))?.kind, (await standing(answers))?.kind]).toEqual(['gives', 'answers']);
    const gap = { table: { ...longer.table, rows: [{ when: [{ is: true }], gives: { value: 90 } }] } };
    const wrong = await samir.post('/api/rules/drafts', { changes: [{ address: table, kind: 'gives', rule: gap }] });
    expect([wrong.status, JSON.stringify(wrong.body['problems'])]).toEqual([422, expect.stringContaining(`${table}: table.rows: gap`)]);
  });
  it('never stand in for one another, and one rule is not changed twice in one draft', async () => {
    const asAnswer = await samir.post('/api/rules/drafts', { changes: [{ address: table, kind: 'answers', rule: own }] });
    expect(asAnswer.body['kind']).toBe('no-such-rule');
    const twice = { address: table, kind: 'gives', rule: rows(45) };
    expect((await samir.post('/api/rules/drafts', { changes: [twice, twice] })).body['kind']).toBe('rule-has-problems');
  });
  it('show before publishing whose value would be another, from what to what', async () => {
    const changes = [
      { address: table, kind: 'gives', rule: rows(45) },
      { address: answers, kind: 'answers', rule: { some: 'alternatives', where: { fact: 'item.answer', is: 'cannot-help' } } },
    ];
    const kept = await samir.post('/api/rules/drafts', { changes });
    expect(kept.status).toBe(200);
    draftId = String(kept.body['draftId']);
    const seen = (await samir.post(`/api/rules/drafts/${draftId}/what-if`, {})).body as unknown as WhatIf;
    const values = seen.changes.filter(({ what }) => what === table);
    expect(values.length).toBeGreaterThan(0);
    // A minor's value stays; where it is not known who is a child, the value lies between the two.
    expect([...new Set(values.map(({ from, to }) => JSON.stringify([from, to])))].toSorted()).toEqual([
      ...(values.some(({ from }) => from.is === 'between') ? ['[{"is":"between","value":30,"most":90},{"is":"between","value":45,"most":90}]'] : []),
      ...(values.some(({ from }) => from.is === 'value') ? ['[{"is":"value","value":30},{"is":"value","value":45}]'] : []),
    ]);
  });
  it('are published together by somebody else, under one fingerprint', async () => {
    expect((await samir.post(`/api/rules/drafts/${draftId}/publish`, {})).body['kind']).toBe('another-person-must-publish');
    expect((await hedi.post(`/api/rules/drafts/${draftId}/publish`, {})).status).toBe(200);
    expect((await standing(table))?.rule).toEqual(rows(45));
    expect((await standing(answers))?.rule).toEqual({ some: 'alternatives', where: { fact: 'item.answer', is: 'cannot-help' } });
    // The rule published before stands as it was.
    expect((await standing(address))?.rule).toEqual(own);
  });
});

describe('what if, by three days', () => {
  it('answers by the law of its day: a version that is not the law then changes nothing, and each version has an address of its own', async () => {
    const version = 'invented/shared-cost@2026-01-01';
    const kept = await samir.post('/api/rules/drafts', { changes: [{ address: version, kind: 'answers', rule: own }] });
    expect(kept.status).toBe(200);
    const whatIf = async (more: object) =>
      (await samir.post(`/api/rules/drafts/${String(kept.body['draftId'])}/what-if`, more)).body as unknown as WhatIf & { readonly days: unknown };
    const now = await whatIf({});
    expect(now.looked).toBeGreaterThan(0);
    const then = await whatIf({ on: '2026-06-01', law: '2025-06-01' });
    expect(then.days).toMatchObject({ facts: '2026-06-01', law: '2025-06-01' });
  });
  it('by what was known on a day before there were any cases it looks at none', async () => {
    const kept = await samir.post('/api/rules/drafts', draft({ fact: 'fund.double-funded', is: false }));
    const seen = (await samir.post(`/api/rules/drafts/${String(kept.body['draftId'])}/what-if`, { known: '2001-01-01' })).body as unknown as WhatIf;
    expect([seen.looked, seen.changes.length]).toEqual([0, 0]);
  });
  it('goes on as long work, with how far it is, for whoever prefers', async () => {
    const kept = await samir.post('/api/rules/drafts', draft({ not: { fact: 'fund.double-funded', is: true } }));
    const begun = await samir.raw('POST', `/api/rules/drafts/${String(kept.body['draftId'])}/what-if`, '{}', { prefer: 'respond-async' });
    expect(begun.status).toBe(202);
    const { workId } = (await begun.json()) as { readonly workId: string };
    const events = await (await samir.raw('GET', `/api/work/${workId}/events`)).text();
    expect(events).toContain('event: result');
    expect(events).toContain('"looked"');
  });
});
