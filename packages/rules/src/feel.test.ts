import type { JsonValue } from '@sojourn/kernel';
import { evaluate as feel, unaryTest } from 'feelin';
import { describe, expect, it } from 'vitest';
import { feelName, fromFeel, fromUnaryTest, toFeel, toUnaryTest } from './feel.ts';
import { type Expression, evaluate, evaluateValue, type Facts } from './index.ts';
import { pick, seeded } from './oracle/index.ts';

const seed = Number(process.env['SEED'] ?? 20_261_125);
const facts = ['person.detained', 'person.age', 'trafficking.conclusion'] as const;
const given: Readonly<Record<(typeof facts)[number], readonly JsonValue[]>> = {
  'person.detained': [true, false],
  'person.age': [16, 17, 18, 19],
  'trafficking.conclusion': ['victim', 'not-trafficked', 'other'],
};
const factsFrom = (held: Readonly<Record<string, JsonValue | undefined>>): Facts => ({
  value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
  collection: () => undefined,
});
const answerOf = (value: unknown) => (value === true ? 'yes' : value === false ? 'no' : 'unknown');
const executed = (text: string, held: Readonly<Record<string, JsonValue | undefined>>) =>
  answerOf(feel(text, Object.fromEntries(facts.map((fact) => [feelName(fact), held[fact] ?? null]))).value);

describe('the part that FEEL and we have in common', () => {
  it(`written in FEEL, executed there, and read back, it answers the same (seed ${seed})`, () => {
    const random = seeded(seed);
    const leaf = (): Expression =>
      pick<() => Expression>(random, [
        () => ({ fact: 'person.detained', is: random() < 0.5 }),
        () => ({ fact: 'person.age', 'at-least': 18 }),
        () => ({ fact: 'person.age', 'less-than': 18 }),
        () => ({ fact: 'person.age', 'more-than': 17 }),
        () => ({ fact: 'trafficking.conclusion', in: ['victim', 'other'] }),
        () => ({ fact: 'trafficking.conclusion', 'is-not': 'victim' }),
      ])();
    const rule = (depth: number): Expression =>
      depth === 0
        ? leaf()
        : pick<() => Expression>(random, [
            () => ({ all: [rule(depth - 1), rule(depth - 1)] }),
            () => ({ any: [rule(depth - 1), leaf()] }),
            () => ({ not: rule(depth - 1) }),
            () => ({ none: [leaf(), leaf()] }),
          ])();
    for (let run = 0; run < 300; run += 1) {
      const one = rule(2);
      const text = toFeel(one);
      if (text === undefined) throw new Error('This rule is in the common part');
      const read = fromFeel(text, facts);
      if (!read.ok) throw new Error(`${read.what} at ${read.at} of ${text}`);
      for (let draw = 0; draw < 8; draw += 1) {
        const held = Object.fromEntries(facts.flatMap((fact) => (draw > 3 && random() < 0.4 ? [] : [[fact, pick(random, given[fact])]])));
        const ours = evaluate(one, factsFrom(held)).is;
        const told = `seed ${seed} run ${run}: ${text} ${JSON.stringify(held)}`;
        // FEEL answers "!= " and "<" of nothing with yes or no; only where everything is known must it say the same.
        if (Object.keys(held).length === facts.length) expect(executed(text, held), told).toBe(ours);
        expect(evaluate(read.rule, factsFrom(held)).is, told).toBe(ours);
      }
    }
  });
  it.each([
    'person_age >= 18 and person_detained = true',
    'not(person_detained = true) or (person_age < 18 and trafficking_conclusion = "victim")',
    'trafficking_conclusion in ("victim", "other")',
  ])('written by somebody else, %s answers the same in both', (text) => {
    const read = fromFeel(text, facts);
    if (!read.ok) throw new Error(read.what);
    for (const detained of given['person.detained'])
      for (const age of given['person.age'])
        for (const conclusion of given['trafficking.conclusion']) {
          const held = { 'person.detained': detained, 'person.age': age, 'trafficking.conclusion': conclusion };
          expect(executed(text, held)).toBe(evaluate(read.rule, factsFrom(held)).is);
        }
  });
  it('what is not in the common part is refused with its place', () => {
    expect(fromFeel('person_age + 1 > 3', facts)).toMatchObject({ ok: false, at: 11 });
    expect(fromFeel('nobody = 1', facts)).toEqual({ ok: false, at: 0, what: 'no such fact' });
    expect(fromFeel('person_age > 3 person_age', facts)).toMatchObject({ ok: false, at: 15 });
    expect([
      toFeel({ presumed: { always: true } }),
      toFeel({ when: { always: true }, then: { always: true } }),
      toFeel({ all: [{ fact: 'a', 'younger-than': 18 }] }),
    ]).toEqual([undefined, undefined, undefined]);
  });
  it.each(['-', '"victim"', '"victim", "other"', '< 18', '>= 18', '[16..18]', '(16..18)', '[16..18)'])('a cell %s matches the same values in both', (text) => {
    const cell = fromUnaryTest(text);
    if (cell === undefined) throw new Error('This cell is in the common part');
    expect(toUnaryTest(cell)).toBe(text);
    for (const value of text.includes('"') ? ['victim', 'other', 'third'] : [15, 16, 17, 18, 19]) {
      const ours = evaluateValue(
        {
          table: {
            hit: 'first',
            inputs: [{ name: 'x', of: { value }, domain: { days: true } }],
            rows: [{ when: [cell], gives: { value: 1 } }],
            otherwise: { value: 0 },
          },
        },
        factsFrom({}),
      );
      expect(ours, `${text} ${value}`).toEqual({ is: 'value', value: unaryTest(text, { '?': value }).value === true ? 1 : 0 });
    }
  });
});
