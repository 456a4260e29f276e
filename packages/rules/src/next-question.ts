import type { JsonValue, Verdict } from '@sojourn/kernel';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Context, Facts } from './facts.ts';
import { possibleValues } from './possible-values.ts';
import { comparisonsIn, factsIn } from './reads.ts';

export type AskableFact = { readonly fact: string; readonly sensitivity: number; readonly askable: boolean };

/** Beyond this many ways to fill the gaps we keep every fact the logic left open: one question too many, never one too few. */
const FILLINGS = 2_048;

/**
 * The least sensitive fact that was not asked yet and could still change the answer; among equals the one that
 * most often settles it at once. Nothing when the answer is settled. What was declined or is not known is not asked again.
 * Safety questions do not come from here: they are asked whatever the answer.
 */
export function nextQuestion(rule: Expression, facts: Facts, catalogue: readonly AskableFact[], context: Context = {}): string | undefined {
  const now = evaluate(rule, facts, context);
  if (now.is !== 'unknown') return undefined;
  const entries = new Map(catalogue.filter((entry) => entry.askable).map((entry) => [entry.fact, entry]));
  const canAsk = (fact: string) => entries.has(fact) && facts.value(fact).is === 'not-asked';
  const comparisons = comparisonsIn(rule, context.rules);
  const gaps = factsIn(rule, context.rules)
    .filter(canAsk)
    .map((fact): Gap => ({ fact, values: possibleValues(fact, comparisons, context.day) }));
  const answer = (filled: Filling) => evaluate(rule, filledIn(facts, filled), context).is;
  const matters = factsThatMatter(gaps, answer);
  return now.ask
    .filter((fact) => canAsk(fact) && (matters === undefined || matters.has(fact)))
    .map((fact) => ({ fact, cost: entries.get(fact)?.sensitivity ?? 0, settles: settlesAtOnce(fact, gaps, answer) }))
    .sort((a, b) => a.cost - b.cost || b.settles - a.settles)[0]?.fact;
}

type Gap = { readonly fact: string; readonly values: readonly JsonValue[] };
type Filling = ReadonlyMap<string, JsonValue>;

function filledIn(facts: Facts, filling: Filling): Facts {
  return {
    ...facts,
    value: (fact) => {
      const value = filling.get(fact);
      return value === undefined ? facts.value(fact) : { is: 'value', value };
    },
  };
}

/** Exact: a fact matters when, for some way to fill the other gaps, two of its values lead to two answers. */
function factsThatMatter(gaps: readonly Gap[], answer: (filling: Filling) => Verdict['is']): ReadonlySet<string> | undefined {
  const ways = gaps.reduce((product, gap) => product * gap.values.length, 1);
  if (ways > FILLINGS) return undefined;
  const answers = Array.from({ length: ways }, (_, way) => answer(fillingOf(gaps, way)));
  const found = new Set<string>();
  let stride = 1;
  for (const { fact, values } of gaps) {
    const step = stride;
    const zeroed = (way: number) => way - (Math.floor(way / step) % values.length) * step;
    if (answers.some((one, way) => one !== answers[zeroed(way)])) found.add(fact);
    stride *= values.length;
  }
  return found;
}

function fillingOf(gaps: readonly Gap[], way: number): Filling {
  let rest = way;
  return new Map(
    gaps.flatMap(({ fact, values }) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return value === undefined ? [] : [[fact, value] as const];
    }),
  );
}

function settlesAtOnce(fact: string, gaps: readonly Gap[], answer: (filling: Filling) => Verdict['is']): number {
  const values = gaps.find((gap) => gap.fact === fact)?.values ?? [];
  return values.filter((value) => answer(new Map([[fact, value]])) !== 'unknown').length / Math.max(values.length, 1);
}
