import { isPlainDate, type PlainDate } from '@sojourn/kernel';
import { z } from 'zod';
import type { Expression, ValueExpression } from './expression.ts';
import { factsIn, rulesIn } from './reads.ts';
import { expressionSchema, valueExpressionSchema } from './schema.ts';

const day = z.string().refine(isPlainDate, 'not-a-day');
const common = {
  id: z.string(),
  citation: z.string().min(1),
  settles: z.string().optional(),
  /** When this wording is the law, both ends included. Several rules of one id are its versions; a day of the law chooses one. */
  lawFrom: day.optional(),
  lawTo: day.optional(),
};

type Common = z.output<z.ZodObject<typeof common>>;
export type Rule = Common & ({ readonly rule: Expression } | { readonly gives: ValueExpression });
const ruleSchema = z
  .strictObject({ ...common, rule: expressionSchema.optional(), gives: valueExpressionSchema.optional() })
  .refine(
    ({ rule, gives }) => (rule === undefined) !== (gives === undefined),
    'a rule answers (rule) or computes (gives), one of the two',
  ) as unknown as z.ZodType<Rule>;

/** Rules that belong together. `rule` answers, `gives` computes a value; `settles` makes it a fact that other rules read; `standing` says what an answer is worth. */
export const rulebookSchema = z.strictObject({
  id: z.string(),
  review: z.union([z.literal('unreviewed'), z.strictObject({ by: z.string(), on: day })]),
  source: z.string(),
  standing: z.enum(['screening-result-not-a-determination', 'derived-from-the-record', 'decision-support-a-person-decides']),
  rules: z.array(ruleSchema).min(1),
});
export type Rulebook = z.output<typeof rulebookSchema>;

const ruleOrValue = (rule: Rule): Expression | ValueExpression => ('rule' in rule ? rule.rule : rule.gives);

/** The rules that are the law on a day; without a day, those without dates and the latest version of the others. */
function inForce(rulebooks: readonly Rulebook[], on?: PlainDate): readonly Rule[] {
  const every = rulebooks.flatMap(({ rules }) => rules);
  if (on !== undefined) return every.filter(({ lawFrom, lawTo }) => (lawFrom === undefined || lawFrom <= on) && (lawTo === undefined || on <= lawTo));
  return every.filter((rule) => !every.some((other) => other.id === rule.id && (other.lawFrom ?? '') > (rule.lawFrom ?? '')));
}

/** One map for one list of rulebooks and day, so that what was compiled for it is found again. */
function kept<Value>(make: (rulebooks: readonly Rulebook[], on?: PlainDate) => Value): (rulebooks: readonly Rulebook[], on?: PlainDate) => Value {
  const known = new WeakMap<readonly Rulebook[], Map<string, Value>>();
  return (rulebooks, on) => {
    const dated = rulebooks.some(({ rules }) => rules.some(({ lawFrom, lawTo }) => lawFrom !== undefined || lawTo !== undefined));
    const byDay = known.get(rulebooks) ?? new Map<string, Value>();
    known.set(rulebooks, byDay);
    const key = dated ? (on ?? '') : '';
    const value = byDay.get(key) ?? make(rulebooks, dated ? on : undefined);
    byDay.set(key, value);
    return value;
  };
}

/** By rule id; a rule that is there twice is a fault that `problemsInRulebooks` finds first. */
export const rulesOf = kept<ReadonlyMap<string, Expression>>(
  (books, on) => new Map(inForce(books, on).flatMap((rule) => ('rule' in rule ? [[rule.id, rule.rule] as const] : []))),
);

/** Rules that compute a value, by id. */
export const valueRulesOf = kept<ReadonlyMap<string, ValueExpression>>(
  (books, on) => new Map(inForce(books, on).flatMap((rule) => ('gives' in rule ? [[rule.id, rule.gives] as const] : []))),
);

/** By the fact it settles. */
export const settledBy = kept<ReadonlyMap<string, Expression | ValueExpression>>(
  (books, on) => new Map(inForce(books, on).flatMap((rule) => (rule.settles === undefined ? [] : [[rule.settles, ruleOrValue(rule)] as const]))),
);

export const citationsOf = kept<ReadonlyMap<string, string>>((books, on) => new Map(inForce(books, on).map((rule) => [rule.id, rule.citation])));

export type RuleProblem = { readonly kind: 'there-twice' | 'no-such-rule' | 'rules-go-round'; readonly rule: string; readonly detail: string };

/** A rule or a fact settled twice for one day, a rule that names one that is not there, rules that rest on themselves (also through a fact they settle). */
export function problemsInRulebooks(rulebooks: readonly Rulebook[]): readonly RuleProblem[] {
  const every = rulebooks.flatMap(({ rules }) => rules);
  const ids = new Set(every.map(({ id }) => id));
  const settlers = Map.groupBy(
    every.filter(({ settles }) => settles !== undefined),
    ({ settles }) => settles,
  );
  const clashing = every.flatMap((rule, index) => every.slice(index + 1).filter((other) => sharesADay(rule, other) && clashes(rule, other)));
  const restsOn = (rule: Rule) => [
    ...rulesIn(ruleOrValue(rule)),
    ...factsIn(ruleOrValue(rule)).flatMap((fact) => settlers.get(fact)?.map(({ id }) => id) ?? []),
  ];
  const goesRound = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path, id];
    const next = every.filter((rule) => rule.id === id).flatMap(restsOn);
    return next.reduce<readonly string[] | undefined>((found, one) => found ?? goesRound(one, [...path, id]), undefined);
  };
  return [
    ...clashing.map(({ id }) => ({ kind: 'there-twice' as const, rule: id, detail: id })),
    ...every.flatMap((rule) =>
      rulesIn(ruleOrValue(rule)).flatMap((named) => (ids.has(named) ? [] : [{ kind: 'no-such-rule' as const, rule: rule.id, detail: named }])),
    ),
    ...[...ids].flatMap((id) => {
      const round = goesRound(id, []);
      return round?.at(-1) === id ? [{ kind: 'rules-go-round' as const, rule: id, detail: round.join(' → ') }] : [];
    }),
  ];
}

const sharesADay = (a: Rule, b: Rule) => (a.lawFrom ?? '') <= (b.lawTo ?? '9999-12-31') && (b.lawFrom ?? '') <= (a.lawTo ?? '9999-12-31');
const clashes = (a: Rule, b: Rule) => a.id === b.id || (a.settles !== undefined && a.settles === b.settles);
