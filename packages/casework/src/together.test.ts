import { type CaseId, derivedId, type PersonId } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { ada, answersIn, ben, clinic, eva, factIn, joined, Register, reading, today, two, type Who, who } from '../contract/register.ts';
import { type CaseState, joinedInto, rowOf, viewOf } from './index.ts';

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
