import { addDays, dayNumber, type JsonValue, type PlainDate } from '@sojourn/kernel';
import { type Answer, NO, UNKNOWN, YES } from './answer.ts';
import { testOf } from './compare.ts';
import { asked, programOf } from './evaluate.ts';
import type { Comparison, Expression, ValueExpression } from './expression.ts';
import type { Context, Facts, FactValue } from './facts.ts';
import { isValueExpression } from './value-kinds.ts';

/** One fact of very many people. In codes nought is "not known", and every other number names a value; days are two ends, numbers as well. */
export type Column =
  | { readonly kind: 'codes'; readonly at: Uint8Array; readonly values: readonly JsonValue[] }
  | { readonly kind: 'days'; readonly earliest: Int32Array; readonly latest: Int32Array }
  | { readonly kind: 'numbers'; readonly least: Float64Array; readonly most: Float64Array }
  /** Anything else, one by one. */
  | { readonly kind: 'values'; readonly at: readonly (JsonValue | undefined)[] };

/** A day that nobody knows. */
export const NO_DAY = -2_147_483_648;

/** Why there is no value, by row: nought where there is one. */
export const reasons = ['value', 'not-asked', 'declined', 'not-known', 'disagree'] as const satisfies readonly FactValue['is'][];

export type Register = {
  readonly size: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** By fact: for each row which of the `reasons`. Without it a missing value was not asked. */
  readonly states?: ReadonlyMap<string, Uint8Array>;
  /** The facts of one row, for what is not answered column by column: lists, values, relations. */
  readonly facts: (row: number) => Facts;
};

/** Answers of everybody, a bit for each: thirty-two people in one step. What is in none of the three is not known. */
export type Planes = { readonly yes: Uint32Array; readonly no: Uint32Array; readonly notApplicable: Uint32Array };

export function columnAnswers(rule: Expression, register: Register, context: Context = {}, kept = new Map<string, Planes>()): Planes {
  const words = Math.ceil(register.size / 32);
  const settling = register.size === 0 ? undefined : register.facts(0).settling;
  const defined = new Map<Expression, Planes>();
  const once = (rule: Expression): Planes => {
    const known = defined.get(rule);
    if (known !== undefined) return known;
    const made = planes(rule);
    defined.set(rule, made);
    return made;
  };
  const planes = (expression: Expression): Planes => {
    if ('compare' in expression || 'relation' in expression) return oneByOne(expression);
    if ('fact' in expression) return leaf(expression);
    if ('all' in expression) return allOf(expression.all.map(planes), words);
    if ('any' in expression) return anyOf(expression.any.map(planes), words);
    if ('none' in expression) return swapped(anyOf(expression.none.map(planes), words));
    if ('not' in expression) return swapped(planes(expression.not));
    if ('presumed' in expression) return settled(planes(expression.presumed), 'yes', register.size);
    if ('surely' in expression) return settled(planes(expression.surely), 'no', register.size);
    if ('unless' in expression) return unlessOf(planes(expression.unless), planes(expression.holds));
    if ('when' in expression && !('holds' in expression)) return whenOf(planes(expression.when), planes(expression.then));
    if ('rule' in expression) {
      const named = context.rules?.get(expression.rule);
      if (named !== undefined) return once(named);
    }
    if ('known' in expression && settling?.has(expression.known) !== true) {
      const states = register.states?.get(expression.known);
      if (states !== undefined) return yesWhere(states, 0, register.size);
    }
    if ('disagree' in expression) {
      const states = register.states?.get(expression.disagree);
      if (states !== undefined) return yesWhere(states, reasons.indexOf('disagree'), register.size);
    }
    return oneByOne(expression);
  };
  const leaf = (comparison: Extract<Expression, { readonly fact: string }>): Planes => {
    const key = JSON.stringify(comparison);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const column = register.columns.get(comparison.fact);
    const settler = settling?.get(comparison.fact);
    const made =
      column === undefined
        ? oneByOne(comparison)
        : settler === undefined
          ? columnLeaf(comparison, column, register.size, context.day)
          : settledLeaf(comparison, column, settler);
    kept.set(key, made);
    return made;
  };
  /** Where nobody was asked, what the rule that settles the fact says; elsewhere what is recorded. */
  const settledLeaf = (comparison: Comparison, column: Column, settler: Expression | ValueExpression): Planes => {
    const states = register.states?.get(comparison.fact);
    if (states === undefined || isValueExpression(settler)) return oneByOne(comparison);
    const [recorded, ruled, test] = [columnLeaf(comparison, column, register.size, context.day), once(settler), testOf(comparison)];
    const asked = yesWhere(states, reasons.indexOf('not-asked'), register.size).no;
    const says = { yes: test(true, context.day), no: test(false, context.day), open: test(undefined, context.day) };
    const where = (wanted: Answer, at: number) =>
      (says.yes === wanted ? (ruled.yes[at] ?? 0) : 0) |
      (says.no === wanted ? (ruled.no[at] ?? 0) : 0) |
      (says.open === wanted ? everybody(at, register.size) & ~((ruled.yes[at] ?? 0) | (ruled.no[at] ?? 0)) : 0);
    const mixed = (plane: Uint32Array, wanted: Answer) => plane.map((one, at) => (one & (asked[at] ?? 0)) | (where(wanted, at) & ~(asked[at] ?? 0)));
    return { yes: mixed(recorded.yes, YES), no: mixed(recorded.no, NO), notApplicable: recorded.notApplicable };
  };
  const oneByOne = (expression: Expression): Planes => {
    const made = empty(words);
    const program = programOf(expression, register.size === 0 ? {} : register.facts(0), context);
    for (let row = 0; row < register.size; row += 1)
      put(
        made,
        row,
        asked(program, register.facts(row), context, (_, answer) => answer),
      );
    return made;
  };
  return planes(rule);
}

