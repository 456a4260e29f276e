/** The fewest people of whom a number says anything. Fewer are not shown, nor can they be worked out. */
export const FEWEST = 5;
/** What is too few to be named goes here, with as much else as hides it. */
export const OTHERS = 'others';

type Group = { readonly code: string; readonly count: number };
/** `too-few`: there are some, and not enough for any number. */
export type ReleasedGroups = { readonly is: 'groups'; readonly total: number; readonly groups: readonly Group[] } | { readonly is: 'too-few' };

/**
 * Counts of people by one question, each person in one group, so that no group under FEWEST can be worked out from the total,
 * from the others, or from knowing this rule. Groups in falling order, `others` last. `universe`: every code that could have
 * been answered, where that is a closed list: what is not named and not in it cannot be among the others.
 */
export function releaseGroups(counts: ReadonlyMap<string, number>, universe: readonly string[] = []): ReleasedGroups {
  const there = [...counts].filter(([code, count]) => count > 0 && code !== OTHERS);
  const total = there.reduce((sum, [, count]) => sum + count, 0) + (counts.get(OTHERS) ?? 0);
  if (total === 0) return { is: 'groups', total, groups: [] };
  if (total < FEWEST) return { is: 'too-few' };
  const named = there
    .filter(([, count]) => count >= FEWEST)
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  let rest = total - named.reduce((sum, { count }) => sum + count, 0);
  let moved = false;
  const codes = new Set([...universe, ...there.map(([code]) => code)]);
  const canTell = () => {
    if (rest === 0) return false;
    if (rest < FEWEST) return true;
    // Knowing that each of the unnamed is under FEWEST, a sum near the most they can be tells each of them.
    const unnamed = codes.size - named.length;
    return !moved && rest > (FEWEST - 1) * unnamed - (FEWEST - 1);
  };
  while (canTell()) {
    const smallest = named.pop();
    if (smallest === undefined) break;
    rest += smallest.count;
    moved = true;
  }
  return { is: 'groups', total, groups: [...named, ...(rest === 0 ? [] : [{ code: OTHERS, count: rest }])] };
}

/**
 * Counts of people by a question with several answers, where one person can stand in many groups: the groups that are named, and
 * nothing of the others, whose sum could be one person's. `people` asked in all. Were each in one group, no other could be worked out.
 */
export function releaseKinds(counts: ReadonlyMap<string, number>, people: number): ReleasedGroups {
  if (people > 0 && people < FEWEST) return { is: 'too-few' };
  const apart = releaseGroups(counts);
  return { is: 'groups', total: people, groups: apart.is === 'groups' ? apart.groups.filter(({ code }) => code !== OTHERS) : [] };
}
