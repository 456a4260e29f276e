import { askLedger, type CaseState, isChild } from '@sojourn/casework';
import type { Catalogue, StateRole } from '@sojourn/catalogue';
import { factsOf } from '@sojourn/journal';
import { instant, type PlainDate } from '@sojourn/kernel';
import { type StateInRole, treatyRelations } from '@sojourn/rights';
import { type Context, citationsOf, type Facts, type FactValue, rulesOf, settledBy, valueRulesOf, withDerivedFacts } from '@sojourn/rules';

/** The day, the rules that others name, what they rest on, and the relations they may ask about. The law is that of the day. */
export function rulesContext(catalogue: Catalogue, day: PlainDate, bundleHash?: string): Context {
  const books = catalogue.rulebooks;
  return {
    day,
    rules: rulesOf(books, day),
    values: valueRulesOf(books, day),
    citations: citationsOf(books, day),
    relations: treatyRelations(catalogue),
    ...(bundleHash === undefined ? {} : { bundleHash }),
  };
}

/** What rules may read of a case: coded facts as held on a day, those derived from its record, and those that rulebooks settle. */
export function factsForRules(state: CaseState, catalogue: Catalogue, day: PlainDate): Facts {
  return withDerivedFacts(factsOfRecord(state, day), settledBy(catalogue.rulebooks, day), rulesContext(catalogue, day));
}

function factsOfRecord(state: CaseState, day: PlainDate): Facts {
  const held = factsOf(
    state.assertions.filter((a) => a.subjectId === state.personId),
    day,
  );
  const derived: Readonly<Record<string, () => FactValue>> = {
    'person.treat-as-child': () => threeValued(isChild(state, day)),
    'consent.assistance': () => consent(state, day),
    'alternatives.tried': () => (state.alternatives.length === 0 ? { is: 'not-asked' } : { is: 'value', value: state.alternatives.length }),
  };
  return {
    value: (fact) => derived[fact]?.() ?? factValueOf(held.get(fact)),
    collection: (name) => (name === 'alternatives' ? state.alternatives.map(({ answer, scope }) => ({ answer, scope })) : undefined),
  };
}

type Held = ReturnType<ReturnType<typeof factsOf>['get']>;

function factValueOf(held: Held): FactValue {
  if (held === undefined) return { is: 'not-asked' };
  return held.is === 'value' ? { is: 'value', value: held.value } : { is: held.is };
}

function threeValued(answer: 'yes' | 'no' | 'unknown'): FactValue {
  return answer === 'unknown' ? { is: 'not-asked' } : { is: 'value', value: answer === 'yes' };
}

function consent(state: CaseState, day: PlainDate): FactValue {
  const asked = askLedger(
    state,
    { purpose: 'assistance', to: { kind: 'this-organisation' }, dataClasses: [] },
    { on: day, at: instant(Date.parse(`${day}T23:59:59Z`)) },
  );
  if (asked.ok) return { is: 'value', value: true };
  const saidNo = asked.refusal.kind === 'consent-refused' || asked.refusal.kind === 'consent-withdrawn';
  return saidNo ? { is: 'value', value: false } : { is: 'not-asked' };
}

/** The States concerned and what each is to this person; one State may stand in two roles. */
export function statesOf(state: CaseState, catalogue: Catalogue, day: PlainDate): readonly StateInRole[] {
  const facts = factsOfRecord(state, day);
  const roles: readonly (readonly [string, StateRole])[] = [
    ['place.present-country', 'destination'],
    ['trafficking.exploitation-country', 'destination'],
    ['place.transit-countries', 'transit'],
    // Who has no citizenship has no State of origin by it: where they lived before stands in its place (1951 Convention 1A(2)).
    [isStateless(facts) ? 'place.former-habitual-residence' : 'person.citizenship', 'origin'],
    ['trafficking.recruitment-country', 'origin'],
  ];
  const found = new Map<string, StateInRole>();
  for (const [fact, role] of roles) {
    const held = facts.value(fact);
    for (const one of held.is === 'value' ? [held.value].flat() : []) {
      if (catalogue.places.some((place) => place.iso3 === one)) found.set(`${String(one)} ${role}`, { state: String(one), role });
    }
  }
  return [...found.values()];
}

/** As far as the record says: determined by someone who may, or no State claimed, documented or presumed. */
function isStateless(facts: Facts): boolean {
  const [citizenship, statelessness] = [facts.value('person.citizenship'), facts.value('person.statelessness')];
  const none = citizenship.is === 'value' && [citizenship.value].flat().includes('stateless');
  return none || (statelessness.is === 'value' && statelessness.value === 'determined');
}
