import { isPlainDate } from '@sojourn/kernel';
import { type Answer, NO, UNKNOWN, YES } from './answer.ts';
import { extreme, plus } from './arithmetic.ts';
import type { Amount, Cell, HitPolicy, Table } from './expression.ts';
import { dayHeld, eitherOf, type Held, heldOf, isQuantity, less, measured, NONE, number, OPEN, quantity, same } from './held.ts';
import type { Compute, Making, Scope } from './making.ts';
import type { Frame, Node } from './program.ts';
import { tableFaults } from './table-check.ts';

type Seen = { readonly matches: Answer; readonly gives: Held; readonly priority: number };
/** What is known of the table itself: whether every case has its row, and whether no two rows contradict each other. */
type Sound = { readonly complete: boolean; readonly agrees: boolean };

/**
 * A decision table over values that may be missing or approximate: what is given is the value that every row which may be the one gives,
 * or the range between them. Where two rows contradict each other nothing is given: the fault is the table's, and the person does not pay for it.
 */
export function compileTable(builder: Making, table: Table, scope: Scope): { readonly run: Compute } & Partial<Node> {
  const inputs = table.inputs.map(({ of }) => builder.value(of, scope));
  const rows = table.rows.map((row) => ({ cells: row.when.map(cellTest), gives: builder.value(row.gives, scope), priority: row.priority ?? 0 }));
  const otherwise = table.otherwise === undefined ? undefined : builder.value(table.otherwise, scope);
  const combine = policies[table.hit];
  const faults = tableFaults(table);
  const sound: Sound = {
    complete: !faults.some(({ kind }) => kind === 'gap' || kind === 'wrong-unit'),
    agrees: !faults.some(({ kind }) => kind === 'overlap' || kind === 'wrong-unit'),
  };
  const matching = (cells: readonly ((given: Held) => Answer)[], given: readonly Held[]): Answer =>
    Math.min(YES, ...cells.map((test, at) => test(given[at] ?? OPEN))) as Answer;
  return {
    of: [...inputs, ...rows.map(({ gives }) => gives), ...(otherwise === undefined ? [] : [otherwise])].map(({ id }) => id),
    // A row that does not match is out for good: what only such rows look at may stay open.
    relevant: (frame: Frame) => {
      const given = inputs.map(({ id }) => frame.held[id] ?? OPEN);
      const possible = table.rows.flatMap((row, at) => (matching(rows[at]?.cells ?? [], given) === NO ? [] : [{ row, gives: rows[at]?.gives.id ?? 0 }]));
      const columns = inputs.flatMap(({ id }, at) => (possible.some(({ row }) => !('any' in (row.when[at] ?? {}))) ? [id] : []));
      return [...columns, ...possible.map(({ gives }) => gives), ...(otherwise === undefined ? [] : [otherwise.id])];
    },
    run: (frame: Frame) => {
      const given = inputs.map(({ run }) => run(frame));
      const seen = rows.map(({ cells, gives, priority }): Seen => {
        return { matches: matching(cells, given), gives: gives.run(frame), priority };
      });
      return combine(
        seen.filter(({ matches }) => matches !== NO),
        otherwise?.run(frame) ?? (sound.complete ? undefined : NONE),
        sound,
      );
    },
  };
}

const sure = (seen: readonly Seen[]) => seen.filter(({ matches }) => matches === YES);
/** What may be given: by the rows that may match and, when none surely does, by none of them. Of a table without gaps one row always matches. */
const possible = (seen: readonly Seen[], otherwise: Held | undefined): readonly Held[] => [
  ...seen.map(({ gives }) => gives),
  ...(sure(seen).length > 0 ? [] : [otherwise ?? (seen.length === 0 ? NONE : [])].flat()),
];

/** "Unique" and "any": of rows that do not contradict each other the one that surely matches says all; otherwise one of those that may. */
function agreeing(seen: readonly Seen[], otherwise: Held | undefined, { agrees }: Sound): Held {
  const [certain] = sure(seen);
  if (certain !== undefined) return seen.every(({ gives }) => alike(certain.gives, gives)) ? certain.gives : OPEN;
  const [first] = seen;
  if (!agrees && first !== undefined && !seen.every(({ gives }) => alike(first.gives, gives))) return OPEN;
  return eitherOf(possible(seen, otherwise));
}

