import type { JsonValue } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { type Expression, evaluate, evaluateValue, type Facts, type ValueExpression } from './index.ts';
import { pick, seeded } from './oracle/index.ts';

type Held = Readonly<Record<string, JsonValue>>;
const factsFrom = (held: Held): Facts => ({
  value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
  collection: () => undefined,
});
type Table = Extract<ValueExpression, { readonly table: unknown }>['table'];
const cell = (least: number | undefined, below: number | undefined) =>
  least === undefined && below === undefined ? { any: true as const } : { 'at-least': least, 'less-than': below };
const table = (
  hit: Table['hit'],
  rows: readonly (readonly [number | undefined, number | undefined, number, number?])[],
  otherwise?: number,
): ValueExpression => ({
  table: {
    hit,
    inputs: [{ name: 'n', of: { fact: 'n' }, domain: { whole: { from: 0, to: 100 } } }],
    rows: rows.map(([least, below, value, priority]) => ({ when: [cell(least, below)], gives: { value }, priority })),
    ...(otherwise === undefined ? {} : { otherwise: { value: otherwise } }),
  },
});
const given = (value: ValueExpression, held: Held) => {
  const answer = evaluateValue(value, factsFrom(held));
  return answer.is === 'value' ? answer.value : answer.is === 'between' ? [answer.least, answer.most] : answer.is;
};

describe('a decision table', () => {
  const steps = [
    [undefined, 10, 1],
    [10, 20, 2],
    [20, undefined, 3],
  ] as const;
  it.each([
    ['unique', steps, 9, 1],
    ['unique', steps, 10, 2],
    ['unique', steps, 19, 2],
    ['unique', steps, 20, 3],
    ['unique', steps, { least: 12, most: 18 }, 2],
    ['unique', steps, { least: 12, most: 20 }, [2, 3]],
    ['unique', steps, { least: 0, most: 20 }, [1, 3]],
    [
      'first',
      [
        [undefined, 10, 1],
        [undefined, undefined, 2],
      ],
      9,
      1,
    ],
    [
      'first',
      [
        [undefined, 10, 1],
        [undefined, undefined, 2],
      ],
      10,
      2,
    ],
    [
      'first',
      [
        [undefined, 10, 1],
        [undefined, undefined, 2],
      ],
      undefined,
      [1, 2],
    ],
    [
      'any',
      [
        [undefined, 10, 1],
        [5, 20, 1],
      ],
      7,
      1,
    ],
    [
      'any',
      [
        [undefined, 10, 1],
        [5, 20, 2],
      ],
      7,
      'unknown',
    ],
    [
      'priority',
      [
        [undefined, 10, 1, 1],
        [5, undefined, 2, 2],
      ],
      7,
      2,
    ],
    [
      'priority',
      [
        [undefined, 10, 1, 1],
        [5, undefined, 2, 2],
      ],
      4,
      1,
    ],
    [
      'priority',
      [
        [undefined, 10, 1, 1],
        [5, undefined, 2, 2],
      ],
      { least: 4, most: 7 },
      [1, 2],
    ],
    [
      'add-up',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      7,
      3,
    ],
    [
      'add-up',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      { least: 4, most: 7 },
      [1, 3],
    ],
    [
      'largest',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      7,
      2,
    ],
    [
      'smallest',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      7,
      1,
    ],
    [
      'how-many',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      7,
      2,
    ],
    [
      'how-many',
      [
        [undefined, 10, 1],
        [5, undefined, 2],
      ],
      { least: 4, most: 7 },
      [1, 2],
    ],
  ] as const)('%s over %j, given %j: %j', (hit, rows, n, expected) =>
    expect(given(table(hit, rows), n === undefined ? {} : { n: n as JsonValue })).toEqual(expected),
  );
  it('with no row that matches does not apply, or gives what it says otherwise', () =>
    expect([given(table('first', [[0, 5, 1]]), { n: 7 }), given(table('first', [[0, 5, 1]], 4), { n: 7 })]).toEqual(['not-applicable', 4]));
});

function endsOf(answer: ReturnType<typeof evaluateValue>): readonly [number, number] | undefined {
  if (answer.is === 'value') return [Number(answer.value), Number(answer.value)];
  return answer.is === 'between' ? [Number(answer.least), Number(answer.most)] : undefined;
}

