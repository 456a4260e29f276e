import { addDays, addYears, type JsonValue, type PlainDate, plainDate } from '@sojourn/kernel';
import type { Amount, Comparison, Expression } from './expression.ts';
import { comparisonsIn } from './reads.ts';

/** No code or text is this: it stands for every answer that the rule does not name. */
export const somethingElse = '\u0000something else';

/** For each fact, one value for every way the rule's comparisons can see it: those named, those beside a limit, and another. */
export function possibleValues(fact: string, comparisons: readonly Comparison[], day: PlainDate | undefined): readonly JsonValue[] {
  const named = comparisons.filter((comparison) => comparison.fact === fact).flatMap((comparison) => seenBy(comparison, day));
  const other = named.some((value) => typeof value === 'boolean') ? [true, false] : named.some((value) => typeof value !== 'string') ? [] : [somethingElse];
  const seen = new Map([...named, ...other].map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}

function seenBy(comparison: Comparison, day: PlainDate | undefined): readonly JsonValue[] {
  if ('is' in comparison) return [comparison.is];
  if ('is-not' in comparison) return [comparison['is-not']];
  if ('in' in comparison) return comparison.in;
  if ('before' in comparison) return around(plainDate(comparison.before));
  if ('after' in comparison) return around(plainDate(comparison.after));
  if ('younger-than' in comparison) return day === undefined ? [] : around(addYears(day, -comparison['younger-than']));
  if ('aged' in comparison) return day === undefined ? [] : [comparison.aged.from, comparison.aged.to + 1].flatMap((years) => around(addYears(day, -years)));
  const limit = limitOf(comparison);
  if (typeof limit === 'number') return [limit - 1, limit, limit + 1];
  return [-1, 0, 1].map((step) => ({ ...limit, minor: limit.minor + step }));
}

const around = (day: PlainDate): readonly PlainDate[] => [addDays(day, -1), day, addDays(day, 1)];

function limitOf(comparison: Exclude<Comparison, { readonly aged: unknown } | { readonly is: unknown }>): Amount {
  if ('at-least' in comparison) return comparison['at-least'];
  if ('at-most' in comparison) return comparison['at-most'];
  return 'more-than' in comparison ? comparison['more-than'] : 'less-than' in comparison ? comparison['less-than'] : 0;
}

/** One value for every way that these rules see a fact. */
export function valuesRulesSee(fact: string, rules: readonly Expression[], day: PlainDate | undefined): readonly JsonValue[] {
  const found = possibleValues(
    fact,
    rules.flatMap((rule) => comparisonsIn(rule)),
    day,
  );
  return found.length === 0 ? [true, false] : found;
}
