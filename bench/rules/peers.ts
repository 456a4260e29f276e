import zen from '@gorules/zen-engine';
import { evaluate as feel } from 'feelin';
import { Engine as JsonRules, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import Publicodes from 'publicodes';
import type { Logic } from './logic.ts';

type Values = Readonly<Record<string, boolean | undefined>>;
type Said = 'yes' | 'no' | 'unknown';
/** One engine holding one rule. What it throws is counted as thrown. */
export type Peer = { readonly name: string; readonly says: string; readonly decide: (values: Values) => Said | Promise<Said> };

const said = (value: unknown): Said => (value === true ? 'yes' : value === false ? 'no' : 'unknown');
const withoutGaps = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export function peersFor(rule: Logic): readonly Peer[] {
  return [publicodes(rule), jsonRules(rule), zenEngine(rule), feelin(rule), plain(rule)];
}

/** The rule it came from names parts by sentences in French; every part becomes a rule of its own. */
export function publicodesRules(rule: Logic): { readonly rules: Readonly<Record<string, unknown>>; readonly root: string } {
  const { rules, roots } = publicodesRulesOf([rule]);
  return { rules, root: roots[0] ?? '' };
}

/** Many rules in one engine, each under a name of its own. */
export function publicodesRulesOf(all: readonly Logic[]): { readonly rules: Readonly<Record<string, unknown>>; readonly roots: readonly string[] } {
  const rules: Record<string, unknown> = {};
  const name = (part: Logic): string => {
    if ('atom' in part) {
      rules[part.atom] = { question: `${part.atom} ?` };
      return `${part.atom} = oui`;
    }
    if ('not' in part) {
      const inside = name(part.not);
      return inside.endsWith('= oui') ? inside.replace('= oui', '= non') : inside.replace('= non', '= oui');
    }
    const id = `n${Object.keys(rules).length}`;
    rules[id] = null;
    rules[id] = 'all' in part ? { 'toutes ces conditions': part.all.map(name) } : { 'une de ces conditions': part.any.map(name) };
    return `${id} = oui`;
  };
  return { rules, roots: all.map((rule) => name({ all: [rule] }).replace(' = oui', '')) };
}

function publicodes(rule: Logic): Peer {
  const { rules, root } = publicodesRules(rule);
  const engine = new Publicodes(rules as never);
  return {
    name: 'publicodes 1.10.3',
    says: 'its whole tree and missing variables with each answer',
    decide: (values) => {
      engine.setSituation(Object.fromEntries(Object.entries(withoutGaps(values)).map(([fact, value]) => [fact, value === true ? 'oui' : 'non'])) as never);
      const answer = engine.evaluate(root);
      if (Object.keys(answer.missingVariables).length < 0) throw new Error('never');
      return said(answer.nodeValue);
    },
  };
}

function jsonRules(rule: Logic): Peer {
  const condition = (part: Logic): NestedCondition =>
    'atom' in part
      ? { fact: part.atom, operator: 'equal', value: true }
      : 'all' in part
        ? { all: part.all.map(condition) }
        : 'any' in part
          ? { any: part.any.map(condition) }
          : { not: condition(part.not) };
  const engine = new JsonRules([{ conditions: { all: [condition(rule)] } as TopLevelCondition, event: { type: 'yes' } }], { allowUndefinedFacts: true });
  return {
    name: 'json-rules-engine 7.3.1',
    says: 'a result for each condition; unknown facts allowed, or it throws on every one',
    decide: async (values) => ((await engine.run(withoutGaps(values))).events.length > 0 ? 'yes' : 'no'),
  };
}

const text = (part: Logic): string =>
  'atom' in part
    ? part.atom
    : 'not' in part
      ? `not(${text(part.not)})`
      : `(${('all' in part ? part.all : part.any).map(text).join('all' in part ? ' and ' : ' or ')})`;

function zenEngine(rule: Logic): Peer {
  const at = { x: 0, y: 0 };
  const nodes = [
    { id: 'i', type: 'inputNode', name: 'in', position: at },
    { id: 'x', type: 'expressionNode', name: 'rule', position: at, content: { expressions: [{ id: '1', key: 'answer', value: text(rule) }] } },
    { id: 'o', type: 'outputNode', name: 'out', position: at },
  ];
  const edges = [
    { id: 'a', sourceId: 'i', targetId: 'x', type: 'edge' },
    { id: 'b', sourceId: 'x', targetId: 'o', type: 'edge' },
  ];
  const decision = new zen.ZenEngine().createDecision({ nodes, edges } as never);
  return {
    name: 'zen-engine 0.54.0',
    says: 'a trace for the graph, not for the parts of the expression',
    decide: async (values) => said(((await decision.evaluate(withoutGaps(values), { trace: true })).result as { readonly answer?: unknown }).answer),
  };
}

function feelin(rule: Logic): Peer {
  const expression = text(rule);
  return {
    name: 'feelin 8.2.0',
    says: 'no trace; reads the text anew each time',
    decide: (values) => said(feel(expression, Object.fromEntries(Object.entries(values).map(([fact, value]) => [fact, value ?? null]))).value),
  };
}

/** What a programmer would write by hand. */
function plain(rule: Logic): Peer {
  const written = (part: Logic): string =>
    'atom' in part
      ? `f.${part.atom}`
      : 'not' in part
        ? `!(${written(part.not)})`
        : `(${('all' in part ? part.all : part.any).map(written).join('all' in part ? ' && ' : ' || ')})`;
  const decide = new Function('f', `return ${written(rule)}`) as (values: Values) => unknown;
  return { name: 'plain JavaScript', says: 'no trace, nothing missing', decide: (values) => said(decide(values)) };
}
