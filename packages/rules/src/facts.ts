import type { JsonValue, PlainDate } from '@sojourn/kernel';
import type { Expression } from './expression.ts';

/** `disagree`: two sources say different things; not known until a named person resolves it. */
export type FactValue = { readonly is: 'value'; readonly value: JsonValue } | { readonly is: 'not-asked' | 'declined' | 'not-known' | 'disagree' };
export type Item = Readonly<Record<string, JsonValue>>;

/** Facts of one subject on one day. A collection that is `undefined` is not known; an empty one is known to be empty. */
export type Facts = { readonly value: (fact: string) => FactValue; readonly collection: (name: string) => readonly Item[] | undefined };

/** What a rule may need beside facts: the day it is asked about, the rules it names, the settings somebody chose. */
export type Context = {
  readonly day?: PlainDate;
  readonly rules?: ReadonlyMap<string, Expression>;
  readonly parameters?: Readonly<Record<string, boolean>>;
};

/** The facts as one item of a collection sees them: its own as `item.…`, the others as before. */
export function withItem(facts: Facts, name: string, item: Item): Facts {
  return {
    value: (fact) => {
      if (!fact.startsWith('item.')) return facts.value(fact);
      const value = item[fact.slice('item.'.length)];
      return value === undefined ? { is: 'not-known' } : { is: 'value', value };
    },
    collection: (other) => (other === name ? undefined : facts.collection(other)),
  };
}
