import { demoOrganisations, demoRecipients } from '@sojourn/demo';
import type { CaseId, OrganisationId, PersonId, UserId } from '@sojourn/kernel';
import { type ContextTx, verifyCase, withContext, withoutCounterpart } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts } from '../src/operations.ts';
import { performAct } from '../src/perform-act.ts';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let samir: Client;
let maya: Client;
let leila: Client;
let wanjiru: Client;
const userOf = (username: string) => demoOrganisations[0]?.users.find((user) => user.username === username)?.userId as UserId;
const who = {
  organisationId: demoOrganisations[0]?.organisationId as OrganisationId,
  actorId: demoOrganisations[0]?.users[0]?.userId as UserId,
  purpose: 'assistance' as const,
};

beforeAll(async () => {
  world = await openWorld(4795);
  [amal, samir, maya, leila, wanjiru] = await Promise.all([world.as('amal'), world.as('samir'), world.as('maya'), world.as('leila'), world.as('wanjiru')]);
}, 60_000);
afterAll(() => world?.close());

type View = {
  readonly case: {
    readonly caseCode: string;
    readonly personId: string;
    readonly sequence: number;
    readonly urgent: readonly string[];
    readonly joinedInto?: string;
    readonly facts: readonly { readonly fact: string; readonly is: string; readonly from: readonly { readonly entryId: string }[] }[];
    readonly consents: readonly {
      readonly entryId: string;
      readonly answer: string;
      readonly withdrawnOn?: string;
      readonly setAside?: boolean;
      readonly record?: string;
    }[];
    readonly sealed: readonly { readonly sealedId: string; readonly field: string; readonly kind: string }[];
  };
  readonly history: readonly { readonly kind: string; readonly actId: string; readonly entryId: string }[];
  readonly joined: readonly {
    readonly caseId: string;
    readonly caseCode: string;
    readonly recalls: number;
    readonly history: readonly { readonly kind: string }[];
    readonly sealed: readonly { readonly sealedId: string }[];
  }[];
  readonly links: readonly {
    readonly part: string;
    readonly otherCode?: string;
    readonly mayConfirm: boolean;
    readonly parted?: object;
    readonly writtenThere: readonly { readonly entryId: string; readonly fact: string }[];
  }[];
  readonly may: readonly string[];
};
type Person = { readonly caseId: string; readonly personId: string; readonly code: string };
const view = async (client: Client, caseId: string) => (await client.get(`/api/cases/${caseId}`)).body as unknown as View;
const words = (personId: string, field = 'reason') => ({ sealed: [{ field, subjectId: personId, text: 'She showed the same card.' }] });

async function newPerson(client: Client = amal, name = 'Quillifer Plantedname'): Promise<Person> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const made = await client.act(
    'contact.record',
    caseId,
    { personId, presentCountry: 'LBN' },
    { sealed: [{ field: 'name', subjectId: personId, text: name }] },
  );
  expect(made.status).toBe(200);
  return { caseId, personId, code: (await view(client, caseId)).case.caseCode };
}
const say = (person: Person, fact: string, value: unknown, client = amal) =>
  client.act('facts.assert', person.caseId, { facts: [{ subjectId: person.personId, fact, answer: { is: 'value', value } }] });
const consent = (person: Person, answer: 'given' | 'refused') =>
  amal.act('consent.record', person.caseId, { subjectId: person.personId, purpose: 'assistance', answer, language: 'ar', method: 'signature' });
const also = (other: Person, basis = 2) => ({ also: [{ caseId: other.caseId, basis }] });
const join = (kept: Person, goes: Person, client = amal, more = {}) =>
  client.act('records.join', kept.caseId, { kept: 'this', ground: 'same-document' }, { ...words(kept.personId), ...also(goes), ...more });
const part = (one: Person, other: Person, client = amal) =>
  client.act('records.part', one.caseId, { ground: 'not-the-same-person' }, { ...words(one.personId), ...also(other) });
