import { decide } from '../decision.ts';
import type { Expression } from '../expression.ts';
import type { Facts, FactValue } from '../facts.ts';
import { pick, randomRule, randomWorld, seeded, type World, worldFacts } from './generator.ts';
import { slowly } from './slow-reading.ts';

/** What went wrong, with all that is needed to see it again; `answers` counts how often each answer was reached. */
export type Trial = { readonly wrong: readonly string[]; readonly answers: Readonly<Record<string, number>>; readonly settled: number };

const factsOf = ({ facts, items }: World): Facts => ({ value: (fact) => facts[fact as keyof World['facts']], collection: () => items });
const told = (what: string, rule: Expression, world: World, more: unknown) => `${what}: ${JSON.stringify({ rule, world, more })}`;

/**
 * Random rules over random gaps. Each answer equals the slow reading's; no filling of the gaps leads to another answer than a firm one; a further
 * fact never turns a firm answer into not known; and a fact that is not named as missing changes nothing, whatever else becomes known.
 */
export function trials(seed: number, count: number, presuming: boolean, deep = true): Trial {
  const random = seeded(seed);
  const wrong: string[] = [];
  const answers: Record<string, number> = {};
  let settled = 0;
  for (let run = 0; run < count; run += 1) {
    const [rule, world] = [randomRule(random, 3, presuming), randomWorld(random)];
    const decision = decide(rule, factsOf(world));
    answers[decision.is] = (answers[decision.is] ?? 0) + 1;
    const expected = slowly(rule, world);
    if (decision.is !== expected) wrong.push(told(`run ${run}: ${decision.is}, slowly ${expected}`, rule, world, {}));
    if (!deep) continue;
    const missing = new Set(decision.missing());
    if (decision.firm()) {
      settled += 1;
      const other = fillings(world).find((full) => decide(rule, factsOf(full)).is !== decision.is);
      if (other !== undefined) wrong.push(told(`run ${run}: ${decision.is}, and otherwise when filled`, rule, world, other));
      if (missing.size > 0) wrong.push(told(`run ${run}: settled, and yet something is missing`, rule, world, [...missing]));
    } else if (missing.size === 0 && !mayContradict(rule)) wrong.push(told(`run ${run}: not settled, and nothing is missing`, rule, world, {}));
    wrong.push(...oneMore(random, rule, world, missing).map((what) => told(`run ${run}: ${what}`, rule, world, [...missing])));
  }
  return { wrong, answers, settled };
}

/** Exceptions of one priority that say different things leave it not known for ever. */
const mayContradict = (rule: Expression) => JSON.stringify(rule).includes('"except"');

/** Some gaps are filled, and then one more: what is learned never takes a firm answer away, and matters only if it was named. */
function oneMore(random: () => number, rule: Expression, world: World, missing: ReadonlySet<string>): readonly string[] {
  const some = worldFacts.reduce((one, fact) => (world.facts[fact].is !== 'value' && random() < 0.4 ? filled(one, fact, random() < 0.5) : one), world);
  const open = worldFacts.filter((fact) => some.facts[fact].is !== 'value');
  if (open.length === 0) return [];
  const fact = pick(random, open);
  const before = decide(rule, factsOf(some));
  return [true, false].flatMap((value) => {
    const after = decide(rule, factsOf(filled(some, fact, value)));
    return [
      ...(before.firm() && after.is !== before.is ? [`${before.is} was firm, and ${after.is} once ${fact} is ${value}`] : []),
      ...(!missing.has(fact) && after.is !== before.is ? [`${fact} was not named, and turns ${before.is} into ${after.is}`] : []),
    ];
  });
}

function filled(world: World, fact: keyof World['facts'], value: boolean): World {
  const held: FactValue = { is: 'value', value };
  return { ...world, facts: { ...world.facts, [fact]: held } };
}

/** Every complete world this one may turn out to be; an unread list may be empty or hold one of either. */
function fillings(world: World): readonly World[] {
  const full = worldFacts.reduce<readonly World[]>(
    (worlds, fact) => worlds.flatMap((one) => (one.facts[fact].is === 'value' ? [one] : [true, false].map((value) => filled(one, fact, value)))),
    [world],
  );
  const lists: readonly World['items'][] = world.items === undefined ? [[], [{ x: true }], [{ x: false }]] : filledItems(world.items);
  return full.flatMap((one) => lists.map((items) => ({ ...one, items })));
}

function filledItems(items: NonNullable<World['items']>): readonly NonNullable<World['items']>[] {
  return items.reduce<readonly NonNullable<World['items']>[]>(
    (lists, item) => lists.flatMap((list) => (item['x'] === undefined ? [true, false].map((x) => [...list, { x }]) : [[...list, item]])),
    [[]],
  );
}
