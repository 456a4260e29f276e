import { approximateDate, type JsonValue, plainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { type Expression, evaluate, explain, expressionSchema, type Facts, type FactValue, factsIn, nextQuestion } from './index.ts';

type Held = Readonly<Record<string, JsonValue>>;
const factsFrom = (held: Held, unanswered: Readonly<Record<string, FactValue>> = {}): Facts => ({
  value: (fact) => {
    const value = held[fact];
    return value === undefined ? (unanswered[fact] ?? { is: 'not-asked' }) : { is: 'value', value };
  },
  collection: (name) => {
    const items = held[name];
    return Array.isArray(items) ? (items as readonly Readonly<Record<string, JsonValue>>[]) : undefined;
  },
});
const is = (rule: Expression, held: Held, day?: string) => evaluate(rule, factsFrom(held), day === undefined ? {} : { day: plainDate(day) }).is;

describe('a value that is only approximate is compared three-valued', () => {
  const child: Expression = { fact: 'born', 'younger-than': 18 };
  it.each([
    ['2008-11', '2026-10-31', 'yes', 'the whole month lies ahead'],
    ['2008-11', '2026-11-15', 'unknown', 'some days of the month have come'],
    ['2008-11', '2026-11-30', 'no', 'the last day of the month has come'],
    ['2008-11-24', '2026-11-23', 'yes', 'seventeen years and 364 days'],
    ['2008-11-24', '2026-11-24', 'no', 'eighteen on the day'],
    ['2008-11-24', '2026-11-25', 'no', 'eighteen years and a day'],
    ['2008', '2026-06-01', 'unknown', 'only the year is known'],
    ['2008/2012', '2025-12-31', 'yes', 'between two years, both young enough'],
    ['2000~', '2026-06-01', 'no', 'about a year long past'],
    ['2008-02-29', '2026-02-27', 'yes', 'born on 29 February, the day before'],
    ['2008-02-29', '2026-02-28', 'no', 'born on 29 February, a common year'],
  ])('born %s, on %s: %s, because %s', (born, day, expected) => expect(is(child, { born }, day)).toBe(expected));
  it.each([
    [{ fact: 'd', before: '2026-01-01' }, '2025', 'yes'],
    [{ fact: 'd', before: '2026-01-01' }, '2025-12/2026-01', 'unknown'],
    [{ fact: 'd', before: '2026-01-01' }, '2026-01-01', 'no'],
    [{ fact: 'd', after: '2026-01-01' }, '2026-01-01', 'no'],
    [{ fact: 'd', after: '2026-01-01' }, '2026-01-02', 'yes'],
    [{ fact: 'd', 'at-least': 3 }, 3, 'yes'],
    [{ fact: 'd', 'at-least': 3 }, { least: 2, most: 4 }, 'unknown'],
    [{ fact: 'd', 'at-most': 3 }, { least: 4, most: 9 }, 'no'],
    [{ fact: 'd', 'at-most': { minor: 5_000, currency: 'USD' } }, { minor: 5_001, currency: 'USD' }, 'no'],
    [{ fact: 'd', 'at-most': { minor: 5_000, currency: 'USD' } }, { minor: 10, currency: 'EUR' }, 'unknown'],
    [{ fact: 'd', is: 'present', 'leaves-open': ['unclear'] }, 'unclear', 'unknown'],
    [{ fact: 'd', is: 'present', 'leaves-open': ['unclear'] }, 'absent', 'no'],
    [{ fact: 'd', 'is-not': 'present', 'leaves-open': ['unclear'] }, 'unclear', 'unknown'],
    [{ fact: 'd', in: ['PHL', 'NOR'] }, ['SOM', 'NOR'], 'yes'],
    [{ fact: 'd', 'is-not': 'NOR' }, ['SOM', 'NOR'], 'no'],
  ] as const)('%j of %j is %s', (rule, d, expected) => expect(is(rule, { d })).toBe(expected));
  it('a value of the wrong kind answers nothing; it never becomes a no', () =>
    expect([is({ fact: 'd', 'at-least': 3 }, { d: 'three' }), is({ fact: 'd', before: '2026-01-01' }, { d: 'long ago' })]).toEqual(['unknown', 'unknown']));
  it('exact days of an approximate date agree with the answer about it', () => {
    const born = approximateDate('2008-11');
    const days = Array.from({ length: 30 }, (_, index) => `2008-11-${String(index + 1).padStart(2, '0')}`);
    for (const day of ['2026-10-31', '2026-11-01', '2026-11-29', '2026-11-30', '2026-12-01']) {
      const exact = [...new Set(days.map((one) => is(child, { born: one }, day)))];
      expect(is(child, { born }, day)).toBe(exact.length === 1 ? exact[0] : 'unknown');
    }
  });
  it('without a day, a rule that counts years is our fault, not an answer', () => expect(() => is(child, { born: '2008' })).toThrow(/day/));
});

describe('what is not known', () => {
  it('sources that disagree leave the answer not known, and say so', () => {
    const facts = factsFrom({}, { a: { is: 'disagree' } });
    expect(evaluate({ fact: 'a', is: true }, facts)).toMatchObject({ is: 'unknown', because: [{ fact: 'a', why: 'sources-disagree' }] });
  });
  it('two facts of which one is a no: the other is not asked', () =>
    expect(
      evaluate(
        {
          all: [
            { fact: 'a', is: true },
            { fact: 'b', is: true },
          ],
        },
        factsFrom({ b: false }),
      ),
    ).toEqual({
      is: 'no',
      because: [{ fact: 'b', value: false }],
    }));
  it('doubt may be written to count for the person, and the reason says so', () =>
    expect(evaluate({ presumed: { fact: 'a', is: true } }, factsFrom({}))).toMatchObject({ is: 'yes', because: [{ why: 'not-asked' }, { why: 'in-doubt' }] }));
  it('whether something is known at all can be asked', () =>
    expect([is({ known: 'a' }, {}), is({ known: 'a' }, { a: false }), is({ not: { known: 'a' } }, {})]).toEqual(['no', 'yes', 'yes']));
  it('whether sources disagree can be asked', () =>
    expect([evaluate({ disagree: 'a' }, factsFrom({}, { a: { is: 'disagree' } })).is, is({ disagree: 'a' }, {})]).toEqual(['yes', 'no']));
});

describe('rules over lists, rules and settings', () => {
  const alternatives = [{ answer: 'cannot-help' }, { answer: 'can-help' }, {}];
  it.each([
    [{ some: 'alternatives', where: { fact: 'item.answer', is: 'can-help' } }, 'yes'],
    [{ every: 'alternatives', where: { fact: 'item.answer', is: 'can-help' } }, 'no'],
    [{ count: 'alternatives', where: { fact: 'item.answer', is: 'can-help' }, 'at-least': 2 }, 'unknown'],
    [{ count: 'alternatives', where: { fact: 'item.answer', is: 'can-help' }, 'at-most': 2 }, 'yes'],
    [{ some: 'unread', where: { always: true } }, 'unknown'],
    [{ some: 'none', where: { always: true } }, 'no'],
    [{ every: 'none', where: { always: true } }, 'yes'],
    [{ count: 'none', where: { always: true }, 'at-most': 0 }, 'yes'],
  ] as const)('%j is %s', (rule, expected) => expect(is(rule, { alternatives, none: [] })).toBe(expected));
  it('another rule’s answer is used as it is, with its reasons', () => {
    const rules = new Map<string, Expression>([['r', { fact: 'a', is: true }]]);
    expect(evaluate({ not: { rule: 'r' } }, factsFrom({ a: false }), { rules })).toEqual({ is: 'yes', because: [{ fact: 'a', value: false }] });
    expect(factsIn({ not: { rule: 'r' } }, rules)).toEqual(['a']);
    expect(() => evaluate({ rule: 'missing' }, factsFrom({}), { rules })).toThrow(/not there/);
  });
  it('a setting stands as written until somebody chooses', () => {
    const rule: Expression = { when: { parameter: 'strict', default: false }, then: { fact: 'a', is: true } };
    expect([evaluate(rule, factsFrom({})).is, evaluate(rule, factsFrom({}), { parameters: { strict: true } }).is]).toEqual(['not-applicable', 'unknown']);
  });
  it('a misspelt rule is refused', () =>
    expect([
      expressionSchema.safeParse({ fact: 'a', equals: true }).success,
      expressionSchema.safeParse({ fact: 'a', before: '2026-02-30' }).success,
      expressionSchema.safeParse({ all: [] }).success,
    ]).toEqual([false, false, false]));
});

describe('the explanation', () => {
  it('shows every part with its answer, also what was left out', () =>
    expect(
      explain(
        {
          all: [
            { when: { fact: 'a', is: true }, then: { fact: 'b', is: true } },
            { fact: 'c', is: true },
          ],
        },
        factsFrom({ a: false, c: true }),
      ),
    ).toEqual({
      part: 'all',
      node: 0,
      is: 'yes',
      of: [
        {
          part: 'when',
          node: 1,
          is: 'not-applicable',
          of: [
            { part: 'fact', node: 3, is: 'no', fact: 'a', value: false, of: [] },
            { part: 'fact', node: 4, is: 'unknown', fact: 'b', why: 'not-asked', of: [] },
          ],
        },
        { part: 'fact', node: 2, is: 'yes', fact: 'c', value: true, of: [] },
      ],
    }));
});

describe('the next question', () => {
  const catalogue = [
    { fact: 'a', sensitivity: 3, askable: true },
    { fact: 'b', sensitivity: 1, askable: true },
    { fact: 'c', sensitivity: 1, askable: true },
    { fact: 'd', sensitivity: 0, askable: false },
  ];
  const yes = (fact: string): Expression => ({ fact, is: true });
  const ask = (rule: Expression, held: Held = {}, unanswered = {}) => nextQuestion(rule, factsFrom(held, unanswered), catalogue);
  it('is the least sensitive open one, and there is none once the answer is settled', () => {
    const rule: Expression = { all: [yes('a'), yes('b')] };
    expect([ask(rule), ask(rule, { b: true }), ask(rule, { b: false })]).toEqual(['b', 'a', undefined]);
  });
  it('is never one whose answer could change nothing', () => {
    const rule: Expression = { any: [{ all: [yes('b'), yes('a')] }, { all: [{ not: yes('b') }, yes('a')] }] };
    expect(ask(rule)).toBe('a');
  });
  it('is, among equals, the one that settles most at once', () => expect(ask({ all: [{ any: [yes('b'), yes('a')] }, yes('c')] })).toBe('c'));
  it('is not asked again after "I would rather not say" or "I do not know"', () =>
    expect(ask({ all: [yes('a'), yes('b')] }, {}, { b: { is: 'declined' } })).toBe('a'));
  it('is never a fact that people are not asked', () => expect(ask({ all: [yes('d')] })).toBeUndefined());
  it('comes only after the guard that decides whether it matters', () => expect(ask({ when: yes('a'), then: yes('b') })).toBe('a'));
});
