import type { JsonValue } from '@sojourn/kernel';
import { type Answer, UNKNOWN } from './answer.ts';
import type { Comparison } from './expression.ts';
import { possibleValues } from './possible-values.ts';
import type { Frame, Program } from './program.ts';

/** A fact nobody has answered yet, and one value for every way the rule can see it. */
export type Gap = { readonly fact: string; readonly slot: number; readonly values: readonly JsonValue[] };

/** Up to this many ways to fill the gaps are all tried; beyond it as many are drawn, always the same ones. */
const EXACT = 4_096;
const DRAWN = 768;

/** What the rule answers when the gaps are filled, way by way. `exact`: every way is there. */
export type Completions = {
  readonly gaps: readonly Gap[];
  readonly exact: boolean;
  readonly answers: Uint8Array;
  /** Which value of a gap stands in a way. */
  readonly valueAt: (way: number, gap: number) => number;
};

/** Gaps among the facts named. A fact that is only computed with, and compared with nothing, has no values to try. */
export function gapsIn(program: Program, frame: Frame, facts: ReadonlySet<string>): readonly Gap[] {
  const comparisons = program.nodes.flatMap((node): readonly Comparison[] => {
    const { expression, isValue } = node;
    return expression !== undefined && !isValue && 'fact' in expression ? [expression as Comparison] : [];
  });
  return program.slots.flatMap((slot, at): readonly Gap[] => {
    if (slot.list !== undefined || !facts.has(slot.fact) || frame.values[at] !== undefined) return [];
    const values = possibleValues(slot.fact, comparisons, frame.context.day);
    return values.length === 0 ? [] : [{ fact: slot.fact, slot: at, values }];
  });
}

export function completionsOf(program: Program, frame: Frame, gaps: readonly Gap[]): Completions {
  const ways = gaps.reduce((product, gap) => product * gap.values.length, 1);
  const exact = ways <= EXACT;
  const count = exact ? ways : DRAWN;
  const chosen = exact ? undefined : drawn(count, gaps);
  const strides = gaps.map((_, at) => gaps.slice(0, at).reduce((product, gap) => product * gap.values.length, 1));
  const valueAt = (way: number, gap: number): number =>
    chosen === undefined
      ? Math.floor(way / (strides[gap] ?? 1)) % (gaps[gap]?.values.length ?? 1)
      : (chosen[way * gaps.length + gap] ?? 0) % (gaps[gap]?.values.length ?? 1);
  const answers = new Uint8Array(count);
  for (let way = 0; way < count; way += 1) {
    for (const [at, gap] of gaps.entries()) frame.values[gap.slot] = gap.values[valueAt(way, at)];
    answers[way] = program.run(frame);
  }
  emptied(program, frame, gaps);
  return { gaps, exact, answers, valueAt };
}

/** A fact matters when two ways that differ in it alone lead to two answers. */
export function factsThatMatter(program: Program, frame: Frame, completions: Completions): ReadonlySet<string> {
  const { gaps, answers, valueAt, exact } = completions;
  const found = new Set<string>();
  if (exact) {
    let stride = 1;
    for (const [at, { fact, values }] of gaps.entries()) {
      const step = stride;
      if (answers.some((answer, way) => answer !== answers[way - valueAt(way, at) * step])) found.add(fact);
      stride *= values.length;
    }
    return found;
  }
  for (let way = 0; way < answers.length && found.size < gaps.length; way += 1) {
    for (const [at, gap] of gaps.entries()) frame.values[gap.slot] = gap.values[valueAt(way, at)];
    for (const [at, gap] of gaps.entries()) {
      if (found.has(gap.fact)) continue;
      for (const value of gap.values) {
        frame.values[gap.slot] = value;
        if (program.run(frame) !== answers[way]) found.add(gap.fact);
      }
      frame.values[gap.slot] = gap.values[valueAt(way, at)];
    }
  }
  emptied(program, frame, gaps);
  return found;
}

/** The answer with one fact filled and the others left as they are. */
export function answerWith(program: Program, frame: Frame, gap: Gap, value: JsonValue): Answer {
  frame.values[gap.slot] = value;
  const answer = program.run(frame);
  frame.values[gap.slot] = undefined;
  return answer;
}

/** How much less is left open, on average, once the fact is known: in bits of the answers of the ways. */
export function learned({ gaps, answers, valueAt }: Completions, gap: number): number {
  const values = gaps[gap]?.values.length ?? 1;
  const counts = new Float64Array(values * 4);
  for (let way = 0; way < answers.length; way += 1) {
    const at = valueAt(way, gap) * 4 + (answers[way] ?? UNKNOWN);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const whole = [0, 1, 2, 3].map((answer) => Array.from({ length: values }, (_, value) => counts[value * 4 + answer] ?? 0).reduce((a, b) => a + b, 0));
  const after = Array.from({ length: values }, (_, value) => [...counts.subarray(value * 4, value * 4 + 4)]).reduce((sum, part) => sum + bits(part), 0);
  return (bits(whole) - after) / answers.length;
}

function bits(counts: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - count * Math.log2(count / total)), 0);
}

function emptied(program: Program, frame: Frame, gaps: readonly Gap[]): void {
  for (const gap of gaps) frame.values[gap.slot] = undefined;
  program.run(frame);
}

/** Always the same draw (mulberry32): the same facts lead to the same question. */
function drawn(count: number, gaps: readonly Gap[]): Uint32Array {
  let state = 20_261_125;
  return Uint32Array.from({ length: count * gaps.length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 8;
  });
}