function columnLeaf(comparison: Comparison, column: Column, size: number, day: PlainDate | undefined): Planes {
  const words = Math.ceil(size / 32);
  const test = testOf(comparison);
  if (column.kind === 'codes') {
    const answers = [undefined, ...column.values].map((value) => test(value, day));
    return fill(
      words,
      size,
      Uint8Array.from(answers, (one) => Number(one === YES)),
      Uint8Array.from(answers, (one) => Number(one === NO)),
      column.at,
    );
  }
  if (column.kind === 'days') {
    const range = daysThatHold(comparison, day);
    if (range !== undefined) return between(words, size, column.earliest, column.latest, range[0], range[1]);
  }
  if (column.kind === 'numbers') {
    const range = numbersThatHold(comparison);
    if (range !== undefined) return between(words, size, column.least, column.most, range[0], range[1]);
  }
  const made = empty(words);
  for (let row = 0; row < size; row += 1) put(made, row, test(valueIn(column, row), day));
  return made;
}

/** The value of one row as a rule would read it. */
function valueIn(column: Column, row: number): JsonValue | undefined {
  if (column.kind === 'values') return column.at[row];
  if (column.kind === 'codes') return column.at[row] === 0 ? undefined : column.values[(column.at[row] ?? 0) - 1];
  if (column.kind === 'numbers') {
    const [least, most] = [column.least[row] ?? Number.NaN, column.most[row] ?? Number.NaN];
    return Number.isNaN(least) ? undefined : least === most ? least : { least, most };
  }
  const [from, to] = [column.earliest[row] ?? NO_DAY, column.latest[row] ?? NO_DAY];
  if (from === NO_DAY) return undefined;
  const [first, last] = [addDays(EPOCH, from), addDays(EPOCH, to)];
  return from === to ? first : `${first}/${last}`;
}
const EPOCH = '1970-01-01' as PlainDate;

export const factOfRow = (columns: ReadonlyMap<string, Column>, fact: string, row: number, states?: Register['states']): FactValue => {
  const column = columns.get(fact);
  const value = column === undefined ? undefined : valueIn(column, row);
  if (value !== undefined) return { is: 'value', value };
  const is = reasons[states?.get(fact)?.[row] ?? 1];
  return { is: is === undefined || is === 'value' ? 'not-asked' : is };
};

/** First and last day that meets the comparison; every test of a day holds between two days. */
function daysThatHold(comparison: Comparison, day: PlainDate | undefined): readonly [number, number] | undefined {
  if (!('before' in comparison || 'after' in comparison || 'younger-than' in comparison || 'aged' in comparison)) return undefined;
  const test = testOf(comparison);
  const holds = (n: number) => test(addDays(EPOCH, n), day) === YES;
  if ('before' in comparison) return [FIRST, dayNumber(comparison.before as PlainDate) - 1];
  if ('after' in comparison) return [dayNumber(comparison.after as PlainDate) + 1, LAST];
  const on = dayNumber(day ?? EPOCH);
  if ('younger-than' in comparison) return [firstWhere(on - comparison['younger-than'] * 366 - 2, on, holds), LAST];
  const { from, to } = comparison.aged;
  const some = Math.round(on - (from + 0.5) * 365.2425);
  return [firstWhere(on - (to + 1) * 366 - 2, some, holds), firstWhere(some, on - from * 365 + 2, (n) => !holds(n)) - 1];
}
const [FIRST, LAST] = [-719_162, 2_932_896];

