import type { JsonValue } from '@sojourn/kernel';
import { type Answer, atLeast, either, NO, NOT_APPLICABLE, opposite, UNKNOWN, unless, YES } from './answer.ts';
import { type Test, testOf } from './compare.ts';
import type { Comparison, Expression } from './expression.ts';
import { isQuantity, jsonOf } from './held.ts';
import type { Run } from './making.ts';
import { DISAGREE, type Flat, type Frame, NOT_ASKED, type Node } from './program.ts';

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
const RULE = 15;
const SETTLED = 16;
const DISAGREES = 17;
/** Lists, values, relations, exceptions: the part is called, and answers what is inside it. */
const CALL = 18;

const four = [0, 1, 2, 3] as const;
const SMALLER = Uint8Array.from(four.flatMap((a) => four.map((b) => Math.min(a, b))));
const LARGER = Uint8Array.from(four.flatMap((a) => four.map((b) => either(a, b))));
const OPPOSITE = Uint8Array.from(four, opposite);

/**
 * New numbers by old ones: rule by rule, and in each level by level, so that the parts of a part stand side by side. `first` are the first
 * parts of the rules, each before those it rests on; what is inside a part that is called comes last.
 */
export function numbersOf(nodes: readonly Node[], first: readonly number[]): readonly number[] {
  const order: number[] = [];
  const inside: number[] = [];
  for (const root of first) {
    const level = [root];
    for (let at = 0; at < level.length; at += 1) {
      const id = level[at] as number;
      const parts = nodes[id]?.of ?? [];
      if (codeOf(nodes[id] as Node) === CALL) inside.push(...parts);
      else level.push(...parts);
    }
    order.push(...level);
  }
  for (let at = 0; at < inside.length; at += 1) inside.push(...(nodes[inside[at] as number]?.of ?? []));
  const numbers = new Array<number>(nodes.length).fill(-1);
  for (const [at, id] of [...order, ...inside].entries()) numbers[id] = at;
  return numbers;
}

/** Which parts answer otherwise once doubt is taken for an answer. */
function shiftingIn(nodes: readonly Node[]): readonly boolean[] {
  const known = new Map<number, boolean>();
  const shifts = (id: number): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const node = nodes[id];
    if (node === undefined) return false;
    known.set(id, false);
    const found =
      ['presumed', 'surely', 'known', 'disagree'].includes(node.part) || node.of.some(shifts) || (node.definition !== undefined && shifts(node.definition));
    known.set(id, found);
    return found;
  };
  return nodes.map(({ id }) => shifts(id));
}

type Layout = { readonly nodes: readonly Node[]; readonly runs: readonly Run[]; readonly slots: number; readonly roots: readonly number[] };

