import type { JsonValue, Verdict } from '@sojourn/kernel';
import { type Answer, NOT_APPLICABLE, nameOf, UNKNOWN } from './answer.ts';
import { reasonsOf } from './because.ts';
import { compile } from './compile.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Context, Facts } from './facts.ts';
import { isExact, isQuantity, jsonOf } from './held.ts';
import type { Library } from './making.ts';
import { missingIn } from './missing.ts';
import { type Frame, load, type Program } from './program.ts';
import { type Trace, traceOf } from './trace.ts';

/** The answer with every reason that carried it and, when not known, the facts that may settle it. */
export function evaluate(expression: Expression, facts: Facts, context: Context = {}): Verdict {
  const program = programOf(expression, facts, context);
  return asked(program, facts, context, (frame, answer) => {
    const is = nameOf(answer);
    const because = reasonsOf(program, frame);
    return is === 'unknown' ? { is, because, ask: strictly(program, frame, missingIn) } : { is, because };
  });
}

/** What a rule gives: a value, a range when only that is known, or what may settle it. */
export type ValueAnswer =
  | { readonly is: 'value'; readonly value: JsonValue }
  | { readonly is: 'between'; readonly least: JsonValue; readonly most: JsonValue; readonly ask: readonly string[] }
  | { readonly is: 'unknown'; readonly ask: readonly string[] }
  | { readonly is: 'not-applicable' };

export function evaluateValue(value: ValueExpression, facts: Facts, context: Context = {}): ValueAnswer {
  const program = programOf(value, facts, context, true);
  return asked(program, facts, context, (frame, answer): ValueAnswer => {
    if (answer === NOT_APPLICABLE) return { is: 'not-applicable' };
    const held = frame.held[program.root] ?? { kind: 'open' as const };
    const [least, most] = [jsonOf(held, 'least'), jsonOf(held, 'most')];
    if (least === undefined || most === undefined) return { is: 'unknown', ask: strictly(program, frame, missingIn) };
    if (isExact(held) || !isQuantity(held)) return { is: 'value', value: least };
    return { is: 'between', least, most, ask: strictly(program, frame, missingIn) };
  });
}

/** The rule as it was walked, part by part. */
export function explain(rule: Expression | ValueExpression, facts: Facts, context: Context = {}, asValue = false): Trace {
  const program = programOf(rule, facts, context, asValue);
  return asked(program, facts, context, (frame) => traceOf(program, frame));
}

/** One asking: the facts put in their places, the parts answered, `read` given the frame before it is used for somebody else. */
export function asked<Read>(program: Program, facts: Facts, context: Context, read: (frame: Frame, answer: Answer) => Read): Read {
  const frame = program.take();
  load(program, frame, facts, withSettling(facts, context));
  const answer = program.run(frame);
  const value = read(frame, answer);
  program.giveBack(frame);
  return value;
}

export function withSettling({ settledIn }: Pick<Facts, 'settledIn'>, context: Context): Context {
  return settledIn === undefined ? context : { ...settledIn, ...context };
}

/** Reads again with doubt left open, so that what rests on a presumption shows what may still change it. */
export function strictly<Read>(program: Program, frame: Frame, read: (program: Program, frame: Frame) => Read): Read {
  frame.strict = true;
  program.run(frame);
  const value = read(program, frame);
  frame.strict = false;
  program.run(frame);
  return value;
}

export function isFirm(program: Program, frame: Frame, answer: Answer): boolean {
  if (answer === UNKNOWN) return false;
  if (!program.presumes) return true;
  return strictly(program, frame, (_, strict) => strict.nodes[program.root] === answer);
}

const nothing = {};
type Kept = WeakMap<object, WeakMap<object, WeakMap<object, WeakMap<object, Program>>>>;
const compiled: Kept = new WeakMap();
const compiledValues: Kept = new WeakMap();

/** Compiled once for a rule among the rules and settling rules it may name; a bundle's rules never change while it is held. */
export function programOf(rule: Expression | ValueExpression, facts: Pick<Facts, 'settling' | 'settledIn'>, given: Context, asValue = false): Program {
  const context = withSettling(facts, given);
  const library: Library = { rules: context.rules, values: context.values, settling: facts.settling, citations: context.citations };
  const byRules = within(asValue ? compiledValues : compiled, rule, () => new WeakMap());
  const byValues = within(byRules, library.rules ?? nothing, () => new WeakMap());
  const bySettling = within(byValues, library.values ?? nothing, () => new WeakMap());
  return within(bySettling, library.settling ?? nothing, () => compile(rule, library, asValue));
}

function within<Value extends object>(map: WeakMap<object, Value>, key: object, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