const inside = <Value>(work: (tx: ContextTx) => Promise<Value>) => withContext(world.running.desk.storage, who, work);
const findings = (...people: readonly Person[]) =>
  inside(async (tx) => {
    const found: object[] = [...(await withoutCounterpart(tx, ['records-joined', 'records-join-confirmed', 'records-parted']))];
    for (const one of people) found.push(...(await verifyCase(tx, one.caseId as CaseId)));
    return found;
  });
const joinsIn = async (person: Person) => (await view(amal, person.caseId)).history.filter((line) => line.kind === 'records-joined').length;

describe('joining two records', () => {
  it('is written in both at once, read from both, listed once; parted, each is as it was', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    await say(goes, 'safety.danger-tonight', true);
    expect(await join(kept, goes)).toMatchObject({ status: 200 });
    const [here, there] = [await view(amal, kept.caseId), await view(amal, goes.caseId)];
    expect(here.case.urgent).toEqual(['safety.danger-tonight']);
    expect(here.joined.map((one) => [one.caseCode, one.history.at(-1)?.kind])).toEqual([[goes.code, 'records-joined']]);
    expect([here.links[0]?.part, here.links[0]?.otherCode, there.links[0]?.part, there.case.joinedInto]).toEqual(['kept', goes.code, 'joined', kept.caseId]);
    expect(there.may).not.toContain('application.submit');
    expect(there.may).toContain('facts.assert');
    const rows = (await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string; readonly urgent: readonly string[] }[];
    expect(rows.filter((row) => row.caseId === kept.caseId || row.caseId === goes.caseId)).toMatchObject([
      { caseId: kept.caseId, urgent: ['safety.danger-tonight'] },
    ]);
    expect(await findings(kept, goes)).toEqual([]);
    expect((await part(goes, kept)).status).toBe(200);
    expect((await view(amal, kept.caseId)).case.urgent).toEqual([]);
    expect((await view(amal, kept.caseId)).joined).toEqual([]);
    expect((await view(amal, goes.caseId)).case.urgent).toEqual(['safety.danger-tonight']);
    expect(await findings(kept, goes)).toEqual([]);
  });

  it('seals its reason in each record for that record’s own person; words sent under anybody else are refused', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    const wrong = await amal.act('records.join', kept.caseId, { kept: 'other', ground: 'other' }, { ...words(goes.personId), ...also(goes) });
    expect(wrong.status).toBe(422);
    const done = await amal.act('records.join', kept.caseId, { kept: 'other', ground: 'other' }, { ...words(kept.personId), ...also(goes) });
    expect(done.status).toBe(200);
    const subjects = await inside((tx) =>
      tx.rows<{ case_id: string; subject_id: string }>(
        "select case_id, subject_id from sojourn.sealed_value where field = 'reason' and case_id = any($1::uuid[])",
        [[kept.caseId, goes.caseId]],
      ),
    );
    expect(new Map(subjects.map((row) => [row.case_id, row.subject_id]))).toEqual(
      new Map([
        [kept.caseId, kept.personId],
        [goes.caseId, goes.personId],
      ]),
    );
    expect((await view(amal, kept.caseId)).case.joinedInto).toBe(goes.caseId);
    for (const one of [kept, goes]) {
      const sealedIds = (await view(amal, one.caseId)).case.sealed.filter((s) => s.kind === 'records-joined').map((s) => s.sealedId);
      expect((await amal.post(`/api/cases/${one.caseId}/reveal`, { sealedIds })).body['values']).toMatchObject([{ text: 'She showed the same card.' }]);
    }
  });

  it('sent again is the same act, with other content it is refused, and a lost reply joins nothing twice', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    const request = { actId: newId(), deviceId: newId(), deviceSequence: 1, recordedAt: Date.now() };
    const [one, two] = await Promise.all([join(kept, goes, amal, request), join(kept, goes, amal, request)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect([one.body['replayed'], two.body['replayed']].sort()).toEqual([false, true]);
    expect(one.body['entryIds']).toEqual(two.body['entryIds']);
    expect((await join(kept, goes, amal, { ...request, ...also(goes, 1) })).status).toBe(409);
    expect([await joinsIn(kept), await joinsIn(goes)]).toEqual([1, 1]);
  });

  it('by two people from both sides at once happens once, many times over, and nobody waits for ever', async () => {
    for (let round = 0; round < 6; round += 1) {
      const people = await Promise.all([newPerson(), newPerson(), newPerson()]);
      const [a, b, c] = people as [Person, Person, Person];
      const answers = await Promise.all([
        join(a, b),
        join(b, a, samir),
        join(b, c),
        join(c, a, samir),
        say(a, 'safety.alone', true),
        say(b, 'safety.alone', true),
        join(a, b),
      ]);
      const joins = [0, 1, 2, 3, 6].map((at) => answers[at]);
      expect(answers.every((one) => one.status < 500)).toBe(true);
      // Three records are one group after two joins; whatever order they came in, none is joined into two.
      const done = joins.filter((one) => one?.status === 200).length;
      expect(done === 1 || done === 2).toBe(true);
      const views = await Promise.all(people.map((one) => view(amal, one.caseId)));
      expect(views.filter((one) => one.case.joinedInto !== undefined).length).toBe(done);
      expect(await findings(...people)).toEqual([]);
    }
  }, 60_000);

  it('half done is not done: where the second record cannot keep the reason, the first says nothing of a join', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    await world.running.desk.vault.destroyPersonKey(who.organisationId, goes.personId);
    expect(await join(kept, goes)).toMatchObject({ status: 422, body: { kind: 'person-erased' } });
    expect([await joinsIn(kept), await joinsIn(goes)]).toEqual([0, 0]);
    expect(await findings(kept, goes)).toEqual([]);
  });
});

