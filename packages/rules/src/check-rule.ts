import type { JsonValue, PlainDate } from '@sojourn/kernel';
import { compile } from './compile.ts';
import { completionsOf, gapsIn } from './completions.ts';
import type { Expression, ValueExpression } from './expression.ts';
import { tableFaults } from './table-check.ts';
import { isValueExpression } from './value-kinds.ts';

type Any = Expression | ValueExpression;
type Path = readonly (string | number)[];

/** What a rule may read: its kind, its codes, its currency, and whether anybody or any rule ever fills it. */
export type ReadableFact = {
  readonly kind: string;
  readonly codes?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly everKnown: boolean;
};

export type RuleFinding = {
  readonly kind: 'unknown-fact' | 'wrong-unit' | 'never-asked' | 'unreachable' | 'gap' | 'overlap' | 'no-such-code';
  readonly path: Path;
  readonly detail: string;
};

/** What no shape shows, each at its own place in the rule. Facts of items belong to their list and are not looked up. */
export function problemsInRule(rule: Any, facts: ReadonlyMap<string, ReadableFact>, path: Path = []): readonly RuleFinding[] {
  const places = placesIn(rule, path, new Set());
  return [
    ...places.flatMap(({ part, at, items }) => [...factProblems(part, at, facts, items), ...tableProblems(part, at)]),
    ...places.flatMap(({ part, at, items }) => (items.size > 0 ? [] : unreachable(part, at))),
  ];
}

type Place = { readonly part: Any; readonly at: Path; readonly items: ReadonlySet<string> };

/** Every part with its path, found by shape: whatever is a rule or a value has a place. */
function placesIn(node: unknown, at: Path, items: ReadonlySet<string>): readonly Place[] {
  if (Array.isArray(node)) return node.flatMap((one, index) => placesIn(one, [...at, index], items));
  if (typeof node !== 'object' || node === null) return [];
  const named = node as Readonly<Record<string, unknown>>;
  const isList = ['some', 'every', 'count', 'sum', 'days-covered'].some((key) => typeof named[key] === 'string');
  const inside = isList ? new Set([...items, typeof named['as'] === 'string' ? named['as'] : 'item']) : items;
  const mine: readonly Place[] = at.at(-1) === 'domain' ? [] : [{ part: node as Any, at, items }];
  return [...mine, ...Object.entries(named).flatMap(([key, value]) => placesIn(value, [...at, key], inside))];
}

function factProblems(part: Any, at: Path, facts: ReadonlyMap<string, ReadableFact>, items: ReadonlySet<string>): readonly RuleFinding[] {
  const name = 'fact' in part ? part.fact : 'known' in part ? part.known : 'disagree' in part ? part.disagree : undefined;
  if (typeof name !== 'string' || items.has(name.split('.')[0] ?? '')) return [];
  const fact = facts.get(name);
  const key = 'fact' in part ? 'fact' : 'known' in part ? 'known' : 'disagree';
  if (fact === undefined) return [{ kind: 'unknown-fact', path: [...at, key], detail: name }];
  if (!fact.everKnown) return [{ kind: 'never-asked', path: [...at, key], detail: name }];
  return 'fact' in part && !isValueExpression(part) ? unitProblems(part, at, name, fact) : [];
}

const numbers = ['at-least', 'at-most', 'more-than', 'less-than'] as const;

