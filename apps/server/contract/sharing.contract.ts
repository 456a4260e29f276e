import { demoOrganisations, demoRecipients } from '@sojourn/demo';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let samir: Client;
beforeAll(async () => {
  world = await openWorld(4371);
  [amal, samir] = [await world.as('amal'), await world.as('samir')];
});
afterAll(() => world?.close());

const named = (code: string) => demoRecipients['Harbour Protection Desk']?.find((one) => one.code === code)?.recipientId ?? '';
const clinic = named('cedar-clinic');
type Case = { readonly caseId: string; readonly personId: string; readonly nameId: string };

async function newCase(birth = '1990'): Promise<Case> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  await amal.act(
    'contact.record',
    caseId,
    { personId, presentCountry: 'LBN' },
    { sealed: [{ field: 'name', subjectId: personId, text: 'Quillifer Plantedname' }] },
  );
  const facts = [
    { subjectId: personId, fact: 'person.birth-date', answer: { is: 'value', value: birth }, source: 'person' },
    { subjectId: personId, fact: 'needs.help', answer: { is: 'value', value: ['medical'] }, source: 'person' },
    { subjectId: personId, fact: 'trafficking.act', answer: { is: 'value', value: 'present' }, source: 'person' },
  ];
  expect((await amal.act('facts.assert', caseId, { facts })).status).toBe(200);
  const view = (await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly sealed: readonly { readonly sealedId: string; readonly field: string }[] };
  return { caseId, personId, nameId: view.sealed.find((one) => one.field === 'name')?.sealedId ?? '' };
}

const consent = async ({ caseId, personId }: Case, more: object = {}) => {
  const input = {
    subjectId: personId,
    purpose: 'sharing',
    recipient: 'health-service',
    recipientId: clinic,
    answer: 'given',
    language: 'ar',
    method: 'thumbprint',
  };
  const done = await amal.act('consent.record', caseId, { ...input, dataClasses: ['identity', 'demographics', 'needs'], ...more });
  expect(done.status).toBe(200);
  return (done.body['entryIds'] as readonly string[])[0] ?? '';
};