export function flatten({ nodes, runs, slots, roots }: Layout): Flat {
  const called = new Set<number>();
  const enter = (ids: readonly number[]): void => {
    for (const id of ids) {
      called.add(id);
      enter(nodes[id]?.of ?? []);
    }
  };
  for (const node of nodes) if (codeOf(node) === CALL) enter(node.of);
  const size = nodes.length - called.size;
  const code = Uint8Array.from(nodes, codeOf);
  const slot = Int32Array.from(nodes, (node) => node.slot ?? -1);
  const definition = Int32Array.from(nodes, (node) => node.definition ?? -1);
  const first = Int32Array.from(nodes, ({ of }) => of[0] ?? 0);
  const end = Int32Array.from(nodes, ({ of }) => (of[0] ?? 0) + of.length);
  const backwards = Int32Array.from({ length: size }, (_, at) => size - 1 - at);
  const shifting = shiftingIn(nodes);
  const doubtful = backwards.filter((id) => shifting[id] === true);
  const tests = nodes.map(({ expression }): Test | undefined =>
    expression !== undefined && 'fact' in expression && !('compare' in expression) && Object.keys(expression).some((key) => key !== 'fact' && key !== 'cite')
      ? testOf(expression as Comparison)
      : undefined,
  );
  const expressions = nodes.map(({ expression }) => expression as Expression);
  const root = roots[0] ?? 0;

  const answer = (frame: Frame, order: Int32Array): Answer => {
    const { nodes: answers, values } = frame;
    const [codes, slots, firsts, ends, all, definitions] = [code, slot, first, end, tests, definition];
    for (let step = 0; step < order.length; step += 1) {
      const id = order[step] as number;
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
      const to = ends[id] as number;
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
      } else if (what === RULE) {
        answers[id] = answers[definitions[id] as number] as number;
      } else answers[id] = rarely(frame, id, what, at, to);
    }
    return answers[root] as Answer;
  };

  function rarely(frame: Frame, id: number, what: number, from: number, to: number): Answer {
    const answers = frame.nodes;
    const a = from < to ? (answers[from] as Answer) : NOT_APPLICABLE;
    const b = from + 1 < to ? (answers[from + 1] as Answer) : NOT_APPLICABLE;
    const expression = expressions[id] as Expression;
    if (what === CALL) return (runs[id] as Run)(frame);
    if (what === SETTLED) return (tests[id] as Test)(readSettled(frame, slot[id] as number, definition[id] as number), frame.context.day);
    if (what === DISAGREES) return frame.states[slot[id] as number] !== DISAGREE ? NO : frame.strict ? UNKNOWN : YES;
    if (what === WHEN) return a === YES ? b : a === UNKNOWN ? UNKNOWN : NOT_APPLICABLE;
    if (what === UNLESS) return unless(a, b);
    if (what === PRESUMED) return a === UNKNOWN && !frame.strict ? YES : a;
    if (what === SURELY) return a === UNKNOWN && !frame.strict ? NO : a;
    if (what === KNOWN) {
      const settler = definition[id] as number;
      const value = settler < 0 ? frame.values[slot[id] as number] : readSettled(frame, slot[id] as number, settler);
      return value !== undefined ? YES : frame.strict ? UNKNOWN : NO;
    }
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

  const atRoot = new Int32Array(nodes.length);
  for (const [at, id] of roots.entries()) atRoot[id] = (atRoot[id] as number) | (1 << at);
  // Which of the rules, as bits, a part is still open for, and a slot.
  const reached = atRoot.slice();
  const open = new Int32Array(slots);
  const nowhere: never[][] = roots.map(() => none);
  const missing = <Name>({ nodes: answers }: Frame, names: readonly Name[], deeper: (id: number, rules: number) => void): (readonly Name[])[] => {
    const found: Name[][] = nowhere.slice() as Name[][];
    let any = false;
    for (let id = 0; id < size; id += 1) {
      const above = reached[id] as number;
      if (above === 0) continue;
      reached[id] = atRoot[id] as number;
      if (answers[id] !== UNKNOWN) continue;
      any = true;
      const at = slot[id] as number;
      if (at >= 0) {
        const before = open[at] as number;
        open[at] = before | above;
        for (let rest = above & ~before; rest !== 0; rest &= rest - 1) {
          const rule = 31 - Math.clz32(rest & -rest);
          const its = found[rule] as Name[];
          if (its === none) found[rule] = [names[at] as Name];
          else its.push(names[at] as Name);
        }
      }
      const settler = definition[id] as number;
      if (settler >= 0) reached[settler] = (reached[settler] as number) | above;
      if (code[id] === CALL) deeper(id, above);
      else for (let part = first[id] as number; part < (end[id] as number); part += 1) reached[part] = (reached[part] as number) | above;
    }
    if (any) open.fill(0);
    return found;
  };

  function readSettled(frame: Frame, at: number, settler: number): JsonValue | undefined {
    const recorded = frame.values[at];
    if (recorded !== undefined) return recorded;
    return frame.states[at] === NOT_ASKED ? givenBy(frame, settler, nodes[settler]?.isValue === true) : undefined;
  }

  return {
    pure: !code.some((one) => one >= RULE) && !definition.some((one) => one >= 0),
    run: (frame) => answer(frame, backwards),
    again: (frame) => void answer(frame, doubtful),
    missing,
  };
}

/** What the rule that settles a fact gave. */
export function givenBy(frame: Frame, settler: number, isValue: boolean): JsonValue | undefined {
  if (!isValue) {
    const answer = frame.nodes[settler];
    return answer === YES ? true : answer === NO ? false : undefined;
  }
  const held = frame.held[settler];
  if (held === undefined) return undefined;
  if (isQuantity(held) && held.least !== held.most) return held.kind === 'number' ? { least: held.least, most: held.most } : undefined;
  return jsonOf(held, 'least');
}

/** Nothing is missing: one list for all, and nobody adds to it. */
const none: never[] = [];

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
  disagree: DISAGREES,
} as const;

function codeOf({ part, expression, isValue, list, definition, slot }: Node): number {
  if (isValue || list !== undefined || expression === undefined) return CALL;
  if (part.startsWith('rule ')) return definition === undefined ? CALL : RULE;
  if (part === 'fact' && slot !== undefined) {
    if (definition !== undefined) return SETTLED;
    if ('is' in expression && !('leaves-open' in expression) && typeof expression.is === 'boolean') return expression.is ? IS_TRUE : IS_FALSE;
    return TEST;
  }
  return part in simple ? simple[part as keyof typeof simple] : CALL;
}