describe('a device that still holds the other record', () => {
  it('records what happened there, unaware of the join; it lands there and is read from both', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    await join(kept, goes);
    expect((await say(goes, 'safety.medical-emergency', true)).status).toBe(200);
    expect((await amal.act('service.record', goes.caseId, { service: 'medical' })).status).toBe(200);
    expect((await view(amal, kept.caseId)).case.urgent).toEqual(['safety.medical-emergency']);
    expect((await view(amal, kept.caseId)).joined[0]?.history.at(-1)?.kind).toBe('service-delivered');
    const refused = await amal.act('application.submit', goes.caseId, { programme: 'gaf-2013', urgency: 'emergency' }, words(goes.personId, 'summary'));
    expect(refused).toMatchObject({ status: 422, body: { kind: 'joined-elsewhere' } });
  });
});

describe('consent while records are joined', () => {
  it('refused in one stops an application in the other; given in one counts there once a second person confirmed', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    await say(kept, 'person.birth-date', '1990');
    await consent(goes, 'given');
    await join(kept, goes);
    const apply = () => amal.act('application.submit', kept.caseId, { programme: 'gaf-2013', urgency: 'standard' }, words(kept.personId, 'summary'));
    expect((await apply()).body['kind']).toBe('consent-missing');
    expect((await view(samir, kept.caseId)).links[0]?.mayConfirm).toBe(true);
    expect((await amal.act('records.confirm', kept.caseId, {}, also(goes))).status).toBe(403);
    expect((await samir.act('records.confirm', kept.caseId, {}, also(goes))).status).toBe(200);
    expect((await apply()).body['kind']).toBe('alternatives-needed');
    const [given] = (await view(amal, kept.caseId)).case.consents;
    expect(given).toMatchObject({ answer: 'given', record: goes.caseId });
    // Taken back from the record that is kept, about the consent that stands in the other.
    expect((await amal.act('consent.withdraw', kept.caseId, { consentId: given?.entryId }, words(kept.personId, 'note'))).status).toBe(200);
    expect((await apply()).body['kind']).toBe('consent-withdrawn');
    await part(kept, goes);
    expect((await view(amal, goes.caseId)).case.consents[0]?.withdrawnOn).toBeDefined();
    expect(await findings(kept, goes)).toEqual([]);
  });
});

