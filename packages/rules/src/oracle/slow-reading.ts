import type { Expression } from '../expression.ts';
import type { World, WorldItem } from './generator.ts';

/**
 * A second reading of the same language, written apart from the first and slow on purpose: an answer is the set of
 * classical answers that are still possible, parts are combined by trying every one, `undefined` does not apply.
 */
type Possible = readonly boolean[] | undefined;
/** For exceptions a third outcome: what does not apply, and what contradicts itself. */
type Outcome = boolean | 'left-out' | 'contradiction';

export function slowly(rule: Expression, world: World): 'yes' | 'no' | 'unknown' | 'not-applicable' {
  const possible = read(rule, world, undefined);
  if (possible === undefined) return 'not-applicable';
  return possible.length > 1 ? 'unknown' : possible[0] === true ? 'yes' : 'no';
}

function read(rule: Expression, world: World, item: WorldItem | undefined): Possible {
  const part = (one: Expression, of = item) => read(one, world, of);
  const ofItems = (where: Expression, combine: (one: readonly boolean[]) => boolean, counts: boolean): Possible => {
    if (world.items === undefined) return [true, false];
    const parts = world.items.map((one) => part(where, one));
    if (counts || world.items.length === 0) return tried([[true], ...parts], ([_, ...one]) => combine(one));
    return tried(parts, combine);
  };

  if ('compare' in rule || 'relation' in rule) throw new Error('The slow reading knows no values');
  if ('fact' in rule) {
    const held = rule.fact === 'item.x' ? item?.['x'] : truthOf(world, rule.fact);
    if (held === undefined) return [true, false];
    return ['is' in rule ? held === rule.is : 'is-not' in rule && held !== rule['is-not']];
  }
  if ('all' in rule)
    return tried(
      rule.all.map((one) => part(one)),
      (one) => one.every(Boolean),
    );
  if ('any' in rule)
    return tried(
      rule.any.map((one) => part(one)),
      (one) => one.some(Boolean),
    );
  if ('none' in rule)
    return tried(
      rule.none.map((one) => part(one)),
      (one) => !one.some(Boolean),
    );
  if ('of' in rule) {
    const parts = rule.of.map((one) => part(one));
    const surelyApplies = parts.some((one) => one?.length === 1);
    return surelyApplies ? tried(parts, (one) => howMany(one) >= rule['at-least']) : tried(parts, () => false)?.flatMap(() => [true, false]);
  }
  if ('not' in rule) return tried([part(rule.not)], ([one]) => one !== true);
  if ('presumed' in rule) return inDoubt(part(rule.presumed), true);
  if ('surely' in rule) return inDoubt(part(rule.surely), false);
  if ('known' in rule) return [truthOf(world, rule.known) !== undefined];
  if ('disagree' in rule) return [world.facts[rule.disagree as keyof World['facts']].is === 'disagree'];
  if ('unless' in rule) {
    const [exception, holds] = [part(rule.unless), part(rule.holds)];
    if (exception === undefined || holds === undefined) return holds;
    if (holds.length > 1) return [true, false];
    return tried([exception, holds], ([first, second]) => first !== true && second === true);
  }
  if ('except' in rule) {
    const outcomes = everyOutcome(rule, (one) => part(one));
    if (outcomes.has('contradiction') || outcomes.size > 1) return [true, false];
    const [only] = outcomes;
    return typeof only === 'boolean' ? [only] : undefined;
  }
  if ('when' in rule) {
    const guard = part(rule.when);
    if (guard === undefined || (guard.length === 1 && guard[0] === false)) return undefined;
    return guard.length === 1 ? part(rule.then) : [true, false];
  }
  if ('some' in rule) return ofItems(rule.where, (one) => one.some(Boolean), false);
  if ('every' in rule) return ofItems(rule.where, (one) => one.every(Boolean), false);
  if ('count' in rule) return ofItems(rule.where, (one) => ('at-least' in rule ? howMany(one) >= rule['at-least'] : howMany(one) <= rule['at-most']), true);
  throw new Error('The slow reading does not read this');
}

const howMany = (one: readonly boolean[]) => one.filter(Boolean).length;
const inDoubt = (possible: Possible, counts: boolean): Possible => (possible !== undefined && possible.length > 1 ? [counts] : possible);

function truthOf({ facts }: World, fact: string): boolean | undefined {
  const held = facts[fact as keyof World['facts']];
  return held.is === 'value' ? held.value === true : undefined;
}

function tried(parts: readonly Possible[], combine: (one: readonly boolean[]) => boolean): Possible {
  const applying = parts.filter((part) => part !== undefined);
  if (applying.length === 0) return undefined;
  const every = applying.reduce<readonly (readonly boolean[])[]>((rows, part) => rows.flatMap((row) => part.map((one) => [...row, one])), [[]]);
  return [...new Set(every.map(combine))];
}

/** Every way the base, the exceptions' conditions and what they say can turn out; in each, the highest priority that holds decides. */
function everyOutcome(rule: Extract<Expression, { readonly except: unknown }>, part: (one: Expression) => Possible): ReadonlySet<Outcome> {
  const ways = (possible: Possible): readonly Outcome[] => possible ?? ['left-out'];
  const parts = [rule.holds, ...rule.except.flatMap(({ when, then }) => [when, then])].map((one) => ways(part(one)));
  const rows = parts.reduce<readonly (readonly Outcome[])[]>((all, one) => all.flatMap((row) => one.map((way) => [...row, way])), [[]]);
  return new Set(
    rows.map(([base = 'left-out', ...rest]) => {
      const holding = rule.except.flatMap(({ priority }, at) => (rest[at * 2] === true ? [{ at: priority ?? 0, says: rest[at * 2 + 1] ?? 'left-out' }] : []));
      const top = Math.max(...holding.map(({ at }) => at));
      const said = [...new Set(holding.filter(({ at }) => at === top).map(({ says }) => says))];
      return said.length === 0 ? base : said.length > 1 ? 'contradiction' : (said[0] ?? base);
    }),
  );
}
