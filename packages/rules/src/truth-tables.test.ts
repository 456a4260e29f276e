import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Expression, evaluate, type Facts } from './index.ts';

/** Rules that answer as the letter says, whatever the others say. */
const part: Readonly<Record<string, Expression>> = {
  y: { fact: 'true', is: true },
  n: { fact: 'true', is: false },
  u: { fact: 'nobody asked', is: true },
  '-': { when: { fact: 'true', is: false }, then: { always: true } },
};
const facts: Facts = {
  value: (fact) => (fact === 'true' ? { is: 'value', value: true } : { is: 'not-asked' }),
  collection: () => [],
};
const letterOf = { yes: 'y', no: 'n', unknown: 'u', 'not-applicable': '-' } as const;
const partFor = (letter: string | undefined): Expression => {
  const found = part[letter ?? ''];
  if (found === undefined) throw new Error(`No answer is written ${letter}`);
  return found;
};
const at = (parts: readonly Expression[], index: number) => parts[index] ?? partFor('-');

/** Items of a list, each of which answers as its letter says. */
const item: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  y: { applies: true, holds: true },
  n: { applies: true, holds: false },
  u: { applies: true },
  '-': { applies: false },
};
const where: Expression = { when: { fact: 'item.applies', is: true }, then: { fact: 'item.holds', is: true } };
const overItems = (rule: Expression) => (letters: string) =>
  letterOf[evaluate(rule, { ...facts, collection: () => [...letters].map((letter) => item[letter] ?? {}) }).is];
const combined = (make: (parts: readonly Expression[]) => Expression) => (letters: string) => letterOf[evaluate(make([...letters].map(partFor)), facts).is];

const combine: Readonly<Record<string, (letters: string) => string>> = {
  all: combined((all) => ({ all })),
  any: combined((any) => ({ any })),
  none: combined((none) => ({ none })),
  not: combined((parts) => ({ not: at(parts, 0) })),
  presumed: combined((parts) => ({ presumed: at(parts, 0) })),
  surely: combined((parts) => ({ surely: at(parts, 0) })),
  unless: combined((parts) => ({ unless: at(parts, 0), holds: at(parts, 1) })),
  when: combined((parts) => ({ when: at(parts, 0), then: at(parts, 1) })),
  except: combined((parts) => ({ holds: at(parts, 0), except: [{ when: at(parts, 1), then: at(parts, 2) }] })),
  'at-least-1': combined((of) => ({ 'at-least': 1, of })),
  'at-least-2': combined((of) => ({ 'at-least': 2, of })),
  'count-at-least-2': overItems({ count: 'items', where, 'at-least': 2 }),
  'count-at-most-1': overItems({ count: 'items', where, 'at-most': 1 }),
  some: overItems({ some: 'items', where }),
  every: overItems({ every: 'items', where }),
};

const tables = parse(readFileSync(new URL('./truth-tables.yaml', import.meta.url), 'utf8')) as Readonly<Record<string, readonly string[]>>;

describe('truth tables', () => {
  for (const [name, rows] of Object.entries(tables)) {
    const answers = new Map(rows.map((row) => row.split(' ') as [string, string]));
    it.each([...answers])(`${name}: %s is %s`, (given, expected) => expect(combine[name]?.(given)).toBe(expected));
    it(`${name}: every combination is there once`, () => {
      const [first = ''] = rows;
      expect(answers.size).toBe(4 ** first.indexOf(' '));
      expect(rows.length).toBe(answers.size);
    });
    // Presumptions answer for now, and may be answered otherwise; no other way to combine ever takes an answer back.
    it(`${name}: more knowledge never turns an answer into not known`, () => {
      for (const [given, answer] of answers) {
        if (answer === 'u') continue;
        for (const [more, after] of answers)
          if (isMore(given, more)) expect(name === 'presumed' || name === 'surely' ? 'yn-' : answer, `${given} → ${more}`).toContain(after);
      }
    });
  }
  it('every way to combine has its table', () => expect(Object.keys(tables).sort()).toEqual(Object.keys(combine).sort()));
});

const isMore = (given: string, more: string) => [...given].every((letter, index) => letter === 'u' || letter === more[index]);

describe('exceptions with a priority', () => {
  const rule = (exceptions: string): Expression => ({
    holds: partFor('y'),
    except: exceptions.split(' ').map((one) => ({ priority: Number(one[0]), when: partFor(one[1]), then: partFor(one[2]) })),
  });
  it.each([
    ['1yn', 'n', 'the exception holds'],
    ['1nn', 'y', 'it does not'],
    ['1un', 'u', 'it may hold, and would say otherwise'],
    ['1uy', 'y', 'it may hold, and would say the same'],
    ['1yn 2yy', 'y', 'the higher of two decides'],
    ['2yn 1yy', 'n', 'in whatever order they are written'],
    ['1yn 2uy', 'u', 'the higher may hold'],
    ['1yn 2un', 'n', 'the higher may hold, and would say the same'],
    ['1yn 1yy', 'u', 'two of one priority contradict each other'],
    ['1yn 1yy 2yn', 'n', 'a higher one settles it'],
    ['1yn 1ny', 'n', 'of two with one priority one holds'],
    ['1yn 1uy', 'u', 'and the other may hold'],
    ['1y-', '-', 'an exception may leave the rule out'],
    ['1-n', 'y', 'an exception that does not apply changes nothing'],
    ['1yu', 'u', 'what the exception says is not known'],
  ])('%s: %s, because %s', (exceptions, expected) => expect(letterOf[evaluate(rule(exceptions), facts).is]).toBe(expected));
});
