import { dayNumber, fromDayNumber, isPlainDate, type JsonValue } from '@sojourn/kernel';
import type { Cell, Scalar, Table } from './expression.ts';

/**
 * A case that no row covers, two rows that contradict each other, a row that earlier ones leave nothing for. `at`: one value for each column
 * where the fault shows; `row` and `other` count from nought.
 */
export type TableFault =
  | { readonly kind: 'gap'; readonly at: readonly JsonValue[] }
  | { readonly kind: 'overlap'; readonly at: readonly JsonValue[]; readonly row: number; readonly other: number }
  | { readonly kind: 'unreachable'; readonly row: number }
  | { readonly kind: 'wrong-unit'; readonly row: number; readonly column: number };

/** Searched exactly: every column is cut where some cell cuts it, and each piece is looked at once. */
export function tableFaults(table: Table): readonly TableFault[] {
  const wrong = wrongUnits(table);
  if (wrong.length > 0) return wrong;
  const columns = table.inputs.map((_, at) => columnOf(table, at));
  return [
    ...(table.otherwise === undefined ? gaps(table, columns) : []),
    ...overlaps(table, columns),
    ...(table.hit === 'first' ? unreachable(table, columns) : emptyRows(table, columns)),
  ];
}

/** One piece of a column: what it looks like, and which rows take it. */
type Piece = { readonly value: JsonValue; readonly rows: readonly boolean[] };
type Column = readonly Piece[];

function columnOf({ inputs, rows }: Table, at: number): Column {
  const cells = rows.map(({ when }) => when[at] ?? { any: true as const });
  const domain = inputs[at]?.domain ?? { days: true };
  if ('codes' in domain) return domain.codes.map((code) => ({ value: code, rows: cells.map((cell) => takesCode(cell, code)) }));
  if ('yes-no' in domain) return [true, false].map((one) => ({ value: one, rows: cells.map((cell) => takesCode(cell, one)) }));
  const [from, to] = 'whole' in domain ? [domain.whole.from, domain.whole.to] : 'amounts' in domain ? [-FAR, FAR] : [-FAR_DAYS, FAR_DAYS];
  const starts = [...new Set([from, ...cells.flatMap(cuts)].filter((start) => start >= from && start <= to))].sort((a, b) => a - b);
  const shown = (n: number): JsonValue => ('amounts' in domain ? { minor: n, currency: domain.amounts } : 'days' in domain ? fromDayNumber(n) : n);
  return starts.map((start, index) => {
    const end = (starts[index + 1] ?? to + 1) - 1;
    const near = start === from && index === 0 ? end : start;
    return { value: shown(near), rows: cells.map((cell) => takesNumber(cell, start)) };
  });
}

const FAR = 1_000_000_000_000;
const FAR_DAYS = 700_000;

const sizeOf = (limit: unknown): number | undefined => {
  if (typeof limit === 'number') return limit;
  if (typeof limit === 'string') return isPlainDate(limit) ? dayNumber(limit) : undefined;
  return typeof limit === 'object' && limit !== null && 'minor' in limit ? Number(limit.minor) : undefined;
};

function cuts(cell: Cell): readonly number[] {
  if ('any' in cell) return [];
  if ('is' in cell || 'in' in cell) return ('is' in cell ? [cell.is] : cell.in).flatMap((one) => [sizeOf(one) ?? 0, (sizeOf(one) ?? 0) + 1]);
  const [least, above, most, below] = [cell['at-least'], cell['more-than'], cell['at-most'], cell['less-than']].map(sizeOf);
  return [
    ...(least === undefined ? [] : [Math.ceil(least)]),
    ...(above === undefined ? [] : [Math.floor(above) + 1]),
    ...(most === undefined ? [] : [Math.floor(most) + 1]),
    ...(below === undefined ? [] : [Math.ceil(below)]),
  ];
}

function takesCode(cell: Cell, code: Scalar): boolean {
  return 'any' in cell || ('is' in cell ? cell.is === code : 'in' in cell && cell.in.includes(code));
}

function takesNumber(cell: Cell, n: number): boolean {
  if ('any' in cell) return true;
  if ('is' in cell) return sizeOf(cell.is) === n;
  if ('in' in cell) return cell.in.some((one) => sizeOf(one) === n);
  const [least, above, most, below] = [cell['at-least'], cell['more-than'], cell['at-most'], cell['less-than']].map(sizeOf);
  return (least === undefined || n >= least) && (above === undefined || n > above) && (most === undefined || n <= most) && (below === undefined || n < below);
}

