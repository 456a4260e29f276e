import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
const caseId = newId<CaseId>();
const personId = newId<PersonId>();
beforeAll(async () => {
  world = await openWorld(4396);
  amal = await world.as('amal');
}, 120_000);
afterAll(() => world?.close());

type Line = { readonly entryId: string; readonly kind: string; readonly payload?: { readonly reliedOn?: readonly Ground[] } };
type Ground = { readonly at: string; readonly is: string; readonly citations: readonly string[]; readonly today?: string; readonly said?: unknown };
const words = (field: string, text: string) => ({ sealed: [{ subjectId: personId, field, text }] });
const view = async (client: Client) =>
  (await client.get(`/api/cases/${caseId}`)).body as { readonly history: readonly Line[]; readonly case: { readonly sequence: number } };
const lineOf = async (kind: string, client = amal) => (await view(client)).history.find((line) => line.kind === kind);
const relied = async (client: Client, entryId = '') => client.get(`/api/cases/${caseId}/entries/${entryId}/relied-on`);

describe('a decision and the law it relied on', () => {
  it('is stored with the rules that answered, their answers and citations, under the fingerprint of the catalogue', async () => {
    expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN', dangerTonight: 'no' })).status).toBe(200);
    const applied = await amal.act('application.submit', caseId, { programme: 'gaf-2013', urgency: 'emergency' }, words('summary', 'Cannot wait.'));
    expect(applied.status).toBe(200);
    const grounds = (await lineOf('application-submitted'))?.payload?.reliedOn ?? [];
    expect(grounds.map(({ at }) => at)).toEqual(expect.arrayContaining(['gaf-2013/E1', 'gaf-2013/E5']));
    expect(grounds.every(({ citations }) => citations.length > 0)).toBe(true);
    expect(grounds.find(({ at }) => at === 'gaf-2013/E1')?.is).toBe('unknown');
  });
  it('what merely happened relies on nothing', async () => {
    expect((await lineOf('contact-recorded'))?.payload?.reliedOn).toBeUndefined();
  });
  it('a conclusion about trafficking stores the protocol’s articles as they answered before it', async () => {
    const concluded = { act: 'present', means: 'present', purpose: 'present', conclusion: 'victim-of-trafficking' };
    expect((await amal.act('identification.conclude', caseId, concluded, words('reason', 'What she told.'))).status).toBe(200);
    const elements = (await lineOf('identification-concluded'))?.payload?.reliedOn?.find(({ at }) => at === 'identification/trafficking.elements');
    expect(elements).toEqual({ at: 'identification/trafficking.elements', is: 'unknown', citations: ['Palermo Protocol 3(a), 3(c), 3(d)'] });
  });
  it('the catalogue of every decision is kept under its fingerprint, and found by it', async () => {
    const { body, status } = await relied(amal, (await lineOf('application-submitted'))?.entryId);
    expect([status, body['archive'], body['bundleHash'] === body['today']]).toEqual([200, 'sound', true]);
    const grounds = body['reliedOn'] as readonly Ground[];
    expect(grounds.map(({ today }) => today)).toEqual(grounds.map(() => 'same'));
    expect(grounds.every(({ said }) => said !== undefined)).toBe(true);
  });
  it('shows the rule as it was, once the organisation says it otherwise', async () => {
    const [samir, hedi] = await Promise.all([world.as('samir'), world.as('hedi')]);
    const drafted = await samir.post('/api/rules/drafts', {
      changes: [{ address: 'gaf-2013/E5', kind: 'answers', rule: { fact: 'fund.double-funded', is: true } }],
    });
    expect((await hedi.post(`/api/rules/drafts/${String(drafted.body['draftId'])}/publish`, {})).status).toBe(200);
    const { body } = await relied(amal, (await lineOf('application-submitted'))?.entryId);
    const grounds = body['reliedOn'] as readonly Ground[];
    expect([body['archive'], body['bundleHash'] === body['today']]).toEqual(['sound', false]);
    expect(grounds.filter(({ today }) => today === 'changed').map(({ at }) => at)).toEqual(['gaf-2013/E5']);
    expect(grounds.find(({ at }) => at === 'gaf-2013/E5')?.said).not.toEqual({ fact: 'fund.double-funded', is: true });
  });
  it('an archive that somebody altered is said to be altered', async () => {
    const entryId = (await lineOf('application-submitted'))?.entryId;
    const hash = String((await relied(amal, entryId)).body['bundleHash']);
    await world.database((client) =>
      client.query(`update sojourn.bundle set content = replace(content, 'gaf-2013', 'gaf-2014') where bundle_hash = $1`, [hash]),
    );
    expect((await relied(amal, entryId)).body['archive']).toBe('altered');
    await world.database((client) =>
      client.query(`update sojourn.bundle set content = replace(content, 'gaf-2014', 'gaf-2013') where bundle_hash = $1`, [hash]),
    );
  });
  it('what the tests said of a person is not for whoever only pays', async () => {
    const farid = await world.as('farid');
    expect(JSON.stringify(await view(farid))).not.toContain('reliedOn');
    expect((await relied(farid, (await lineOf('application-submitted'))?.entryId)).body['kind']).toBe('not-allowed');
  });
  it('is not there for another organisation', async () => {
    const peter = await world.as('peter');
    expect((await relied(peter, (await lineOf('application-submitted'))?.entryId)).body['kind']).toBe('no-such-case');
  });
});
