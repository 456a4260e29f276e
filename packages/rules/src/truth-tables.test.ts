import { readFileSync } from 'node:fs';
import type { Verdict } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { counted, guarded, presumed } from './four-answers.ts';
import { all, any, atLeast, none, opposite, unless } from './index.ts';

const letters: Readonly<Record<string, Verdict>> = {
  y: { is: 'yes', because: [] },
  n: { is: 'no', because: [] },
  u: { is: 'unknown', ask: ['x'], because: [] },
  '-': { is: 'not-applicable', because: [] },
};
const verdictOf = (letter: string): Verdict => {
  const verdict = letters[letter];
  if (verdict === undefined) throw new Error(`No answer is written ${letter}`);
  return verdict;
};
const at = (v: readonly Verdict[], index: number) => v[index] ?? verdictOf('-');
const combine: Readonly<Record<string, (v: readonly Verdict[]) => Verdict>> = {
  all,
  any,
  none,
  not: (v) => opposite(at(v, 0)),
  presumed: (v) => presumed(at(v, 0)),
  unless: (v) => unless(at(v, 0), at(v, 1)),
  when: (v) => guarded(at(v, 0), () => at(v, 1)),
  'at-least-1': (v) => atLeast(1, v),
  'at-least-2': (v) => atLeast(2, v),
  'count-at-least-2': (v) => counted(v, { least: 2, most: Number.POSITIVE_INFINITY }),
  'count-at-most-1': (v) => counted(v, { least: 0, most: 1 }),
};

const tables = parse(readFileSync(new URL('./truth-tables.yaml', import.meta.url), 'utf8')) as Readonly<Record<string, readonly string[]>>;

describe('truth tables', () => {
  for (const [name, rows] of Object.entries(tables)) {
    it.each(rows.map((row) => row.split(' ')))(`${name}: %s is %s`, (given = '', expected = '') => {
      expect(combine[name]?.([...given].map(verdictOf)).is).toBe(verdictOf(expected).is);
    });
    it(`${name}: every combination is there once`, () => {
      const [first = ''] = rows;
      expect(new Set(rows.map((row) => row.split(' ')[0])).size).toBe(4 ** first.indexOf(' '));
    });
  }
  it('every way to combine has its table', () => expect(Object.keys(tables).sort()).toEqual(Object.keys(combine).sort()));
});