function unique(seen: readonly Seen[], otherwise: Held | undefined, sound: Sound): Held {
  return sure(seen).length > 1 || (!sound.agrees && seen.length > 1) ? OPEN : agreeing(seen, otherwise, sound);
}

function first(seen: readonly Seen[], otherwise: Held | undefined): Held {
  const at = seen.findIndex(({ matches }) => matches === YES);
  return eitherOf(possible(at < 0 ? seen : seen.slice(0, at + 1), otherwise));
}

function highest(seen: readonly Seen[], otherwise: Held | undefined, { agrees }: Sound): Held {
  const top = Math.max(...sure(seen).map(({ priority }) => priority), Number.NEGATIVE_INFINITY);
  const standing = seen.filter(({ priority }) => priority >= top);
  const contradict = standing.some((one) => standing.some((other) => one.priority === other.priority && !alike(one.gives, other.gives)));
  return contradict && (!agrees || sure(standing).length > 1) ? OPEN : eitherOf(possible(standing, otherwise));
}

/** Gathers every match; while it is not known whether one matches, nothing can be said of the largest or the smallest. */
function gathering(gather: (values: readonly Held[]) => Held): (seen: readonly Seen[], otherwise: Held | undefined) => Held {
  return (seen, otherwise) => {
    if (seen.length === 0) return otherwise ?? NONE;
    return sure(seen).length === seen.length ? gather(seen.map(({ gives }) => gives)) : OPEN;
  };
}

/** A row that may match adds nothing or its amount. */
function addedUp(seen: readonly Seen[], otherwise: Held | undefined): Held {
  if (seen.length === 0) return otherwise ?? NONE;
  if (sure(seen).length === 0) return OPEN;
  return seen
    .map(({ matches, gives }) => {
      const amount = measured(gives);
      if (!isQuantity(amount) || matches === YES) return amount;
      return quantity(amount.kind, Math.min(0, amount.least), Math.max(0, amount.most), amount.currency);
    })
    .reduce(plus);
}

const policies = {
  unique,
  any: agreeing,
  first,
  priority: highest,
  'add-up': addedUp,
  largest: gathering((values) => extreme(values, 'largest')),
  smallest: gathering((values) => extreme(values, 'smallest')),
  'how-many': (seen) => number(sure(seen).length, seen.length),
} as const satisfies Record<HitPolicy, (seen: readonly Seen[], otherwise: Held | undefined, sound: Sound) => Held>;

function alike(a: Held, b: Held): boolean {
  return same(a, b) === YES;
}

/** Anything else than nothing at all asked of a column; what does not apply meets no cell but "any". */
function cellTest(cell: Cell): (given: Held) => Answer {
  if ('any' in cell) return () => YES;
  const test = 'is' in cell ? amongTest([cell.is]) : 'in' in cell ? amongTest(cell.in) : rangeTest(cell);
  return (given) => (given.kind === 'none' ? NO : given.kind === 'open' ? UNKNOWN : test(given));
}

function amongTest(wanted: readonly (string | number | boolean)[]): (given: Held) => Answer {
  const values = wanted.map((one) => heldOf(one));
  return (given) => {
    const answers = values.map((value) => same(given, value));
    return answers.includes(YES) ? YES : answers.includes(UNKNOWN) ? UNKNOWN : NO;
  };
}

function rangeTest(cell: Extract<Cell, { readonly 'at-least'?: unknown }>): (given: Held) => Answer {
  const limits = [
    ...limit(cell['at-least'], (given, at) => less(at, given, true)),
    ...limit(cell['more-than'], (given, at) => less(at, given, false)),
    ...limit(cell['at-most'], (given, at) => less(given, at, true)),
    ...limit(cell['less-than'], (given, at) => less(given, at, false)),
  ];
  return (given) => limits.reduce<Answer>((answer, test) => Math.min(answer, test(given)) as Answer, YES);
}

function limit(at: Amount | string | undefined, test: (given: Held, at: Held) => Answer): readonly ((given: Held) => Answer)[] {
  if (at === undefined) return [];
  const held = typeof at === 'string' && isPlainDate(at) ? dayHeld(at) : heldOf(at);
  return [(given) => test(given, held)];
}
