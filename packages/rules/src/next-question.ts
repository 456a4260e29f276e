import { UNKNOWN } from './answer.ts';
import { answerWith, type Completions, completionsOf, factsThatMatter, type Gap, gapsIn, learned } from './completions.ts';
import { asked, programOf } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Context, Facts } from './facts.ts';
import { missingIn } from './missing.ts';
import type { Frame, Program } from './program.ts';

export type AskableFact = { readonly fact: string; readonly sensitivity: number; readonly askable: boolean };

/** What a question costs the person, by sensitivity. The most sensitive come last whatever they would settle. */
const COST = [1, 1.5, 3, 9] as const;
const LAST = 3;
/** What is learned without settling counts less than what settles. */
const LEARNING = 0.5;

/**
 * The question that most probably settles the answer for what it costs the person. Never one whose answer could change nothing, never one
 * that was declined or is not known, and no question at all once every way to fill the gaps leads to one answer.
 * Safety questions do not come from here: they are asked whatever the answer.
 */
export function nextQuestion(rule: Expression, facts: Facts, catalogue: readonly AskableFact[], context: Context = {}): string | undefined {
  const program = programOf(rule, facts, context);
  return asked(program, facts, context, (frame, answer) => (answer === UNKNOWN ? questionIn(program, frame, catalogue) : undefined));
}

export function questionIn(program: Program, frame: Frame, catalogue: readonly AskableFact[]): string | undefined {
  const sensitivities = new Map(catalogue.filter((entry) => entry.askable).map((entry) => [entry.fact, entry.sensitivity]));
  const canAsk = (fact: string) => sensitivities.has(fact) && frame.facts?.value(fact).is === 'not-asked';
  const open = missingIn(program, frame).filter(canAsk);
  const gaps = gapsIn(program, frame, new Set(open));
  const completions = completionsOf(program, frame, gaps);
  const matters = factsThatMatter(program, frame, completions);
  // A fact that is only computed with has no values to try: it stays a question as long as the logic leaves it open.
  const computed = open.filter((fact) => !gaps.some((gap) => gap.fact === fact));
  const ready = new Set(missingIn(program, frame, true));
  const relevant = [...gaps.map(({ fact }) => fact).filter((fact) => matters.has(fact)), ...computed];
  const now = relevant.some((fact) => ready.has(fact)) ? relevant.filter((fact) => ready.has(fact)) : relevant;
  return now
    .map((fact) => ({ fact, ...weighed(program, frame, completions, fact, sensitivities.get(fact) ?? 0) }))
    .sort((a, b) => Number(a.last) - Number(b.last) || b.worth - a.worth || a.cost - b.cost)[0]?.fact;
}

function weighed(program: Program, frame: Frame, completions: Completions, fact: string, sensitivity: number) {
  const cost = COST[Math.min(sensitivity, LAST)] ?? 1;
  const at = completions.gaps.findIndex((gap) => gap.fact === fact);
  const gap = completions.gaps[at];
  const worth = gap === undefined ? 0 : settles(program, frame, gap) + LEARNING * learned(completions, at);
  return { cost, worth: worth / cost, last: sensitivity >= LAST };
}

function settles(program: Program, frame: Frame, gap: Gap): number {
  const settled = gap.values.filter((value) => answerWith(program, frame, gap, value) !== UNKNOWN);
  return settled.length / gap.values.length;
}
