import { type Answer, atLeast, counted, excepted, NO, NOT_APPLICABLE, opposite, UNKNOWN, unless, YES } from './answer.ts';
import { testOf } from './compare.ts';
import { compileValue } from './compile-value.ts';
import type { Exception, Expression, ValueExpression } from './expression.ts';
import { daysOf } from './facts.ts';
import { flatten, givenBy, numbersOf } from './flat.ts';
import { type Held, jsonOf, less, same } from './held.ts';
import type { Compute, Library, Made, Making, Run, Scope } from './making.ts';
import { against, listOf } from './parts.ts';
import { DISAGREE, Frame, type ListSlot, NOT_ASKED, type Node, type Program, type Slot } from './program.ts';
import { isValueExpression } from './value-kinds.ts';

/** Rules become closures once: no text is evaluated, so a strict content security policy holds. */
export function compile(expression: Expression | ValueExpression, library: Library, asValue: boolean): Program {
  return numberedTwice(library, (builder) => [
    asValue ? builder.value(expression as ValueExpression, new Map()).id : builder.rule(expression as Expression, new Map()).id,
  ]);
}

/** Several rules as one program: what they share (facts, rules they name, settled facts) is read and worked out once. */
export function compileTogether(rules: readonly Expression[], library: Library): Program {
  return numberedTwice(library, (builder) => rules.map((rule, at) => builder.define(`rule number ${at}`, rule)));
}

/** Built once to see its shape and once more with the numbers that suit the loop which answers. */
function numberedTwice(library: Library, make: (builder: Builder) => readonly number[]): Program {
  const sketch = new Builder(library);
  const roots = make(sketch);
  const first = roots.filter((id) => !sketch.defined.includes(id));
  const builder = new Builder(library, numbersOf(sketch.nodes, [...first, ...sketch.defined.toReversed()]));
  return builder.program(make(builder));
}

class Builder implements Making {
  readonly library: Library;
  readonly nodes: Node[] = [];
  readonly slots: Slot[] = [];
  readonly lists: ListSlot[] = [];
  /** The first parts of named rules and of rules that settle facts: each rests only on those before it. */
  readonly defined: number[] = [];
  private readonly runs: Run[] = [];
  private readonly definitions = new Map<Expression | ValueExpression, number>();
  private readonly entered: string[] = [];
  private readonly numbers: readonly number[] | undefined;
  private reserved = 0;
  private presumes = false;

  constructor(library: Library, numbers?: readonly number[]) {
    this.library = library;
    this.numbers = numbers;
  }

  program(roots: readonly number[]): Program {
    const { slots, lists, nodes, presumes } = this;
    const free: Frame[] = [];
    const flat = flatten({ nodes, runs: this.runs, slots: slots.length, roots });
    const root = roots[0] ?? 0;
    return {
      flat,
      nodes,
      slots,
      own: slots.flatMap((slot, at) => (slot.list === undefined ? [at] : [])),
      lists,
      root,
      roots,
      isValue: nodes[root]?.isValue === true,
      presumes,
      run: flat.run,
      take: () => free.pop() ?? new Frame(slots.length, lists.length, nodes.length),
      giveBack: (frame) => void free.push(frame),
    };
  }

  /** The next number, taken before the parts take theirs. */
  reserve(): number {
    const id = this.numbers?.[this.reserved] ?? this.reserved;
    this.reserved += 1;
    this.nodes[id] = { id, part: '', expression: undefined, of: [], isValue: false };
    return id;
  }

  keep(node: Node): void {
    this.nodes[node.id] = node;
  }

  rule(expression: Expression, scope: Scope): Made {
    const id = this.reserve();
    const { run, ...more } = this.part(expression, scope, id);
    const cite = expression.cite ?? ('rule' in expression ? this.library.citations?.get(expression.rule) : undefined);
    this.keep({ id, part: partName(expression), expression, of: [], isValue: false, ...(cite === undefined ? {} : { cite }), ...more });
    this.runs[id] = run;
    return { id, run };
  }

