import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, OTHERS, releaseGroups } from './release-groups.ts';
import { releaseTable } from './release-table.ts';

const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const numRuns = Number(process.env['SOJOURN_RUNS'] ?? 400);

describe('people counted by one question', () => {
  it('are named from five on; fewer go into the others, with as much else as hides them', () => {
    const counts = new Map([
      ['women', 30],
      ['men', 9],
      ['not-known', 2],
    ]);
    expect(releaseGroups(counts)).toEqual({
      is: 'groups',
      total: 41,
      groups: [
        { code: 'women', count: 30 },
        { code: OTHERS, count: 11 },
      ],
    });
  });
  it('are not counted at all where they are one to four; nobody is nobody', () => {
    expect(releaseGroups(new Map([['women', 4]]))).toEqual({ is: 'too-few' });
    expect(releaseGroups(new Map())).toEqual({ is: 'groups', total: 0, groups: [] });
  });
  it('are not told by a sum as large as the unnamed can be: 8 in two groups under five is four and four', () => {
    const both = new Map([
      ['a', 40],
      ['b', 12],
      ['c', 4],
      ['d', 4],
    ]);
    expect(releaseGroups(both)).toMatchObject({ groups: [{ code: 'a' }, { code: OTHERS, count: 20 }] });
  });
  it(`never leave a group under five that can be worked out (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 6 }), (given) => {
        const counts = new Map(given.map((count, at) => [`g${at}`, count]));
        const released = releaseGroups(counts);
        if (released.is === 'too-few') return;
        const others = released.groups.find(({ code }) => code === OTHERS)?.count;
        expect(released.groups.every(({ count }) => count >= FEWEST)).toBe(true);
        expect(released.groups.reduce((sum, { count }) => sum + count, 0)).toBe(released.total);
        // Nothing named: nothing but the total is told.
        if (others === undefined || released.groups.length === 1) return;
        const unnamed = [...counts].filter(([code]) => !released.groups.some((one) => one.code === code)).map(([, count]) => count);
        // Whoever knows how many were not named, and that at least one of them is under five, finds more than one answer for each.
        if (unnamed.length > 1 && unnamed.every((count) => count < FEWEST)) {
          const most = (FEWEST - 1) * unnamed.length;
          expect(most - others).toBeGreaterThanOrEqual(FEWEST - 1);
        }
      }),
      { seed, numRuns: numRuns * 5 },
    );
  });
});

type Shown = Extract<ReturnType<typeof releaseTable>, { readonly is: 'table' }>;

/** Every way to fill the hidden cells, 1 at least in each, that gives the totals: what an attacker would write down. Slow, and obviously right. */
function solutions(table: Shown): readonly (readonly number[])[] {
  const hidden = table.rows.flatMap(({ cells }, row) => cells.flatMap((cell, column) => (cell === 'not-shown' ? [{ row, column }] : [])));
  const left = (line: readonly (number | 'not-shown')[], total: number) =>
    total - line.reduce<number>((sum, cell) => sum + (cell === 'not-shown' ? 0 : cell), 0);
  const rowLeft = table.rows.map(({ cells, total }) => left(cells, total));
  const columnLeft = table.columns.map(({ total }, column) =>
    left(
      table.rows.map(({ cells }) => cells[column] ?? 0),
      total,
    ),
  );
  const found: number[][] = [];
  const fill = (at: number, values: readonly number[]) => {
    if (found.length > 200_000) throw new Error('Too many to write down');
    const cell = hidden[at];
    if (cell === undefined) {
      if ([...rowLeft, ...columnLeft].every((rest) => rest === 0)) found.push([...values]);
      return;
    }
    for (let value = 1; value <= Math.min(rowLeft[cell.row] ?? 0, columnLeft[cell.column] ?? 0); value += 1) {
      rowLeft[cell.row] = (rowLeft[cell.row] ?? 0) - value;
      columnLeft[cell.column] = (columnLeft[cell.column] ?? 0) - value;
      fill(at + 1, [...values, value]);
      rowLeft[cell.row] = (rowLeft[cell.row] ?? 0) + value;
      columnLeft[cell.column] = (columnLeft[cell.column] ?? 0) + value;
    }
  };
  fill(0, []);
  return found;
}

const peopleOf = (counts: readonly (readonly number[])[]) =>
  counts.flatMap((line, row) => line.flatMap((count, column) => Array.from({ length: count }, () => [`r${row}`, `c${column}`] as const)));

describe('people counted by two questions', () => {
  it('a cell of two is hidden, and so is what would give it away', () => {
    const table = releaseTable(
      peopleOf([
        [20, 2, 30],
        [15, 25, 10],
        [9, 8, 40],
      ]),
    );
    if (table.is !== 'table') throw new Error('Nothing was shown');
    const hidden = table.rows.flatMap(({ cells }) => cells).filter((cell) => cell === 'not-shown').length;
    expect(hidden).toBe(4);
    expect(table.total).toBe(159);
  });

  it(`whoever solves the sums finds five values or more for every hidden cell (seed ${seed})`, () => {
    const seen = { hidden: 0, tables: 0 };
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 14 }));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 3 }), (counts) => {
        const people = peopleOf(counts);
        const table = releaseTable(people);
        if (table.is !== 'table' || table.total === 0) return;
        seen.tables += 1;
        expect(table.rows.reduce((sum, row) => sum + row.total, 0)).toBe(people.length);
        const places = table.rows.flatMap(({ cells }) => cells).filter((one) => one === 'not-shown').length;
        for (const { cells } of table.rows) for (const one of cells) expect(one === 'not-shown' || one === 0 || one >= FEWEST).toBe(true);
        if (places === 0) return;
        seen.hidden += 1;
        const all = solutions(table);
        for (let at = 0; at < places; at += 1) {
          const values = new Set(all.map((one) => one[at] ?? 0));
          expect(values.size).toBeGreaterThanOrEqual(FEWEST);
          expect(Math.max(...values)).toBeGreaterThanOrEqual(FEWEST);
        }
      }),
      { seed, numRuns },
    );
    expect(seen.tables).toBeGreaterThan(numRuns / 5);
    expect(seen.hidden).toBeGreaterThan(numRuns / 20);
  });
});
