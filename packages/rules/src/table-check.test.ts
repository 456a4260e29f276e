import { describe, expect, it } from 'vitest';
import type { ValueExpression } from './index.ts';
import { pick, seeded } from './oracle/index.ts';
import { tableFaults } from './table-check.ts';

type Table = Extract<ValueExpression, { readonly table: unknown }>['table'];
type Row = Table['rows'][number];
const age = { name: 'age', of: { fact: 'age' }, domain: { whole: { from: 0, to: 120 } } } as const;
const role = { name: 'role', of: { fact: 'role' }, domain: { codes: ['x', 'y'] } } as const;
const table = (hit: Table['hit'], inputs: Table['inputs'], rows: readonly (readonly [Row['when'], number, number?])[]): Table => ({
  hit,
  inputs,
  rows: rows.map(([when, value, priority]) => ({ when, gives: { value }, priority })),
});

describe('a table is searched before it is used', () => {
  it('a year that no row covers is found, with the year', () =>
    expect(
      tableFaults(
        table(
          'unique',
          [age],
          [
            [[{ 'less-than': 18 }], 1],
            [[{ 'more-than': 18 }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'gap', at: [18] }]));
  it('a year that two rows cover is found, with the rows', () =>
    expect(
      tableFaults(
        table(
          'unique',
          [age],
          [
            [[{ 'at-most': 18 }], 1],
            [[{ 'at-least': 18 }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'overlap', at: [18], row: 0, other: 1 }]));
  it('below, at and above a threshold, each covered once, is no fault', () =>
    expect(
      tableFaults(
        table(
          'unique',
          [age],
          [
            [[{ 'less-than': 18 }], 1],
            [[{ 'at-least': 18 }], 2],
          ],
        ),
      ),
    ).toEqual([]));
  it('a gap in the corner of two columns is found', () =>
    expect(
      tableFaults(
        table(
          'unique',
          [age, role],
          [
            [[{ 'less-than': 18 }, { any: true }], 1],
            [[{ 'at-least': 18 }, { is: 'x' }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'gap', at: [18, 'y'] }]));
  it('of rows where any may count, only those that say different things contradict each other', () => {
    const rows = (value: number) =>
      [
        [[{ 'at-most': 20 }], 1],
        [[{ 'at-least': 10 }], value],
      ] as const;
    expect([tableFaults(table('any', [age], rows(1))), tableFaults(table('any', [age], rows(2))).map(({ kind }) => kind)]).toEqual([[], ['overlap']]);
  });
  it('of rows with a priority, only those of the same one', () => {
    const rows = (priority: number) =>
      [
        [[{ any: true }], 1, 1],
        [[{ any: true }], 2, priority],
      ] as const;
    expect([tableFaults(table('priority', [age], rows(2))), tableFaults(table('priority', [age], rows(1))).map(({ kind }) => kind)]).toEqual([[], ['overlap']]);
  });
  it('a row that earlier rows leave nothing for is found', () =>
    expect(
      tableFaults(
        table(
          'first',
          [age],
          [
            [[{ 'less-than': 30 }], 1],
            [[{ any: true }], 2],
            [[{ 'at-least': 60 }], 3],
          ],
        ),
      ),
    ).toEqual([{ kind: 'unreachable', row: 2 }]));
  it('a row that asks for more than seventeen and less than eighteen is found', () =>
    expect(
      tableFaults(
        table(
          'add-up',
          [age],
          [
            [[{ 'more-than': 17, 'less-than': 18 }], 1],
            [[{ any: true }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'unreachable', row: 0 }]));
  it.each([
    [{ 'at-least': 18 } as const, role],
    [{ is: 'z' } as const, role],
    [{ is: true } as const, age],
    [{ 'at-least': { minor: 1, currency: 'USD' } } as const, { name: 'fee', of: { fact: 'fee' }, domain: { amounts: 'EUR' } }],
    [{ 'at-least': 3 } as const, { name: 'day', of: { fact: 'day' }, domain: { days: true } }],
  ] as const)('%j in a column of %j has the wrong unit', (cell, input) =>
    expect(tableFaults(table('first', [input], [[[cell], 1]]))[0]).toEqual({ kind: 'wrong-unit', row: 0, column: 0 }),
  );
  it('days and money are searched as well', () => {
    const day = { name: 'day', of: { fact: 'day' }, domain: { days: true } } as const;
    const fee = { name: 'fee', of: { fact: 'fee' }, domain: { amounts: 'EUR' } } as const;
    expect(
      tableFaults(
        table(
          'unique',
          [day],
          [
            [[{ 'at-most': '2025-12-31' }], 1],
            [[{ 'at-least': '2026-01-02' }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'gap', at: ['2026-01-01'] }]);
    expect(
      tableFaults(
        table(
          'unique',
          [fee],
          [
            [[{ 'less-than': { minor: 500, currency: 'EUR' } }], 1],
            [[{ 'more-than': { minor: 500, currency: 'EUR' } }], 2],
          ],
        ),
      ),
    ).toEqual([{ kind: 'gap', at: [{ minor: 500, currency: 'EUR' }] }]);
  });

  const seed = Number(process.env['SEED'] ?? 20_261_125);
  it(`finds exactly what trying every case finds (seed ${seed})`, () => {
    const random = seeded(seed);
    const whole = (most: number) => Math.floor(random() * most);
    const small = (name: string) => ({ name, of: { fact: name }, domain: { whole: { from: 0, to: 5 } } }) as const;
    const cell = () =>
      pick(random, [
        { any: true as const },
        { is: whole(6) },
        { in: [whole(6), whole(6)] },
        { 'at-least': whole(6) },
        { 'less-than': whole(7), 'more-than': whole(3) - 1 },
      ]);
    const takes = (one: ReturnType<typeof cell>, n: number) =>
      'any' in one ||
      ('is' in one
        ? one.is === n
        : 'in' in one
          ? one.in?.includes(n)
          : 'at-least' in one
            ? n >= (one['at-least'] ?? 0)
            : n < (one['less-than'] ?? 0) && n > (one['more-than'] ?? 0)) === true;
    for (let run = 0; run < 600; run += 1) {
      const rows = Array.from({ length: 1 + whole(4) }, () => [[cell(), cell()], whole(2)] as const);
      const hit = pick(random, ['unique', 'any', 'first'] as const);
      const kinds = new Set(tableFaults(table(hit, [small('a'), small('b')], rows)).map(({ kind }) => kind));
      const cases = Array.from({ length: 36 }, (_, at) =>
        rows.flatMap(([[one, other], gives], row) =>
          one !== undefined && other !== undefined && takes(one, at % 6) && takes(other, Math.floor(at / 6)) ? [{ row, gives }] : [],
        ),
      );
      const told = JSON.stringify({ run, hit, rows });
      expect(kinds.has('gap'), told).toBe(cases.some((matching) => matching.length === 0));
      if (hit !== 'first')
        expect(kinds.has('overlap'), told).toBe(
          cases.some((matching) => (hit === 'unique' ? matching.length > 1 : new Set(matching.map(({ gives }) => gives)).size > 1)),
        );
      else expect(kinds.has('unreachable'), told).toBe(rows.some((_, row) => !cases.some((matching) => matching[0]?.row === row)));
    }
  });
});