describe('what was shared from records that are joined', () => {
  const clinic = demoRecipients['Harbour Protection Desk']?.find((one) => one.code === 'cedar-clinic')?.recipientId ?? '';
  const agree = async (person: Person, answer = 'given') => {
    const about = { subjectId: person.personId, purpose: 'sharing', recipient: 'health-service', recipientId: clinic, dataClasses: ['demographics'] };
    const done = await amal.act('consent.record', person.caseId, { ...about, answer, language: 'ar', method: 'signature' });
    expect(done.status).toBe(200);
    return (done.body['entryIds'] as readonly string[])[0] ?? '';
  };
  /** Agreed to, shared, and its door open to whoever has the code. */
  const shared = async (person: Person, client = amal) => {
    const facts = ['person.birth-date'];
    const { fingerprint } = (await client.post(`/api/cases/${person.caseId}/referral-preview`, { recipientId: clinic, facts, sealedIds: [] })).body;
    const input = { subjectId: person.personId, recipientId: clinic, reason: 'other', facts, sealedIds: [], fingerprint };
    const done = await client.act('referral.share', person.caseId, input);
    expect(done.status).toBe(200);
    const [shareId] = done.body['entryIds'] as readonly string[];
    const { body } = await client.post(`/api/cases/${person.caseId}/referral-code`, { shareId });
    return { path: String(body['path']), code: String(body['code']) };
  };
  const knock = async ({ path, code }: { readonly path: string; readonly code: string }) =>
    (await fetch(world.running.address + path, { method: 'POST', body: new URLSearchParams({ code }) })).status;
  const recalls = async (person: Person, client = amal) => {
    const { body } = await client.get(`/api/cases/${person.caseId}`);
    return (body['case'] as { readonly shares: readonly { readonly recall?: { readonly because: string } }[] }).shares.map(
      (one) => one.recall?.because ?? 'live',
    );
  };
  const adult = async (client = amal) => {
    const person = await newPerson(client);
    await say(person, 'person.birth-date', '1990', client);
    return person;
  };

  it('is asked back in both when the person takes an agreement of one of them back, and stays so when they are parted', async () => {
    const [kept, goes] = [await adult(), await adult()];
    await agree(kept);
    const inOther = await agree(goes);
    const doors = [await shared(kept), await shared(goes)];
    await join(kept, goes);
    expect([await recalls(kept), await recalls(goes)]).toEqual([['live'], ['live']]);
    expect(await Promise.all(doors.map(knock))).toEqual([200, 200]);
    const withdrawn = await amal.act('consent.withdraw', kept.caseId, { consentId: inOther }, words(kept.personId, 'note'));
    expect(withdrawn.status).toBe(200);
    expect([await recalls(kept), await recalls(goes)]).toEqual([['consent-withdrawn'], ['consent-withdrawn']]);
    expect(await Promise.all(doors.map(knock))).toEqual([403, 403]);
    // Of the three entries, two stand in the record that was not named: a receipt does not count out what may not be seen.
    expect(withdrawn.body['entryIds']).toHaveLength(1);
    const [other] = (await view(amal, kept.caseId)).joined;
    expect([other?.history.at(-1)?.kind, other?.recalls]).toEqual(['referral-recalled', 1]);
    expect(await findings(kept, goes)).toEqual([]);
    expect((await part(kept, goes)).status).toBe(200);
    expect([await recalls(kept), await recalls(goes)]).toEqual([['consent-withdrawn'], ['consent-withdrawn']]);
    expect(await Promise.all(doors.map(knock))).toEqual([403, 403]);
    const [share] = ((await amal.get(`/api/cases/${goes.caseId}`)).body['case'] as { readonly shares: readonly { readonly entryId: string }[] }).shares;
    expect((await amal.act('recall.answer', goes.caseId, { shareId: share?.entryId, answer: 'destroyed' })).status).toBe(200);
    expect(await findings(kept, goes)).toEqual([]);
  });

  it('is asked back at the join where the other record refuses, and at the parting where it rested on the other’s agreement', async () => {
    const [kept, goes] = [await adult(), await adult()];
    await agree(goes);
    const door = await shared(goes);
    await agree(kept, 'refused');
    await join(kept, goes);
    expect([await recalls(goes), await knock(door)]).toEqual([['consent-refused'], 403]);
    const [one, other] = [await adult(), await adult()];
    await agree(other);
    const own = await shared(other);
    await join(one, other);
    await samir.act('records.confirm', one.caseId, {}, also(other));
    const borrowed = await shared(one);
    expect(await knock(borrowed)).toBe(200);
    await part(one, other);
    expect([await recalls(one), await recalls(other)]).toEqual([['consent-missing'], ['live']]);
    expect(await Promise.all([borrowed, own].map(knock))).toEqual([403, 200]);
    expect(await findings(kept, goes, one, other)).toEqual([]);
  });
});