  private part(expression: Expression, scope: Scope, id: number): { readonly run: Run } & Partial<Node> {
    if ('relation' in expression) return this.relation(expression, scope, id);
    if ('compare' in expression) return this.comparingValues(expression, scope, id);
    if ('fact' in expression) return this.comparing(expression, scope, id);
    if ('all' in expression) return this.combining(expression.all, scope, allOf, id);
    if ('any' in expression) return this.combining(expression.any, scope, anyOf, id);
    if ('none' in expression) return this.combining(expression.none, scope, noneOf, id);
    if ('of' in expression) return this.combining(expression.of, scope, (runs, at) => atLeastOf(expression['at-least'], runs, at), id);
    if ('unless' in expression) return this.combining([expression.unless, expression.holds], scope, unlessOf, id);
    if ('except' in expression) return this.excepting(expression.holds, expression.except, scope, id);
    if ('when' in expression) return this.combining([expression.when, expression.then], scope, whenOf, id);
    if ('not' in expression) return this.combining([expression.not], scope, notOf, id);
    if ('presumed' in expression) return this.presuming(expression.presumed, YES, scope, id);
    if ('surely' in expression) return this.presuming(expression.surely, NO, scope, id);
    if ('known' in expression) return this.knowing(expression.known, scope, id);
    if ('disagree' in expression) return this.disagreeing(expression.disagree, scope, id);
    if ('rule' in expression) return this.naming(expression.rule, scope, id);
    if ('parameter' in expression) return { run: parameterOf(expression.parameter, expression.default, id) };
    return 'where' in expression ? this.overItems(expression, scope, id) : { run: (frame) => settle(frame, id, YES) };
  }

  private combining(parts: readonly Expression[], scope: Scope, combine: (runs: readonly Run[], id: number) => Run, id: number) {
    const made = parts.map((part) => this.rule(part, scope));
    return {
      of: made.map((one) => one.id),
      run: combine(
        made.map((one) => one.run),
        id,
      ),
    };
  }

  private comparing(comparison: Extract<Expression, { readonly fact: string }>, scope: Scope, id: number) {
    const test = testOf(comparison);
    const slot = this.slot(comparison.fact, scope);
    const definition = this.settled(comparison.fact, scope);
    const run: Run =
      definition === undefined
        ? (frame) => settle(frame, id, test(frame.values[slot], frame.context.day))
        : (frame) => settle(frame, id, test(this.readSettled(frame, slot, definition), frame.context.day));
    return { slot, run, ...(definition === undefined ? {} : { definition }) };
  }

  /** What is recorded stands; a rule fills only what was not asked. */
  readSettled(frame: Frame, slot: number, definition: number) {
    const recorded = frame.values[slot];
    if (recorded !== undefined) return recorded;
    if (frame.states[slot] !== NOT_ASKED) return undefined;
    return givenBy(frame, definition, this.nodes[definition]?.isValue === true);
  }

  slot(fact: string, scope: Scope): number {
    const { list, field } = placeOf(fact, scope);
    const known = this.slots.findIndex((slot) => slot.fact === fact && slot.list === list);
    if (known >= 0) return known;
    this.slots.push({ fact, ...(list === undefined ? {} : { list, field }) });
    return this.slots.length - 1;
  }

  /** The rule that settles a fact is worked out once, before the rule that reads it. */
  settled(fact: string, scope: Scope): number | undefined {
    if (placeOf(fact, scope).list !== undefined) return undefined;
    const rule = this.library.settling?.get(fact);
    if (rule === undefined) return undefined;
    return this.define(`fact ${fact}`, rule);
  }

  define(name: string, rule: Expression | ValueExpression): number {
    const known = this.definitions.get(rule);
    if (known !== undefined) return known;
    if (this.entered.includes(name)) throw new Error(`Rules rest on themselves: ${[...this.entered.slice(this.entered.indexOf(name)), name].join(' → ')}`);
    this.entered.push(name);
    const made = isValueExpression(rule) ? this.value(rule, new Map()) : this.rule(rule, new Map());
    this.defined.push(made.id);
    this.entered.pop();
    this.definitions.set(rule, made.id);
    return made.id;
  }

