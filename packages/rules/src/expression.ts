/** One fact against something written in the rule. `leaves-open` names the values that answer nothing ("unclear"). */
export type Comparison = { readonly fact: string } & (
  | { readonly is: Scalar; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly 'is-not': Scalar; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly in: readonly Scalar[]; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly 'at-least': Amount }
  | { readonly 'at-most': Amount }
  | { readonly 'more-than': Amount }
  | { readonly 'less-than': Amount }
  | { readonly before: string }
  | { readonly after: string }
  | { readonly 'younger-than': number }
  | { readonly aged: { readonly from: number; readonly to: number } }
);

/** Two values that are computed, compared. `on-or-…` and the four amounts read ranges and approximate dates three-valued. */
export type Relating = { readonly compare: ValueExpression } & (
  | { readonly is: ValueExpression }
  | { readonly 'at-least': ValueExpression }
  | { readonly 'at-most': ValueExpression }
  | { readonly 'more-than': ValueExpression }
  | { readonly 'less-than': ValueExpression }
  | { readonly before: ValueExpression }
  | { readonly after: ValueExpression }
);

/** An exception. The highest priority that holds decides; two of one priority that say different things leave it not known. */
export type Exception = { readonly when: Expression; readonly then: Expression; readonly priority?: number | undefined };

/** Whose items, one by one. `as` names the item for the facts inside (`child.birth-date`); without it they are `item.…`. */
type Each = { readonly where: Expression; readonly as?: string | undefined };

/**
 * A rule as data. Guards (`when`) stand outside the logic: what does not apply is left out.
 * `presumed` counts doubt as a yes and `surely` counts it as a no; `known` asks only whether there is an answer, `disagree` whether
 * sources say different things. Answers that rest on one of those four are answers for now: see `Decision.firm`.
 */
export type Expression = { readonly cite?: string | undefined } & (
  | Comparison
  | Relating
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly none: readonly Expression[] }
  | { readonly 'at-least': number; readonly of: readonly Expression[] }
  | { readonly unless: Expression; readonly holds: Expression }
  | { readonly holds: Expression; readonly except: readonly Exception[] }
  | { readonly when: Expression; readonly then: Expression }
  | { readonly not: Expression }
  | { readonly presumed: Expression }
  | { readonly surely: Expression }
  | { readonly known: string }
  | { readonly disagree: string }
  | ({ readonly some: string } & Each)
  | ({ readonly every: string } & Each)
  | ({ readonly count: string; readonly 'at-least': number } & Each)
  | ({ readonly count: string; readonly 'at-most': number } & Each)
  | { readonly relation: string; readonly of: readonly ValueExpression[] }
  | { readonly rule: string }
  | { readonly parameter: string; readonly default: boolean }
  | { readonly always: true }
);

export type Scalar = string | number | boolean;
type MoneyAmount = { readonly minor: number; readonly currency: string };
export type Amount = number | MoneyAmount;
type Round = 'down' | 'up' | 'nearest';
type EachValue = { readonly as?: string | undefined; readonly where?: Expression | undefined };

/**
 * A value as data: a number, an amount of money, a day or a code. What is only approximately known is carried as a range,
 * and what cannot be known is not known; an amount is never taken as nothing because a box was empty.
 */
export type ValueExpression =
  | { readonly value: Scalar }
  | { readonly money: MoneyAmount }
  | { readonly fact: string }
  /** One of the three days: of the facts, of the law, of what was known. */
  | { readonly day: 'facts' | 'law' | 'known' }
  | ({ readonly sum: string; readonly of: ValueExpression } & EachValue)
  | ({ readonly count: string } & EachValue)
  /** How many days a list of periods covers together, both ends included: a day that two periods share is counted once. */
  | ({ readonly 'days-covered': string; readonly from: ValueExpression; readonly to: ValueExpression } & EachValue)
  | { readonly plus: readonly ValueExpression[] }
  | { readonly minus: readonly [ValueExpression, ValueExpression] }
  | { readonly times: readonly [ValueExpression, ValueExpression] }
  | { readonly divided: readonly [ValueExpression, ValueExpression]; readonly round: Round }
  /** Months until a debt is repaid with the same payment each month at a monthly rate; does not apply when it never is. */
  | { readonly 'repaid-in-months': ValueExpression; readonly rate: ValueExpression; readonly payment: ValueExpression }
  | { readonly smallest: readonly ValueExpression[] }
  | { readonly largest: readonly ValueExpression[] }
  /** Whole days, months or years from one day to another; years and months count completed ones. */
  | { readonly from: ValueExpression; readonly to: ValueExpression; readonly in: 'days' | 'months' | 'years' }
  | { readonly shift: ValueExpression; readonly by: ValueExpression; readonly in: 'days' | 'months' | 'years' }
  /** Money in another currency at the rate of a day; without a rate it is not known. */
  | { readonly convert: ValueExpression; readonly to: string; readonly on: ValueExpression }
  | { readonly if: Expression; readonly then: ValueExpression; readonly else: ValueExpression }
  | { readonly table: Table }
  | { readonly rule: string };

/** What one cell asks of its column: nothing, one value, one of several, or a range. */
export type Cell =
  | { readonly any: true }
  | { readonly is: Scalar }
  | { readonly in: readonly Scalar[] }
  | {
      readonly 'at-least'?: Amount | string | undefined;
      readonly 'more-than'?: Amount | string | undefined;
      readonly 'at-most'?: Amount | string | undefined;
      readonly 'less-than'?: Amount | string | undefined;
    };

/** What a column may hold; with it the table is searched for gaps. */
type Domain =
  | { readonly codes: readonly Scalar[] }
  | { readonly 'yes-no': true }
  | { readonly whole: { readonly from: number; readonly to: number } }
  | { readonly amounts: string }
  | { readonly days: true };

/**
 * Which row counts when several match: `unique` says that only one can; `any` that all that match say the same; `first` in the order
 * written; `priority` the highest; the others gather every match.
 */
export type HitPolicy = 'unique' | 'any' | 'first' | 'priority' | 'add-up' | 'largest' | 'smallest' | 'how-many';

export type Row = {
  readonly when: readonly Cell[];
  readonly gives: ValueExpression;
  readonly priority?: number | undefined;
  readonly cite?: string | undefined;
};

export type Table = {
  readonly hit: HitPolicy;
  readonly inputs: readonly { readonly name: string; readonly of: ValueExpression; readonly domain: Domain }[];
  readonly rows: readonly Row[];
  readonly otherwise?: ValueExpression | undefined;
};
