import { type Answer, atLeast, either, NO, NOT_APPLICABLE, opposite, UNKNOWN, unless, YES } from './answer.ts';
import { type Test, testOf } from './compare.ts';
import type { Comparison, Expression } from './expression.ts';
import type { Flat, Frame, Node } from './program.ts';

/** What one part does, as a number: one loop over small arrays is several times as quick as a call for each part. */
const IS_TRUE = 0;
const IS_FALSE = 1;
const TEST = 2;
const ALL = 3;
const ANY = 4;
const NONE = 5;
const NOT = 6;
const WHEN = 7;
const UNLESS = 8;
const AT_LEAST = 9;
const PRESUMED = 10;
const SURELY = 11;
const KNOWN = 12;
const PARAMETER = 13;
const ALWAYS = 14;

const four = [0, 1, 2, 3] as const;
const SMALLER = Uint8Array.from(four.flatMap((a) => four.map((b) => Math.min(a, b))));
const LARGER = Uint8Array.from(four.flatMap((a) => four.map((b) => either(a, b))));
const OPPOSITE = Uint8Array.from(four, opposite);

/** The same parts numbered level by level, or nothing when the rule does more than facts and logic. */
export function levelled(nodes: readonly Node[]): readonly Node[] | undefined {
  if (nodes.some((node) => codeOf(node) === undefined)) return undefined;
  const order = [0];
  for (let at = 0; at < order.length; at += 1) order.push(...(nodes[order[at] as number]?.of ?? []));
  const place = new Map(order.map((id, at) => [id, at]));
  return order.flatMap((id, at) => {
    const node = nodes[id];
    return node === undefined ? [] : [{ ...node, id: at, of: node.of.map((one) => place.get(one) ?? 0) }];
  });
}

export function flatten(nodes: readonly Node[]): Flat {
  const size = nodes.length;
  const code = Uint8Array.from(nodes, (node) => codeOf(node) ?? ALWAYS);
  const slot = Int32Array.from(nodes, (node) => node.slot ?? -1);
  // The parts of a part stand side by side, from `first[id]` to `first[id + 1]`.
  const first = new Int32Array(size + 1).fill(1);
  const parent = new Int32Array(size).fill(-1);
  for (const node of nodes) {
    first[node.id + 1] = (first[node.id] as number) + node.of.length;
    for (const one of node.of) parent[one] = node.id;
  }
  const tests = nodes.map(({ expression }): Test | undefined =>
    expression !== undefined && 'fact' in expression ? testOf(expression as Comparison) : undefined,
  );
  const expressions = nodes.map(({ expression }) => expression as Expression);

  const run = (frame: Frame): Answer => {
    const { nodes: answers, values } = frame;
    const [codes, slots, firsts, all] = [code, slot, first, tests];
    for (let id = size - 1; id >= 0; id -= 1) {
      const what = codes[id] as number;
      if (what <= TEST) {
        const value = values[slots[id] as number];
        // No branch that hangs on the person's own answers: a wrong guess of the processor costs more than the arithmetic.
        const isTrue = (value === true ? 1 : 0) as number;
        const isFalse = (value === false ? 1 : 0) as number;
        if (what === TEST || (value !== undefined && isTrue + isFalse === 0)) answers[id] = (all[id] as Test)(value, frame.context.day);
        else answers[id] = UNKNOWN + (isTrue - isFalse) * (1 - what - what);
        continue;
      }
      let at = firsts[id] as number;
      const to = firsts[id + 1] as number;
      if (what === ALL) {
        let answer: number = NOT_APPLICABLE;
        for (; at < to; at += 1) answer = SMALLER[answer * 4 + (answers[at] as number)] as number;
        answers[id] = answer;
      } else if (what <= NONE) {
        let answer: number = NOT_APPLICABLE;
        for (; at < to; at += 1) answer = LARGER[answer * 4 + (answers[at] as number)] as number;
        answers[id] = what === ANY ? answer : (OPPOSITE[answer] as number);
      } else if (what === NOT) {
        answers[id] = OPPOSITE[answers[at] as number] as number;
      } else answers[id] = rarely(frame, id, what, at, to);
    }
    return answers[0] as Answer;
  };

  function rarely(frame: Frame, id: number, what: number, from: number, to: number): Answer {
    const answers = frame.nodes;
    const a = from < to ? (answers[from] as Answer) : NOT_APPLICABLE;
    const b = from + 1 < to ? (answers[from + 1] as Answer) : NOT_APPLICABLE;
    const expression = expressions[id] as Expression;
    if (what === WHEN) return a === YES ? b : a === UNKNOWN ? UNKNOWN : NOT_APPLICABLE;
    if (what === UNLESS) return unless(a, b);
    if (what === PRESUMED) return a === UNKNOWN && !frame.strict ? YES : a;
    if (what === SURELY) return a === UNKNOWN && !frame.strict ? NO : a;
    if (what === KNOWN) return frame.values[slot[id] as number] !== undefined ? YES : frame.strict ? UNKNOWN : NO;
    if (what === PARAMETER && 'parameter' in expression) return (frame.context.parameters?.[expression.parameter] ?? expression.default) ? YES : NO;
    if (what === AT_LEAST && 'of' in expression && 'at-least' in expression) {
      const counts = [0, 0, 0, 0];
      for (let at = from; at < to; at += 1) {
        const one = answers[at] as number;
        counts[one] = (counts[one] ?? 0) + 1;
      }
      return atLeast(expression['at-least'], counts[YES] ?? 0, counts[UNKNOWN] ?? 0, counts[NO] ?? 0);
    }
    return YES;
  }

  const read = nodes.flatMap((node) => node.slot ?? []);
  const once = new Set(read).size === read.length;
  const open = new Uint8Array(size);
  const missing = (frame: Frame): readonly number[] => {
    const found: number[] = [];
    const { nodes: answers } = frame;
    for (let id = 0; id < size; id += 1) {
      const above = parent[id] as number;
      const isOpen = answers[id] === UNKNOWN && (above < 0 || open[above] === 1);
      open[id] = isOpen ? 1 : 0;
      const at = slot[id] as number;
      if (isOpen && at >= 0 && (once || !found.includes(at))) found.push(at);
    }
    return found;
  };
  return { size, run, missing };
}

const simple = {
  all: ALL,
  any: ANY,
  none: NONE,
  'at-least': AT_LEAST,
  unless: UNLESS,
  when: WHEN,
  not: NOT,
  presumed: PRESUMED,
  surely: SURELY,
  known: KNOWN,
  parameter: PARAMETER,
  always: ALWAYS,
} as const;

function codeOf({ part, expression, isValue, list, definition, slot }: Node): number | undefined {
  if (isValue || list !== undefined || definition !== undefined || expression === undefined) return undefined;
  if (part === 'fact' && slot !== undefined) {
    if ('is' in expression && !('leaves-open' in expression) && typeof expression.is === 'boolean') return expression.is ? IS_TRUE : IS_FALSE;
    return TEST;
  }
  return part in simple ? simple[part as keyof typeof simple] : undefined;
}
