import type { JsonValue, Reason, Verdict } from '@sojourn/kernel';
import { type Answer, NO, nameOf, UNKNOWN } from './answer.ts';
import { reasonsOf } from './because.ts';
import { type Certificate, certificateOf } from './certificate.ts';
import { compileTogether } from './compile.ts';
import { completionsOf, gapsIn } from './completions.ts';
import { asked, isFirm, programOf, strictly, withSettling } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Context, Facts, Settling } from './facts.ts';
import { listAlone, missingIn, missingUnder } from './missing.ts';
import { type AskableFact, questionIn } from './next-question.ts';
import { load, type Program } from './program.ts';
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
  if (!flat.pure) throw new Error('A rule with lists, values, relations or settled facts is asked from facts');
  const frame = program.take();
  frame.context = context;
  const empty = new Array<number>(program.nodes.length).fill(NO);
  const numbers = slots.map((_, at) => at);
  return {
    slots: slots.map(({ fact }) => fact),
    parts: program.nodes.length,
    answer: (values) => {
      frame.values = values;
      frame.nodes = empty.slice();
      if (!program.presumes) {
        const is = flat.run(frame);
        return { is, nodes: frame.nodes, missing: is === UNKNOWN ? (flat.missing(frame, numbers, nothingDeeper)[0] ?? none) : none };
      }
      frame.strict = true;
      flat.run(frame);
      const missing = flat.missing(frame, numbers, nothingDeeper)[0] ?? none;
      frame.strict = false;
      flat.again(frame);
      return { is: frame.nodes[program.root] as Answer, nodes: frame.nodes, missing };
    },
  };
}
const nothingDeeper = (): void => undefined;

/** Of each rule, in their order: its answer, and the facts that may still change it. `nodes`: what every part of all of them answered. */
type AskedTogether = { readonly is: readonly Answer[]; readonly missing: readonly (readonly string[])[]; readonly nodes: readonly number[] };

/** How many rules one program asks: each has a bit of a word. */
const TOGETHER = 31;

/**
 * Any rules asked of one person, and of the next: facts are read once for all of them, rules they name and facts that rules settle are worked
 * out once, and every part's answer and what is missing come out as copies. The same answers as `decide` gives one by one.
 */
export function askingTogether(rules: readonly Expression[], settling: Settling, context: Context = {}): (facts: Facts) => readonly AskedTogether[] {
  const library = { rules: context.rules, values: context.values, settling, citations: context.citations };
  const groups = Array.from({ length: Math.ceil(rules.length / TOGETHER) }, (_, at) => rules.slice(at * TOGETHER, (at + 1) * TOGETHER));
  const asking = groups.map((group) => together(compileTogether(group, library), context));
  return (facts) => asking.map((ask) => ask(facts));
}

function together(program: Program, context: Context): (facts: Facts) => AskedTogether {
  const { flat, roots, slots } = program;
  const frame = program.take();
  const empty = new Array<number>(program.nodes.length).fill(NO);
  const names = slots.map(({ fact }) => fact);
  const alone = program.nodes.map(({ id }) => listAlone(program, id));
  let [settledIn, whole]: [Context | undefined, Context] = [undefined, context];
  return (facts) => {
    if (facts.settledIn !== settledIn) [settledIn, whole] = [facts.settledIn, withSettling(facts, context)];
    frame.nodes = empty.slice();
    load(program, frame, facts, whole);
    frame.strict = program.presumes;
    flat.run(frame);
    let deeper: { readonly id: number; readonly rules: number }[] | undefined;
    const missing = flat.missing(frame, names, (id, rules) => {
      deeper ??= [];
      deeper.push({ id, rules });
    });
    for (const { id, rules } of deeper ?? nothing) {
      const inside = (frame.lists[program.nodes[id]?.list ?? -1] === undefined ? alone[id] : undefined) ?? missingUnder(program, frame, id);
      for (let at = 0; at < missing.length; at += 1) if (((rules >>> at) & 1) === 1) missing[at] = joined(missing[at] ?? nothing, inside);
    }
    if (program.presumes) {
      frame.strict = false;
      flat.again(frame);
    }
    return { is: roots.map((id) => frame.nodes[id] as Answer), missing, nodes: frame.nodes };
  };
}

const joined = (some: readonly string[], more: readonly string[]): readonly string[] =>
  some.length === 0 ? more : [...some, ...more.filter((one) => !some.includes(one))];
const nothing: readonly never[] = [];
const none: readonly number[] = [];
