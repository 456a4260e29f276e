import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Context, Facts, FactValue } from './facts.ts';

/** Facts with those that rules settle. What the record itself holds stands; a rule fills only what was not asked. */
export function withDerivedFacts(facts: Facts, settling: ReadonlyMap<string, Expression>, context: Context): Facts {
  const derived: Facts = {
    ...facts,
    value: (fact): FactValue => {
      const held = facts.value(fact);
      const rule = settling.get(fact);
      if (held.is !== 'not-asked' || rule === undefined) return held;
      const answer = evaluate(rule, derived, context).is;
      return answer === 'yes' || answer === 'no' ? { is: 'value', value: answer === 'yes' } : { is: 'not-known' };
    },
  };
  return derived;
}
