import type { Expression } from '../expression.ts';
import type { FactValue } from '../facts.ts';

/** mulberry32: small, seeded, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<Of>(random: () => number, from: readonly Of[]): Of {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('Nothing to pick from');
  return one;
}

/** Sixteen yes-no facts in all, any and not, nested three deep, each fact read about once: the rule that engines are measured on. */
export function measuredRule(random: () => number, facts = 16): Expression {
  const names = Array.from({ length: facts }, (_, index) => `f${index}`);
  const shuffled = names.map((name) => [random(), name] as const).sort((a, b) => a[0] - b[0]);
  const leaves = shuffled.map(([, fact]): Expression => (random() < 0.3 ? { not: { fact, is: true } } : { fact, is: true }));
  const nested = (parts: readonly Expression[], depth: number): Expression => {
    if (parts.length === 1 && parts[0] !== undefined) return parts[0];
    if (depth === 1) return random() < 0.5 ? { all: parts } : { any: parts };
    const groups = Math.min(parts.length, 2 + Math.floor(random() * 2));
    const size = Math.ceil(parts.length / groups);
    const of = Array.from({ length: groups }, (_, group) => parts.slice(group * size, (group + 1) * size))
      .filter((group) => group.length > 0)
      .map((group) => nested(group, depth - 1));
    const whole: Expression = random() < 0.5 ? { all: of } : { any: of };
    return random() < 0.15 ? { not: whole } : whole;
  };
  return nested(leaves, 3);
}

export const worldFacts = ['a', 'b', 'c', 'd'] as const;
type WorldFact = (typeof worldFacts)[number];
export type WorldItem = Readonly<Record<string, boolean>>;
/** Four facts that any part may read again, and a list whose items have one. */
export type World = { readonly facts: Readonly<Record<WorldFact, FactValue>>; readonly items: readonly WorldItem[] | undefined };

const missing: readonly FactValue[] = [{ is: 'not-asked' }, { is: 'declined' }, { is: 'not-known' }, { is: 'disagree' }];

/** A rule over the four facts, with guards, exceptions and lists; `presuming` adds the ways to say what doubt counts as. */
export function randomRule(random: () => number, depth: number, presuming = false, inItem = false): Expression {
  const fact = inItem && random() < 0.6 ? 'item.x' : pick(random, worldFacts);
  if (depth === 0 || random() < 0.2) return random() < 0.5 ? { fact, is: random() < 0.5 } : { fact, 'is-not': random() < 0.5 };
  const next = () => randomRule(random, depth - 1, presuming, inItem);
  const where = () => randomRule(random, depth - 1, presuming, true);
  const parts = () => Array.from({ length: 1 + Math.floor(random() * 3) }, next);
  const upTo = (most: number) => Math.floor(random() * most);
  const exceptions = () => Array.from({ length: 1 + upTo(3) }, () => ({ priority: upTo(2), when: next(), then: next() }));
  const ways: (() => Expression)[] = [
    () => ({ all: parts() }),
    () => ({ any: parts() }),
    () => ({ none: parts() }),
    () => ({ 'at-least': 1 + upTo(2), of: parts() }),
    () => ({ unless: next(), holds: next() }),
    () => ({ when: next(), then: next() }),
    () => ({ not: next() }),
    () => ({ holds: next(), except: exceptions() }),
  ];
  const lists: (() => Expression)[] = [
    () => ({ some: 'items', where: where() }),
    () => ({ every: 'items', where: where() }),
    () => ({ count: 'items', where: where(), 'at-least': 1 + upTo(2) }),
    () => ({ count: 'items', where: where(), 'at-most': upTo(2) }),
  ];
  const doubts: (() => Expression)[] = [
    () => ({ presumed: next() }),
    () => ({ surely: next() }),
    () => ({ known: pick(random, worldFacts) }),
    () => ({ disagree: pick(random, worldFacts) }),
  ];
  return pick(random, [...ways, ...(inItem ? [] : lists), ...(presuming ? doubts : [])])();
}

export function randomWorld(random: () => number): World {
  const value = (): FactValue => (random() < 0.4 ? pick(random, missing) : { is: 'value', value: random() < 0.5 });
  const item = (): WorldItem => (random() < 0.3 ? {} : { x: random() < 0.5 });
  return {
    facts: { a: value(), b: value(), c: value(), d: value() },
    items: random() < 0.15 ? undefined : Array.from({ length: Math.floor(random() * 4) }, item),
  };
}
