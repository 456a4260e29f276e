import type { JsonValue, PlainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import {
  type Column,
  changed,
  columnAnswers,
  type Expression,
  evaluate,
  type Facts,
  type FactValue,
  factOfRow,
  gatherFor,
  NO_DAY,
  type Register,
  whatIf,
  withDerivedFacts,
} from './index.ts';
import { pick, randomRule, randomWorld, seeded } from './oracle/index.ts';

const seed = Number(process.env['SEED'] ?? 20_261_125);
const day = '2026-11-24' as PlainDate;

function register(random: () => number, size: number): Register {
  const whole = (most: number) => Math.floor(random() * most);
  const yesNo = (): Column => ({ kind: 'codes', values: [true, false], at: Uint8Array.from({ length: size }, () => whole(3)) });
  const ends = Array.from({ length: size }, () => (random() < 0.2 ? undefined : 12_000 + whole(6_000)));
  const numbers = Array.from({ length: size }, () => (random() < 0.2 ? Number.NaN : whole(10)));
  const columns = new Map<string, Column>([
    ['a', yesNo()],
    ['b', yesNo()],
    [
      'c',
      {
        kind: 'values',
        at: Array.from({ length: size }, (): JsonValue | undefined => (random() < 0.3 ? undefined : pick<JsonValue>(random, [true, false, [true, false]]))),
      },
    ],
    ['d', yesNo()],
    [
      'born',
      {
        kind: 'days',
        earliest: Int32Array.from(ends, (from) => from ?? NO_DAY),
        latest: Int32Array.from(ends, (from) => (from === undefined ? NO_DAY : from + whole(2) * 400)),
      },
    ],
    ['n', { kind: 'numbers', least: Float64Array.from(numbers), most: Float64Array.from(numbers, (n) => n + whole(2)) }],
  ]);
  const facts = (row: number): Facts => ({
    value: (fact) => factOfRow(columns, fact, row),
    collection: () => (row % 5 === 0 ? undefined : [{ x: true }, { x: row % 2 === 0 }, {}].slice(0, row % 4)),
  });
  return { size, columns, facts };
}

describe('what would change for whom', () => {
  it(`column by column is what one by one gives, for rules of every kind (seed ${seed})`, () => {
    const random = seeded(seed);
    const whole = (most: number) => Math.floor(random() * most);
    const leaf = (): Expression =>
      pick<() => Expression>(random, [
        () => ({ fact: 'born', 'younger-than': 1 + whole(20) }),
        () => ({ fact: 'born', aged: { from: whole(10), to: 10 + whole(10) } }),
        () => ({ fact: 'born', before: '2010-05-05' }),
        () => ({ fact: 'born', after: '2010-05-05' }),
        () => ({ fact: 'n', 'at-least': whole(10) }),
        () => ({ fact: 'n', 'at-most': whole(10) }),
        () => ({ fact: 'n', 'more-than': whole(10) }),
        () => ({ compare: { plus: [{ fact: 'n' }, { value: 1 }] }, 'at-least': { value: whole(10) } }),
      ])();
    for (let run = 0; run < 150; run += 1) {
      const people = register(random, 1 + whole(100));
      const [before, after] = [randomRule(random, 2, true), { any: [randomRule(random, 2, true), { all: [leaf(), { not: leaf() }] }] } satisfies Expression];
      const found = whatIf(before, after, people, { day });
      const expected = Array.from(
        { length: people.size },
        (_, row) => [row, evaluate(before, people.facts(row), { day }).is, evaluate(after, people.facts(row), { day }).is] as const,
      ).filter(([, from, to]) => from !== to);
      const told = `seed ${seed} run ${run}: ${JSON.stringify({ before, after })}`;
      expect(
        found.flatMap(({ from, to, rows }) => rows.map((row) => [row, from, to] as const)).sort((a, b) => a[0] - b[0]),
        told,
      ).toEqual(expected);
    }
  });
  it('either side of eighteen, to the day', () => {
    const born = [14_205, 14_206, 14_207, 14_208, 14_209];
    const columns = new Map<string, Column>([['born', { kind: 'days', earliest: Int32Array.from(born), latest: Int32Array.from(born) }]]);
    const people: Register = { size: 5, columns, facts: (row) => ({ value: (fact) => factOfRow(columns, fact, row), collection: () => undefined }) };
    const found = whatIf({ not: { always: true } }, { fact: 'born', 'younger-than': 18 }, people, { day });
    const expected = born.flatMap((_, row) => (evaluate({ fact: 'born', 'younger-than': 18 }, people.facts(row), { day }).is === 'yes' ? [row] : []));
    expect(found).toEqual([{ from: 'no', to: 'yes', rows: expected }]);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(5);
  });
  it('gathered from records, with facts that rules settle, is what one by one gives', () => {
    const random = seeded(seed + 1);
    for (let run = 0; run < 60; run += 1) {
      const rules = new Map([['named', randomRule(random, 2, true)]]);
      const settling = new Map<string, Expression>([
        ['settled', { any: [{ rule: 'named' }, randomRule(random, 1, true)] }],
        ['b', { fact: 'a', is: true }],
      ]);
      const context = { day, rules };
      const asked: Expression = {
        all: [
          randomRule(random, 2, true),
          pick<Expression>(random, [{ fact: 'settled', is: random() < 0.5 }, { known: 'settled' }, { disagree: 'a' }, { known: 'c' }, { rule: 'named' }]),
        ],
      };
      const gathering = gatherFor([{ rules: [asked], settling, context }]);
      const many = random() < 0.2 ? 700 : 1 + Math.floor(random() * 70);
      const worlds = Array.from({ length: many }, (_, at) => ({
        ...randomWorld(random),
        settled: pick<FactValue>(random, [
          { is: 'not-asked' },
          { is: 'not-asked' },
          { is: 'declined' },
          { is: 'value', value: at },
          { is: 'value', value: true },
        ]),
      }));
      const recorded = worlds.map(
        ({ facts, items, settled }): Facts => ({ value: (fact) => (fact === 'settled' ? settled : facts[fact as 'a']), collection: () => items }),
      );
      for (const one of recorded) gathering.add(one);
      const people = gathering.registerUnder({ settling, context });
      const answers = changed(columnAnswers({ always: true }, people, context), columnAnswers(asked, people, context), people.size);
      const expected = recorded.map((one) => evaluate(asked, withDerivedFacts(one, settling, context), context).is);
      const found = recorded.map((_, row) => answers.find(({ rows }) => rows.includes(row))?.to ?? 'yes');
      expect(found, `seed ${seed} run ${run}: ${JSON.stringify({ asked, rules: [...rules], settling: [...settling] })}`).toEqual(expected);
    }
  });
});
