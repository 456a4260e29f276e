import { FEWEST, OTHERS, releaseGroups } from './release-groups.ts';

/** A count, or that it is not shown. Zeros are shown. */
type Cell = number | 'not-shown';
/** Rows and columns in falling order of their totals, `others` last. `too-few`: nothing of it can be shown but, perhaps, its groups apart. */
export type ReleasedTable =
  | {
      readonly is: 'table';
      readonly total: number;
      readonly rows: readonly { readonly code: string; readonly total: number; readonly cells: readonly Cell[] }[];
      readonly columns: readonly { readonly code: string; readonly total: number }[];
    }
  | { readonly is: 'too-few' };

/**
 * A table of people by two questions with all its totals. Cells of 1 to 4 are not shown, and as many others as it takes that
 * whoever solves the sums finds, for every hidden cell, at least FEWEST possible values, one of them FEWEST or more.
 * `people`: one pair of codes for each person.
 */
export function releaseTable(people: readonly (readonly [row: string, column: string])[]): ReleasedTable {
  const rowGroups = releaseGroups(tally(people.map(([row]) => row)));
  const columnGroups = releaseGroups(tally(people.map(([, column]) => column)));
  if (rowGroups.is === 'too-few' || columnGroups.is === 'too-few') return { is: 'too-few' };
  const rows = rowGroups.groups.map(({ code }) => code);
  const columns = columnGroups.groups.map(({ code }) => code);
  const place = (codes: readonly string[], code: string) => codes.indexOf(codes.includes(code) ? code : OTHERS);
  const counts = rows.map(() => columns.map(() => 0));
  for (const [row, column] of people) {
    const line = counts[place(rows, row)];
    const at = place(columns, column);
    if (line !== undefined) line[at] = (line[at] ?? 0) + 1;
  }
  const hidden = hide(counts);
  if (hidden === undefined) return { is: 'too-few' };
  return {
    is: 'table',
    total: rowGroups.total,
    rows: rowGroups.groups.map(({ code, count: total }, row) => ({
      code,
      total,
      cells: columns.map((_, column) => (hidden[row]?.[column] === true ? 'not-shown' : (counts[row]?.[column] ?? 0))),
    })),
    columns: columnGroups.groups.map(({ code, count: total }) => ({ code, total })),
  };
}

export function tally(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

type Counts = readonly (readonly number[])[];
type Hidden = readonly (readonly boolean[])[];

/** Which cells are not shown; undefined where no choice of them is enough. */
function hide(counts: Counts): Hidden | undefined {
  const hidden = counts.map((line) => line.map((count) => count > 0 && count < FEWEST));
  for (;;) {
    const open = counts.flatMap((line, row) => line.flatMap((_, column) => (hidden[row]?.[column] === true ? [[row, column] as const] : [])));
    const told = open.find(([row, column]) => isTold(counts, hidden, row, column));
    if (told === undefined) return hidden;
    const [atRow, atColumn] = told;
    const more = square(counts, hidden, atRow, atColumn) ?? besides(counts, hidden, atRow, atColumn);
    if (more === undefined) return undefined;
    for (const [row, column] of more) {
      const line = hidden[row];
      if (line !== undefined) line[column] = true;
    }
  }
}

type Place = readonly [row: number, column: number];

/** The three other corners, with the fewest people in them, through which the hidden cell can move; undefined where no square is enough. */
function square(counts: Counts, hidden: Hidden, row: number, column: number): readonly Place[] | undefined {
  const squares = counts.flatMap((line, r) =>
    line.flatMap((_, c) => {
      if (r === row || c === column) return [];
      const corners: readonly Place[] = [
        [row, c],
        [r, column],
        [r, c],
      ];
      const shown = corners.filter(([a, b]) => hidden[a]?.[b] === false);
      if (shown.length === 0 || corners.some(([a, b]) => counts[a]?.[b] === 0)) return [];
      return [{ shown, cost: shown.reduce((sum, [a, b]) => sum + (counts[a]?.[b] ?? 0), 0) }];
    }),
  );
  return squares
    .sort((a, b) => a.cost - b.cost)
    .find(({ shown }) => {
      const tried = hidden.map((line, r) => line.map((is, c) => is || shown.some(([a, b]) => a === r && b === c)));
      return !isTold(counts, tried, row, column);
    })?.shown;
}

/** The smallest shown cell of the same row or column. */
function besides(counts: Counts, hidden: Hidden, row: number, column: number): readonly Place[] | undefined {
  const shown = counts
    .flatMap((line, r) => line.map((count, c) => ({ place: [r, c] as const, count })))
    .filter(({ place: [r, c], count }) => (r === row || c === column) && count > 0 && hidden[r]?.[c] === false);
  const [smallest] = shown.sort((a, b) => a.count - b.count);
  return smallest === undefined ? undefined : [smallest.place];
}

/** True if the totals and the shown cells leave a hidden cell too few values, or none of FEWEST or more. Hidden cells are known to be 1 at least. */
function isTold(counts: Counts, hidden: Hidden, row: number, column: number): boolean {
  const count = counts[row]?.[column] ?? 0;
  const most = count + movable(counts, hidden, row, column, 'up');
  const least = count - Math.min(count - 1, movable(counts, hidden, row, column, 'down'));
  return most < FEWEST || most - least < FEWEST - 1;
}

/**
 * By how much one hidden cell can grow (or shrink) while all totals stay: what can flow from its row to its column through
 * the other hidden cells, a row giving up at most what it has beyond 1 and a column taking any amount, or the other way round.
 */
function movable(counts: Counts, hidden: Hidden, row: number, column: number, way: 'up' | 'down'): number {
  const rows = counts.length;
  const nodes = rows + (counts[0]?.length ?? 0);
  const room = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  const set = (from: number, to: number, amount: number) => {
    const line = room[from];
    if (line !== undefined) line[to] = amount;
  };
  for (const [r, line] of counts.entries())
    for (const [c, count] of line.entries()) {
      if (hidden[r]?.[c] !== true || (r === row && c === column)) continue;
      const [giving, taking] = [count - 1, FEWEST * 4];
      set(r, rows + c, way === 'up' ? giving : taking);
      set(rows + c, r, way === 'up' ? taking : giving);
    }
  return flow(room, row, rows + column);
}

/** The most that flows from one node to another; `room` is used up by it. */
function flow(room: readonly number[][], from: number, to: number): number {
  for (let total = 0; ; ) {
    const before = new Map<number, number>([[from, from]]);
    const queue = [from];
    for (const node of queue)
      for (const [next, amount] of (room[node] ?? []).entries())
        if (amount > 0 && !before.has(next)) {
          before.set(next, node);
          queue.push(next);
        }
    if (!before.has(to)) return total;
    const path: (readonly [number, number])[] = [];
    for (let node = to; node !== from; ) {
      const previous = before.get(node) ?? from;
      path.push([previous, node]);
      node = previous;
    }
    const amount = Math.min(...path.map(([a, b]) => room[a]?.[b] ?? 0));
    for (const [a, b] of path) {
      const [there, back] = [room[a], room[b]];
      if (there !== undefined) there[b] = (there[b] ?? 0) - amount;
      if (back !== undefined) back[a] = (back[a] ?? 0) + amount;
    }
    total += amount;
  }
}
