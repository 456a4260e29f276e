import type { Verdict } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { type Expression, evaluate, type Facts, type FactValue } from './index.ts';

const FACTS = ['a', 'b', 'c', 'd'] as const;
type Fact = (typeof FACTS)[number];
type World = { readonly facts: Readonly<Record<Fact, FactValue>>; readonly items: readonly Readonly<Record<string, boolean>>[] | undefined };
const missing: readonly FactValue[] = [{ is: 'not-asked' }, { is: 'declined' }, { is: 'not-known' }, { is: 'disagree' }];

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
const pick = <Of>(random: () => number, from: readonly Of[]): Of => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('Nothing to pick from');
  return one;
};

function randomRule(random: () => number, depth: number, inItem = false): Expression {
  const fact = inItem && random() < 0.6 ? 'item.x' : pick(random, FACTS);
  if (depth === 0 || random() < 0.2) return random() < 0.5 ? { fact, is: random() < 0.5 } : { fact, 'is-not': random() < 0.5 };
  const next = () => randomRule(random, depth - 1, inItem);
  const children = Array.from({ length: 1 + Math.floor(random() * 3) }, next);
  const where = () => randomRule(random, depth - 1, true);
  return pick<() => Expression>(random, [
    () => ({ all: children }),
    () => ({ any: children }),
    () => ({ none: children }),
    () => ({ 'at-least': 1 + Math.floor(random() * 2), of: children }),
    () => ({ unless: next(), holds: next() }),
    () => ({ when: next(), then: next() }),
    () => ({ not: next() }),
    () => (inItem ? { not: next() } : { some: 'items', where: where() }),
    () => (inItem ? { all: children } : { every: 'items', where: where() }),
    () => (inItem ? { any: children } : { count: 'items', where: where(), 'at-least': 1 + Math.floor(random() * 2) }),
    () => (inItem ? { none: children } : { count: 'items', where: where(), 'at-most': Math.floor(random() * 2) }),
  ])();
}

function randomWorld(random: () => number): World {
  const value = (): FactValue => (random() < 0.4 ? pick(random, missing) : { is: 'value', value: random() < 0.5 });
  const item = () => (random() < 0.3 ? {} : { x: random() < 0.5 });
  return {
    facts: { a: value(), b: value(), c: value(), d: value() },
    items: random() < 0.15 ? undefined : Array.from({ length: Math.floor(random() * 4) }, item),
  };
}

const factsOf = ({ facts, items }: World): Facts => ({ value: (fact) => facts[fact as Fact], collection: () => items });

/**
 * A second reading of the same language, written apart from the first and slow on purpose: an answer is the set of
 * classical answers that are still possible, parts are combined by trying every one, `undefined` does not apply.
 */
type Possible = readonly boolean[] | undefined;

function slowly(rule: Expression, world: World, item?: Readonly<Record<string, boolean>>): Possible {
  const read = (part: Expression, of = item) => slowly(part, world, of);
  const tried = (parts: readonly Possible[], combine: (one: readonly boolean[]) => boolean): Possible => {
    const applying = parts.filter((part) => part !== undefined);
    if (applying.length === 0) return undefined;
    const every = applying.reduce<readonly (readonly boolean[])[]>((rows, part) => rows.flatMap((row) => part.map((one) => [...row, one])), [[]]);
    return [...new Set(every.map(combine))];
  };
  const howMany = (one: readonly boolean[]) => one.filter(Boolean).length;
  const ofItems = (where: Expression, combine: (one: readonly boolean[]) => boolean, counts: boolean): Possible => {
    if (world.items === undefined) return [true, false];
    const parts = world.items.map((one) => read(where, one));
    if (counts || world.items.length === 0) return tried([[true], ...parts], ([_, ...one]) => combine(one));
    return tried(parts, combine);
  };

  if ('fact' in rule) {
    const held = rule.fact === 'item.x' ? item?.['x'] : truthOf(world.facts[rule.fact as Fact]);
    if (held === undefined) return [true, false];
    return ['is' in rule ? held === rule.is : 'is-not' in rule && held !== rule['is-not']];
  }
  if ('all' in rule)
    return tried(
      rule.all.map((p) => read(p)),
      (one) => one.every(Boolean),
    );
  if ('any' in rule)
    return tried(
      rule.any.map((p) => read(p)),
      (one) => one.some(Boolean),
    );
  if ('none' in rule)
    return tried(
      rule.none.map((p) => read(p)),
      (one) => !one.some(Boolean),
    );
  if ('of' in rule) {
    const parts = rule.of.map((part) => read(part));
    const surelyApplies = parts.some((part) => part?.length === 1);
    return surelyApplies ? tried(parts, (one) => howMany(one) >= rule['at-least']) : tried(parts, () => false)?.flatMap(() => [true, false]);
  }
  if ('not' in rule) return tried([read(rule.not)], ([one]) => one !== true);
  if ('when' in rule) {
    const guard = read(rule.when);
    if (guard === undefined || (guard.length === 1 && guard[0] === false)) return undefined;
    return guard.length === 1 ? read(rule.then) : [true, false];
  }
  if ('unless' in rule) {
    const [exception, holds] = [read(rule.unless), read(rule.holds)];
    if (exception === undefined || holds === undefined) return holds;
    if (holds.length > 1) return [true, false];
    return tried([exception, holds], ([first, second]) => first !== true && second === true);
  }
  if ('some' in rule) return ofItems(rule.where, (one) => one.some(Boolean), false);
  if ('every' in rule) return ofItems(rule.where, (one) => one.every(Boolean), false);
  if ('count' in rule) return ofItems(rule.where, (one) => ('at-least' in rule ? howMany(one) >= rule['at-least'] : howMany(one) <= rule['at-most']), true);
  throw new Error('The oracle does not read this');
}