  private naming(name: string, scope: Scope, id: number) {
    const rule = this.library.rules?.get(name);
    if (rule === undefined) throw new Error(`A rule names another that is not there: ${name}`);
    // Inside a list a named rule may speak of the item, so it is read where it stands.
    if (scope.size > 0) {
      if (this.entered.includes(`rule ${name}`)) throw new Error(`Rules rest on themselves: ${[...this.entered, `rule ${name}`].join(' → ')}`);
      this.entered.push(`rule ${name}`);
      const made = this.rule(rule, scope);
      this.entered.pop();
      return { of: [made.id], run: ((frame) => settle(frame, id, made.run(frame))) as Run };
    }
    const definition = this.define(`rule ${name}`, rule);
    return { definition, run: ((frame) => settle(frame, id, frame.nodes[definition] as Answer)) as Run };
  }

  private presuming(part: Expression, doubt: Answer, scope: Scope, id: number) {
    this.presumes = true;
    const made = this.rule(part, scope);
    const run: Run = (frame) => {
      const answer = made.run(frame);
      return settle(frame, id, answer === UNKNOWN && !frame.strict ? doubt : answer);
    };
    return { of: [made.id], run };
  }

  private knowing(fact: string, scope: Scope, id: number) {
    this.presumes = true;
    const slot = this.slot(fact, scope);
    const definition = this.settled(fact, scope);
    const run: Run = (frame) => {
      const value = definition === undefined ? frame.values[slot] : this.readSettled(frame, slot, definition);
      return settle(frame, id, value !== undefined ? YES : frame.strict ? UNKNOWN : NO);
    };
    return { slot, run, ...(definition === undefined ? {} : { definition }) };
  }

  /** A disagreement may be settled by a named person: an answer that rests on it is an answer for now. */
  private disagreeing(fact: string, scope: Scope, id: number) {
    this.presumes = true;
    const slot = this.slot(fact, scope);
    const run: Run = (frame) => {
      return settle(frame, id, frame.states[slot] === DISAGREE ? (frame.strict ? UNKNOWN : YES) : NO);
    };
    return { slot, run };
  }

  private excepting(holds: Expression, exceptions: readonly Exception[], scope: Scope, id: number) {
    const base = this.rule(holds, scope);
    const made = exceptions.map(({ when, then, priority }) => ({ at: priority ?? 0, when: this.rule(when, scope), then: this.rule(then, scope) }));
    const sorted = made.toSorted((a, b) => b.at - a.at);
    const run: Run = (frame) => {
      const standing = base.run(frame);
      const said = sorted.map(({ at, when, then }) => ({ at, when: when.run(frame), then: then.run(frame) }));
      return settle(frame, id, excepted(standing, said));
    };
    return { of: [base.id, ...made.flatMap(({ when, then }) => [when.id, then.id])], run };
  }

  private relation(expression: Extract<Expression, { readonly relation: string }>, scope: Scope, id: number) {
    const parts = expression.of.map((part) => this.value(part, scope));
    const run: Run = (frame) => {
      const about = parts.map((part) => jsonOf(part.run(frame), 'least'));
      const asked = frame.context.relations?.[expression.relation];
      if (asked === undefined) throw new Error(`Nobody answers for the relation ${expression.relation}`);
      const open = parts.some((part) => frame.nodes[part.id] !== YES);
      return settle(
        frame,
        id,
        open
          ? UNKNOWN
          : answerOf(
              asked(
                about.flatMap((one) => (one === undefined ? [] : [one])),
                daysOf(frame.context),
              ).is,
            ),
      );
    };
    return { of: parts.map((part) => part.id), run };
  }

  private comparingValues(expression: Extract<Expression, { readonly compare: ValueExpression }>, scope: Scope, id: number) {
    const [one, other] = [this.value(expression.compare, scope), this.value(against(expression), scope)];
    const compare = comparisonOf(expression);
    const run: Run = (frame) => {
      const [a, b] = [one.run(frame), other.run(frame)];
      return settle(frame, id, a.kind === 'none' || b.kind === 'none' ? NOT_APPLICABLE : compare(a, b));
    };
    return { of: [one.id, other.id], run };
  }

