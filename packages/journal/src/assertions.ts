import { type CaseId, canonicalJson, type DeviceId, type EntryId, type Instant, type JsonValue, type PersonId, type PlainDate } from '@sojourn/kernel';
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
  /** Last sequence of the case its author had seen. */
  readonly basis: number;
  readonly deviceId: DeviceId;
  /** An earlier assertion that this one replaces, because it was wrong. */
  readonly corrects?: EntryId;
  /** An earlier assertion that is taken back, with nothing in its place. */
  readonly withdraws?: EntryId;
  /** Assertions that a named person weighed and settled by this one; none is erased, none counts any more. */
  readonly settles?: readonly EntryId[];
  /** Where several journals are read as one: the one it stands in, and how far into each other its author had seen. */
  readonly journal?: CaseId;
  readonly saw?: Readonly<Record<CaseId, number>>;
};

export type FactState =
  | { readonly is: 'value'; readonly value: JsonValue; readonly from: readonly Assertion[] }
  | { readonly is: 'not-asked' | 'declined' | 'not-known'; readonly from: readonly Assertion[] }
  | { readonly is: 'disagree'; readonly why: Disagreement; readonly from: readonly Assertion[] };

/** `made-apart`: one source, two devices, neither of which had seen what the other wrote. */
export type Disagreement = 'sources-disagree' | 'made-apart';

/**
 * What is held to be so about one subject on a day, as known at an instant. Of one source, what was said later by someone
 * who had seen the earlier counts, and a later period is a change in the world. Two sources with different values for one
 * period, or two devices that had not seen each other, disagree until a person corrects, withdraws or settles.
 */
export function factAt(assertions: readonly Assertion[], fact: string, day: PlainDate, knownAt?: Instant): FactState {
  const known = assertions.filter((a) => a.fact === fact && (knownAt === undefined || a.receivedAt <= knownAt));
  const gone = new Set(known.flatMap((a) => [a.corrects, a.withdraws, ...(a.settles ?? [])].filter((id) => id !== undefined)));
  const standing = known.filter((a) => !gone.has(a.entryId) && a.withdraws === undefined && covers(a, day));
  return combine(standing.filter((a) => !standing.some((b) => b !== a && replaces(b, a))));
}

export function factsOf(assertions: readonly Assertion[], day: PlainDate, knownAt?: Instant): ReadonlyMap<string, FactState> {
  const known = assertions.filter((a) => knownAt === undefined || a.receivedAt <= knownAt);
  const facts = [...new Set(known.map((a) => a.fact))].sort();
  return new Map(facts.map((fact) => [fact, factAt(known, fact, day)]));
}

function combine(latest: readonly Assertion[]): FactState {
  const withValue = latest.filter((a) => a.answer.is === 'value');
  const values = new Set(withValue.map((a) => (a.answer.is === 'value' ? canonicalJson(a.answer.value) : '')));
  const first = withValue[0];
  if (first === undefined || first.answer.is !== 'value') {
    const last = lastOf(latest);
    return { is: last === undefined || last.answer.is === 'value' ? 'not-asked' : last.answer.is, from: latest };
  }
  if (values.size === 1) return { is: 'value', value: first.answer.value, from: withValue };
  const bySource = Map.groupBy(withValue, (a) => a.source);
  return { is: 'disagree', why: bySource.size > 1 ? 'sources-disagree' : 'made-apart', from: withValue };
}

function covers(assertion: Assertion, day: PlainDate): boolean {
  const begun = assertion.holdsFrom === undefined || assertion.holdsFrom <= day;
  const notOver = assertion.holdsTo === undefined || assertion.holdsTo >= day;
  return begun && notOver;
}

function replaces(later: Assertion, earlier: Assertion): boolean {
  const [from, before] = [later.holdsFrom, earlier.holdsFrom];
  if (later.source !== earlier.source) return from !== undefined && before !== undefined && from > before;
  if (from !== before) return (from ?? '') > (before ?? '');
  if (later.journal !== earlier.journal) return earlier.journal !== undefined && (later.saw?.[earlier.journal] ?? 0) >= earlier.sequence;
  return later.sequence > earlier.sequence && hadSeen(later, earlier);
}

/** In one journal its order counts; between journals the server's clock, whichever of them is read from. */
function lastOf(latest: readonly Assertion[]): Assertion | undefined {
  const lasts = [...Map.groupBy(latest, (a) => a.journal).values()].flatMap((here) => here.toSorted((a, b) => b.sequence - a.sequence).slice(0, 1));
  return lasts.toSorted((a, b) => b.receivedAt - a.receivedAt || (a.entryId < b.entryId ? 1 : -1))[0];
}

/** A device knows its own entries before the server has numbered them. */
function hadSeen(later: Assertion, earlier: Assertion): boolean {
  return later.deviceId === earlier.deviceId || later.basis >= earlier.sequence;
}
