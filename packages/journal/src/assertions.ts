import { canonicalJson, type EntryId, type Instant, type JsonValue, type PersonId, type PlainDate } from '@sojourn/kernel';
import type { SourceCode } from './source.ts';

/** Not asked, declined and not known are three answers, and none of them is a value. */
export type Answer =
  | { readonly is: 'value'; readonly value: JsonValue }
  | { readonly is: 'not-asked' }
  | { readonly is: 'declined' }
  | { readonly is: 'not-known' };

export type Assertion = {
  readonly entryId: EntryId;
  readonly sequence: number;
  readonly subjectId: PersonId;
  readonly fact: string;
  readonly answer: Answer;
  readonly source: SourceCode;
  readonly holdsFrom?: PlainDate;
  readonly holdsTo?: PlainDate;
  readonly receivedAt: Instant;
  /** An earlier assertion that this one replaces, because it was wrong. */
  readonly corrects?: EntryId;
  /** An earlier assertion that is taken back, with nothing in its place. */
  readonly withdraws?: EntryId;
};

export type FactState =
  | { readonly is: 'value'; readonly value: JsonValue; readonly from: readonly Assertion[] }
  | { readonly is: 'not-asked' | 'declined' | 'not-known'; readonly from: readonly Assertion[] }
  | { readonly is: 'disagree'; readonly from: readonly Assertion[] };

/**
 * What is held to be so about one subject on a day, as known at an instant. Per source the latest statement whose
 * period covers the day counts; two sources with different values disagree until a person corrects or withdraws one.
 */
export function factAt(assertions: readonly Assertion[], fact: string, day: PlainDate, knownAt?: Instant): FactState {
  const known = assertions.filter((a) => a.fact === fact && (knownAt === undefined || a.receivedAt <= knownAt));
  const gone = new Set(known.flatMap((a) => [a.corrects, a.withdraws].filter((id) => id !== undefined)));
  const standing = known.filter((a) => !gone.has(a.entryId) && a.withdraws === undefined && covers(a, day));
  const latest = new Map<SourceCode, Assertion>();
  for (const assertion of standing) {
    const other = latest.get(assertion.source);
    if (other === undefined || isLater(assertion, other)) latest.set(assertion.source, assertion);
  }
  return combine([...latest.values()]);
}

export function factsOf(assertions: readonly Assertion[], day: PlainDate, knownAt?: Instant): ReadonlyMap<string, FactState> {
  const facts = [...new Set(assertions.map((a) => a.fact))].sort();
  return new Map(facts.map((fact) => [fact, factAt(assertions, fact, day, knownAt)]));
}

function combine(latest: readonly Assertion[]): FactState {
  const withValue = latest.filter((a) => a.answer.is === 'value');
  const values = new Set(withValue.map((a) => (a.answer.is === 'value' ? canonicalJson(a.answer.value) : '')));
  const first = withValue[0];
  if (first === undefined || first.answer.is !== 'value') {
    const last = [...latest].sort((a, b) => b.sequence - a.sequence)[0];
    return { is: last === undefined || last.answer.is === 'value' ? 'not-asked' : last.answer.is, from: latest };
  }
  if (values.size > 1) return { is: 'disagree', from: withValue };
  return { is: 'value', value: first.answer.value, from: withValue };
}

function covers(assertion: Assertion, day: PlainDate): boolean {
  const begun = assertion.holdsFrom === undefined || assertion.holdsFrom <= day;
  const notOver = assertion.holdsTo === undefined || assertion.holdsTo >= day;
  return begun && notOver;
}

// A later period is a change in the world and wins over an earlier one; within one period the later entry wins.
function isLater(a: Assertion, b: Assertion): boolean {
  const [fromA, fromB] = [a.holdsFrom ?? '', b.holdsFrom ?? ''];
  return fromA === fromB ? a.sequence > b.sequence : fromA > fromB;
}
