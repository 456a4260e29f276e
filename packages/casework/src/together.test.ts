import type { Recipient } from '@sojourn/directory';
import { chained, type Entry, factsOf, foldEntries } from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  dateOfInstant,
  derivedId,
  type EntryId,
  instant,
  type JsonValue,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  plainDate,
  type UserId,
} from '@sojourn/kernel';
import { type ActRequest, type AnyAct, type Role, runAct } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { directory } from '../contract/random-work.ts';
import { randomFrom } from '../contract/two-devices.ts';
import { type CaseState, caseFold, joinedInto, liveShares, packageOf, rowOf, shareStands, standingOf, together, viewOf } from './index.ts';
import { caseworkActs } from './operations.ts';

const first = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['SOJOURN_RUNS'] ?? 150);
const today = plainDate('2026-11-25');
type ActName = keyof typeof caseworkActs;
type Who = { readonly userId: UserId; readonly roles: readonly Role[] };
const clinic = [...directory.values()].find((one) => one.code === 'health-service-b') as Recipient;
const who = (name: string, role: Role): Who => ({ userId: derivedId<UserId>(name), roles: [role] });
const ada = who('ada', 'caseworker');
const ben = who('ben', 'caseworker');
const eva = who('eva', 'supervisor');

/** An office's records in memory, acted on as the server does; a minute passes with each act. */
class Register {
  readonly entries: Entry[] = [];
  erased = new Set<CaseId>();
  #now = Date.UTC(2026, 9, 1, 9);
  #acts = 0;
  readonly #states = new Map<CaseId, CaseState>();
  records(): Map<CaseId, CaseState> {
    return new Map(this.#states);
  }
  alone(caseId: CaseId): CaseState {
    const state = this.#states.get(caseId);
    if (state === undefined) throw new Error('no such record');
    return state;
  }
  read(caseId: CaseId): CaseState {
    return together(caseId, this.records());
  }
  refusal(name: ActName, actor: Who, caseId: CaseId, input: unknown, more: Partial<ActRequest> = {}, sealed: readonly string[] = []): string | undefined {
    this.#acts += 1;
    this.#now += 60_000;
    const now = instant(this.#now);
    const records = this.records();
    const request: ActRequest = {
      actId: derivedId<ActId>('act', String(this.#acts)),
      caseId,
      deviceId: derivedId<DeviceId>('device', actor.userId),
      deviceSequence: this.#acts,
      basis: records.get(caseId)?.sequence ?? 0,
      recordedAt: now,
      input,
      sealed: sealed.map((field) => ({ field, subjectId: records.get(caseId)?.personId ?? derivedId<PersonId>('none'), text: 'words' })),
      ...more,
    };
    const decided = runAct(caseworkActs[name] as AnyAct, records.has(caseId) ? together(caseId, records) : undefined, request, {
      actor: { organisationId: derivedId<OrganisationId>('o'), officeId: derivedId<OfficeId>('f'), ...actor },
      today,
      on: dateOfInstant(now),
      now,
      checkFact: () => undefined,
      random: derivedId('code', caseId).replaceAll('-', '').slice(0, 16),
      standingOf,
      lookUp: (_, id) => ('recipients' in caseworkActs[name] ? (directory.get(id) as unknown as JsonValue) : undefined),
      records,
      erased: this.erased,
    });
    if (!decided.ok) return decided.refusal.kind;
    for (const [index, draft] of decided.value.entries()) {
      const place = draft.caseId ?? caseId;
      const before = this.entries.findLast((entry) => entry.envelope.caseId === place)?.envelope;
      const basis = place === caseId ? request.basis : (request.also?.find((one) => one.caseId === place)?.basis ?? 0);
      const envelope = chained(draft, {
        organisationId: derivedId<OrganisationId>('o'),
        authorId: actor.userId,
        act: { ...request, caseId: place, basis },
        index,
        before,
        on: dateOfInstant(now),
        receivedAt: now,
        bundleHash: 'b',
        salt: '00',
        sealed: [],
      });
      const entry: Entry = { envelope, payload: draft.payload, sealed: [] };
      this.entries.push(entry);
      const state = this.#states.get(place);
      this.#states.set(place, state === undefined ? caseFold.start(entry) : caseFold.apply(state, entry));
    }
    return undefined;
  }
  act(...of: Parameters<Register['refusal']>): void {
    expect(this.refusal(...of), `${of[0]} was refused`).toBeUndefined();
  }
  open(name: string): CaseId {
    const caseId = derivedId<CaseId>('case', name);
    this.act('contact.record', ada, caseId, { personId: derivedId<PersonId>('person', name), presentCountry: 'LBN' });
    return caseId;
  }
  also = (caseId: CaseId) => ({ also: [{ caseId, basis: this.alone(caseId).sequence }] });
  join(kept: CaseId, goes: CaseId, by: Who = ada): string | undefined {
    return this.refusal('records.join', by, kept, { kept: 'this', ground: 'person-says-so' }, this.also(goes), ['reason']);
  }
  confirm = (a: CaseId, b: CaseId, by: Who = eva) => this.refusal('records.confirm', by, a, {}, this.also(b));
  part = (a: CaseId, b: CaseId, by: Who = ada) => this.refusal('records.part', by, a, { ground: 'not-the-same-person' }, this.also(b), ['reason']);
  say(caseId: CaseId, fact: string, value: JsonValue, more: Partial<ActRequest> = {}): void {
    const subjectId = this.alone(caseId).personId;
    this.act('facts.assert', ada, caseId, { facts: [{ subjectId, fact, answer: { is: 'value', value } }] }, more);
  }
  /** An agreement with one recipient, or a refusal of it. */
  agree(caseId: CaseId, more: object = {}, request: Partial<ActRequest> = {}): EntryId {
    const subjectId = this.alone(caseId).personId;
    const about = { purpose: 'sharing', recipient: clinic.kind, recipientId: clinic.recipientId, dataClasses: ['location'] };
    this.act('consent.record', ada, caseId, { subjectId, ...about, answer: 'given', language: 'ar', method: 'signature', ...more }, request);
    return this.entries.at(-1)?.envelope.entryId as EntryId;
  }
  share(caseId: CaseId): string | undefined {
    const chosen = { subjectId: this.alone(caseId).personId, recipientId: clinic.recipientId, facts: ['place.present-country'], sealedIds: [] };
    const made = packageOf(this.read(caseId), chosen, today);
    if (!made.ok) return made.refusal.kind;
    return this.refusal('referral.share', ada, caseId, { ...chosen, reason: 'other', fingerprint: made.value.fingerprint });
  }
  /** An adult, so that what they agree to needs nobody else. */
  openAdult(name: string): CaseId {
    const caseId = this.open(name);
    this.say(caseId, 'person.birth-date', '1990');
    return caseId;
  }
  recalls(caseId: CaseId): readonly string[] {
    return this.alone(caseId).shares.map((one) => one.recall?.because ?? 'live');
  }
  ask(caseId: CaseId, answer: 'given' | 'refused', more: Partial<ActRequest> = {}, purpose = 'assistance'): void {
    this.act('consent.record', ada, caseId, { subjectId: this.alone(caseId).personId, purpose, answer, language: 'ar', method: 'signature' }, more);
  }
}

const factIn = (state: CaseState, fact: string) => viewOf(state, today).facts.find((one) => one.fact === fact);
const answersIn = (state: CaseState) => state.ledger.consents.map((one) => [one.purpose, one.withdrawnOn === undefined ? one.answer : 'withdrawn']);
const two = () => {
  const office = new Register();
  return { office, a: office.open('a'), b: office.open('b') };
};
const joined = () => {
  const all = two();
  expect(all.office.join(all.a, all.b)).toBeUndefined();
  return all;
};
/** What is held and agreed, whichever of the records it is read from. */
const reading = (state: CaseState) =>
  canonicalJson({
    facts: [
      ...factsOf(
        state.assertions.filter((one) => one.subjectId === state.personId),
        today,
      ),
    ].map(([fact, held]) => [fact, held.is, held.is === 'value' ? held.value : null, held.from.map((one) => one.entryId).toSorted()]),
    consents: state.ledger.consents.map((one) => [one.entryId, one.answer, one.withdrawnOn ?? null]),
    alternatives: state.alternatives.map((one) => one.entryId),
  } as unknown as JsonValue);

describe('two records of one person', () => {
  it('are read together from either: danger told to one office is danger for the other at once', () => {
    const { office, a, b } = two();
    office.say(b, 'safety.danger-tonight', true);
    expect(viewOf(office.read(a), today).urgent).toEqual([]);
    expect(office.join(a, b)).toBeUndefined();
    expect(rowOf(office.read(a), today).urgent).toEqual(['safety.danger-tonight']);
    expect(reading(office.read(a))).toBe(reading(office.read(b)));
  });

  it('that differ disagree until a named person settles it, on the same device too; parted, each says what it said', () => {
    const { office, a, b } = two();
    office.say(a, 'person.birth-date', '2001');
    office.say(b, 'person.birth-date', '2010');
    office.join(a, b);
    expect(factIn(office.read(a), 'person.birth-date')).toMatchObject({ is: 'disagree', why: 'made-apart' });
    expect(viewOf(office.read(a), today).isChild).toBe('yes');
    const weighed = factIn(office.read(a), 'person.birth-date')?.from.map((one) => one.entryId);
    const settle = { subjectId: office.alone(a).personId, fact: 'person.birth-date', answer: { is: 'value', value: '2001' }, weighed };
    expect(office.refusal('disagreement.settle', ada, b, { ...settle, subjectId: office.alone(b).personId }, {}, ['reason'])).toBe('joined-elsewhere');
    office.act('disagreement.settle', ada, a, settle, {}, ['reason']);
    expect(factIn(office.read(b), 'person.birth-date')).toMatchObject({ is: 'value', value: '2001' });
    expect(office.part(a, b)).toBeUndefined();
    expect(factIn(office.read(b), 'person.birth-date')).toMatchObject({ is: 'value', value: '2010' });
    expect(factIn(office.read(a), 'person.birth-date')).toMatchObject({ is: 'value', value: '2001' });
  });

  it('what is said after the join, by someone who saw both, replaces what either said before', () => {
    const { office, a, b } = two();
    office.say(a, 'place.present-country', 'NGA');
    office.say(b, 'place.present-country', 'ETH');
    office.join(a, b);
    office.say(a, 'place.present-country', 'PHL', { basis: 3 });
    expect(factIn(office.read(b), 'place.present-country')).toMatchObject({ is: 'disagree' });
    office.say(a, 'place.present-country', 'PHL');
    // Of the first contact, a caseworker said Lebanon in both: another source.
    const said = factIn(office.read(b), 'place.present-country')?.from.filter((one) => one.source === 'person');
    expect(new Set(said?.map((one) => one.value))).toEqual(new Set(['PHL']));
  });
});

describe('consent in two records', () => {
  const may = (state: CaseState) => answersIn(state).at(-1)?.[1] ?? 'none';
  it('given in one counts in the other once a second person has confirmed, and not before', () => {
    const { office, a, b } = two();
    office.ask(b, 'given');
    office.join(a, b);
    expect([may(office.read(a)), office.read(a).setAside?.length]).toEqual(['none', 1]);
    expect(may(office.read(b))).toBe('given');
    expect(office.confirm(a, b)).toBeUndefined();
    expect([may(office.read(a)), office.read(a).setAside?.length]).toEqual(['given', 0]);
  });
  it.each(['before', 'after'] as const)('refused in one %s it was given in the other: refused in both, though nobody confirmed', (order) => {
    const { office, a, b } = two();
    const [refusing, agreeing] = [() => office.ask(b, 'refused'), () => office.ask(a, 'given')];
    for (const step of order === 'before' ? [refusing, agreeing] : [agreeing, refusing]) step();
    office.join(a, b);
    expect([may(office.read(a)), may(office.read(b))]).toEqual(['refused', 'refused']);
    expect(office.refusal('application.submit', ada, a, { programme: 'gaf-2013', urgency: 'emergency' }, {}, ['summary'])).toBe('consent-refused');
  });
  it('asked again by someone who knew of the join, the new answer counts; by a device that did not, it does not', () => {
    const { office, a, b } = two();
    office.ask(b, 'refused');
    office.join(a, b);
    office.ask(a, 'given', { basis: 2 });
    expect(may(office.read(a))).toBe('refused');
    office.ask(a, 'given');
    expect(may(office.read(a))).toBe('given');
    office.ask(b, 'refused');
    expect(may(office.read(a))).toBe('refused');
  });
  it('taken back from the one side is taken back where it stands, and stays so when they are parted', () => {
    const { office, a, b } = two();
    office.ask(b, 'given');
    office.join(a, b);
    const consentId = office.alone(b).ledger.consents[0]?.entryId;
    office.act('consent.withdraw', ada, a, { consentId });
    expect(office.alone(b).ledger.consents[0]?.withdrawnOn).toBeDefined();
    office.part(a, b);
    expect(may(office.read(b))).toBe('withdrawn');
  });
  it('refused while they were one: nobody can say whose refusal it was, so after parting both must be asked again', () => {
    const { office, a, b } = two();
    office.ask(b, 'given');
    office.ask(b, 'given', {}, 'follow-up');
    office.join(a, b);
    office.ask(a, 'refused');
    office.part(a, b);
    expect(answersIn(office.read(b))).toEqual([
      ['assistance', 'withdrawn'],
      ['follow-up', 'given'],
    ]);
    expect(answersIn(office.read(a))).toEqual([['assistance', 'refused']]);
  });
  it('a refusal from before the join is the one person’s own: parting gives the other their own answer back', () => {
    const { office, a, b } = two();
    office.ask(a, 'refused');
    office.ask(b, 'given');
    office.join(a, b);
    office.part(a, b);
    expect([may(office.read(a)), may(office.read(b))]).toEqual(['refused', 'given']);
  });
});

describe('what was shared, where two records are one person', () => {
  const shared = () => {
    const office = new Register();
    const [a, b] = [office.openAdult('a'), office.openAdult('b')];
    for (const one of [a, b]) {
      office.agree(one);
      expect(office.share(one)).toBeUndefined();
    }
    return { office, a, b, consents: [a, b].map((one) => office.alone(one).ledger.consents[0]?.entryId) };
  };
  const kindsIn = (office: Register, caseId: CaseId) =>
    office.entries.filter(({ envelope }) => envelope.caseId === caseId && /consent-w|recalled/.test(envelope.kind)).map(({ envelope }) => envelope.kind);

  it.each([0, 1])(
    'taken back while both are read as one, whichever agreement it was (%i): both recipients are asked to destroy, each in its own record, and parting changes none of it',
    (which) => {
      const { office, a, b, consents } = shared();
      office.join(a, b);
      expect([office.recalls(a), office.recalls(b)]).toEqual([['live'], ['live']]);
      office.act('consent.withdraw', ada, a, { consentId: consents[which] });
      expect([office.recalls(a), office.recalls(b)]).toEqual([['consent-withdrawn'], ['consent-withdrawn']]);
      const [withdrawnIn, other] = which === 0 ? [a, b] : [b, a];
      expect([kindsIn(office, withdrawnIn), kindsIn(office, other)]).toEqual([['consent-withdrawn', 'referral-recalled'], ['referral-recalled']]);
      office.part(a, b);
      expect([office.recalls(a), office.recalls(b)]).toEqual([['consent-withdrawn'], ['consent-withdrawn']]);
      // Whose word it was nobody can say: neither agreement stands, and nothing is shared again until that person is asked.
      expect([answersIn(office.read(a)), answersIn(office.read(b))]).toEqual([[['sharing', 'withdrawn']], [['sharing', 'withdrawn']]]);
      expect([office.share(a), office.share(b)]).toEqual(['consent-withdrawn', 'consent-withdrawn']);
      office.agree(b);
      expect([office.share(b), office.recalls(b)]).toEqual([undefined, ['consent-withdrawn', 'live']]);
      const [own] = office.alone(b).shares;
      office.act('recall.answer', ada, b, { shareId: own?.entryId, answer: 'destroyed' });
      expect(office.alone(b).shares[0]?.recall?.answer?.answer).toBe('destroyed');
    },
  );
  it('refused, withheld or barred in one record is asked back in the other', () => {
    const subjectId = (office: Register, caseId: CaseId) => office.alone(caseId).personId;
    const ways: readonly (readonly [string, (office: Register, caseId: CaseId) => unknown])[] = [
      ['consent-refused', (office, caseId) => office.agree(caseId, { answer: 'refused' })],
      ['withheld', (office, caseId) => office.act('withholding.record', ada, caseId, { subjectId: subjectId(office, caseId), dataClass: 'location' })],
      ['firewall-linked-to-case', (office, caseId) => office.act('recipient.bar', ada, caseId, { recipientId: clinic.recipientId, why: 'recruiter' })],
    ];
    for (const [because, way] of ways) {
      const { office, a, b } = shared();
      office.join(a, b);
      way(office, b);
      expect([office.recalls(a), office.recalls(b)]).toEqual([[because], [because]]);
    }
  });
  it('is asked back at the join itself where the other record says no, though nobody has confirmed', () => {
    const office = new Register();
    const [a, b] = [office.openAdult('a'), office.openAdult('b')];
    office.agree(a);
    office.share(a);
    office.agree(b, { answer: 'refused' });
    expect(office.recalls(a)).toEqual(['live']);
    office.join(b, a);
    expect([office.recalls(a), kindsIn(office, b)]).toEqual([['consent-refused'], []]);
  });
  it('under an agreement of the other record is asked back when they are parted; what rests on a record’s own agreement is not', () => {
    const office = new Register();
    const [a, b] = [office.openAdult('a'), office.openAdult('b')];
    office.agree(b);
    office.share(b);
    office.join(a, b);
    expect(office.share(a)).toBe('consent-missing');
    office.confirm(a, b);
    expect(office.share(a)).toBeUndefined();
    office.part(a, b);
    expect([office.recalls(a), office.recalls(b)]).toEqual([['consent-missing'], ['live']]);
  });
  it('taken back by a device that did not know of the parting: taken back where it stands, however late it comes', () => {
    const { office, a, b, consents } = shared();
    office.join(a, b);
    const seen = { basis: office.alone(a).sequence };
    office.part(a, b);
    expect(office.refusal('consent.withdraw', ada, a, { consentId: consents[1] })).toBe('no-such-consent');
    office.act('consent.withdraw', ada, a, { consentId: consents[1] }, seen);
    expect([office.recalls(a), office.recalls(b)]).toEqual([['live'], ['consent-withdrawn']]);
    expect(office.alone(b).ledger.consents[0]?.withdrawnOn).toBeDefined();
  });
  it('alone, or read from another record: once their age is in dispute, what an adult agreed to is asked back; settling it brings nothing back', () => {
    const office = new Register();
    const [a, b] = [office.openAdult('a'), office.openAdult('b')];
    office.agree(a);
    expect(office.share(a)).toBeUndefined();
    const subjectId = office.alone(b).personId;
    const born = { subjectId, fact: 'person.birth-date', answer: { is: 'value', value: '2011' }, source: 'document' };
    office.act('facts.assert', ada, b, { facts: [born] });
    expect(office.recalls(a)).toEqual(['live']);
    office.join(a, b);
    expect(viewOf(office.read(a), today).isChild).toBe('yes');
    expect(office.recalls(a)).toEqual(['guardian-consent-needed']);
    const own = new Register();
    const c = own.openAdult('c');
    own.agree(c);
    expect(own.share(c)).toBeUndefined();
    own.act('facts.assert', ada, c, { facts: [{ ...born, subjectId: own.alone(c).personId }] });
    expect(own.recalls(c)).toEqual(['guardian-consent-needed']);
    const weighed = factIn(own.read(c), 'person.birth-date')?.from.map((one) => one.entryId);
    const settle = { subjectId: own.alone(c).personId, fact: 'person.birth-date', answer: { is: 'value', value: '1990' }, weighed };
    own.act('disagreement.settle', ada, c, settle, {}, ['reason']);
    expect(own.recalls(c)).toEqual(['guardian-consent-needed']);
  });
  it('what is recorded from one side about a guardian of the other stands where that guardian does, and stays when they are parted', () => {
    const { office, a, b } = two();
    office.act('guardian.record', ada, b, { subjectId: office.alone(b).personId, claim: 'relative' });
    const guardianId = office.alone(b).ledger.guardians[0]?.entryId;
    office.join(a, b);
    office.confirm(a, b);
    office.act('guardian.verify', ben, a, { guardianId, evidence: 'court-order' });
    office.agree(b, { guardianId, assent: 'given' });
    expect(office.share(a)).toBeUndefined();
    office.act('guardian.in-conflict', ada, a, { guardianId }, {}, ['reason']);
    expect(office.alone(b).ledger.guardians[0]).toMatchObject({ inConflict: true, verified: { by: ben.userId } });
    expect(office.recalls(a)).toEqual(['guardian-in-conflict']);
    office.part(a, b);
    expect(office.alone(b).ledger.guardians[0]?.inConflict).toBe(true);
  });
  it('for a child, a guardian who is said in either record to have done harm answers in neither', () => {
    const office = new Register();
    const [a, b] = [office.open('a'), office.open('b')];
    const guardian = derivedId<PersonId>('uncle');
    const { personId } = office.alone(b);
    office.act('guardian.record', ada, b, { subjectId: personId, claim: 'relative', personId: guardian }, {}, []);
    const guardianId = office.alone(b).ledger.guardians[0]?.entryId;
    office.act('guardian.verify', ben, b, { guardianId, evidence: 'court-order' });
    office.agree(b, { guardianId, assent: 'given' });
    office.join(a, b);
    office.confirm(a, b);
    expect(office.share(a)).toBeUndefined();
    office.act('person.relate', ada, b, { personId: guardian, relation: 'alleged-perpetrator' });
    expect(office.recalls(a)).toEqual(['guardian-in-conflict']);
    expect(office.share(a)).toBe('guardian-in-conflict');
  });
});

describe('telling apart', () => {
  const apart = (office: Register, a: CaseId, b: CaseId, by: Who = ada, words: readonly string[] = ['reason']) =>
    office.refusal('records.tell-apart', by, a, { ground: 'both-known-to-staff' }, office.also(b), words);
  it('is said in both records, with who and on what ground, and needs words; each stays what it was', () => {
    const { office, a, b } = two();
    expect(apart(office, a, b, ada, [])).toBe('text-needed');
    const before = [office.alone(a), office.alone(b)].map(({ assertions, links }) => ({ assertions, links }));
    expect(apart(office, a, b)).toBeUndefined();
    expect([office.alone(a).toldApart, office.alone(b).toldApart]).toMatchObject([
      [{ otherCaseId: b, ground: 'both-known-to-staff', authorId: ada.userId }],
      [{ otherCaseId: a, ground: 'both-known-to-staff', authorId: ada.userId }],
    ]);
    expect([office.alone(a), office.alone(b)].map(({ assertions, links }) => ({ assertions, links }))).toEqual(before);
  });
  it('is refused of records that are joined, also through a third; who was wrong may join them still', () => {
    const { office, a, b } = two();
    const c = office.open('c');
    expect(apart(office, a, b)).toBeUndefined();
    expect(office.join(a, b)).toBeUndefined();
    expect(office.join(c, a)).toBeUndefined();
    expect([apart(office, a, b), apart(office, b, c), apart(office, c, b)]).toEqual(['already-joined', 'already-joined', 'already-joined']);
    office.part(a, b);
    expect(apart(office, b, c)).toBeUndefined();
  });
  it('names nobody who was erased', () => {
    const { office, a, b } = two();
    office.erased.add(b);
    expect(apart(office, a, b)).toBe('erased-not-joined');
  });
});

describe('joining', () => {
  it('is confirmed by another person, and one of the two is a supervisor', () => {
    const { office, a, b } = joined();
    expect([office.confirm(a, b, ada), office.confirm(a, b, ben), office.confirm(b, a, eva), office.confirm(a, b, eva)]).toEqual([
      'another-person-must-confirm',
      'a-supervisor-must-confirm',
      undefined,
      'already-confirmed',
    ]);
    const other = two();
    other.office.join(other.a, other.b, eva);
    expect(other.office.confirm(other.a, other.b, ada)).toBeUndefined();
  });
  it('needs words; the words are sealed in each record for its own person', () => {
    const { office, a, b } = two();
    expect(office.refusal('records.join', ada, a, { kept: 'this', ground: 'other' }, office.also(b))).toBe('text-needed');
    office.join(a, b);
    expect(office.refusal('records.part', ada, a, { ground: 'other' }, office.also(b))).toBe('text-needed');
  });
  it('goes in chains, never in circles, and a middle one can be parted', () => {
    const { office, a, b } = two();
    const c = office.open('c');
    office.say(a, 'safety.danger-tonight', true);
    expect(office.join(b, a)).toBeUndefined();
    expect([office.join(a, b), office.join(b, a), office.join(a, c), office.join(c, a)]).toEqual([
      'already-joined',
      'already-joined',
      'joined-elsewhere',
      'other-joined-elsewhere',
    ]);
    expect(office.join(c, b)).toBeUndefined();
    expect(viewOf(office.read(c), today).urgent).toEqual(['safety.danger-tonight']);
    expect(new Set([a, b, c].map((id) => reading(office.read(id)))).size).toBe(1);
    expect(office.join(a, c)).toBe('joined-elsewhere');
    expect(office.part(c, b)).toBeUndefined();
    expect(viewOf(office.read(c), today).urgent).toEqual([]);
    expect(viewOf(office.read(b), today).urgent).toEqual(['safety.danger-tonight']);
    expect([office.part(c, b), office.confirm(c, b), office.part(a, c)]).toEqual(['not-joined', 'not-joined', 'not-joined']);
    expect(office.join(c, b)).toBeUndefined();
  });
  it('is refused where someone was erased, and a wrong join can still be undone after an erasure, without words', () => {
    const { office, a, b } = two();
    office.erased = new Set([b]);
    expect(office.join(a, b)).toBe('erased-not-joined');
    office.erased = new Set();
    office.join(a, b);
    office.erased = new Set([a, b]);
    expect(office.refusal('records.part', ada, a, { ground: 'not-the-same-person' }, office.also(b))).toBeUndefined();
  });
  it('never hides open work behind a closed record; the closed one joins the open one', () => {
    const { office, a, b } = two();
    office.act('case.close', ada, a, { outcome: 'no-contact' });
    expect(office.join(a, b)).toBe('kept-is-closed');
    expect(office.join(b, a)).toBeUndefined();
  });
});

describe('a record that was joined into another', () => {
  it('takes what happened, runs on what runs, and begins nothing new', () => {
    const { office, a, b } = two();
    office.ask(b, 'given');
    office.act('application.submit', ada, b, { programme: 'gaf-2013', urgency: 'emergency' }, {}, ['summary']);
    office.join(a, b);
    expect(joinedInto(office.alone(b))?.otherCaseId).toBe(a);
    // One person, one application: it is under way in the other record.
    expect(office.refusal('application.submit', ada, a, { programme: 'gaf-2013', urgency: 'emergency' }, {}, ['summary'])).toBe('already-applied');
    expect(office.refusal('application.submit', ada, b, { programme: 'gaf-2013', urgency: 'emergency' }, {}, ['summary'])).toBe('joined-elsewhere');
    office.act('service.record', ada, b, { service: 'medical' });
    const applicationId = office.alone(b).applications[0]?.entryId;
    office.act('application.decide', who('mo', 'fund-manager'), b, { applicationId, decision: 'eligible', reasons: ['tests-met'] }, {}, ['reason']);
    office.act('plan.add-line', ada, b, { service: 'food', quantity: 2, unit: 'day', unitCost: { minor: 500, currency: 'USD' } });
    expect(viewOf(office.read(a), today).planTotals).toEqual([]);
    expect(viewOf(office.read(b), today).planTotals).toEqual([{ minor: 1_000, currency: 'USD' }]);
  });
});

describe('facts written while two records were one', () => {
  it('stay where they were written, and a person may record them in the other, with or without taking them back', () => {
    const { office, a, b } = joined();
    office.say(a, 'safety.suicide-risk', true);
    office.say(a, 'safety.medical-emergency', true);
    const [risk, medical] = office
      .alone(a)
      .assertions.slice(-2)
      .map((one) => one.entryId);
    expect(office.refusal('records.carry-over', ada, b, { entryIds: [risk], withdrawThere: true }, office.also(a))).toBe('no-such-statement');
    office.part(a, b);
    expect(viewOf(office.read(b), today).urgent).toEqual([]);
    office.act('records.carry-over', ada, b, { entryIds: [risk], withdrawThere: true }, office.also(a));
    office.act('records.carry-over', ada, b, { entryIds: [medical], withdrawThere: false }, office.also(a));
    expect(viewOf(office.read(b), today).urgent).toEqual(['safety.medical-emergency', 'safety.suicide-risk']);
    expect(viewOf(office.read(a), today).urgent).toEqual(['safety.medical-emergency']);
    expect(office.refusal('records.carry-over', ada, b, { entryIds: [risk], withdrawThere: true }, office.also(a))).toBe('no-such-statement');
  });
});

/** One run: random acts in three records, some joins and partings among them; what was joined and parted must leave no trace but what came after. */
function randomRegister(
  seed: number,
  after?: (office: Register, cases: readonly CaseId[]) => void,
): { readonly office: Register; readonly cases: readonly CaseId[]; readonly done: Set<string> } {
  const random = randomFrom(seed);
  const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
  const office = new Register();
  const cases = ['x', 'y', 'z'].map((name) => office.openAdult(name));
  const done = new Set<string>();
  const steps = 15 + random(25);
  for (let step = 0; step < steps; step += 1) {
    const caseId = pick(cases);
    const other = pick(cases.filter((one) => one !== caseId));
    const own = office.alone(caseId);
    const more = random(3) === 0 ? { basis: 1 + random(own.sequence) } : {};
    const kinds: readonly (() => string | undefined)[] = [
      () => office.say(caseId, pick(['place.present-country', 'person.citizenship']), pick(['NGA', 'ETH']), more) as undefined,
      () => office.say(caseId, 'safety.danger-tonight', random(2) === 0, more) as undefined,
      () => (random(4) > 0 ? 'seldom' : (office.say(caseId, 'person.birth-date', pick(['1990', '2011']), more) as undefined)),
      () => office.ask(caseId, pick(['given', 'refused']), more, pick(['assistance', 'sharing'])) as undefined,
      () => {
        const consent = pick(office.read(caseId).ledger.consents);
        return consent === undefined ? 'none' : office.refusal('consent.withdraw', ben, caseId, { consentId: consent.entryId }, more);
      },
      () => office.join(caseId, other, pick([ada, eva])),
      () => office.confirm(caseId, other, pick([ada, eva])),
      () => office.part(caseId, other),
      ...Array.from({ length: 2 }, () => () => office.agree(caseId, { answer: pick(['given', 'given', 'given', 'refused']) }, more) && undefined),
      ...Array.from({ length: 4 }, () => () => office.share(caseId)),
      () => (random(3) > 0 ? 'seldom' : office.refusal('withholding.record', ada, caseId, { subjectId: own.personId, dataClass: 'location' }, more)),
      () => {
        const withheld = own.ledger.withholdings.find((one) => one.liftedOn === undefined);
        return withheld === undefined ? 'none' : office.refusal('withholding.lift', ada, caseId, { withholdingId: withheld.entryId }, more);
      },
    ];
    const at = random(kinds.length);
    if (kinds[at]?.() === undefined) done.add(String(at));
    after?.(office, cases);
  }
  return { office, cases, done };
}

describe(`any three records (${runs} runs from seed ${first}; SOJOURN_SEED, SOJOURN_RUNS)`, () => {
  const each = (work: (seed: number) => void) => {
    for (let seed = first; seed < first + runs; seed += 1) {
      try {
        work(seed);
      } catch (problem) {
        throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
      }
    }
  };
  const linkless = (state: CaseState) => ({ ...state, links: [] });

  it('joined and confirmed, say the same from wherever they are read', () => {
    let groups = 0;
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) {
        const state = office.read(caseId);
        for (const other of state.elsewhere ?? []) {
          groups += 1;
          const there = office.read(other.caseId);
          const facts = (one: CaseState) => JSON.parse(reading(one)).facts;
          expect(facts(there)).toEqual(facts(state));
          const answers = (one: CaseState) => one.ledger.consents.map((consent) => consent.entryId);
          if ((state.elsewhere ?? []).every((one) => one.confirmed)) expect(answers(there)).toEqual(answers(state));
        }
      }
    });
    expect(groups).toBeGreaterThan(runs / 4);
  }, 3_600_000);

  it('never let an agreement count that another record of the person refuses, unless asked again in that knowledge', () => {
    let refusals = 0;
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) {
        const state = office.read(caseId);
        for (const { caseId: otherId } of state.elsewhere ?? []) {
          for (const [purpose, recipient] of [
            ['assistance', 'this-organisation'],
            ['sharing', 'this-organisation'],
            ['sharing', clinic.kind],
          ] as const) {
            const asked = (one: CaseState['ledger']['consents'][number]) => one.purpose === purpose && one.recipient === recipient;
            const theirs = office.alone(otherId).ledger.consents.filter(asked).at(-1);
            const counting = state.ledger.consents.filter(asked).at(-1);
            if (theirs === undefined || (theirs.answer === 'given' && theirs.withdrawnOn === undefined)) continue;
            refusals += 1;
            if (counting?.answer !== 'given' || counting.withdrawnOn !== undefined) continue;
            const writtenIn = office.alone(state.recordOf?.[counting.entryId] ?? caseId);
            const given = writtenIn.consentTimes.find((one) => one.entryId === counting.entryId);
            const stopped = office.alone(otherId).consentTimes.find((one) => one.entryId === theirs.entryId);
            const joins = writtenIn.links.filter((link) => link.parted === undefined && link.sequence <= (given?.basis ?? 0));
            expect(joins.length).toBeGreaterThan(0);
            expect(given?.receivedAt).toBeGreaterThanOrEqual(stopped?.withdrawnAt ?? stopped?.receivedAt ?? Number.POSITIVE_INFINITY);
          }
        }
      }
    });
    expect(refusals).toBeGreaterThan(runs / 10);
  }, 3_600_000);

  it('leave nothing shared that could not be shared now: whatever takes an authority away, in whichever record, asks for it back', () => {
    const seen = { live: 0, recalled: 0, elsewhere: 0 };
    const moment = { today, now: instant(Date.UTC(2026, 9, 2)) };
    each((seed) => {
      const { office, cases } = randomRegister(seed, (now, all) => {
        for (const caseId of all) {
          const state = now.read(caseId);
          for (const share of liveShares(state)) {
            const stands = shareStands(state, share, moment);
            expect(stands.ok ? '' : stands.refusal.kind).toBe('');
            seen.live += 1;
          }
        }
      });
      const recalls = office.entries.filter(({ envelope }) => envelope.kind === 'referral-recalled');
      const shareIds = recalls.map(({ payload }) => (payload as { readonly shareId: string }).shareId);
      // Once each, and where the share was made.
      expect(new Set(shareIds).size).toBe(shareIds.length);
      for (const [at, { envelope }] of recalls.entries()) {
        seen.recalled += 1;
        expect(office.alone(envelope.caseId).shares.some((one) => one.entryId === shareIds[at])).toBe(true);
        const first = office.entries.find((one) => one.envelope.actId === envelope.actId);
        if (first?.envelope.caseId !== envelope.caseId) seen.elsewhere += 1;
      }
      expect(shareIds.length).toBe(cases.flatMap((caseId) => office.alone(caseId).shares.filter((one) => one.recall !== undefined)).length);
    });
    // A run in which nothing is shared, nor asked back across records, proves nothing.
    expect(seen.live).toBeGreaterThan(runs);
    expect(seen.recalled).toBeGreaterThan(runs / 5);
    expect(seen.elsewhere).toBeGreaterThan(runs / 50);
  }, 3_600_000);

  it('parted, are as if never joined: each record is its own journal, and what came after', () => {
    each((seed) => {
      const { office, cases } = randomRegister(seed);
      for (const caseId of cases) for (const other of cases) if (caseId !== other) office.part(caseId, other);
      for (const caseId of cases) {
        const own = office.entries.filter((entry) => entry.envelope.caseId === caseId && !entry.envelope.kind.startsWith('records-'));
        expect(canonicalJson(linkless(office.read(caseId)) as never)).toBe(
          canonicalJson({ ...foldEntries(caseFold, own), sequence: office.alone(caseId).sequence } as never),
        );
        expect(office.read(caseId).elsewhere).toBeUndefined();
      }
    });
  }, 3_600_000);

  it('lose nothing of what each record holds, and take no entry of another', () => {
    const kinds = new Set<string>();
    each((seed) => {
      const { office, cases, done } = randomRegister(seed);
      for (const kind of done) kinds.add(kind);
      for (const caseId of cases) {
        const state = office.read(caseId);
        const all = [...state.ledger.consents, ...(state.setAside ?? [])].map((one) => one.entryId).toSorted();
        const members = [caseId, ...(state.elsewhere ?? []).map((one) => one.caseId)];
        expect(all).toEqual(members.flatMap((id) => office.alone(id).ledger.consents.map((one) => one.entryId)).toSorted());
        expect(state.assertions.length).toBe(members.reduce((sum, id) => sum + office.alone(id).assertions.length, 0));
      }
    });
    // A run in which nothing is joined, confirmed or parted proves nothing.
    expect([...kinds].sort()).toEqual(Array.from({ length: 16 }, (_, n) => String(n)).sort());
  }, 3_600_000);
});
