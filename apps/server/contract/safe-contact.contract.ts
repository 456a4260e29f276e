import { demoRecipients } from '@sojourn/demo';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessagePort } from '../src/desk.ts';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
const sent: Parameters<MessagePort>[0][] = [];
let broken = false;
beforeAll(async () => {
  world = await openWorld(4372);
  const sms: MessagePort = async (message) => {
    if (broken) throw new Error('The provider is away');
    sent.push(message);
  };
  Object.assign(world.running.desk, { messagePorts: { sms } });
  amal = await world.as('amal');
});
afterAll(() => world?.close());

const named = (code: string) => demoRecipients['Harbour Protection Desk']?.find((one) => one.code === code)?.recipientId ?? '';
type Case = { readonly caseId: string; readonly personId: string };
async function newCase(more: readonly unknown[] = []): Promise<Case> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  await amal.act('contact.record', caseId, { personId, presentCountry: 'LBN' });
  const facts = [
    { subjectId: personId, fact: 'person.citizenship', answer: { is: 'value', value: ['ETH'] } },
    { subjectId: personId, fact: 'person.birth-date', answer: { is: 'value', value: '1990' } },
    ...more.map((one) => ({ subjectId: personId, ...(one as object) })),
  ];
  expect((await amal.act('facts.assert', caseId, { facts })).status).toBe(200);
  return { caseId, personId };
}
const kindOf = ({ status, body }: Awaited<ReturnType<Client['act']>>) => (status === 200 ? 'done' : body['kind']);

/** Around the clock in UTC, or a window of an hour that begins in three. */
async function agree({ caseId, personId }: Case, when: 'always' | 'later', more: object = {}) {
  const hour = (n: number) => `${String((new Date().getUTCHours() + n) % 24).padStart(2, '0')}:00`;
  const window = when === 'always' ? { from: '00:00', to: '00:00' } : { from: hour(3), to: hour(4) };
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const way = { channel: 'sms', days, ...window, whose: 'shared', ifSomeoneElse: 'hang-up', voicemail: false, codeWord: false };
  const input = { subjectId: personId, ways: [way], timeZone: 'UTC', language: 'ar', sender: 'no-name', mayNameMatter: false, ...more };
  const done = await amal.act('safe-contact.set', caseId, input, { sealed: [{ field: 'number', subjectId: personId, text: '+961 70 123 456' }] });
  expect(done.status).toBe(200);
}
const prepare = ({ caseId, personId }: Case, template = 'please-get-in-touch', channel = 'sms') =>
  amal.act('message.prepare', caseId, { subjectId: personId, channel, template });
const deliver = (one: Case, made: Awaited<ReturnType<typeof prepare>>) =>
  amal.post(`/api/cases/${one.caseId}/deliver-message`, { messageId: (made.body['entryIds'] as readonly string[])[0] });

describe('every message goes through safe contact', () => {
  it('none where nobody asked, by a way nobody agreed to, or from the moment it is unsafe', async () => {
    const one = await newCase();
    expect(kindOf(await prepare(one))).toBe('no-safe-contact');
    await agree(one, 'always');
    expect(kindOf(await prepare(one, 'please-get-in-touch', 'call'))).toBe('channel-not-agreed');
    const made = await prepare(one);
    expect(kindOf(made)).toBe('done');
    expect((await amal.act('safe-contact.unsafe-now', one.caseId, { subjectId: one.personId })).status).toBe(200);
    expect(kindOf(await prepare(one))).toBe('contact-unsafe-now');
    // What was prepared while it was safe is stopped too.
    expect(kindOf(await deliver(one, made))).toBe('contact-unsafe-now');
    expect(kindOf(await prepare(one, 'receipt-shared', 'in-person'))).toBe('done');
  });

  it('too early, it waits for the window and is not sent before, by a person or a machine', async () => {
    const one = await newCase();
    await agree(one, 'later');
    const made = await prepare(one);
    const view = (await amal.get(`/api/cases/${one.caseId}`)).body['case'] as { readonly messages: readonly { readonly notBefore?: number }[] };
    expect(view.messages[0]?.notBefore).toBeGreaterThan(Date.now());
    expect(kindOf(await deliver(one, made))).toBe('not-now');
    const messageId = (made.body['entryIds'] as readonly string[])[0];
    expect(kindOf(await amal.act('message.settle', one.caseId, { messageId, outcome: 'sent' }))).toBe('not-now');
    expect(kindOf(await amal.act('message.settle', one.caseId, { messageId, outcome: 'outside-what-was-agreed' }))).toBe('done');
    expect(kindOf(await amal.act('call.note', one.caseId, { subjectId: one.personId, channel: 'sms', outcome: 'reached' }))).toBe('done');
    const later = (await amal.get(`/api/cases/${one.caseId}`)).body['case'];
    expect(later).toMatchObject({ calls: [{ asAgreed: false }] });
  });

  it('the provider is given an address and neutral words in the person’s language, nothing of ours; what it did not send still waits', async () => {
    const one = await newCase();
    await agree(one, 'always');
    expect(kindOf(await prepare(one, 'receipt-shared'))).toBe('only-neutral-words');
    const made = await prepare(one);
    broken = true;
    expect((await deliver(one, made)).status).toBe(500);
    broken = false;
    expect((await deliver(one, made)).body).toEqual({ outcome: 'sent' });
    expect(sent).toEqual([{ to: '+961 70 123 456', sender: undefined, text: 'يرجى التواصل متى ناسبكم.' }]);
    expect(kindOf(await deliver(one, made))).toBe('message-settled-already');
    const mail = await newCase();
    await agree(mail, 'always', { ways: [] });
    expect(kindOf(await prepare(mail, 'as-agreed'))).toBe('channel-not-agreed');
  });
});