/** The first day from which it holds, where it does not hold before and holds from then on. */
function firstWhere(from: number, to: number, holds: (n: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function numbersThatHold(comparison: Comparison): readonly [number, number] | undefined {
  const limit = 'at-least' in comparison ? comparison['at-least'] : 'at-most' in comparison ? comparison['at-most'] : undefined;
  if (typeof limit !== 'number') return undefined;
  return 'at-least' in comparison ? [limit, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, limit];
}

const empty = (words: number): Planes => ({ yes: new Uint32Array(words), no: new Uint32Array(words), notApplicable: new Uint32Array(words) });

function put(planes: Planes, row: number, answer: Answer): void {
  if (answer === UNKNOWN) return;
  const plane = answer === YES ? planes.yes : answer === NO ? planes.no : planes.notApplicable;
  plane[row >>> 5] = (plane[row >>> 5] ?? 0) | (1 << (row & 31));
}

/** Yes for the rows in this state, no for all others. */
function yesWhere(states: Uint8Array, wanted: number, size: number): Planes {
  const is = Uint8Array.from(reasons, (_, state) => Number(state === wanted));
  return fill(
    Math.ceil(size / 32),
    size,
    is,
    is.map((one) => 1 - one),
    states,
  );
}

/** The inner loops know nothing of readonly values: they run a million times for each fact. */
function fill(words: number, size: number, isYes: Uint8Array, isNo: Uint8Array, at: Uint8Array): Planes {
  const made = empty(words);
  const { yes, no } = made;
  for (let word = 0, row = 0; word < words; word += 1) {
    const end = Math.min(row + 32, size);
    let [y, n] = [0, 0];
    for (let bit = 0; row < end; row += 1, bit += 1) {
      const code = at[row] as number;
      y |= (isYes[code] as number) << bit;
      n |= (isNo[code] as number) << bit;
    }
    yes[word] = y;
    no[word] = n;
  }
  return made;
}

function between(words: number, size: number, least: Int32Array | Float64Array, most: Int32Array | Float64Array, from: number, to: number): Planes {
  const made = empty(words);
  const { yes, no } = made;
  for (let word = 0, row = 0; word < words; word += 1) {
    const end = Math.min(row + 32, size);
    let [y, n] = [0, 0];
    for (let bit = 0; row < end; row += 1, bit += 1) {
      const [low, high] = [least[row] as number, most[row] as number];
      // A number that nobody knows is none, and compares with nothing.
      const known = low !== NO_DAY;
      y |= Number(low >= from && high <= to && known) << bit;
      n |= Number((high < from || low > to) && known) << bit;
    }
    yes[word] = y;
    no[word] = n;
  }
  return made;
}

function allOf(parts: readonly Planes[], words: number): Planes {
  const made = empty(words);
  for (let word = 0; word < words; word += 1) {
    let [every, some, no, none] = [-1, 0, 0, -1];
    for (const part of parts) {
      const [y, a] = [part.yes[word] as number, part.notApplicable[word] as number];
      every &= y | a;
      some |= y;
      no |= part.no[word] as number;
      none &= a;
    }
    made.yes[word] = every & some;
    made.no[word] = no;
    made.notApplicable[word] = none;
  }
  return made;
}

const swapped = ({ yes, no, notApplicable }: Planes): Planes => ({ yes: no, no: yes, notApplicable });
const anyOf = (parts: readonly Planes[], words: number): Planes => swapped(allOf(parts.map(swapped), words));

function whenOf(guard: Planes, then: Planes): Planes {
  return {
    yes: guard.yes.map((g, at) => g & (then.yes[at] ?? 0)),
    no: guard.yes.map((g, at) => g & (then.no[at] ?? 0)),
    notApplicable: guard.yes.map((g, at) => (guard.no[at] ?? 0) | (guard.notApplicable[at] ?? 0) | (g & (then.notApplicable[at] ?? 0))),
  };
}

function unlessOf(exception: Planes, holds: Planes): Planes {
  return {
    yes: holds.yes.map((h, at) => h & ((exception.no[at] ?? 0) | (exception.notApplicable[at] ?? 0))),
    no: holds.no.map((h, at) => h | ((holds.yes[at] ?? 0) & (exception.yes[at] ?? 0))),
    notApplicable: holds.notApplicable,
  };
}

function settled(planes: Planes, doubt: 'yes' | 'no', size: number): Planes {
  const open = planes.yes.map((y, at) => everybody(at, size) & ~(y | (planes.no[at] ?? 0) | (planes.notApplicable[at] ?? 0)));
  return { ...planes, [doubt]: planes[doubt].map((one, at) => one | (open[at] ?? 0)) };
}

/** The bits of a word that stand for somebody. */
export const everybody = (word: number, size: number): number => (size - word * 32 >= 32 ? -1 : (1 << (size - word * 32)) - 1);
