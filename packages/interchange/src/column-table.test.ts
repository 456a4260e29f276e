import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnTable, readHtcds, toHtcds } from './index.ts';
import { htcdsColumnOf } from './to-htcds.ts';

const guide = readFileSync(new URL('../../../docs/htcds.md', import.meta.url), 'utf8');
const cells = guide
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim().replace(/^`(\w+)`$/, '$1')),
  );

describe('the table of columns in the guide', () => {
  it('is what the program does, column by column', () => {
    expect(cells).toEqual(columnTable().map(({ column, coming, leaving }) => [column, coming, leaving]));
  });
  it('says “kept” or “derived” of exactly the facts that a row becomes, and “kept” of those that leave again', () => {
    const names = columnTable().map(({ column }) => column);
    const row = readHtcds([names, names.map(() => 'Active')], [])?.rows[0];
    expect(row?.sealed.map(({ column }) => column)).toEqual(names);
    for (const { column, coming, leaving } of columnTable()) {
      const fact = /`(.+)`/.exec(coming)?.[1];
      expect(fact === undefined ? undefined : htcdsColumnOf(fact), column).toBe(fact === undefined ? undefined : column);
      const leaves = fact !== undefined && toHtcds([fact], [], [])[0]?.includes(column) === true;
      expect(leaving.startsWith('kept'), column).toBe(leaves);
    }
  });
});