describe('an authority, and the State the person comes from', () => {
  const agreed = (one: Case, more: object) =>
    amal.act('consent.record', one.caseId, {
      subjectId: one.personId,
      answer: 'given',
      language: 'am',
      method: 'thumbprint',
      dataClasses: ['demographics'],
      ...more,
    });
  const chosen = (recipient: string) => ({ recipientId: named(recipient), facts: ['person.citizenship'], sealedIds: [] });
  async function leaves(one: Case, act: string, recipient: string, more: object) {
    const { fingerprint } = (await amal.post(`/api/cases/${one.caseId}/referral-preview`, chosen(recipient))).body;
    return amal.act(act, one.caseId, { subjectId: one.personId, ...chosen(recipient), fingerprint, warned: true, ...more });
  }
  const consulate = (one: Case) => leaves(one, 'consulate.contact', 'consulate-eth', { act: 'travel-document' });
  const ask = (one: Case, answer: string, inPrivate = true) => amal.act('origin-fear.ask', one.caseId, { subjectId: one.personId, answer, inPrivate });
  const advise = (one: Case, stillAsks: string) => amal.act('consulate.advise', one.caseId, { subjectId: one.personId, stillAsks });

  it('no consulate before fear was asked alone with the person, whatever they signed', async () => {
    const one = await newCase();
    await agreed(one, { purpose: 'consular-contact', recipient: 'consulate', recipientId: named('consulate-eth') });
    expect(kindOf(await consulate(one))).toBe('fear-not-asked');
    await ask(one, 'no', false);
    expect(kindOf(await consulate(one))).toBe('fear-not-asked');
    await ask(one, 'declined');
    expect(kindOf(await consulate(one))).toBe('fear-not-answered');
    await ask(one, 'no');
    expect(kindOf(await consulate(one))).toBe('done');
  });

  it('who seeks asylum is advised first; then their own informed request is honoured, and who advised stands there', async () => {
    const one = await newCase([{ fact: 'person.seeks-asylum', answer: { is: 'value', value: true } }]);
    await ask(one, 'yes');
    await agreed(one, { purpose: 'consular-contact', recipient: 'consulate', recipientId: named('consulate-eth') });
    expect(kindOf(await consulate(one))).toBe('fear-advice-first');
    await advise(one, 'no');
    expect(kindOf(await consulate(one))).toBe('person-does-not-ask');
    await advise(one, 'yes');
    expect(kindOf(await consulate(one))).toBe('done');
    const { case: kase, people } = (await amal.get(`/api/cases/${one.caseId}`)).body as never as {
      readonly case: { readonly consularAdvice: readonly { readonly authorId: string }[] };
      readonly people: Readonly<Record<string, string>>;
    };
    expect(people[kase.consularAdvice[1]?.authorId ?? '']).toBe('Amal Haddad');
  });

  it('a filing is the person’s own: one authority, one act, what that act needs, after the warning', async () => {
    const one = await newCase([{ fact: 'needs.help', answer: { is: 'value', value: ['legal'] } }]);
    const claim = (more: object = {}) => leaves(one, 'filing.make', 'labour-office', { filing: 'wage-claim', ...more });
    expect(kindOf(await claim())).toBe('consent-missing');
    await agreed(one, {
      purpose: 'filing',
      filing: 'wage-claim',
      recipient: 'labour-authority',
      recipientId: named('labour-office'),
      dataClasses: ['demographics', 'needs'],
    });
    expect(kindOf(await claim({ filing: 'asylum' }))).toBe('wrong-authority');
    expect(kindOf(await claim({ warned: false }))).toBe('input-not-understood');
    expect(kindOf(await leaves(one, 'filing.make', 'removals-unit', { filing: 'exit-clearance' }))).toBe('firewall');
    const made = await claim();
    expect(kindOf(made)).toBe('done');
    const print = `/api/cases/${one.caseId}/filings/${String((made.body['entryIds'] as readonly string[])[0])}/print.pdf`;
    expect((await fetch(world.running.address + print)).status).toBe(401);
    expect((await (await amal.raw('GET', print)).text()).slice(0, 5)).toBe('%PDF-');
    const facts = ['needs.help'];
    const { fingerprint } = (await amal.post(`/api/cases/${one.caseId}/referral-preview`, { ...chosen('labour-office'), facts })).body;
    const more = await amal.act('filing.make', one.caseId, {
      subjectId: one.personId,
      ...chosen('labour-office'),
      facts,
      fingerprint,
      warned: true,
      filing: 'wage-claim',
    });
    expect(kindOf(more)).toBe('more-than-the-filing-needs');
    // The wish is read again before every print.
    await agreed(one, { purpose: 'filing', filing: 'wage-claim', recipient: 'labour-authority', recipientId: named('labour-office'), answer: 'refused' });
    expect((await amal.get(print)).body).toMatchObject({ kind: 'consent-refused' });
  });
});