describe('values that are only approximately known', () => {
  it.each<readonly [ValueExpression, Held, unknown]>([
    [{ plus: [{ fact: 'a' }, { value: 1 }] }, { a: { least: 1, most: 3 } }, [2, 4]],
    [{ minus: [{ fact: 'a' }, { fact: 'a' }] }, { a: { least: 1, most: 3 } }, [-2, 2]],
    [{ times: [{ fact: 'a' }, { value: -2 }] }, { a: { least: 1, most: 3 } }, [-6, -2]],
    [{ divided: [{ fact: 'a' }, { fact: 'b' }], round: 'down' }, { a: 7, b: 2 }, 3],
    [{ divided: [{ fact: 'a' }, { fact: 'b' }], round: 'up' }, { a: 7, b: { least: 0, most: 2 } }, 'unknown'],
    [{ plus: [{ fact: 'a' }, { fact: 'b' }] }, { a: 1 }, 'unknown'],
    [{ plus: [{ money: { minor: 1, currency: 'EUR' } }, { money: { minor: 1, currency: 'USD' } }] }, {}, 'unknown'],
    [{ times: [{ money: { minor: 105, currency: 'EUR' } }, { value: 0.1 }] }, {}, { minor: 11, currency: 'EUR' }],
    [{ shift: { fact: 'd' }, by: { value: 1 }, in: 'months' }, { d: '2026-01-31' }, '2026-02-28'],
    [{ shift: { fact: 'd' }, by: { value: 7 }, in: 'days' }, { d: '2026-02' }, ['2026-02-08', '2026-03-07']],
    [{ from: { fact: 'd' }, to: { value: '2026-03-01' }, in: 'years' }, { d: '2008-02-29' }, 18],
    [{ from: { fact: 'd' }, to: { value: '2026-02-27' }, in: 'years' }, { d: '2008-02-29' }, 17],
    [{ from: { fact: 'd' }, to: { value: '2026-02-28' }, in: 'months' }, { d: '2026-01-31' }, 1],
    [{ if: { fact: 'y', is: true }, then: { value: 1 }, else: { value: 5 } }, {}, [1, 5]],
    [{ if: { fact: 'y', is: true }, then: { value: 'x' }, else: { value: 'x' } }, {}, 'x'],
    [{ if: { fact: 'y', is: true }, then: { value: 'x' }, else: { value: 'z' } }, {}, 'unknown'],
  ])('%j of %j is %j', (value, held, expected) => expect(given(value, held)).toEqual(expected));

  const seed = Number(process.env['SEED'] ?? 20_261_125);
  it(`a range holds every value that the facts leave possible (seed ${seed})`, () => {
    const random = seeded(seed);
    const whole = (most: number) => Math.floor(random() * most);
    const names = ['a', 'b', 'c'] as const;
    const randomValue = (depth: number): ValueExpression => {
      if (depth === 0) return random() < 0.7 ? { fact: pick(random, names) } : { value: whole(9) - 4 };
      const next = () => randomValue(depth - 1);
      return pick<() => ValueExpression>(random, [
        () => ({ plus: [next(), next(), next()] }),
        () => ({ minus: [next(), next()] }),
        () => ({ times: [next(), next()] }),
        () => ({ smallest: [next(), next()] }),
        () => ({ largest: [next(), next()] }),
        () => ({ divided: [next(), { value: 1 + whole(4) }], round: 'down' }),
        () => ({ if: randomTest(), then: next(), else: next() }),
        () => ({
          table: {
            hit: pick(random, ['first', 'priority', 'add-up', 'how-many'] as const),
            inputs: [{ name: 'x', of: next(), domain: { whole: { from: -99, to: 99 } } }],
            rows: [0, 1, 2].map(() => ({ when: [cell(whole(9) - 6, whole(9))], gives: { value: whole(9) }, priority: whole(2) })),
            otherwise: { value: 0 },
          },
        }),
      ])();
    };
    const randomTest = (): Expression => ({ compare: { fact: pick(random, names) }, 'at-least': { value: whole(9) - 4 } });
    let ranges = 0;
    for (let run = 0; run < 4_000; run += 1) {
      const value = randomValue(2);
      const known = Object.fromEntries(
        names.map((name) => [name, pick<() => JsonValue>(random, [() => whole(9) - 4, () => ({ least: -whole(4), most: whole(4) })])()]),
      );
      const exact = () =>
        Object.fromEntries(
          Object.entries(known).map(([name, held]) => {
            if (typeof held !== 'object' || held === null || !('least' in held)) return [name, held];
            const [least, most] = [Number(held['least']), Number(held['most'])];
            return [name, least + whole(most - least + 1)];
          }),
        );
      const range = evaluateValue(value, factsFrom(known));
      if (range.is === 'between') ranges += 1;
      for (let draw = 0; draw < 6; draw += 1) {
        const one = evaluateValue(value, factsFrom(exact()));
        const [inner, outer] = [endsOf(one), endsOf(range)];
        const inside = outer === undefined || (inner !== undefined && inner[0] >= outer[0] && inner[1] <= outer[1]);
        if (!inside && one.is !== 'unknown') expect.fail(`seed ${seed} run ${run}: ${JSON.stringify({ value, known, range, one })}`);
        if (one.is === 'unknown' && range.is === 'value')
          expect.fail(`seed ${seed} run ${run}: settled, and open once more is known: ${JSON.stringify({ value, known })}`);
      }
    }
    expect(ranges).toBeGreaterThan(1_000);
  });
});

describe('rules that rest on themselves', () => {
  it('are a fault that names the way round', () => {
    const rules = new Map<string, Expression>([
      ['r', { rule: 's' }],
      ['s', { not: { fact: 'f', is: true } }],
    ]);
    const settling = new Map<string, Expression>([['f', { rule: 'r' }]]);
    const facts: Facts = { ...factsFrom({}), settling, recorded: factsFrom({}) };
    expect(() => evaluate({ rule: 'r' }, facts, { rules })).toThrow('rule r → rule s → fact f → rule r');
  });
});

describe('items inside items, and facts of both', () => {
  it('each child with a document that is valid on the day', () => {
    const rule: Expression = {
      every: 'children',
      as: 'child',
      where: { some: 'child.documents', as: 'document', where: { compare: { fact: 'document.until' }, 'at-least': { fact: 'child.leaves' } } },
    };
    const family = (until: readonly string[]): Facts => ({
      value: () => ({ is: 'not-asked' }),
      collection: () => [{ leaves: '2026-01-05', documents: until.map((one) => ({ until: one })) }] as never,
    });
    expect([
      evaluate(rule, family(['2026-01-04', '2026-01-05'])).is,
      evaluate(rule, family(['2026-01-04'])).is,
      evaluate(rule, family(['2026-01'])).is,
    ]).toEqual(['yes', 'no', 'unknown']);
    expect(evaluate(rule, family(['2026-01']))).toMatchObject({ ask: ['children[0].documents[0].until'] });
  });
});
