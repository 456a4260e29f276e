import { isPlainDate } from '@sojourn/kernel';
import { z } from 'zod';
import { type Expression, expressionSchema } from './expression.ts';
import { factsIn, rulesIn } from './reads.ts';

/** Rules that belong together. `settles` makes a rule's answer a fact that other rules read; `standing` says what an answer is worth. */
export const rulebookSchema = z.strictObject({
  id: z.string(),
  review: z.union([z.literal('unreviewed'), z.strictObject({ by: z.string(), on: z.string().refine(isPlainDate, 'not-a-day') })]),
  source: z.string(),
  standing: z.enum(['screening-result-not-a-determination', 'derived-from-the-record']),
  rules: z.array(z.strictObject({ id: z.string(), citation: z.string(), settles: z.string().optional(), rule: expressionSchema })).min(1),
});
export type Rulebook = z.output<typeof rulebookSchema>;

/** By rule id; a rule that is there twice is a fault that `problemsInRulebooks` finds first. */
export function rulesOf(rulebooks: readonly Rulebook[]): ReadonlyMap<string, Expression> {
  return new Map(rulebooks.flatMap(({ rules }) => rules.map(({ id, rule }) => [id, rule] as const)));
}

/** By the fact it settles. */
export function settledBy(rulebooks: readonly Rulebook[]): ReadonlyMap<string, Expression> {
  return new Map(rulebooks.flatMap(({ rules }) => rules.flatMap(({ settles, rule }) => (settles === undefined ? [] : [[settles, rule] as const]))));
}

export type RuleProblem = { readonly kind: 'there-twice' | 'no-such-rule' | 'rules-go-round'; readonly rule: string; readonly detail: string };

/** A rule or a fact settled twice, a rule that names one that is not there, rules that rest on themselves (also through a fact they settle). */
export function problemsInRulebooks(rulebooks: readonly Rulebook[]): readonly RuleProblem[] {
  const every = rulebooks.flatMap(({ rules }) => rules);
  const rules = rulesOf(rulebooks);
  const settling = new Map(every.flatMap(({ id, settles }) => (settles === undefined ? [] : [[settles, id] as const])));
  const names = [...every.map(({ id }) => id), ...every.flatMap(({ settles }) => settles ?? [])];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const restsOn = (rule: Expression) => [...rulesIn(rule), ...factsIn(rule).flatMap((fact) => settling.get(fact) ?? [])];
  const goesRound = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path, id];
    const rule = rules.get(id);
    if (rule === undefined) return undefined;
    return restsOn(rule).reduce<readonly string[] | undefined>((found, next) => found ?? goesRound(next, [...path, id]), undefined);
  };
  return [
    ...twice.map((rule) => ({ kind: 'there-twice' as const, rule, detail: rule })),
    ...every.flatMap(({ id, rule }) =>
      rulesIn(rule).flatMap((named) => (rules.has(named) ? [] : [{ kind: 'no-such-rule' as const, rule: id, detail: named }])),
    ),
    ...every.flatMap(({ id }) => {
      const round = goesRound(id, []);
      return round?.at(-1) === id ? [{ kind: 'rules-go-round' as const, rule: id, detail: round.join(' → ') }] : [];
    }),
  ];
}
