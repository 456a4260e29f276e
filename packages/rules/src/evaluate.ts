import type { JsonValue, Verdict } from '@sojourn/kernel';
import type { Expression } from './expression.ts';
import { all, any, atLeast, none, unless } from './four-answers.ts';

export type FactValue = { readonly is: 'value'; readonly value: JsonValue } | { readonly is: 'not-asked' | 'declined' | 'not-known' | 'disagree' };
export type Item = Readonly<Record<string, JsonValue>>;

/** Facts of one subject on one day. A collection that is `undefined` is not known; an empty one is known to be empty. */
export type Facts = { readonly value: (fact: string) => FactValue; readonly collection: (name: string) => readonly Item[] | undefined };

export function evaluate(expression: Expression, facts: Facts): Verdict {
  if ('always' in expression) return { is: 'yes', because: [] };
  if ('fact' in expression) return compare(expression, facts);
  if ('all' in expression) return all(each(expression.all, facts));
  if ('any' in expression) return any(each(expression.any, facts));
  if ('none' in expression) return none(each(expression.none, facts));
  if ('of' in expression) return atLeast(expression['at-least'], each(expression.of, facts));
  if ('unless' in expression) return unless(evaluate(expression.unless, facts), evaluate(expression.holds, facts));
  if ('when' in expression) return guarded(evaluate(expression.when, facts), () => evaluate(expression.then, facts));
  return 'some' in expression ? overItems(expression.some, expression.where, facts, 'some') : overItems(expression.every, expression.where, facts, 'every');
}

function each(expressions: readonly Expression[], facts: Facts): readonly Verdict[] {
  return expressions.map((expression) => evaluate(expression, facts));
}

/** A guard that is not known leaves the answer not known; one that fails leaves the rule out. */
export function guarded(guard: Verdict, then: () => Verdict): Verdict {
  if (guard.is === 'yes') {
    const held = then();
    return held.is === 'not-applicable' ? held : { ...held, because: [...guard.because, ...held.because] };
  }
  return guard.is === 'unknown' ? guard : { is: 'not-applicable', because: guard.because };
}

function overItems(name: string, where: Expression, facts: Facts, quantifier: 'some' | 'every'): Verdict {
  const items = facts.collection(name);
  if (items === undefined) return { is: 'unknown', ask: [name], because: [] };
  if (items.length === 0) return { is: quantifier === 'every' ? 'yes' : 'no', because: [{ fact: name, value: 0 }] };
  const verdicts = items.map((item) => evaluate(where, withItem(facts, name, item)));
  return quantifier === 'every' ? all(verdicts) : any(verdicts);
}

function withItem(facts: Facts, name: string, item: Item): Facts {
  return {
    ...facts,
    value: (fact) => {
      if (!fact.startsWith('item.')) return facts.value(fact);
      const value = item[fact.slice('item.'.length)];
      return value === undefined ? { is: 'not-known' } : { is: 'value', value };
    },
    collection: (other) => (other === name ? undefined : facts.collection(other)),
  };
}

type Comparison = Extract<Expression, { readonly fact: string }>;

function compare(expression: Comparison, facts: Facts): Verdict {
  const held = facts.value(expression.fact);
  if (held.is !== 'value') {
    const why = held.is === 'disagree' ? 'sources-disagree' : held.is;
    return { is: 'unknown', ask: [expression.fact], because: [{ fact: expression.fact, why }] };
  }
  return { is: meets(expression, held.value) ? 'yes' : 'no', because: [{ fact: expression.fact, value: held.value }] };
}

// A fact with several values (citizenships, kinds of exploitation) meets "is" and "in" when one of them does.
function meets(expression: Comparison, value: JsonValue): boolean {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  if ('is' in expression) return values.includes(expression.is);
  if ('in' in expression) return values.some((one) => (expression.in as readonly JsonValue[]).includes(one));
  if (typeof value !== 'number') return false;
  return 'at-least' in expression ? value >= expression['at-least'] : value <= expression['at-most'];
}
