import { chained, type DraftEntry, type Entry, foldEntries } from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  type DeviceId,
  instant,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  plainDate,
  type SealedId,
  type UserId,
} from '@sojourn/kernel';
import { type ActOutcome, type Role, runAct, subjectOf } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { type CaseState, caseFold, isChild, mayNeverReceive, nameToCall, relationsEver, standingNames, standingOf, viewFor, viewOf } from './index.ts';
import { caseworkActs } from './operations.ts';

const id = <Id extends string>(n: number): Id => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Id;
const [person, uncle, aunt] = [id<PersonId>(1), id<PersonId>(2), id<PersonId>(3)];
const today = plainDate('2026-11-24');
type Act = keyof typeof caseworkActs;

/** One case in memory, with its sealed values as the server refers to them. */
class Case {
  #entries: Entry[] = [];
  state: CaseState | undefined;

  constructor(...more: readonly (readonly [Act, object, (readonly string[])?])[]) {
    expect(this.act('contact.record', { personId: person, presentCountry: 'LBN' }, ['name']).ok).toBe(true);
    for (const [name, input, sealed] of more) expect(this.act(name, input, sealed), name).toMatchObject({ ok: true });
  }

  get held(): CaseState {
    if (this.state === undefined) throw new Error('No case yet');
    return this.state;
  }

  act(name: Act, input: object, sealed: readonly string[] = [], as: Role = 'caseworker', about?: PersonId): ActOutcome {
    const texts = sealed.map((field) => ({ field, subjectId: about ?? subjectOf(caseworkActs[name], field, input, person) ?? person, text: 'words' }));
    const count = this.#entries.length;
    const act = {
      actId: id<ActId>(1_000 + count),
      caseId: id<CaseId>(4),
      deviceId: id<DeviceId>(5),
      deviceSequence: count + 1,
      basis: count,
      recordedAt: instant(0),
    };
    const actor = { organisationId: id<OrganisationId>(6), officeId: id<OfficeId>(7), userId: id<UserId>(8), roles: [as] };
    const context = {
      actor,
      today,
      on: today,
      now: instant(0),
      checkFact: () => undefined,
      lookUp: () => undefined,
      random: '0011223344556677',
      standingOf: standingOf as never,
    };
    const outcome = runAct(caseworkActs[name], this.state, { ...act, input, sealed: texts }, context);
    for (const [index, draft] of (outcome.ok ? outcome.value : []).entries()) this.#append(draft, act, index, texts);
    return outcome;
  }

