import { askLedger, type CaseState, caseFold, isChild, together } from '@sojourn/casework';
import type { Catalogue, StateRole } from '@sojourn/catalogue';
import { type FoldEntry, factsOf, foldEntries } from '@sojourn/journal';
import { type CaseId, dateOfInstant, instant, type PlainDate } from '@sojourn/kernel';
import { type StateInRole, treatyRelations } from '@sojourn/rights';
import { type Context, citationsOf, type Days, type Facts, type FactValue, rulesOf, settledBy, valueRulesOf, withDerivedFacts } from '@sojourn/rules';
import { type ContextTx, readJournals } from '@sojourn/storage';
import type { FoundCase } from './case-access.ts';

/** The day of the facts, of the law and of what was known, all the same. */
export const onOneDay = (day: PlainDate): Days => ({ facts: day, law: day, known: day });

type AskedDays = { readonly on?: string | undefined; readonly law?: string | undefined; readonly known?: string | undefined };

/** Each of the three days as asked, and today where it was not. */
export const daysAsked = ({ on, law, known }: AskedDays, today: PlainDate): Days => ({
  facts: (on ?? today) as PlainDate,
  law: (law ?? on ?? today) as PlainDate,
  known: (known ?? today) as PlainDate,
});

/** The case as it was known at the end of a day: what was received later, in this record or in one joined with it, is left out. Nothing when there was no case yet. */
export async function caseAsKnown(
  tx: ContextTx,
  { held, records }: Pick<FoundCase, 'held' | 'records'>,
  known: PlainDate,
  today: PlainDate,
): Promise<CaseState | undefined> {
  if (known >= today) return held.state;
  const then = new Map<CaseId, CaseState>();
  for (const caseId of records.keys()) {
    const [state] = asReceivedBy((await readJournals(tx, caseId, caseId)).get(caseId) ?? [], known);
    if (state !== undefined) then.set(caseId, state);
  }
  return then.has(held.caseId) ? together(held.caseId, then) : undefined;
}

/** One record as it stood at the end of a day; none when nothing had been received. */
export function asReceivedBy(entries: readonly FoldEntry[], known: PlainDate): readonly CaseState[] {
  const received = entries.filter(({ envelope }) => dateOfInstant(envelope.receivedAt) <= known);
  return received.length === 0 ? [] : [foldEntries(caseFold, received)];
}

/** The three days, the rules that are the law on theirs, what they rest on, and the relations they may ask about. */
export function rulesContext(catalogue: Catalogue, { facts, law, known }: Days, bundleHash?: string): Context {
  const books = catalogue.rulebooks;
  return {
    day: facts,
    lawDay: law,
    knownDay: known,
    rules: rulesOf(books, law),
    values: valueRulesOf(books, law),
    citations: citationsOf(books, law),
    relations: treatyRelations(catalogue),
    ...(bundleHash === undefined ? {} : { bundleHash }),
  };
}

/** What rules may read of a case as it was known: coded facts as held on a day, those derived from its record, and those that rulebooks settle. */
export function factsForRules(state: CaseState, catalogue: Catalogue, days: Days): Facts {
  return withDerivedFacts(factsOfRecord(state, days.facts), settledBy(catalogue.rulebooks, days.law), rulesContext(catalogue, days));
}

/** What the record itself holds, before any rule fills a gap. */
export function factsOfRecord(state: CaseState, day: PlainDate): Facts {
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
