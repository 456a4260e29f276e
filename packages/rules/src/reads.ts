import type { Comparison, Expression, Table, ValueExpression } from './expression.ts';
import type { Context, Settling } from './facts.ts';
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

/** Facts that may be asked for a rule: its own, and instead of a fact that a rule settles those of that rule as well. */
export function factsUnder(rule: Any, context: Pick<Context, 'rules'>, settling: Settling, entered: ReadonlySet<string> = new Set()): readonly string[] {
  const found = factsIn(rule, context.rules).filter((fact) => !entered.has(fact));
  const now = new Set([...entered, ...found]);
  return [
    ...new Set(
      found.flatMap((fact) => {
        const under = settling.get(fact);
        return under === undefined ? [fact] : factsUnder(under, context, settling, now);
      }),
    ),
  ];
}

/** Lists that a rule goes through, also through what settles its facts; lists inside an item belong to it. */
export function listsUnder(rule: Any, context: Pick<Context, 'rules'>, settling: Settling): readonly string[] {
  const under = factsIn(rule, context.rules).flatMap((fact) => settling.get(fact) ?? []);
  const names = [rule, ...under].flatMap((one) => everyPart(one, context.rules).flatMap((part) => listNameOf(part) ?? []));
  return [...new Set(names)].filter((name) => !name.includes('.'));
}

/** Every decision table in a rule, with its place. */
export function tablesIn(rule: Any): readonly { readonly at: Path; readonly table: Table }[] {
  const found: { readonly at: Path; readonly table: Table }[] = [];
  const walk = (node: unknown, at: Path): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'table' && !Array.isArray(node)) found.push({ at: [...at, key], table: value as Table });
      walk(value, [...at, key]);
    }
  };
  walk(rule, []);
  return found;
}

type Path = readonly string[];

/** The same rule with another table in that place. */
export function withTable<Rule extends Any>(rule: Rule, at: Path, table: Table): Rule {
  const put = (node: unknown, [key, ...rest]: Path): unknown => {
    if (key === undefined) return table;
    if (Array.isArray(node)) return node.map((one: unknown, index) => (String(index) === key ? put(one, rest) : one));
    const held = node as Readonly<Record<string, unknown>>;
    return { ...held, [key]: put(held[key], rest) };
  };
  return put(rule, at) as Rule;
}
