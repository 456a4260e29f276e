import type { JsonValue } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { withDerivedFacts } from './derived-facts.ts';
import { type Expression, evaluate, type Facts, problemsInRulebooks, type Rulebook, rulebookSchema, settledBy } from './index.ts';

const book = (rules: Rulebook['rules']): Rulebook => ({ id: 'b', review: 'unreviewed', source: 's', standing: 'derived-from-the-record', rules });
const rule = (id: string, over: Expression, settles?: string) => ({
  id,
  citation: 'c',
  rule: over,
  ...(settles === undefined ? {} : { settles }),
});
const factsFrom = (held: Readonly<Record<string, JsonValue>>): Facts => ({
  value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
  collection: () => undefined,
});

describe('a rulebook', () => {
  it('with rules that rest on themselves, also through a fact they settle, is refused', () => {
    const round = book([rule('r', { rule: 's' }), rule('s', { fact: 'f', is: true }), rule('t', { rule: 'r' }, 'f')]);
    expect(problemsInRulebooks([round]).map(({ kind }) => kind)).toEqual(['rules-go-round', 'rules-go-round', 'rules-go-round']);
  });
  it('with a rule that is not there, or one that is there twice, is refused', () =>
    expect(problemsInRulebooks([book([rule('r', { rule: 'gone' }), rule('r', { always: true })])]).map(({ kind, rule: id }) => `${kind} ${id}`)).toEqual([
      'there-twice r',
      'no-such-rule r',
    ]));
  it('with a misspelt key is refused', () => expect(rulebookSchema.safeParse({ ...book([rule('r', { always: true })]), sources: 'x' }).success).toBe(false));
  it('settles a fact that was not asked; what the record holds stands', () => {
    const settling = settledBy([book([rule('r', { fact: 'a', is: true }, 'f')])]);
    const value = (held: Readonly<Record<string, JsonValue>>) => withDerivedFacts(factsFrom(held), settling, {}).value('f');
    expect([value({ a: true }), value({ a: true, f: false }), value({})]).toEqual([
      { is: 'value', value: true },
      { is: 'value', value: false },
      { is: 'not-known' },
    ]);
    expect(evaluate({ fact: 'f', is: true }, withDerivedFacts(factsFrom({ a: false }), settling, {})).is).toBe('no');
  });
});