  value(value: ValueExpression, scope: Scope): { readonly id: number; readonly run: Compute } {
    const made = compileValue(this, value, scope);
    this.runs[made.id] = valueAnswer(made.run, made.id);
    return made;
  }

  /** A list and a name for its items. */
  enter(name: string, as: string | undefined, scope: Scope): { readonly list: number; readonly inside: Scope } {
    const place = placeOf(name, scope);
    this.lists.push({ name, ...(place.list === undefined ? {} : { list: place.list, field: place.field }) });
    const list = this.lists.length - 1;
    return { list, inside: new Map([...scope, [as ?? 'item', list]]) };
  }

  /** Runs the parts for one item: its fields go into their slots, and the lists inside it into theirs. */
  itemReader(list: number): (frame: Frame, index: number) => void {
    const { slots, lists } = this;
    let mine: readonly Field[] | undefined;
    let inner: readonly Field[] | undefined;
    return (frame, index) => {
      mine ??= slots.flatMap((slot, at) => (slot.list === list ? [{ at, field: slot.field ?? '' }] : []));
      inner ??= lists.flatMap((other, at) => (other.list === list ? [{ at, field: other.field ?? '' }] : []));
      const item = frame.lists[list]?.[index];
      frame.indexes[list] = index;
      for (let one = 0; one < mine.length; one += 1) {
        const { at, field } = mine[one] as Field;
        frame.values[at] = item?.[field];
      }
      for (let one = 0; one < inner.length; one += 1) {
        const { at, field } = inner[one] as Field;
        const items = item?.[field];
        frame.lists[at] = Array.isArray(items) ? items : undefined;
      }
    };
  }

  private overItems(expression: Extract<Expression, { readonly where: Expression }>, scope: Scope, id: number) {
    const { list, inside } = this.enter(listOf(expression) ?? '', expression.as, scope);
    const where = this.rule(expression.where, inside);
    const read = this.itemReader(list);
    const oneItem = (frame: Frame, index: number) => {
      read(frame, index);
      where.run(frame);
    };
    const combine = itemsOf(expression);
    const run: Run = (frame) => {
      const items = frame.lists[list];
      if (items === undefined) {
        // Nothing is known of the items: what is inside is answered as for an item of which nothing is known.
        oneItem(frame, -1);
        return settle(frame, id, UNKNOWN);
      }
      let [yes, unknown, no] = [0, 0, 0];
      for (let index = 0; index < items.length; index += 1) {
        read(frame, index);
        const answer = where.run(frame);
        if (answer === YES) yes += 1;
        else if (answer === UNKNOWN) unknown += 1;
        else if (answer === NO) no += 1;
      }
      return settle(frame, id, combine(yes, unknown, no, items.length));
    };
    return { of: [where.id], list, oneItem, run };
  }
}

type Field = { readonly at: number; readonly field: string };

function itemsOf(expression: Extract<Expression, { readonly where: Expression }>): (yes: number, unknown: number, no: number, items: number) => Answer {
  if ('some' in expression) return (yes, unknown, no, items) => (items === 0 ? NO : yes > 0 ? YES : unknown > 0 ? UNKNOWN : no > 0 ? NO : NOT_APPLICABLE);
  if ('every' in expression) return (yes, unknown, no, items) => (items === 0 ? YES : no > 0 ? NO : unknown > 0 ? UNKNOWN : yes > 0 ? YES : NOT_APPLICABLE);
  if ('at-least' in expression) return (yes, unknown) => counted(yes, yes + unknown, expression['at-least'], Number.POSITIVE_INFINITY);
  return (yes, unknown) => counted(yes, yes + unknown, 0, expression['at-most']);
}

function placeOf(fact: string, scope: Scope): { readonly list?: number; readonly field: string } {
  const dot = fact.indexOf('.');
  const list = dot < 0 ? undefined : scope.get(fact.slice(0, dot));
  return list === undefined ? { field: fact } : { list, field: fact.slice(dot + 1) };
}