  #append(
    draft: DraftEntry,
    act: Parameters<typeof chained>[1]['act'],
    index: number,
    texts: readonly { readonly field: string; readonly subjectId: PersonId }[],
  ) {
    const before = this.#entries.at(-1)?.envelope;
    const mine = texts.filter((text) => draft.sealedFields?.includes(text.field) === true);
    const sealed = mine.map(({ field, subjectId }, at) => ({
      sealedId: id<SealedId>(9_000 + this.#entries.length * 10 + at),
      field,
      subjectId,
      fingerprint: '',
    }));
    const place = { organisationId: id<OrganisationId>(6), authorId: id<UserId>(8), act, index, before, on: today };
    const envelope = chained(draft, { ...place, receivedAt: instant(this.#entries.length + 1), bundleHash: 'b', salt: '00', sealed });
    this.#entries.push({ envelope, payload: draft.payload, sealed });
    this.state = foldEntries(caseFold, this.#entries);
  }
}

const kinds = (held: CaseState, of: PersonId = person) => standingNames(held, of).map((name) => name.kind);
const nickname = ['name.record', { subjectId: person, kind: 'nickname', script: 'Ethi', call: true }, ['name']] as const;
const onPaper = ['name.record', { subjectId: person, kind: 'on-document', script: 'Latn', source: 'document' }, ['name']] as const;

describe('names of one person', () => {
  it('stand beside each other in the order they were told; the one they asked for is the one to call', () => {
    const { held } = new Case(nickname, onPaper);
    expect(kinds(held)).toEqual(['as-said', 'nickname', 'on-document']);
    expect(nameToCall(held, person)?.kind).toBe('nickname');
    expect(nameToCall(new Case(onPaper).held, person)?.kind).toBe('as-said');
  });
  it('are put right or taken back by another entry, and the earlier one stays to be read', () => {
    const one = new Case(nickname);
    const wrong = nameToCall(one.held, person)?.entryId;
    expect(one.act('name.record', { subjectId: person, kind: 'nickname', corrects: wrong }, ['name']).ok).toBe(true);
    expect(kinds(one.held)).toEqual(['as-said', 'nickname']);
    expect(one.held.names).toHaveLength(3);
    expect(viewOf(one.held, today).names.map((name) => name.stands)).toEqual([true, false, true]);
    const first = one.held.names[0]?.entryId;
    expect(one.act('name.withdraw', { subjectId: person, nameId: first }).ok).toBe(true);
    expect(one.act('name.withdraw', { subjectId: person, nameId: first })).toMatchObject({ refusal: { kind: 'no-such-name' } });
    expect(kinds(one.held)).toEqual(['nickname']);
  });
  it('are of somebody in the case, and a name puts right only a name of the same person', () => {
    const one = new Case();
    expect(one.act('name.record', { subjectId: uncle }, ['name'])).toMatchObject({ refusal: { kind: 'no-such-person' } });
    one.act('person.add', { personId: uncle, relation: 'relative' }, ['name']);
    const theirs = one.held.names.find((name) => name.subjectId === uncle)?.entryId;
    expect(one.act('name.record', { subjectId: person, corrects: theirs }, ['name'])).toMatchObject({ refusal: { kind: 'no-such-name' } });
    expect(one.act('name.record', { subjectId: uncle, corrects: theirs }, ['name']).ok).toBe(true);
  });
  it('in a first contact: as said and as called, each an entry of its own', () => {
    const one = new Case();
    const other = new Case();
    other.state = undefined;
    expect(kinds(one.held)).toEqual(['as-said']);
    const opened = runAct(
      caseworkActs['contact.record'],
      undefined,
      {
        actId: id(1),
        caseId: id(2),
        deviceId: id(3),
        deviceSequence: 1,
        basis: 0,
        recordedAt: instant(0),
        input: { personId: person, presentCountry: 'LBN', nameKind: 'as-said', nameScript: 'Ethi', nicknameScript: 'Latn', informantId: uncle },
        sealed: ['name', 'nickname', 'informant'].map((field) => ({ field, subjectId: field === 'informant' ? uncle : person, text: 'x' })),
      },
      {
        actor: { organisationId: id(6), officeId: id(7), userId: id(8), roles: ['caseworker'] },
        today,
        on: today,
        now: instant(0),
        checkFact: () => undefined,
        lookUp: () => undefined,
        random: '0011223344556677',
        standingOf: standingOf as never,
      },
    );
    expect(opened.ok && opened.value.map(({ kind, sealedFields }) => [kind, sealedFields ?? []])).toEqual([
      ['contact-recorded', []],
      ['name-recorded', ['name']],
      ['name-recorded', ['nickname']],
      ['person-added', ['informant']],
      ['fact-asserted', []],
    ]);
  });
});

describe('everybody else in a case', () => {
  const withUncle = ['person.add', { personId: uncle, relation: 'relative' }, ['name', 'note']] as const;
  it('one somebody may be several things; said to have done harm, they receive nothing until a supervisor takes it back', () => {
    const one = new Case(withUncle);
    expect(mayNeverReceive(one.held, uncle)).toBe(false);
    one.act('person.relate', { personId: uncle, relation: 'alleged-perpetrator', source: 'health-professional' }, ['note']);
    expect([mayNeverReceive(one.held, uncle), relationsEver(one.held, uncle)]).toEqual([true, ['relative', 'alleged-perpetrator']]);
    const said = one.held.people[0]?.relations[1]?.entryId;
    const back = { personId: uncle, relationId: said };
    expect(one.act('relation.withdraw', back, ['reason'])).toMatchObject({ refusal: { kind: 'supervisor-must-take-back' } });
    expect(one.act('relation.withdraw', back, ['reason'], 'supervisor').ok).toBe(true);
    expect([mayNeverReceive(one.held, uncle), relationsEver(one.held, uncle)]).toEqual([false, ['relative', 'alleged-perpetrator']]);
  });
  it('is added once, and is not the person whose case it is', () => {
    const one = new Case(withUncle);
    for (const personId of [uncle, person])
      expect(one.act('person.add', { personId, relation: 'friend' })).toMatchObject({ refusal: { kind: 'person-is-here-already' } });
  });
  it('words about them are sealed as theirs; under anybody else they are refused', () => {
    const one = new Case(withUncle);
    for (const about of [person, aunt])
      expect(one.act('name.record', { subjectId: uncle }, ['name'], 'caseworker', about)).toMatchObject({
        refusal: { kind: 'words-about-another', where: ['name'] },
      });
    expect(one.held.sealed.filter((words) => words.subjectId === uncle).map((words) => words.field)).toEqual(['name', 'note']);
  });
  it('a witness or interpreter named in a consent is added with it; words about nobody are refused', () => {
    const one = new Case();
    const consent = { subjectId: person, purpose: 'assistance', answer: 'given', language: 'am', method: 'oral-witnessed' };
    expect(one.act('consent.record', consent, ['witness-name'])).toMatchObject({ refusal: { kind: 'person-not-named', where: ['witness-name'] } });
    expect(one.act('consent.record', { ...consent, witnessId: aunt }, ['witness-name']).ok).toBe(true);
    expect(one.held.people.map(({ personId, relations }) => [personId, relations.map(({ relation }) => relation)])).toEqual([[aunt, ['witness']]]);
    expect(kinds(one.held, aunt)).toEqual(['as-said']);
    expect(one.act('consent.record', { ...consent, witnessId: aunt, interpreterId: aunt }).ok).toBe(true);
    expect(one.held.people[0]?.relations.map(({ relation }) => relation)).toEqual(['witness', 'interpreter']);
  });
  it('a guardian who is said to have done harm answers for nobody, whoever verified them', () => {
    const one = new Case(
      ['facts.assert', { facts: [{ subjectId: person, fact: 'person.birth-date', answer: { is: 'value', value: '2012' } }] }],
      ['guardian.record', { subjectId: person, claim: 'parent', personId: uncle }, ['name']],
    );
    const guardianId = one.held.ledger.guardians[0]?.entryId ?? '';
    const verified = {
      ...one.held,
      ledger: {
        ...one.held.ledger,
        guardians: one.held.ledger.guardians.map((g) => ({ ...g, verified: { by: id<UserId>(9), on: today, evidence: 'court-order' as const } })),
      },
    };
    one.state = verified;
    one.act('consent.record', { subjectId: person, purpose: 'assistance', answer: 'given', language: 'am', method: 'signature', guardianId, assent: 'given' });
    expect(mayNeverReceive(one.held, uncle)).toBe(false);
    one.act('person.relate', { personId: uncle, relation: 'alleged-perpetrator' });
    one.act('alternative.try', { scope: 'local', answer: 'no-reply' }, ['provider']);
    expect(one.act('application.submit', { programme: 'gaf-2013', urgency: 'standard' }, ['summary'])).toMatchObject({ ok: false });
  });
  it('the fund and finance see neither who they are nor any name', () => {
    const view = viewOf(new Case(withUncle, nickname).held, today);
    for (const role of ['fund-manager', 'finance'] as const) expect([viewFor(view, [role]).names, viewFor(view, [role]).people]).toEqual([[], []]);
    expect(viewFor(view, ['caseworker']).people).toHaveLength(1);
  });
});

describe('a date of birth', () => {
  const born = (value: string, source: string) => ({ facts: [{ subjectId: person, fact: 'person.birth-date', answer: { is: 'value', value }, source }] });
  it('claimed, on a document and assessed stand beside each other, and until somebody settles it they are a child', () => {
    const one = new Case(['facts.assert', born('2007', 'person'), ['said']], ['facts.assert', born('2003-01', 'document'), ['said']]);
    one.act('facts.assert', born('2007-11~/2009-11~', 'health-professional'), ['said']);
    const held = viewOf(one.held, today).facts.find((fact) => fact.fact === 'person.birth-date');
    expect([held?.is, held?.from.map((said) => said.source)]).toEqual(['disagree', ['person', 'document', 'health-professional']]);
    expect(isChild(one.held, today)).toBe('yes');
    expect(one.held.sealed.filter((words) => words.field === 'said')).toHaveLength(3);
  });
  it('an age around eighteen is not known: nobody is made an adult by a guess', () => {
    expect(
      ['2007-11~/2008-11~', '2006-11~/2007-11~', '2006-10~/2007-10~'].map((value) => isChild(new Case(['facts.assert', born(value, 'person')]).held, today)),
    ).toEqual(['unknown', 'unknown', 'no']);
  });
  it('words as said go with one date of one person', () => {
    const one = new Case();
    const twice = { facts: [...born('2007', 'person').facts, { ...born('2007', 'person').facts[0], fact: 'person.gender' }] };
    expect(one.act('facts.assert', twice, ['said'])).toMatchObject({ refusal: { kind: 'one-date-at-a-time' } });
    one.act('person.add', { personId: uncle, relation: 'relative' });
    const mixed = { facts: [...born('2007', 'person').facts, { ...born('1970', 'person').facts[0], subjectId: uncle }] };
    expect(one.act('facts.assert', mixed, ['note'])).toMatchObject({ refusal: { kind: 'one-person-at-a-time' } });
    expect(one.act('facts.assert', mixed).ok).toBe(true);
    expect(one.act('facts.assert', { facts: [{ ...born('1970', 'person').facts[0], subjectId: aunt }] })).toMatchObject({
      refusal: { kind: 'no-such-person' },
    });
  });
});
