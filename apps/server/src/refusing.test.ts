import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseState, caseFold, nextSteps, stageOf, standingOf, viewOf } from '@sojourn/casework';
import { caseworkActs } from '@sojourn/casework/operations';
import type { Catalogue } from '@sojourn/catalogue';
import { consentPurposes, filingKinds } from '@sojourn/consent';
import { everyKind } from '@sojourn/directory';
import { chained, type Entry, foldEntries } from '@sojourn/journal';
import { type ActId, type CaseId, type DeviceId, derivedId, instant, type OfficeId, type OrganisationId, plainDate, type UserId } from '@sojourn/kernel';
import { type ActRequest, type AnyAct, runAct } from '@sojourn/operations';
import { evaluateProgramme } from '@sojourn/programmes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsForRules, onOneDay, rulesContext } from './facts-of-case.ts';

const today = plainDate('2026-11-24');
const PERSON = derivedId<CaseId>('person');
const bundle = JSON.parse(readFileSync(join(import.meta.dirname, '../../../.cache/catalogue.json'), 'utf8')) as { readonly catalogue: Catalogue };
const { catalogue } = bundle;

const actor = {
  organisationId: derivedId<OrganisationId>('organisation'),
  officeId: derivedId<OfficeId>('office'),
  userId: 'ana' as UserId,
  roles: ['caseworker'] as const,
};

function decide(name: keyof typeof caseworkActs, entries: readonly Entry[], input: unknown) {
  const state: CaseState | undefined = entries.length === 0 ? undefined : foldEntries(caseFold, entries);
  const act = caseworkActs[name] as AnyAct;
  const counted = { deviceId: derivedId<DeviceId>('device'), deviceSequence: entries.length + 1, basis: entries.length, recordedAt: instant(0) };
  const sealed = Object.entries(act.sealed).flatMap(([field, rule]) => (rule.required === true ? [{ field, subjectId: PERSON as never, text: 'words' }] : []));
  const request: ActRequest = { actId: derivedId<ActId>(name, String(entries.length)), caseId: derivedId<CaseId>('case'), ...counted, input, sealed };
  const more = { actor, today, on: today, now: instant(Date.UTC(2026, 10, 24, 9)), standingOf, checkFact: () => undefined, lookUp: () => undefined };
  return { request, outcome: runAct(act, state, request, { ...more, random: '0011223344556677' }) };
}

function did(entries: readonly Entry[], name: keyof typeof caseworkActs, input: unknown): readonly Entry[] {
  const { request, outcome } = decide(name, entries, input);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.refusal.kind}`);
  const all = [...entries];
  for (const [index, draft] of outcome.value.entries()) {
    const place = { organisationId: actor.organisationId, authorId: actor.userId, act: request, index, before: all.at(-1)?.envelope, on: today };
    const envelope = chained(draft, { ...place, receivedAt: instant(all.length), bundleHash: 'b', salt: '00', sealed: [] });
    all.push({ envelope, payload: draft.payload, sealed: [] });
  }
  return all;
}

type Person = {
  readonly birth: string;
  readonly crossed: boolean;
  readonly conclusion: string;
  readonly asked: boolean;
  readonly agreed: boolean;
  readonly danger: 'yes' | 'no';
};
function cameToUs({ birth, crossed, conclusion, asked, agreed, danger }: Person): readonly Entry[] {
  const start = did([], 'contact.record', { personId: PERSON, presentCountry: 'LBN', dangerTonight: danger });
  const facts = [
    { subjectId: PERSON, fact: 'person.birth-date', answer: { is: 'value', value: birth } },
    { subjectId: PERSON, fact: 'trafficking.border-crossed', answer: { is: 'value', value: crossed } },
  ];
  const known = did(did(start, 'facts.assert', { facts }), 'identification.conclude', { act: 'present', means: 'present', purpose: 'present', conclusion });
  const tried = asked ? did(known, 'alternative.try', { scope: 'national', answer: 'cannot-help', reasons: ['sex'] }) : known;
  const consent = { subjectId: PERSON, purpose: 'assistance', answer: 'given', language: 'ar', method: 'signature' };
  return agreed ? did(tried, 'consent.record', consent) : tried;
}

/** Everything about help that could get worse: the fund's verdict test by test, the next steps, what is urgent, and whether each act of help may be done. */
function helpFor(entries: readonly Entry[]) {
  const state = foldEntries(caseFold, entries);
  const programme = catalogue.programmes.find((one) => one.id === 'gaf-2013');
  if (programme === undefined) throw new Error('No such programme');
  const verdict = evaluateProgramme(catalogue, programme, factsForRules(state, catalogue, onOneDay(today)), rulesContext(catalogue, onOneDay(today)));
  const acts = [
    ['application.submit', { programme: 'gaf-2013', urgency: 'standard' }],
    ['application.submit', { programme: 'gaf-2013', urgency: 'emergency' }],
    ['alternative.try', { scope: 'local', answer: 'no-reply' }],
    ['plan.add-line', { service: 'medical', quantity: 1, unit: 'visit', unitCost: { minor: 100, currency: 'USD' } }],
    ['service.record', { service: 'accommodation' }],
  ] as const;
  const may = acts.map(([name, input]) => {
    const { outcome } = decide(name, entries, input);
    return outcome.ok ? 'yes' : outcome.refusal.kind;
  });
  const { urgent, stage, isChild } = viewOf(state, today);
  return { verdict, may, urgent, stage, isChild, next: nextSteps[stageOf(state)] };
}

const person = fc.record({
  birth: fc.constantFrom('1990', '2011', '2007/2009'),
  crossed: fc.boolean(),
  conclusion: fc.constantFrom('victim-of-trafficking', 'presumed-more-time', 'not-trafficked'),
  asked: fc.boolean(),
  agreed: fc.boolean(),
  danger: fc.constantFrom('yes' as const, 'no' as const),
});
const others = consentPurposes.filter((purpose) => purpose !== 'assistance');
const refusal = fc.record({ purpose: fc.constantFrom(...others), recipient: fc.constantFrom(...everyKind), again: fc.boolean() });

describe('refusing costs nothing', () => {
  const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
  it(`who refuses or takes back everything but help is helped exactly as one who agreed or was never asked (seed ${seed})`, () => {
    fc.assert(
      fc.property(person, fc.array(refusal, { minLength: 1, maxLength: 8 }), (who, refusals) => {
        const before = cameToUs(who);
        const answered = (answer: 'given' | 'refused') =>
          refusals.reduce((entries, { purpose, recipient, again }) => {
            const filing = purpose === 'filing' ? { filing: filingKinds[0] } : {};
            const consent = { subjectId: PERSON, purpose, recipient, answer, language: 'ar', method: 'oral-witnessed', ...filing };
            const written = did(entries, 'consent.record', consent);
            return again && answer === 'given' ? did(written, 'consent.withdraw', { consentId: written.at(-1)?.envelope.entryId ?? '' }) : written;
          }, before);
        const never = helpFor(before);
        expect(helpFor(answered('refused'))).toEqual(never);
        expect(helpFor(answered('given'))).toEqual(never);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('the comparison can tell: refusing help itself does change what is offered', () => {
    const who = { birth: '1990', crossed: true, conclusion: 'victim-of-trafficking', asked: true, agreed: true, danger: 'no' } as const;
    const no = did(cameToUs(who), 'consent.record', { subjectId: PERSON, purpose: 'assistance', answer: 'refused', language: 'ar', method: 'signature' });
    expect(helpFor(no)).not.toEqual(helpFor(cameToUs(who)));
  });
});