function settle(frame: Frame, id: number, answer: Answer): Answer {
  frame.nodes[id] = answer;
  return answer;
}

const valueAnswer =
  (compute: Compute, id: number): Run =>
  (frame) => {
    compute(frame);
    return frame.nodes[id] as Answer;
  };

// "All" is the smallest of its parts; "does not apply" is larger than every answer and leaves itself out.
function allOf(runs: readonly Run[], id: number): Run {
  return (frame) => {
    let answer: Answer = NOT_APPLICABLE;
    for (let at = 0; at < runs.length; at += 1) {
      const one = (runs[at] as Run)(frame);
      if (one < answer) answer = one;
    }
    frame.nodes[id] = answer;
    return answer;
  };
}

function strongest(runs: readonly Run[], frame: Frame): Answer {
  let answer = -1;
  for (let at = 0; at < runs.length; at += 1) {
    const one = (runs[at] as Run)(frame);
    if (one !== NOT_APPLICABLE && one > answer) answer = one;
  }
  return answer < 0 ? NOT_APPLICABLE : (answer as Answer);
}
const anyOf =
  (runs: readonly Run[], id: number): Run =>
  (frame) =>
    settle(frame, id, strongest(runs, frame));
const noneOf =
  (runs: readonly Run[], id: number): Run =>
  (frame) =>
    settle(frame, id, opposite(strongest(runs, frame)));

function atLeastOf(n: number, runs: readonly Run[], id: number): Run {
  return (frame) => {
    let [yes, unknown, no] = [0, 0, 0];
    for (const run of runs) {
      const one = run(frame);
      if (one === YES) yes += 1;
      else if (one === UNKNOWN) unknown += 1;
      else if (one === NO) no += 1;
    }
    return settle(frame, id, atLeast(n, yes, unknown, no));
  };
}

function unlessOf([exception, holds]: readonly Run[], id: number): Run {
  return (frame) => {
    const [first, second] = [exception?.(frame) ?? NOT_APPLICABLE, holds?.(frame) ?? NOT_APPLICABLE];
    return settle(frame, id, unless(first, second));
  };
}

function whenOf([guard, then]: readonly Run[], id: number): Run {
  return (frame) => {
    const first = guard?.(frame) ?? NOT_APPLICABLE;
    const second = then?.(frame) ?? NOT_APPLICABLE;
    return settle(frame, id, first === YES ? second : first === UNKNOWN ? UNKNOWN : NOT_APPLICABLE);
  };
}

function notOf([part]: readonly Run[], id: number): Run {
  const run = part as Run;
  return (frame) => {
    const answer = opposite(run(frame));
    frame.nodes[id] = answer;
    return answer;
  };
}

function parameterOf(parameter: string, otherwise: boolean, id: number): Run {
  return (frame) => settle(frame, id, (frame.context.parameters?.[parameter] ?? otherwise) ? YES : NO);
}

function comparisonOf(expression: Extract<Expression, { readonly compare: ValueExpression }>): (a: Held, b: Held) => Answer {
  if ('is' in expression) return same;
  if ('at-least' in expression) return (a, b) => less(b, a, true);
  if ('at-most' in expression) return (a, b) => less(a, b, true);
  if ('more-than' in expression || 'after' in expression) return (a, b) => less(b, a, false);
  return (a, b) => less(a, b, false);
}

const answerOf = (is: 'yes' | 'no' | 'unknown' | 'not-applicable'): Answer =>
  is === 'yes' ? YES : is === 'no' ? NO : is === 'unknown' ? UNKNOWN : NOT_APPLICABLE;

const names = [
  'relation',
  'compare',
  'fact',
  'of',
  'count',
  'some',
  'every',
  'all',
  'any',
  'none',
  'unless',
  'except',
  'when',
  'not',
  'presumed',
  'surely',
  'known',
  'disagree',
  'rule',
  'parameter',
] as const;

function partName(expression: Expression): string {
  const name = names.find((one) => one in expression) ?? 'always';
  if ('rule' in expression) return `rule ${expression.rule}`;
  return name === 'of' ? 'at-least' : name;
}
