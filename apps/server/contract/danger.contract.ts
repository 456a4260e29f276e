import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let samir: Client;
beforeAll(async () => {
  world = await openWorld(4655);
  [amal, samir] = [await world.as('amal'), await world.as('samir')];
}, 60_000);
afterAll(() => world?.close());

const opened = async () => {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  expect((await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).status).toBe(200);
  return { caseId, personId };
};
const leave = (client: Client, caseId: CaseId) => client.act('danger.leave', caseId, { way: 'hospital', reason: 'injury-or-illness' });
type Danger = { readonly entryId: string; readonly assessBy: number; readonly assessments: readonly { readonly inDanger: string }[] };
const dangersOf = async (caseId: CaseId) => ((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly dangers: readonly Danger[] }).dangers;
const rowOf = async (caseId: CaseId) =>
  ((await amal.get('/api/cases?limit=200')).body['cases'] as readonly { readonly caseId: string; readonly toAssess: readonly number[] }[]).find(
    (row) => row.caseId === caseId,
  );

describe('out of danger', () => {
  it('is a way and a reason: no consent, no application, no plan, no word about the person', async () => {
    const { caseId } = await opened();
    expect((await leave(amal, caseId)).status).toBe(200);
    const [danger] = await dangersOf(caseId);
    expect(danger).toMatchObject({ way: 'hospital', reason: 'injury-or-illness', assessments: [] });
    expect((await rowOf(caseId))?.toAssess).toEqual([danger?.assessBy]);
    const told = (await samir.get('/api/notices')).body['notices'] as readonly { readonly kind: string; readonly caseId: string }[];
    expect(told.filter((notice) => notice.caseId === caseId).map((notice) => notice.kind)).toEqual(['danger-left']);
  });

  it('is never in the way of a refusal: after one said no to help, after the fund refused, in a case that is closed', async () => {
    const { caseId, personId } = await opened();
    const no = {
      subjectId: personId,
      purpose: 'assistance',
      recipient: 'this-organisation',
      dataClasses: [],
      answer: 'refused',
      language: 'ar',
      method: 'signature',
    };
    const refused = await amal.act('consent.record', caseId, no);
    expect(refused.status, JSON.stringify(refused.body)).toBe(200);
    expect((await leave(amal, caseId)).status).toBe(200);
    const [danger] = await dangersOf(caseId);
    const seen = { leftId: danger?.entryId, inDanger: 'no' };
    const words = [{ field: 'assessment', subjectId: personId, text: 'Seen by a doctor.' }];
    expect((await amal.act('danger.assess', caseId, seen, { sealed: words })).status).toBe(200);
    const closed = await samir.act(
      'case.close',
      caseId,
      { outcome: 'help-refused' },
      { sealed: [{ field: 'reason', subjectId: personId, text: 'Wants no help.' }] },
    );
    expect(closed.status, JSON.stringify(closed.body)).toBe(200);
    expect((await leave(amal, caseId)).status).toBe(200);
    expect((await rowOf(caseId))?.toAssess.length).toBe(1);
  });

  it('asks for the whole assessment until it is made, in words that are sealed; a second one stands beside the first', async () => {
    const { caseId, personId } = await opened();
    await leave(amal, caseId);
    const [danger] = await dangersOf(caseId);
    const assess = (inDanger: string, text?: string) =>
      amal.act(
        'danger.assess',
        caseId,
        { leftId: danger?.entryId, inDanger },
        text === undefined ? {} : { sealed: [{ field: 'assessment', subjectId: personId, text }] },
      );
    expect((await assess('not-asked')).body['kind']).toBe('text-needed');
    expect((await rowOf(caseId))?.toAssess.length).toBe(1);
    expect((await assess('no', 'Sleeps at the clinic.')).status).toBe(200);
    expect((await rowOf(caseId))?.toAssess).toEqual([]);
    expect((await assess('yes', 'They came to the clinic.')).status).toBe(200);
    expect((await dangersOf(caseId))[0]?.assessments.map((one) => one.inDanger)).toEqual(['no', 'yes']);
    expect(
      (await amal.act('danger.assess', caseId, { leftId: newId(), inDanger: 'no' }, { sealed: [{ field: 'assessment', subjectId: personId, text: 'x' }] }))
        .body['kind'],
    ).toBe('no-such-departure');
  });

  it('stands first in the work list while the assessment is owed', async () => {
    const { caseId } = await opened();
    await opened();
    await leave(amal, caseId);
    const cases = (await amal.get('/api/cases?limit=3')).body['cases'] as readonly { readonly caseId: string }[];
    expect(cases.map((row) => row.caseId)).toContain(caseId);
  });
});