const truthOf = (held: FactValue) => (held.is === 'value' ? held.value === true : undefined);
function answerOf(possible: Possible): Verdict['is'] {
  if (possible === undefined) return 'not-applicable';
  return possible.length > 1 ? 'unknown' : possible[0] === true ? 'yes' : 'no';
}

describe('random rules over random gaps', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_124);
  it(`answer as the slow reading does (seed ${seed})`, () => {
    const random = seeded(seed);
    const seen = new Map<string, number>();
    for (let run = 0; run < 20_000; run += 1) {
      const [rule, world] = [randomRule(random, 3), randomWorld(random)];
      const answer = evaluate(rule, factsOf(world)).is;
      seen.set(answer, (seen.get(answer) ?? 0) + 1);
      const expected = answerOf(slowly(rule, world));
      if (answer !== expected) expect.fail(`seed ${seed} run ${run}: ${answer}, slowly ${expected}: ${JSON.stringify({ rule, world })}`);
    }
    // A generator that only ever reached some answers would prove little.
    for (const answer of ['yes', 'no', 'unknown', 'not-applicable']) expect(seen.get(answer), answer).toBeGreaterThan(400);
  });
  it(`never say yes or no where filling the gaps could say otherwise (seed ${seed})`, () => {
    const random = seeded(seed + 1);
    for (let run = 0; run < 6_000; run += 1) {
      const [rule, world] = [randomRule(random, 3), randomWorld(random)];
      const verdict = evaluate(rule, factsOf(world));
      if (verdict.is === 'unknown') continue;
      const answers = new Set(fillings(world).map((full) => evaluate(rule, factsOf(full)).is));
      if (answers.size !== 1 || !answers.has(verdict.is)) expect.fail(`seed ${seed} run ${run}: ${[...answers].join()} ${JSON.stringify({ rule, world })}`);
    }
  });
  it(`name, when not known, only facts that are missing, and at least one (seed ${seed})`, () => {
    const random = seeded(seed + 2);
    for (let run = 0; run < 6_000; run += 1) {
      const [rule, world] = [randomRule(random, 3), randomWorld(random)];
      const verdict = evaluate(rule, factsOf(world));
      if (verdict.is !== 'unknown') continue;
      const isMissing = (fact: string) => fact === 'items' || fact === 'item.x' || world.facts[fact as Fact].is !== 'value';
      if (verdict.ask.length === 0 || !verdict.ask.every(isMissing)) expect.fail(`seed ${seed} run ${run}: ${JSON.stringify({ rule, world, verdict })}`);
    }
  });
});

/** Every complete world this one may turn out to be; an unread list may be empty or hold one of either. */
function fillings({ facts, items }: World): readonly World[] {
  const full = FACTS.reduce<readonly Readonly<Record<Fact, FactValue>>[]>(
    (worlds, fact) => worlds.flatMap((one) => (one[fact].is === 'value' ? [one] : [true, false].map((value) => ({ ...one, [fact]: { is: 'value', value } })))),
    [facts],
  );
  const lists = items === undefined ? [[], [{ x: true }], [{ x: false }]] : filledItems(items);
  return full.flatMap((one) => lists.map((list) => ({ facts: one, items: list })));
}

function filledItems(items: readonly Readonly<Record<string, boolean>>[]): readonly (readonly Readonly<Record<string, boolean>>[])[] {
  return items.reduce<readonly (readonly Readonly<Record<string, boolean>>[])[]>(
    (lists, item) => lists.flatMap((list) => (item['x'] === undefined ? [true, false].map((x) => [...list, { x }]) : [[...list, item]])),
    [[]],
  );
}
