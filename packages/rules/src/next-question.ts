import type { Verdict } from '@sojourn/kernel';
import type { Facts } from './evaluate.ts';

export type AskableFact = { readonly fact: string; readonly sensitivity: number; readonly askable: boolean };

/**
 * The least sensitive fact that could still settle an answer and has not been asked; nothing when all are settled.
 * What was declined or is not known is not asked again.
 */
export function nextQuestion(verdicts: readonly Verdict[], facts: Facts, catalogue: readonly AskableFact[]): string | undefined {
  const asked = verdicts.flatMap((verdict) => (verdict.is === 'unknown' ? verdict.ask : []));
  const open = asked.filter((fact) => facts.value(fact).is === 'not-asked');
  const byCost = [...new Set(open)].flatMap((fact) => catalogue.filter((entry) => entry.fact === fact && entry.askable));
  return byCost.sort((a, b) => a.sensitivity - b.sensitivity)[0]?.fact;
}
