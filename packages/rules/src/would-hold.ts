import type { JsonValue } from '@sojourn/kernel';
import { YES } from './answer.ts';
import type { Comparison } from './expression.ts';
import { possibleValues, somethingElse } from './possible-values.ts';
import type { Frame, Program } from './program.ts';

/** One fact and the value it would need. */
export type Change = { readonly fact: string; readonly value: JsonValue };

const TRIED = 20_000;
const CHANGES = 3;

/**
 * "Would hold if …": every smallest set of changes, up to three facts, that would make it a yes. Only facts that may change are tried: nobody
 * is told that help would be theirs if they had been born elsewhere. Read after a run; nothing when it is a yes already.
 */
export function wouldHoldIf(program: Program, frame: Frame, mayChange: (fact: string) => boolean): readonly (readonly Change[])[] {
  if (frame.nodes[program.root] === YES) return [];
  const comparisons = program.nodes.flatMap(({ expression, isValue }): readonly Comparison[] =>
    expression !== undefined && !isValue && 'fact' in expression ? [expression as Comparison] : [],
  );
  const choices = program.slots.flatMap((slot, at) => {
    if (slot.list !== undefined || !mayChange(slot.fact)) return [];
    const now = JSON.stringify(frame.values[at]);
    const values = possibleValues(slot.fact, comparisons, frame.context.day).filter((value) => value !== somethingElse && JSON.stringify(value) !== now);
    return values.length === 0 ? [] : [{ at, fact: slot.fact, values }];
  });
  let tried = 0;
  const found: (readonly Change[])[] = [];
  const search = (from: number, left: number, changes: readonly Change[]): void => {
    if (left === 0) {
      tried += 1;
      if (program.run(frame) === YES) found.push(changes);
      return;
    }
    for (let index = from; index < choices.length && tried < TRIED; index += 1) {
      const choice = choices[index];
      if (choice === undefined) continue;
      const before = frame.values[choice.at];
      for (const value of choice.values) {
        frame.values[choice.at] = value;
        search(index + 1, left - 1, [...changes, { fact: choice.fact, value }]);
      }
      frame.values[choice.at] = before;
    }
  };
  for (let size = 1; size <= CHANGES && found.length === 0; size += 1) search(0, size, []);
  program.run(frame);
  return found;
}
