import type { JsonValue, PlainDate, Verdict } from '@sojourn/kernel';
import type { Expression, ValueExpression } from './expression.ts';

/** `disagree`: two sources say different things; not known until a named person resolves it. */
export type FactValue = { readonly is: 'value'; readonly value: JsonValue } | { readonly is: 'not-asked' | 'declined' | 'not-known' | 'disagree' };
export type Item = Readonly<Record<string, JsonValue>>;

/** A rule that settles a fact answers yes or no for it, or computes its value. */
export type Settling = ReadonlyMap<string, Expression | ValueExpression>;

/**
 * Facts of one subject on one day. A collection that is `undefined` is not known; an empty one is known to be empty.
 * `recorded` and `settling` are there when rules fill what was not asked: a rule then reads what is recorded and works out the rest.
 */
export type Facts = {
  readonly value: (fact: string) => FactValue;
  readonly collection: (name: string) => readonly Item[] | undefined;
  readonly recorded?: Facts;
  readonly settling?: Settling;
  /** The rules and settings that settling needs; what the asking itself brings stands before them. */
  readonly settledIn?: Context;
};

/** Facts as of, law as of, known as of. */
export type Days = { readonly facts: PlainDate; readonly law: PlainDate; readonly known: PlainDate };

/** Something outside that rules may ask: is this State a party to that treaty on the day? Its reasons and what it lacks are kept. */
export type Relation = (about: readonly JsonValue[], days: Partial<Days>) => Verdict;

/** Minor units of `to` for one minor unit of `from` on the day, or nothing when no source says. */
export type Rates = (from: string, to: string, on: PlainDate) => number | undefined;

/** What a rule may need beside facts: the days it is asked about, the rules it names, the settings somebody chose, relations and rates. */
export type Context = {
  /** The day of the facts. */
  readonly day?: PlainDate;
  /** The day of the law and the day of what was known; where left out, the day of the facts. */
  readonly lawDay?: PlainDate;
  readonly knownDay?: PlainDate;
  readonly rules?: ReadonlyMap<string, Expression>;
  readonly values?: ReadonlyMap<string, ValueExpression>;
  readonly parameters?: Readonly<Record<string, boolean>>;
  readonly relations?: Readonly<Record<string, Relation>>;
  readonly rates?: Rates;
  /** What each named rule rests on, for the citations of an answer. */
  readonly citations?: ReadonlyMap<string, string>;
  readonly bundleHash?: string;
};

export function daysOf({ day, lawDay, knownDay }: Context): Partial<Days> {
  return {
    ...(day === undefined ? {} : { facts: day }),
    ...((lawDay ?? day) === undefined ? {} : { law: (lawDay ?? day) as PlainDate }),
    ...((knownDay ?? day) === undefined ? {} : { known: (knownDay ?? day) as PlainDate }),
  };
}
