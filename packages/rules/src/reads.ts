import { type Comparison, type Expression, partsOf } from './expression.ts';

type Rules = ReadonlyMap<string, Expression>;

/** Every fact a rule may read, also through the rules it names; facts of items (`item.…`) belong to their collection. */
export function factsIn(expression: Expression, rules?: Rules): readonly string[] {
  const found = new Set<string>();
  for (const part of everyPart(expression, rules)) {
    const fact = 'fact' in part ? part.fact : 'known' in part ? part.known : 'disagree' in part ? part.disagree : undefined;
    if (fact !== undefined && !fact.startsWith('item.')) found.add(fact);
  }
  return [...found];
}

export function comparisonsIn(expression: Expression, rules?: Rules): readonly Comparison[] {
  return everyPart(expression, rules).flatMap((part) => ('fact' in part ? [part] : []));
}

/** The rules it names itself. */
export function rulesIn(expression: Expression): readonly string[] {
  return [...new Set(everyPart(expression).flatMap((part) => ('rule' in part ? [part.rule] : [])))];
}

function everyPart(expression: Expression, rules?: Rules, entered: ReadonlySet<string> = new Set()): readonly Expression[] {
  if ('rule' in expression) {
    const named = rules?.get(expression.rule);
    if (named === undefined || entered.has(expression.rule)) return [expression];
    return [expression, ...everyPart(named, rules, new Set([...entered, expression.rule]))];
  }
  return [expression, ...partsOf(expression).flatMap((part) => everyPart(part, rules, entered))];
}