describe('who may see what', () => {
  it('a record of another office or organisation, and one that is not there, give one answer: to looking and to joining', async () => {
    const [own, elsewhere, abroad] = [await newPerson(), await newPerson(leila), await newPerson(wanjiru)];
    const codes = [elsewhere.code, abroad.code, 'AAAA-2222'];
    const compared = await Promise.all(codes.map((otherCode) => amal.post(`/api/cases/${own.caseId}/compare`, { otherCode })));
    expect(new Set(compared.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(compared[2])]));
    expect(compared[2]).toMatchObject({ status: 404, body: { kind: 'no-such-case' } });
    const nobody: Person = { caseId: newId<CaseId>(), personId: newId<PersonId>(), code: '' };
    const joined = await Promise.all([elsewhere, abroad, nobody].map((other) => join(own, other)));
    expect(new Set(joined.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(joined[2])]));
    expect(joined[2]).toMatchObject({ status: 404, body: { kind: 'no-such-case' } });
    for (const [client, person] of [
      [leila, elsewhere],
      [wanjiru, abroad],
    ] as const)
      expect((await view(client, person.caseId)).history.every((line) => line.kind !== 'records-joined')).toBe(true);
  });

  it('the comparison opens no name by itself; a fund manager is not even told where names stand, and cannot join', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    await say(one, 'person.birth-date', '1990');
    await say(other, 'person.birth-date', '1991');
    const [amals, mayas] = await Promise.all([amal, maya].map((client) => client.post(`/api/cases/${one.caseId}/compare`, { otherCode: other.code })));
    type Sides = {
      readonly here: { readonly sealed: readonly { readonly sealedId: string }[] };
      readonly there: { readonly sealed: readonly { readonly sealedId: string }[] };
    };
    for (const answer of [amals, mayas]) {
      expect(answer?.status).toBe(200);
      expect(JSON.stringify(answer)).not.toContain('Planted');
      expect(answer?.body['facts']).toContainEqual({
        fact: 'person.birth-date',
        is: 'differ',
        here: { is: 'value', value: '1990' },
        there: { is: 'value', value: '1991' },
      });
    }
    const [open, closed] = [amals?.body as unknown as Sides, mayas?.body as unknown as Sides];
    expect([open.here.sealed.length, open.there.sealed.length, closed.here.sealed.length, closed.there.sealed.length]).toEqual([1, 1, 0, 0]);
    expect([amals?.body['mayOpenNames'], mayas?.body['mayOpenNames']]).toEqual([true, false]);
    const sealedIds = open.there.sealed.map((s) => s.sealedId);
    expect((await amal.post(`/api/cases/${other.caseId}/reveal`, { sealedIds })).body['values']).toMatchObject([{ text: 'Quillifer Plantedname' }]);
    expect((await maya.post(`/api/cases/${other.caseId}/reveal`, { sealedIds })).status).toBe(403);
    // A handle of the one record opens nothing through the other.
    expect((await amal.post(`/api/cases/${one.caseId}/reveal`, { sealedIds })).body['values']).toEqual([]);
    expect((await join(one, other, maya)).status).toBe(403);
    expect((await amal.post(`/api/cases/${one.caseId}/compare`, { otherCode: one.code })).body['kind']).toBe('same-record');
  });

  it('looking and joining are written down for both records', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    await amal.post(`/api/cases/${one.caseId}/compare`, { otherCode: other.code });
    await join(one, other);
    await view(amal, one.caseId);
    for (const person of [one, other]) {
      const { body } = await samir.get(`/api/cases/${person.caseId}/access`);
      const operations = (body['lines'] as readonly { readonly operation: string }[]).map((line) => line.operation);
      expect(operations).toEqual(expect.arrayContaining(['records.compare', 'records.join', 'case.view']));
    }
  });

  it('a colleague who may see only one of two joined records reads that one alone', async () => {
    const [own, far] = [await newPerson(), await newPerson(leila)];
    await say(far, 'safety.danger-tonight', true, leila);
    // Joined by a supervisor whom Leila has lent her role, so that both offices' records are theirs to see.
    const lent = [{ role: 'caseworker', by: userOf('leila'), officeId: demoOrganisations[0]?.offices[1]?.officeId }];
    const both = { organisationId: who.organisationId, userId: userOf('samir'), roles: ['supervisor'], lent };
    const officeId = demoOrganisations[0]?.offices[0]?.officeId as never;
    const request = {
      actId: newId(),
      caseId: own.caseId,
      deviceId: newId(),
      deviceSequence: 1,
      basis: 2,
      recordedAt: Date.now(),
      input: { kept: 'this', ground: 'other' },
      ...words(own.personId),
      ...also(far),
    };
    expect(await performAct(world.running.desk, { ...both, officeId } as never, acts['records.join'] as never, request as never)).toMatchObject({ ok: true });
    const seen = await view(amal, own.caseId);
    expect([seen.joined, seen.case.urgent, seen.links[0]?.otherCode]).toEqual([[], [], undefined]);
    expect(JSON.stringify(seen)).not.toContain(far.code);
    expect((await view(maya, own.caseId)).case.urgent).toEqual(['safety.danger-tonight']);
    // What the person refused there holds here, though Amal cannot read it.
    await leila.act('consent.record', far.caseId, { subjectId: far.personId, purpose: 'assistance', answer: 'refused', language: 'ar', method: 'signature' });
    const apply = await amal.act('application.submit', own.caseId, { programme: 'gaf-2013', urgency: 'emergency' }, words(own.personId, 'summary'));
    expect(apply.body['kind']).toBe('consent-refused');
    expect((await part(own, far)).body['kind']).toBe('no-such-case');
  });
});

describe('after two records were parted', () => {
  it('what was written in one meanwhile is offered to the other, and recorded there by a person', async () => {
    const [kept, goes] = [await newPerson(), await newPerson()];
    await join(kept, goes);
    await say(kept, 'safety.suicide-risk', true);
    await part(kept, goes);
    const offered = (await view(amal, goes.caseId)).links[0]?.writtenThere ?? [];
    expect(offered.map((one) => one.fact)).toEqual(['safety.suicide-risk']);
    const carried = await amal.act('records.carry-over', goes.caseId, { entryIds: offered.map((one) => one.entryId), withdrawThere: true }, also(kept));
    expect(carried.status).toBe(200);
    expect((await view(amal, goes.caseId)).case.urgent).toEqual(['safety.suicide-risk']);
    expect((await view(amal, kept.caseId)).case.urgent).toEqual([]);
    expect(await findings(kept, goes)).toEqual([]);
  });
});
