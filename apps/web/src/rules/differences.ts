export type Difference = { readonly is: 'same' | 'added' | 'removed'; readonly line: string };

/** Line by line, the longest common lines kept: what a colleague would mark with a pen. */
export function differences(before: string, after: string): readonly Difference[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = now.length - 1; b >= 0; b -= 1) {
      const row = common[a];
      if (row !== undefined) row[b] = old[a] === now[b] ? (common[a + 1]?.[b + 1] ?? 0) + 1 : Math.max(common[a + 1]?.[b] ?? 0, row[b + 1] ?? 0);
    }
  const found: Difference[] = [];
  for (let [a, b] = [0, 0]; a < old.length || b < now.length; ) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      found.push({ is: 'same', line: old[a] ?? '' });
      a += 1;
      b += 1;
    } else if (b < now.length && (a >= old.length || (common[a]?.[b + 1] ?? 0) > (common[a + 1]?.[b] ?? 0))) {
      found.push({ is: 'added', line: now[b] ?? '' });
      b += 1;
    } else {
      found.push({ is: 'removed', line: old[a] ?? '' });
      a += 1;
    }
  }
  return found;
}
