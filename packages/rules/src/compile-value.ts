import { type Answer, NO, NOT_APPLICABLE, UNKNOWN, YES } from './answer.ts';
import { covered, divided, extreme, minus, plus, repaid, times } from './arithmetic.ts';
import { compileTable } from './compile-table.ts';
import type { ValueExpression } from './expression.ts';
import { daysOf } from './facts.ts';
import {
  between,
  dayHeld,
  eitherOf,
  type Held,
  heldOf,
  isExact,
  isQuantity,
  isSettled,
  jsonOf,
  measured,
  NONE,
  number,
  OPEN,
  quantity,
  shifted,
} from './held.ts';
import type { Compute, Making, Scope } from './making.ts';
import { listOfValue } from './parts.ts';
import type { Frame, Node } from './program.ts';

type Part = { readonly run: Compute } & Partial<Node>;

export function compileValue(builder: Making, value: ValueExpression, scope: Scope): { readonly id: number; readonly run: Compute } {
  const id = builder.reserve();
  const { run, ...more } = part(builder, value, scope);
  builder.keep({ id, part: nameOf(value), expression: value, of: [], isValue: true, ...more });
  return {
    id,
    run: (frame) => {
      const held = run(frame);
      frame.held[id] = held;
      frame.nodes[id] = held.kind === 'none' ? NOT_APPLICABLE : isSettled(held) ? YES : UNKNOWN;
      return held;
    },
  };
}

function part(builder: Making, value: ValueExpression, scope: Scope): Part {
  if ('value' in value) return constant(heldOf(value.value));
  if ('money' in value) return constant(heldOf(value.money));
  if ('fact' in value) return fact(builder, value.fact, scope);
  if ('day' in value) return { run: (frame) => dayIn(frame, value.day) };
  if ('sum' in value || 'days-covered' in value || 'count' in value) return overItems(builder, value, scope);
  if ('plus' in value) return several(builder, value.plus, scope, (parts) => fold(parts, plus));
  if ('minus' in value) return several(builder, value.minus, scope, (parts) => fold(parts, minus));
  if ('times' in value) return several(builder, value.times, scope, (parts) => fold(parts, times));
  if ('divided' in value) return several(builder, value.divided, scope, ([a = OPEN, b = OPEN]) => divided(a, b, value.round));
  if ('repaid-in-months' in value)
    return several(builder, [value['repaid-in-months'], value.rate, value.payment], scope, ([debt = OPEN, rate = OPEN, payment = OPEN]) =>
      repaid(debt, rate, payment),
    );
  if ('smallest' in value) return several(builder, value.smallest, scope, (parts) => extreme(parts, 'smallest'));
  if ('largest' in value) return several(builder, value.largest, scope, (parts) => extreme(parts, 'largest'));
  if ('from' in value) return several(builder, [value.from, value.to], scope, ([a = OPEN, b = OPEN]) => between(a, b, value.in));
  if ('shift' in value) return several(builder, [value.shift, value.by], scope, ([a = OPEN, b = OPEN]) => shifted(a, b, value.in));
  if ('convert' in value) return converting(builder, value, scope);
  if ('if' in value) return choosing(builder, value, scope);
  if ('table' in value) return compileTable(builder, value.table, scope);
  return naming(builder, value.rule);
}

const constant = (held: Held): Part => ({ run: () => held });

function fact(builder: Making, name: string, scope: Scope): Part {
  const slot = builder.slot(name, scope);
  const definition = builder.settled(name, scope);
  if (definition === undefined) return { slot, run: (frame) => heldOf(frame.values[slot]) };
  const isValue = builder.nodes[definition]?.isValue === true;
  return {
    slot,
    definition,
    run: (frame) => {
      const read = builder.readSettled(frame, slot, definition);
      // A range that is no number is kept whole rather than written down and read again.
      if (read === undefined && isValue && frame.facts?.value(name).is === 'not-asked') return frame.held[definition] ?? OPEN;
      return heldOf(read);
    },
  };
}

function dayIn(frame: Frame, which: 'facts' | 'law' | 'known'): Held {
  const on = daysOf(frame.context)[which];
  if (on === undefined) throw new Error(`A rule that reads the day of ${which} needs it`);
  return dayHeld(on);
}

/** What does not apply is left out, as everywhere; none left does not apply. */
function several(builder: Making, parts: readonly ValueExpression[], scope: Scope, combine: (parts: readonly Held[]) => Held): Part {
  const made = parts.map((one) => builder.value(one, scope));
  return {
    of: made.map(({ id }) => id),
    run: (frame) => {
      const applying = made.map(({ run }) => run(frame)).filter((held) => held.kind !== 'none');
      if (applying.length === 0) return NONE;
      return combine(applying);
    },
  };
}

