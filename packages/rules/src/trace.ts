import type { JsonValue, Verdict } from '@sojourn/kernel';
import { type Answer, nameOf } from './answer.ts';
import { factReason } from './because.ts';
import { jsonOf } from './held.ts';
import type { Frame, Program } from './program.ts';

/** The rule as it was walked: what each part answered, on which value, also the parts that were left out. */
export type Trace = {
  readonly part: string;
  /** The number of the part in the rule: the same in every trace of it. */
  readonly node: number;
  readonly is: Verdict['is'];
  readonly fact?: string;
  readonly value?: JsonValue;
  readonly why?: string;
  readonly cite?: string;
  readonly of: readonly Trace[];
};

/** Read after a run. */
export function traceOf(program: Program, frame: Frame, id = program.root): Trace {
  const node = program.nodes[id];
  if (node === undefined) throw new Error('No such part');
  const is = nameOf(frame.nodes[id] as Answer);
  const reason = node.slot === undefined ? undefined : factReason(program, frame, id);
  const computed = node.isValue && node.slot === undefined ? jsonOf(frame.held[id] ?? { kind: 'open' }, 'least') : undefined;
  return {
    part: node.part,
    node: id,
    is,
    of: partsSeen(program, frame, id),
    ...(reason?.fact === undefined ? {} : { fact: reason.fact }),
    ...(reason?.value === undefined ? {} : { value: reason.value }),
    ...(reason?.why === undefined ? {} : { why: reason.why }),
    ...(computed === undefined ? {} : { value: computed }),
    ...(node.cite === undefined ? {} : { cite: node.cite }),
  };
}

function partsSeen(program: Program, frame: Frame, id: number): readonly Trace[] {
  const node = program.nodes[id];
  if (node === undefined) return [];
  if (node.list !== undefined && node.oneItem !== undefined) {
    const items = frame.lists[node.list] ?? [];
    return items.flatMap((_, index) => {
      node.oneItem?.(frame, index);
      return node.of.map((one) => traceOf(program, frame, one));
    });
  }
  const parts = node.definition === undefined ? node.of : [node.definition];
  return parts.map((one) => traceOf(program, frame, one));
}
