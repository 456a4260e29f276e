import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarded, toCsv } from './guarded.ts';

describe('a cell that leaves', () => {
  it('is never taken for a formula', () => {
    for (const text of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u0000=1', '＝1', '＋1', '－1', '＠A', '=cmd|calc!A1', '--1', '-'])
      expect(guarded(text), JSON.stringify(text)).toBe(`'${text}`);
    for (const text of ['', '-1', '-12.5', '7', 'LBN', 'a=b', 'x@y', '2026-11-25', "'=1"]) expect(guarded(text), text).toBe(text);
  });
  it('keeps its text, its quotes and its line ends', () => {
    expect(
      toCsv([
        ['a', 'say "x"'],
        ['=1', 'two\nlines'],
      ]),
    ).toBe('\ufeff"a","say ""x"""\r\n"\'=1","two\nlines"\r\n');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/^[=+\-@\t\r]/.test(guarded(text)) || /^-?\d+(\.\d+)?$/.test(text)));
  });
});