/** The first few cases that none of the rows takes. */
function gaps(table: Table, columns: readonly Column[]): readonly TableFault[] {
  const found: TableFault[] = [];
  uncovered(
    columns,
    table.rows.map((_, row) => row),
    (at) => found.push({ kind: 'gap', at }) < 3,
  );
  return found;
}

/** Goes column by column with the rows that are still in; the same rows at the same column are looked at once. */
function uncovered(columns: readonly Column[], rows: readonly number[], tell: (at: readonly JsonValue[]) => boolean, within?: number): void {
  const seen = new Set<string>();
  let wanted = true;
  const walk = (column: number, left: readonly number[], at: readonly JsonValue[]): void => {
    if (!wanted) return;
    if (left.length === 0) {
      wanted = tell([
        ...at,
        ...columns.slice(column).map((pieces) => pieces.find((piece) => within === undefined || piece.rows[within] === true)?.value ?? null),
      ]);
      return;
    }
    const key = `${column} ${left.join()}`;
    if (column === columns.length || seen.has(key)) return;
    seen.add(key);
    for (const piece of columns[column] ?? []) {
      if (within !== undefined && piece.rows[within] !== true) continue;
      walk(
        column + 1,
        left.filter((row) => piece.rows[row] === true),
        [...at, piece.value],
      );
    }
  };
  walk(0, rows, []);
}

function overlaps(table: Table, columns: readonly Column[]): readonly TableFault[] {
  if (!['unique', 'any', 'priority'].includes(table.hit)) return [];
  const contradict = (row: number, other: number): boolean => {
    const [a, b] = [table.rows[row], table.rows[other]];
    if (a === undefined || b === undefined) return false;
    if (table.hit === 'unique') return true;
    if (table.hit === 'priority' && (a.priority ?? 0) !== (b.priority ?? 0)) return false;
    return JSON.stringify(a.gives) !== JSON.stringify(b.gives);
  };
  return table.rows.flatMap((_, row) =>
    table.rows.slice(row + 1).flatMap((_other, offset): readonly TableFault[] => {
      const other = row + 1 + offset;
      if (!contradict(row, other)) return [];
      const at = columns.map((pieces) => pieces.find((piece) => piece.rows[row] === true && piece.rows[other] === true)?.value);
      return at.includes(undefined) ? [] : [{ kind: 'overlap', at: at as readonly JsonValue[], row, other }];
    }),
  );
}

/** A row that the rows before it leave nothing for, or that nothing can match at all. */
function unreachable(table: Table, columns: readonly Column[]): readonly TableFault[] {
  return table.rows.flatMap((_, row): readonly TableFault[] => {
    let reached = false;
    uncovered(
      columns,
      table.rows.slice(0, row).map((_before, at) => at),
      () => {
        reached = true;
        return false;
      },
      row,
    );
    return reached && !isEmpty(columns, row) ? [] : [{ kind: 'unreachable', row }];
  });
}

const isEmpty = (columns: readonly Column[], row: number) => columns.some((pieces) => !pieces.some((piece) => piece.rows[row] === true));
const emptyRows = (table: Table, columns: readonly Column[]): readonly TableFault[] =>
  table.rows.flatMap((_, row): readonly TableFault[] => (isEmpty(columns, row) ? [{ kind: 'unreachable', row }] : []));

/** A cell that compares a column of codes with a number, or euro with dollars. */
function wrongUnits({ inputs, rows }: Table): readonly TableFault[] {
  return rows.flatMap(({ when }, row) =>
    when.flatMap((cell, column): readonly TableFault[] => (fits(cell, inputs[column]?.domain) ? [] : [{ kind: 'wrong-unit', row, column }])),
  );
}

function fits(cell: Cell, domain: Table['inputs'][number]['domain'] | undefined): boolean {
  if (domain === undefined || 'any' in cell) return true;
  const values: readonly unknown[] = 'is' in cell ? [cell.is] : 'in' in cell ? cell.in : Object.values(cell).filter((one) => one !== undefined);
  if ('codes' in domain) return ('is' in cell || 'in' in cell) && values.every((one) => domain.codes.includes(one as Scalar));
  if ('yes-no' in domain) return ('is' in cell || 'in' in cell) && values.every((one) => typeof one === 'boolean');
  if ('whole' in domain) return values.every((one) => typeof one === 'number');
  if ('days' in domain) return values.every((one) => typeof one === 'string' && isPlainDate(one));
  return values.every((one) => typeof one === 'object' && one !== null && 'currency' in one && one.currency === domain.amounts);
}