const chosen = ({ nameId }: Case) => ({ facts: ['needs.help', 'person.birth-date'], sealedIds: [nameId] });
const preview = (one: Case, more: object = {}) => amal.post(`/api/cases/${one.caseId}/referral-preview`, { recipientId: clinic, ...chosen(one), ...more });
async function share(one: Case, more: Readonly<Record<string, unknown>> = {}, who = amal) {
  const { fingerprint } = (await preview(one, more)).body;
  const input = { subjectId: one.personId, recipientId: clinic, reason: 'additional-services-required', ...chosen(one), fingerprint, ...more };
  return who.act('referral.share', one.caseId, input, { sealed: [{ field: 'message', subjectId: one.personId, text: 'Please see <her> & soon' }] });
}
async function doorOf(one: Case, done: Awaited<ReturnType<typeof share>>) {
  const shareId = (done.body['entryIds'] as readonly string[])[0] ?? '';
  const { status, body } = await amal.post(`/api/cases/${one.caseId}/referral-code`, { shareId });
  expect(status).toBe(200);
  return { shareId, path: String(body['path']), code: String(body['code']) };
}
const knock = async (path: string, code: string, answer = '') => {
  const body = new URLSearchParams({ code, answer }).toString();
  const response = await fetch(world.running.address + path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  return { status: response.status, page: await response.text(), headers: response.headers };
};

describe('sharing with a named recipient', () => {
  it('shows before anything leaves exactly what would, and why it may not yet', async () => {
    const one = await newCase();
    expect((await preview(one)).body).toMatchObject({
      refusal: { kind: 'consent-missing' },
      words: [{ field: 'name', text: 'Quillifer Plantedname', dataClass: 'identity' }],
      facts: [
        { fact: 'needs.help', value: ['medical'] },
        { fact: 'person.birth-date', value: '1990' },
      ],
    });
    expect(await share(one)).toMatchObject({ status: 422, body: { kind: 'consent-missing' } });
    await consent(one);
    expect((await preview(one)).body['refusal']).toBeUndefined();
    const { fingerprint } = (await preview(one)).body;
    const facts = [{ subjectId: one.personId, fact: 'needs.help', answer: { is: 'value', value: ['medical', 'legal'] }, source: 'person' }];
    await amal.act('facts.assert', one.caseId, { facts });
    const input = { subjectId: one.personId, recipientId: clinic, reason: 'other', ...chosen(one), fingerprint };
    expect((await amal.act('referral.share', one.caseId, input)).body).toMatchObject({ kind: 'preview-has-changed' });
    expect((await share(one)).status).toBe(200);
  });

  it('the receiver reads it with a code of their own; taken back, the next reading is refused at once', async () => {
    const one = await newCase();
    const consentId = await consent(one);
    const door = await doorOf(one, await share(one));
    const opened = await knock(door.path, door.code.toLowerCase());
    expect(opened.status).toBe(200);
    expect(opened.page).toContain('Quillifer Plantedname');
    expect(opened.page).toContain('Please see &lt;her&gt; &amp; soon');
    expect(opened.page).toContain('Medical care');
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect((await knock(door.path, door.code, 'received')).status).toBe(200);
    expect((await amal.act('consent.withdraw', one.caseId, { consentId })).status).toBe(200);
    const shut = await knock(door.path, door.code);
    expect(shut.status).toBe(403);
    expect(shut.page).not.toContain('Quillifer');
    expect(shut.page).toContain('Please destroy every copy');
    const view = (await amal.get(`/api/cases/${one.caseId}`)).body['case'];
    expect(view).toMatchObject({ shares: [{ recall: { because: 'consent-withdrawn' } }] });
    expect((await knock(door.path, door.code, 'destroyed')).status).toBe(403);
    const events = (await amal.get(`/api/cases/${one.caseId}/sharing`)).body['events'] as readonly { readonly kind: string }[];
    expect(events.map((event) => event.kind)).toEqual(['opened', 'received', 'refused', 'destroyed']);
    expect((await amal.act('recall.answer', one.caseId, { shareId: door.shareId, answer: 'destroyed' })).status).toBe(200);
  });

  it('a wrong code and an address that never was look alike, and a new code shuts the old one', async () => {
    const one = await newCase();
    await consent(one);
    const done = await share(one);
    const first = await doorOf(one, done);
    const second = await doorOf(one, done);
    const [wrong, never] = [await knock(first.path, first.code), await knock(`/shared/${newId<CaseId>()}`, first.code)];
    expect([wrong.status, never.status]).toEqual([404, 404]);
    expect(wrong.page).toBe(never.page);
    expect((await knock(second.path, second.code)).status).toBe(200);
  });

  it('what came later does not leave with it', async () => {
    const one = await newCase();
    await consent(one);
    const door = await doorOf(one, await share(one));
    const facts = [{ subjectId: one.personId, fact: 'person.birth-date', answer: { is: 'value', value: '1977' }, source: 'person' }];
    await amal.act('facts.assert', one.caseId, { facts });
    const { page } = await knock(door.path, door.code);
    expect(page).toContain('1990');
    expect(page).not.toContain('1977');
  });

  it('a later refusal, a wish to withhold and a bar each shut the door; an agreement that runs out opens none', async () => {
    for (const take of [
      (one: Case) => consent(one, { answer: 'refused' }).then(() => undefined),
      (one: Case) => amal.act('withholding.record', one.caseId, { subjectId: one.personId, dataClass: 'demographics', recipientId: clinic }),
      (one: Case) => amal.act('recipient.bar', one.caseId, { recipientId: clinic, why: 'works-with-them' }),
    ]) {
      const one = await newCase();
      await consent(one);
      const door = await doorOf(one, await share(one));
      expect((await knock(door.path, door.code)).status).toBe(200);
      await take(one);
      expect((await knock(door.path, door.code)).status).toBe(403);
    }
    const one = await newCase();
    await consent(one, { recipient: 'shelter', recipientId: named('olive-house') });
    expect((await preview(one, { recipientId: named('olive-house') })).body['refusal']).toMatchObject({ kind: 'agreement-expired' });
  });

  it('a field the consent does not name stays here', async () => {
    const one = await newCase();
    await consent(one);
    const more = { facts: ['needs.help', 'person.birth-date', 'trafficking.act'] };
    expect(await share(one, more)).toMatchObject({ status: 422, body: { kind: 'consent-does-not-cover', dataClass: 'exploitation' } });
  });

  it('nothing reaches the removals unit, a recruiter or a court that ordered nothing, whoever asks and whatever was agreed', async () => {
    const one = await newCase();
    for (const [code, recipient, status, kind] of [
      ['removals-unit', 'immigration-enforcement', 403, 'firewall'],
      ['blue-anchor', 'recruiter', 403, 'firewall'],
      ['district-court', 'court', 422, 'needs-a-filing'],
      ['police-complaints', 'police', 422, 'needs-a-filing'],
    ] as const) {
      const recipientId = named(code);
      await consent(one, { recipient, recipientId });
      expect((await preview(one, { recipientId })).body['refusal'], code).toMatchObject({ kind });
      for (const who of [amal, samir]) expect(await share(one, { recipientId }, who), code).toMatchObject({ status, body: { kind } });
    }
  });

  it('another organisation knows neither the directory nor the door’s case', async () => {
    const wanjiru = await world.as('wanjiru');
    const list = (await wanjiru.get('/api/directory')).body['recipients'] as readonly { readonly recipientId: string }[];
    expect(list.length).toBe(demoRecipients['Southern Crossing Aid']?.length);
    expect(list.some((row) => row.recipientId === clinic)).toBe(false);
    expect(demoOrganisations.length).toBe(2);
  });

  it('a recipient never becomes another kind, by the desk or by the database', async () => {
    const was = demoRecipients['Harbour Protection Desk']?.find((row) => row.code === 'cedar-clinic');
    expect((await samir.post('/api/directory', { ...was, name: 'Cedar Street Health Centre' })).status).toBe(200);
    expect((await samir.post('/api/directory', { ...was, kind: 'lawyer' })).body).toMatchObject({ kind: 'kind-is-for-ever' });
    expect((await amal.post('/api/directory', was)).status).toBe(403);
  });
});

describe('a life in danger', () => {
  const invoke = (one: Case, more: object = {}) =>
    amal.act(
      'vital-interest.invoke',
      one.caseId,
      { subjectId: one.personId, danger: 'medical-emergency', recipientId: clinic, dataClasses: ['identity', 'needs', 'demographics'], ...more },
      { sealed: [{ field: 'reason', subjectId: one.personId, text: 'unconscious' }] },
    );

  it('opens the least that helps at once, without consent; the one who named it cannot review it, and not upheld it shuts', async () => {
    const one = await newCase();
    const done = await invoke(one);
    expect(done.status).toBe(200);
    const door = await doorOf(one, await share(one, { ground: 'vital-interest' }));
    expect((await knock(door.path, door.code)).status).toBe(200);
    const vitalInterestId = (done.body['entryIds'] as readonly string[])[0];
    expect((await amal.act('vital-interest.review', one.caseId, { vitalInterestId, upheld: true })).status).toBe(403);
    expect((await samir.act('vital-interest.review', one.caseId, { vitalInterestId, upheld: false })).status).toBe(200);
    expect((await knock(door.path, door.code)).status).toBe(403);
  });

  it('never carries what happened to the person, and never goes where nothing goes', async () => {
    const one = await newCase();
    expect((await invoke(one, { dataClasses: ['exploitation'] })).body).toMatchObject({ kind: 'more-than-vital' });
    expect((await invoke(one, { recipientId: named('removals-unit') })).body).toMatchObject({ kind: 'firewall' });
    expect((await share(one, { ground: 'vital-interest' })).body).toMatchObject({ kind: 'vital-interest-missing' });
  });
});