/** A year asked of a code, a currency that is not the fact's, a code that is not in its list. */
function unitProblems(part: Expression, at: Path, name: string, fact: ReadableFact): readonly RuleFinding[] {
  const used = Object.entries(part).filter(([key]) => key !== 'fact' && key !== 'cite');
  return used.flatMap(([key, value]): readonly RuleFinding[] => {
    const wrong = (detail: string): readonly RuleFinding[] => [{ kind: 'wrong-unit', path: [...at, key], detail: `${name}: ${detail}` }];
    if (['before', 'after', 'younger-than', 'aged'].includes(key))
      return fact.kind.endsWith('date') ? [] : wrong(`${key} asks for a day, and this is ${fact.kind}`);
    if ((numbers as readonly string[]).includes(key)) {
      const currency = typeof value === 'object' && value !== null && 'currency' in value ? String(value.currency) : undefined;
      if (fact.kind === 'money')
        return currency !== undefined && (fact.currency === undefined || fact.currency === currency) ? [] : wrong(`${key} asks for ${currency ?? 'a number'}`);
      return fact.kind === 'number' && currency === undefined ? [] : wrong(`${key} asks for ${currency ?? 'a number'}, and this is ${fact.kind}`);
    }
    const values = (Array.isArray(value) ? value : [value]) as readonly JsonValue[];
    const kind = fact.kind === 'yes-no' ? 'boolean' : fact.kind === 'number' ? 'number' : 'string';
    if (values.some((one) => typeof one !== kind)) return wrong(`${JSON.stringify(value)} is no value of ${fact.kind}`);
    const unknown = fact.codes === undefined ? [] : values.filter((one) => !fact.codes?.includes(String(one)));
    return unknown.map((one) => ({ kind: 'no-such-code', path: [...at, key], detail: `${name}: ${String(one)}` }));
  });
}

function tableProblems(part: Any, at: Path): readonly RuleFinding[] {
  if (!('table' in part)) return [];
  return tableFaults(part.table).map((fault): RuleFinding => {
    const cells = 'at' in fault ? fault.at.map((one, column) => `${part.table.inputs[column]?.name ?? column} ${JSON.stringify(one)}`).join(', ') : '';
    if (fault.kind === 'gap') return { kind: 'gap', path: [...at, 'table', 'rows'], detail: cells };
    if (fault.kind === 'overlap') return { kind: 'overlap', path: [...at, 'table', 'rows', fault.other], detail: `with row ${fault.row + 1}: ${cells}` };
    if (fault.kind === 'wrong-unit')
      return { kind: 'wrong-unit', path: [...at, 'table', 'rows', fault.row, 'when', fault.column], detail: part.table.inputs[fault.column]?.name ?? '' };
    return { kind: 'unreachable', path: [...at, 'table', 'rows', fault.row], detail: `row ${fault.row + 1}` };
  });
}

/** A part of "all" or "any" that leaves the others no say, and a guard that never holds: found by trying every way to answer it. */
function unreachable(part: Any, at: Path): readonly RuleFinding[] {
  if ('when' in part && 'then' in part && !isValueExpression(part) && always(part.when) === 'no')
    return [{ kind: 'unreachable', path: [...at, 'then'], detail: 'its guard never holds' }];
  const key = 'all' in part ? 'all' : 'any' in part ? 'any' : undefined;
  if (key === undefined || isValueExpression(part) || at.at(-2) === 'when') return [];
  const parts = (part as unknown as Readonly<Record<string, readonly Expression[]>>)[key] ?? [];
  if (!Array.isArray(parts) || parts.length < 2) return [];
  const constant = always(part as Expression);
  return constant === (key === 'all' ? 'no' : 'yes') ? [{ kind: 'unreachable', path: [...at, key], detail: `it is always ${constant}` }] : [];
}

/** What a rule of facts and logic alone always answers, when it always answers the same. */
function always(rule: Expression): 'yes' | 'no' | undefined {
  const names = JSON.stringify(rule);
  if (/"(rule|relation|compare|some|every|count|parameter|known|disagree|presumed|surely)":/.test(names) || 'always' in rule) return undefined;
  const program = compile(rule, {}, false);
  const frame = program.take();
  frame.context = { day: '2026-01-01' as PlainDate };
  const gaps = gapsIn(program, frame, new Set(program.slots.map(({ fact }) => fact)));
  const { exact, answers } = completionsOf(program, frame, gaps);
  const [first] = answers;
  if (!exact || gaps.length < program.slots.length || first === undefined || !answers.every((one) => one === first)) return undefined;
  return first === 2 ? 'yes' : first === 0 ? 'no' : undefined;
}
