import type { JsonValue } from '@sojourn/kernel';
import { evaluate, evaluateValue } from './evaluate.ts';
import type { Context, Facts, FactValue, Settling } from './facts.ts';
import { isValueExpression } from './value-kinds.ts';

/** Facts with those that rules settle. What the record itself holds stands; a rule fills only what was not asked. */
export function withDerivedFacts(facts: Facts, settling: Settling, context: Context): Facts {
  const derived: Facts = {
    collection: facts.collection,
    recorded: facts,
    settling,
    settledIn: context,
    value: (fact): FactValue => {
      const held = facts.value(fact);
      const rule = settling.get(fact);
      if (held.is !== 'not-asked' || rule === undefined) return held;
      const value = isValueExpression(rule) ? computed(evaluateValue(rule, derived, context)) : answered(evaluate(rule, derived, context).is);
      return value === undefined ? { is: 'not-known' } : { is: 'value', value };
    },
  };
  return derived;
}

const answered = (is: string): boolean | undefined => (is === 'yes' ? true : is === 'no' ? false : undefined);

function computed(answer: ReturnType<typeof evaluateValue>): JsonValue | undefined {
  return answer.is === 'value' ? answer.value : undefined;
}
