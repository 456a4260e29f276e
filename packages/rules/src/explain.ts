import type { JsonValue, Verdict } from '@sojourn/kernel';
import { evaluate } from './evaluate.ts';
import { type Expression, partsOf } from './expression.ts';
import { type Context, type Facts, withItem } from './facts.ts';

/** The rule as it was walked: what each part answered, on which value, also the parts that were left out. */
export type Trace = {
  readonly part: string;
  readonly is: Verdict['is'];
  readonly fact?: string;
  readonly value?: JsonValue;
  readonly why?: string;
  readonly of: readonly Trace[];
};

export function explain(expression: Expression, facts: Facts, context: Context = {}): Trace {
  const verdict = evaluate(expression, facts, context);
  const seen = { part: nameOf(expression), is: verdict.is, of: partsSeen(expression, facts, context) };
  const fact = 'fact' in expression ? expression.fact : 'known' in expression ? expression.known : undefined;
  const reason = fact === undefined ? undefined : verdict.because.find((one) => one.fact === fact);
  return {
    ...seen,
    ...(fact === undefined ? {} : { fact }),
    ...(reason?.value === undefined ? {} : { value: reason.value }),
    ...(reason?.why === undefined ? {} : { why: reason.why }),
  };
}

function partsSeen(expression: Expression, facts: Facts, context: Context): readonly Trace[] {
  if ('rule' in expression) {
    const named = context.rules?.get(expression.rule);
    return named === undefined ? [] : [explain(named, facts, context)];
  }
  if ('where' in expression) {
    const name = 'some' in expression ? expression.some : 'every' in expression ? expression.every : expression.count;
    return (facts.collection(name) ?? []).map((item) => explain(expression.where, withItem(facts, name, item), context));
  }
  return partsOf(expression).map((part) => explain(part, facts, context));
}

const kinds = [
  'fact',
  'of',
  'count',
  'some',
  'every',
  'all',
  'any',
  'none',
  'unless',
  'when',
  'not',
  'presumed',
  'known',
  'disagree',
  'rule',
  'parameter',
] as const;

function nameOf(expression: Expression): string {
  const kind = kinds.find((one) => one in expression) ?? 'always';
  if ('rule' in expression) return `rule ${expression.rule}`;
  return kind === 'of' ? 'at-least' : kind;
}
