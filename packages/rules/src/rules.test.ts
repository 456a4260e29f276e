import { readFileSync } from 'node:fs';
import type { Verdict } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { guarded } from './evaluate.ts';
import { all, any, atLeast, type Expression, evaluate, expressionSchema, type Facts, nextQuestion, none, unless } from './index.ts';

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
const first = (v: readonly Verdict[]) => v[0] ?? verdictOf('-');
const second = (v: readonly Verdict[]) => v[1] ?? verdictOf('-');
const combine: Readonly<Record<string, (v: readonly Verdict[]) => Verdict>> = {
  all,
  any,
  none,
  unless: (v) => unless(first(v), second(v)),
  'at-least-2': (v) => atLeast(2, v),
  when: (v) => guarded(first(v), () => second(v)),
};

describe('truth tables', () => {
  const tables = parse(readFileSync(new URL('./truth-tables.yaml', import.meta.url), 'utf8')) as Readonly<Record<string, readonly string[]>>;
  for (const [name, rows] of Object.entries(tables)) {
    it.each(rows.map((row) => row.split(' ')))(`${name}: %s is %s`, (given = '', expected = '') => {
      expect(combine[name]?.([...given].map(verdictOf)).is).toBe(verdictOf(expected).is);
    });
  }
});

const FACTS = ['a', 'b', 'c', 'd'] as const;
const factsFrom = (held: Readonly<Record<string, boolean | undefined>>): Facts => ({
  value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
  collection: () => undefined,
});

/** mulberry32: small, seeded, the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function randomRule(random: () => number, depth: number): Expression {
  const fact = FACTS[Math.floor(random() * FACTS.length)] ?? 'a';
  if (depth === 0 || random() < 0.25) return { fact, is: random() < 0.5 };
  const children = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomRule(random, depth - 1));
  const kind = Math.floor(random() * 5);
  if (kind === 0) return { all: children };
  if (kind === 1) return { any: children };
  if (kind === 2) return { none: children };
  if (kind === 3) return { 'at-least': 1 + Math.floor(random() * 2), of: children };
  return { unless: randomRule(random, depth - 1), holds: randomRule(random, depth - 1) };
}

describe('a rule with facts missing', () => {
  it('never says yes or no where filling the gaps could say otherwise', () => {
    const seed = 20_261_124;
    const random = seeded(seed);
    for (let run = 0; run < 3_000; run += 1) {
      const rule = randomRule(random, 3);
      const held = Object.fromEntries(FACTS.map((fact) => [fact, random() < 0.4 ? undefined : random() < 0.5]));
      const answer = evaluate(rule, factsFrom(held)).is;
      const gaps = FACTS.filter((fact) => held[fact] === undefined);
      const answers = new Set(
        Array.from(
          { length: 2 ** gaps.length },
          (_, bits) => evaluate(rule, factsFrom({ ...held, ...Object.fromEntries(gaps.map((fact, index) => [fact, ((bits >> index) & 1) === 1])) })).is,
        ),
      );
      if (answer === 'yes' || answer === 'no') expect([...answers], `seed ${seed} run ${run} ${JSON.stringify({ rule, held })}`).toEqual([answer]);
    }
  });
  it('sources that disagree leave the answer not known, and say so', () => {
    const facts: Facts = { value: () => ({ is: 'disagree' }), collection: () => undefined };
    expect(evaluate({ fact: 'a', is: true }, facts)).toMatchObject({ is: 'unknown', because: [{ fact: 'a', why: 'sources-disagree' }] });
  });
  it('asks the least sensitive open question first, and none once settled', () => {
    const catalogue = [
      { fact: 'a', sensitivity: 3, askable: true },
      { fact: 'b', sensitivity: 1, askable: true },
    ];
    const rule: Expression = {
      all: [
        { fact: 'a', is: true },
        { fact: 'b', is: true },
      ],
    };
    const ask = (held: Readonly<Record<string, boolean>>) => nextQuestion([evaluate(rule, factsFrom(held))], factsFrom(held), catalogue);
    expect([ask({}), ask({ b: true }), ask({ b: false })]).toEqual(['b', 'a', undefined]);
  });
  it('a misspelt rule is refused', () => expect(expressionSchema.safeParse({ fact: 'a', equals: true }).success).toBe(false));
  it('over a list: one is enough for some, an empty list has none', () => {
    const facts: Facts = {
      value: () => ({ is: 'not-asked' }),
      collection: (name) => (name === 'alternatives' ? [{ answer: 'cannot-help' }, { answer: 'can-help' }] : []),
    };
    const rule = (name: string): Expression => ({ some: name, where: { fact: 'item.answer', is: 'can-help' } });
    expect([evaluate(rule('alternatives'), facts).is, evaluate(rule('others'), facts).is]).toEqual(['yes', 'no']);
  });
});
