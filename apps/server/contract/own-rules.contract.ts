import { demoOrganisations } from '@sojourn/demo';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { decideRuleDraft, withContext } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openWorld, type World } from './world.ts';

let world: World;
let samir: Client;
let hedi: Client;
const address = 'gaf-2013/E5';
const own = { fact: 'fund.double-funded', is: true };
const harbour = demoOrganisations[0];

beforeAll(async () => {
  world = await openWorld(4390);
  [samir, hedi] = await Promise.all([world.as('samir'), world.as('hedi')]);
}, 120_000);
afterAll(() => world?.close());

const hashOf = async (client: Client) => String((await client.get('/api/rules')).body['bundleHash']);
const eligibility = async (client: Client) => {
  const [first] = (await client.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
  return (await client.get(`/api/cases/${first?.caseId}/eligibility`)).body;
};

describe('an organisation’s own wording of a rule', () => {
  let draftId = '';
  let before = '';
  it('is refused when it reads a fact nobody declared, and what is wrong is said', async () => {
    const wrong = await samir.post('/api/rules/drafts', { address, rule: { fact: 'fund.unheard-of', is: true } });
    expect([wrong.status, wrong.body['kind']]).toEqual([422, 'rule-has-problems']);
    expect(JSON.stringify(wrong.body['problems'])).toContain('fund.unheard-of');
  });
  it('is kept as a draft, which decides nothing', async () => {
    before = await hashOf(samir);
    const kept = await samir.post('/api/rules/drafts', { address, rule: own });
    expect(kept.status).toBe(200);
    draftId = String(kept.body['draftId']);
    expect(await hashOf(samir)).toBe(before);
  });
  it('shows which cases would be answered otherwise, with their codes and the facts that carry it, to a supervisor', async () => {
    const seen = (await samir.get(`/api/rules/drafts/${draftId}/what-if`)).body as {
      readonly looked: number;
      readonly changes: readonly { readonly caseCode: string }[];
    };
    expect(seen.looked).toBeGreaterThan(0);
    expect(seen.changes.length).toBeGreaterThan(0);
    expect(seen.changes.every(({ caseCode }) => /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(caseCode))).toBe(true);
  });
  it('shows no case to an administrator, and the rules not at all to a caseworker', async () => {
    const [noor, amal] = await Promise.all([world.as('noor'), world.as('amal')]);
    expect((await noor.get(`/api/rules/drafts/${draftId}/what-if`)).body['kind']).toBe('not-allowed');
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
