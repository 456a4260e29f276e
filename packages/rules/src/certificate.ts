import type { JsonValue } from '@sojourn/kernel';
import type { Frame, Program } from './program.ts';

/** Facts that suffice for an answer, with their values. `smallest`: no smaller set suffices. */
export type Certificate = { readonly facts: readonly { readonly fact: string; readonly value: JsonValue }[]; readonly smallest: boolean };

const SEARCHED = 12;

/** Read after a run: which of the facts held would alone have led to the same answer. Facts of items go with their list. */
export function certificateOf(program: Program, frame: Frame): Certificate {
  const answer = frame.nodes[program.root];
  const held = program.slots.flatMap((slot, at) => (slot.list === undefined && frame.values[at] !== undefined ? [at] : []));
  const values = held.map((at) => frame.values[at]);
  const suffices = (kept: ReadonlySet<number>): boolean => {
    for (const [index, at] of held.entries()) frame.values[at] = kept.has(at) ? values[index] : undefined;
    return program.run(frame) === answer;
  };
  const irredundant = withoutAny(held, suffices);
  const smallest = held.length <= SEARCHED ? smallestOf(held, irredundant, suffices) : irredundant;
  for (const [index, at] of held.entries()) frame.values[at] = values[index];
  program.run(frame);
  return {
    facts: held.flatMap((at, index) => {
      const value = values[index];
      return smallest.has(at) && value !== undefined ? [{ fact: program.slots[at]?.fact ?? '', value }] : [];
    }),
    smallest: held.length <= SEARCHED,
  };
}

/** Leaves out one after the other; what is left cannot spare any. A presumption may bring a fact back, so it goes on until nothing changes. */
function withoutAny(held: readonly number[], suffices: (kept: ReadonlySet<number>) => boolean): ReadonlySet<number> {
  let kept: ReadonlySet<number> = new Set(held);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const at of held) {
      if (!kept.has(at)) continue;
      const without = new Set([...kept].filter((one) => one !== at));
      if (suffices(without)) kept = without;
    }
  }
  return kept;
}

/** Sets of one fact, then of two, and so on, below the size already found. */
function smallestOf(held: readonly number[], found: ReadonlySet<number>, suffices: (kept: ReadonlySet<number>) => boolean): ReadonlySet<number> {
  for (let size = 0; size < found.size; size += 1) {
    const smaller = firstSet(held, size, [], suffices);
    if (smaller !== undefined) return smaller;
  }
  return found;
}

function firstSet(
  from: readonly number[],
  size: number,
  chosen: readonly number[],
  suffices: (kept: ReadonlySet<number>) => boolean,
): ReadonlySet<number> | undefined {
  if (size === 0) {
    const set = new Set(chosen);
    return suffices(set) ? set : undefined;
  }
  for (let at = 0; at + size <= from.length; at += 1) {
    const found = firstSet(from.slice(at + 1), size - 1, [...chosen, from[at] as number], suffices);
    if (found !== undefined) return found;
  }
  return undefined;
}
