import type { JsonValue, Reason, Verdict } from '@sojourn/kernel';
import { type Answer, NO, nameOf, UNKNOWN } from './answer.ts';
import { reasonsOf } from './because.ts';
import { type Certificate, certificateOf } from './certificate.ts';
import { completionsOf, gapsIn } from './completions.ts';
import { asked, isFirm, programOf, strictly, withSettling } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Context, Facts, Settling } from './facts.ts';
import { missingIn } from './missing.ts';
import { type AskableFact, questionIn } from './next-question.ts';
import type { Program } from './program.ts';
import { type Trace, traceOf } from './trace.ts';
import { type Change, wouldHoldIf } from './would-hold.ts';

/**
 * An answer that can say why. Everything but the answer itself is worked out when it is asked for, and costs nothing until then.
 * The facts and rules it was made from must not change while it is held.
 */
export type Decision = {
  readonly is: Verdict['is'];
  readonly bundleHash: string | undefined;
  /** Rests on no presumption: no further fact that does not contradict these will change it. */
  readonly firm: () => boolean;
  readonly because: () => readonly Reason[];
  readonly trace: () => Trace;
  /** Facts that suffice for this answer and of which none can be left out; up to twelve facts there is no smaller set. */
  readonly certificate: () => Certificate;
  /** Facts that may still change it: perhaps too many, never too few. */
  readonly missing: () => readonly string[];
  readonly nextQuestion: (catalogue: readonly AskableFact[]) => string | undefined;
  /** What every way to fill the gaps leads to, when they can all be tried and agree: then no question is worth asking. */
  readonly inEveryCase: () => Verdict['is'] | undefined;
  /** Each of the smallest changes that would make it a yes. */
  readonly wouldHoldIf: (mayChange: (fact: string) => boolean) => readonly (readonly Change[])[];
  /** What carried the answer rests on. */
  readonly citations: () => readonly string[];
};

export function decide(rule: Expression, facts: Facts, context: Context = {}): Decision {
  const program = programOf(rule, facts, context);
  const whole = withSettling(facts, context);
  const again = <Read>(read: Parameters<typeof asked<Read>>[3]) => asked(program, facts, context, read);
  return {
    is: nameOf(again((_, answer) => answer)),
    bundleHash: whole.bundleHash,
    firm: () => again((frame, answer) => isFirm(program, frame, answer)),
    because: () => again((frame) => reasonsOf(program, frame)),
    trace: () => again((frame) => traceOf(program, frame)),
    certificate: () => again((frame) => certificateOf(program, frame)),
    missing: () => again((frame) => strictly(program, frame, missingIn)),
    nextQuestion: (catalogue) => again((frame, answer) => (answer === UNKNOWN ? questionIn(program, frame, catalogue) : undefined)),
    inEveryCase: () => again((frame) => everyCase(program, frame)),
    wouldHoldIf: (mayChange) => again((frame) => wouldHoldIf(program, frame, mayChange)),
    citations: () => again((frame) => citationsIn(reasonsOf(program, frame))),
  };
}

function everyCase(program: Program, frame: Parameters<typeof missingIn>[1]): Verdict['is'] | undefined {
  const open = missingIn(program, frame);
  const gaps = gapsIn(program, frame, new Set(open));
  if (gaps.length < open.length) return open.length === 0 ? nameOf(frame.nodes[program.root] as Answer) : undefined;
  const { exact, answers } = completionsOf(program, frame, gaps);
  const [first] = answers;
  return exact && first !== undefined && first !== UNKNOWN && answers.every((answer) => answer === first) ? nameOf(first as Answer) : undefined;
}

const citationsIn = (reasons: readonly Reason[]): readonly string[] => [...new Set(reasons.flatMap(({ citation }) => citation ?? []))];

/** One rule asked of many records: facts by slot, in the order `slots` names them; what is `undefined` is not known. */
export type Asking = {
  readonly slots: readonly string[];
  readonly parts: number;
  readonly answer: (values: (JsonValue | undefined)[]) => Asked;
};
/** What every part answered, by its number, and the slots that may still change the answer. */
type Asked = { readonly is: Answer; readonly nodes: readonly number[]; readonly missing: readonly number[] };

/** The quick door, for rules of facts and logic alone: nothing is shared between two askings, so what comes out may be kept. Throws for other rules. */
export function askingOf(rule: Expression, context: Context = {}): Asking {
  const program = programOf(rule, {}, context);
  const { flat, slots } = program;
  if (flat === undefined) throw new Error('A rule with lists, values, relations or settled facts is decided one by one');
  const frame = program.take();
  frame.context = context;
  const empty = new Array<number>(flat.size).fill(NO);
  return {
    slots: slots.map(({ fact }) => fact),
    parts: flat.size,
    answer: (values) => {
      frame.values = values;
      if (program.presumes) {
        frame.strict = true;
        flat.run(frame);
        const missing = flat.missing(frame);
        frame.strict = false;
        frame.nodes = empty.slice();
        return { is: flat.run(frame), nodes: frame.nodes, missing };
      }
      frame.nodes = empty.slice();
      const is = flat.run(frame);
      return { is, nodes: frame.nodes, missing: is === UNKNOWN ? flat.missing(frame) : none };
    },
  };
}

/** The same for any rule, from facts: what every part answered and what is missing, copied out. */
export function tracerOf(
  rule: Expression,
  settling: Settling,
  context: Context = {},
): (facts: Facts) => { readonly is: Answer; readonly nodes: readonly number[]; readonly missing: readonly string[] } {
  const program = programOf(rule, { settling }, context);
  return (facts) =>
    asked(program, facts, context, (frame, is) => {
      const nodes = frame.nodes.slice();
      return { is, nodes, missing: is === UNKNOWN || program.presumes ? strictly(program, frame, missingIn) : [] };
    });
}

const none: readonly number[] = [];
