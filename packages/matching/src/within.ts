import { keysToFind } from '@sojourn/people/search';
import { type Described, isProposed, type Weighed, weigh } from './weigh.ts';

export type Alike = Weighed & { readonly at: number };

/** How many are compared with one: those that share a rare key of a name come before those that share a frequent one. */
const AT_MOST = 50;

/**
 * Of many people at once (the rows of a file): which others may be the same person as one of them. Only those that share a key of a
 * name, a phone or a paper are compared, so that ten thousand rows take no hundred million comparisons.
 */
export function alikeWithin(people: readonly Described[]): (at: number) => readonly Alike[] {
  const keys = people.map(keysOf);
  const holders = new Map<string, number[]>();
  for (const [at, own] of keys.entries())
    for (const key of own) {
      const held = holders.get(key);
      if (held === undefined) holders.set(key, [at]);
      else held.push(at);
    }
  return (at) => {
    const one = people[at];
    if (one === undefined) return [];
    const lists = (keys[at] ?? []).map((key) => holders.get(key) ?? []).sort((a, b) => a.length - b.length);
    const others = new Set(lists.flat().filter((other) => other !== at));
    return [...others].slice(0, AT_MOST).flatMap((other) => {
      const weighed = weigh(one, people[other] ?? one);
      return isProposed(weighed) ? [{ ...weighed, at: other }] : [];
    });
  };
}

function keysOf({ names, phones, documents }: Described): readonly string[] {
  const of = (kind: 'name' | 'phone' | 'document', texts: readonly string[]) =>
    texts.flatMap((text) => keysToFind(kind, text).flatMap((word) => word.slice(0, 1).map((key) => `${kind} ${key}`)));
  return [...new Set([...of('name', names), ...of('phone', phones), ...of('document', documents)])];
}
