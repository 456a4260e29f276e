import { isPlainDate } from '@sojourn/kernel';
import { type Answer, NO, UNKNOWN, YES } from './answer.ts';
import { extreme, plus } from './arithmetic.ts';
import type { Amount, Cell, HitPolicy, Table } from './expression.ts';
import { dayHeld, eitherOf, type Held, heldOf, isQuantity, less, measured, NONE, number, OPEN, quantity, same } from './held.ts';
import type { Compute, Making, Scope } from './making.ts';
import type { Frame, Node } from './program.ts';

type Seen = { readonly matches: Answer; readonly gives: Held; readonly priority: number };

/**
 * A decision table over values that may be missing or approximate: what is given is the value that every row which may be the one gives,
 * or the range between them. Where two rows contradict each other nothing is given: the fault is the table's, and the person does not pay for it.
 */
export function compileTable(builder: Making, table: Table, scope: Scope): { readonly run: Compute } & Partial<Node> {
  const inputs = table.inputs.map(({ of }) => builder.value(of, scope));
  const rows = table.rows.map((row) => ({ cells: row.when.map(cellTest), gives: builder.value(row.gives, scope), priority: row.priority ?? 0 }));
  const otherwise = table.otherwise === undefined ? undefined : builder.value(table.otherwise, scope);
  const combine = policies[table.hit];
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
        otherwise?.run(frame) ?? NONE,
      );
    },
  };
}

const sure = (seen: readonly Seen[]) => seen.filter(({ matches }) => matches === YES);
const all = (seen: readonly Seen[], otherwise: Held): readonly Held[] => [...seen.map(({ gives }) => gives), ...(sure(seen).length === 0 ? [otherwise] : [])];

/**
 * "Unique" and "any": a table is searched for contradicting rows before it is used, so of the rows that may match one is the one.
 * Should two contradict each other all the same, nothing is given.
 */
function agreeing(seen: readonly Seen[], otherwise: Held): Held {
  const [certain] = sure(seen);
  if (certain === undefined) return eitherOf(all(seen, otherwise));
  return seen.every(({ gives }) => alike(certain.gives, gives)) ? certain.gives : OPEN;
}

const unique = (seen: readonly Seen[], otherwise: Held): Held => (sure(seen).length > 1 ? OPEN : agreeing(seen, otherwise));

function first(seen: readonly Seen[], otherwise: Held): Held {
  const at = seen.findIndex(({ matches }) => matches === YES);
  return eitherOf(all(at < 0 ? seen : seen.slice(0, at + 1), otherwise));
}

function highest(seen: readonly Seen[], otherwise: Held): Held {
  const top = Math.max(...sure(seen).map(({ priority }) => priority), Number.NEGATIVE_INFINITY);
  const standing = seen.filter(({ priority }) => priority >= top);
  const best = standing.filter(({ matches, priority }) => matches === YES && priority === top);
  if (best.some(({ gives }) => best[0] !== undefined && !alike(best[0].gives, gives))) return OPEN;
  return eitherOf(all(standing, otherwise));
}

function gathering(gather: (values: readonly Held[]) => Held): (seen: readonly Seen[], otherwise: Held) => Held {
  return (seen, otherwise) => {
    if (seen.length === 0) return otherwise;
    if (sure(seen).length === seen.length) return gather(seen.map(({ gives }) => gives));
    return OPEN;
  };
}

function addedUp(seen: readonly Seen[], otherwise: Held): Held {
  if (seen.length === 0) return otherwise;
  if (sure(seen).length === 0 && otherwise.kind !== 'none') return OPEN;
  const parts = seen.map(({ matches, gives }) => {
    const amount = measured(gives);
    if (!isQuantity(amount)) return OPEN;
    return matches === YES ? amount : quantity(amount.kind, Math.min(0, amount.least), Math.max(0, amount.most), amount.currency);
  });
  return sure(seen).length === 0 ? OPEN : parts.reduce(plus);
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
} as const satisfies Record<HitPolicy, (seen: readonly Seen[], otherwise: Held) => Held>;

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