function fold(parts: readonly Held[], combine: (a: Held, b: Held) => Held): Held {
  const [first = NONE, ...rest] = parts;
  return rest.reduce(combine, rest.length === 0 ? first : measured(first));
}

function converting(builder: Making, value: Extract<ValueExpression, { readonly convert: ValueExpression }>, scope: Scope): Part {
  const [amount, on] = [builder.value(value.convert, scope), builder.value(value.on, scope)];
  return {
    of: [amount.id, on.id],
    run: (frame) => {
      const [money, when] = [amount.run(frame), measured(on.run(frame))];
      if (money.kind === 'none') return NONE;
      if (!isQuantity(money) || money.kind !== 'money') return OPEN;
      if (money.currency === value.to) return money;
      const day = jsonOf(when, 'least');
      const rate = when.kind === 'day' && isExact(when) && typeof day === 'string' ? frame.context.rates?.(money.currency, value.to, day as never) : undefined;
      return rate === undefined ? OPEN : quantity('money', Math.round(money.least * rate), Math.round(money.most * rate), value.to);
    },
  };
}

function choosing(builder: Making, value: Extract<ValueExpression, { readonly if: unknown }>, scope: Scope): Part {
  const condition = builder.rule(value.if, scope);
  const [then, otherwise] = [builder.value(value.then, scope), builder.value(value.else, scope)];
  return {
    of: [condition.id, then.id, otherwise.id],
    run: (frame) => {
      const answer = condition.run(frame);
      const [yes, no] = [then.run(frame), otherwise.run(frame)];
      if (answer === NOT_APPLICABLE) return NONE;
      return answer === YES ? yes : answer === NO ? no : eitherOf([yes, no]);
    },
  };
}

function naming(builder: Making, name: string): Part {
  const rule = builder.library.values?.get(name);
  if (rule === undefined) throw new Error(`A rule names a value that is not there: ${name}`);
  const definition = builder.define(`value ${name}`, rule);
  return { definition, run: (frame) => frame.held[definition] ?? OPEN };
}

type OverItems = Extract<ValueExpression, { readonly sum: string } | { readonly count: string } | { readonly 'days-covered': string }>;

/** An item that may or may not count adds what it may add: nothing, or its amount. */
function overItems(builder: Making, value: OverItems, scope: Scope): Part {
  const { list, inside } = builder.enter(listOfValue(value) ?? '', value.as, scope);
  const where = value.where === undefined ? undefined : builder.rule(value.where, inside);
  const parts = ('sum' in value ? [value.of] : 'days-covered' in value ? [value.from, value.to] : []).map((one) => builder.value(one, inside));
  const read = builder.itemReader(list);
  const counts = (frame: Frame, index: number): Answer => {
    read(frame, index);
    const answer = where?.run(frame) ?? YES;
    for (const one of parts) one.run(frame);
    return answer;
  };
  const gather = 'sum' in value ? sumOf : 'count' in value ? countOf : coverOf;
  return {
    of: [...(where === undefined ? [] : [where.id]), ...parts.map(({ id }) => id)],
    list,
    oneItem: (frame, index) => void counts(frame, index),
    run: (frame) => {
      const items = frame.lists[list];
      if (items === undefined) {
        counts(frame, -1);
        return OPEN;
      }
      const seen = items.map((_, index) => ({ counts: counts(frame, index), held: parts.map(({ id }) => frame.held[id] ?? OPEN) }));
      return gather(seen.filter((one) => one.counts === YES || one.counts === UNKNOWN));
    },
  };
}

type Seen = readonly { readonly counts: Answer; readonly held: readonly Held[] }[];

function sumOf(seen: Seen): Held {
  const amounts = seen.flatMap(({ counts, held: [amount = OPEN] }) => (amount.kind === 'none' ? [] : [counts === YES ? amount : orNothing(measured(amount))]));
  return amounts.length === 0 ? number(0) : fold(amounts, plus);
}

function orNothing(amount: Held): Held {
  return isQuantity(amount) ? quantity(amount.kind, Math.min(0, amount.least), Math.max(0, amount.most), amount.currency) : OPEN;
}

function countOf(seen: Seen): Held {
  return number(seen.filter(({ counts }) => counts === YES).length, seen.length);
}

function coverOf(seen: Seen): Held {
  const periods = (some: Seen) => some.map(({ held: [from = OPEN, to = OPEN] }) => ({ from, to }));
  const [sure, possible] = [covered(periods(seen.filter(({ counts }) => counts === YES))), covered(periods(seen))];
  return isQuantity(sure) && isQuantity(possible) ? number(sure.least, possible.most) : OPEN;
}

function nameOf(value: ValueExpression): string {
  const [name = 'value'] = Object.keys(value).filter((key) => key !== 'as' && key !== 'where' && key !== 'in' && key !== 'by');
  return name;
}
