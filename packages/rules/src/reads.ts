import type { Comparison, Expression, ValueExpression } from './expression.ts';
import { conditionsOf, listOf, listOfValue, partsOf, partsOfValue, valuesOf } from './parts.ts';
import { isValueExpression } from './value-kinds.ts';

type Rules = ReadonlyMap<string, Expression | ValueExpression>;
type Any = Expression | ValueExpression;

/** Every part of a rule, in the order written: answers and values, also through the rules it names. */
function everyPart(rule: Any, rules?: Rules, entered: ReadonlySet<string> = new Set()): readonly Any[] {
  if ('rule' in rule) {
    const named = rules?.get(rule.rule);
    if (named === undefined || entered.has(rule.rule)) return [rule];
    return [rule, ...everyPart(named, rules, new Set([...entered, rule.rule]))];
  }
  const inside: readonly Any[] = isValueExpression(rule) ? [...conditionsOf(rule), ...partsOfValue(rule)] : [...partsOf(rule), ...valuesOf(rule)];
  return [rule, ...inside.flatMap((part) => everyPart(part, rules, entered))];
}

/** Every fact a rule may read, also through the rules it names; facts of items belong to their list. */
export function factsIn(rule: Any, rules?: Rules): readonly string[] {
  const parts = everyPart(rule, rules);
  const items = new Set(parts.flatMap((part) => (listNameOf(part) === undefined ? [] : [('as' in part ? part.as : undefined) ?? 'item'])));
  const found = parts.flatMap((part) => ('fact' in part ? [part.fact] : 'known' in part ? [part.known] : 'disagree' in part ? [part.disagree] : []));
  return [...new Set(found)].filter((fact) => !items.has(fact.split('.')[0] ?? ''));
}

export function comparisonsIn(rule: Any, rules?: Rules): readonly Comparison[] {
  return everyPart(rule, rules).flatMap((part) => ('fact' in part && !isValueExpression(part) ? [part] : []));
}

/** The rules it names itself. */
export function rulesIn(rule: Any): readonly string[] {
  return [...new Set(everyPart(rule).flatMap((part) => ('rule' in part ? [part.rule] : [])))];
}

function listNameOf(part: Any): string | undefined {
  return isValueExpression(part) ? listOfValue(part) : listOf(part);
}
