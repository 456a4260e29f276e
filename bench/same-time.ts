import { randomInt } from 'node:crypto';

// Whether two things take the same time: how the benches of what must not tell say it.
const at = (values: readonly number[], share: number) => Number(([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0).toFixed(1));
/** How often one of `b` took longer than one of `a`: 0.5 where time says nothing. With the range that chance alone gives in 99 of 100 runs. */
function longer(a: readonly number[], b: readonly number[]) {
  const all = [...a.map((took) => ({ took, of: 'a' })), ...b.map((took) => ({ took, of: 'b' }))].sort((one, two) => one.took - two.took);
  const ranks = all.reduce((sum, one, rank) => sum + (one.of === 'b' ? rank + 1 : 0), 0);
  const share = (ranks - (b.length * (b.length + 1)) / 2) / (a.length * b.length);
  const chance = 2.576 * Math.sqrt((a.length + b.length + 1) / (12 * a.length * b.length));
  return { share: Number(share.toFixed(3)), chanceFrom: Number((0.5 - chance).toFixed(3)), chanceTo: Number((0.5 + chance).toFixed(3)) };
}
/** The widest gap between both distributions (Kolmogorov and Smirnov), and the gap that chance alone passes in one of a hundred runs. */
function gap(a: readonly number[], b: readonly number[]) {
  const below = (values: readonly number[], limit: number) => values.filter((one) => one <= limit).length / values.length;
  const widest = Math.max(...[...a, ...b].map((limit) => Math.abs(below(a, limit) - below(b, limit))));
  return { widest: Number(widest.toFixed(3)), chance: Number((1.628 * Math.sqrt((a.length + b.length) / (a.length * b.length))).toFixed(3)) };
}

type Answered = { readonly took: number; readonly size: number };

/** Asks each kind `each` times, all in an order of chance, and prints how long the answers took, how large they were, and whether `pairs` can be told apart. */
export async function compareTimes<const Kind extends string>({
  kinds,
  each,
  ask,
  pairs,
}: {
  readonly kinds: readonly Kind[];
  readonly each: number;
  /** `n`: how many of this kind were asked before; `turn`: of all. */
  readonly ask: (kind: Kind, n: number, turn: number) => Promise<Answered>;
  readonly pairs: readonly (readonly [Kind, Kind])[];
}): Promise<void> {
  const turns = kinds.flatMap((kind) => Array.from({ length: each }, (_, n) => ({ kind, n })));
  for (let place = turns.length - 1; place > 0; place -= 1) {
    const other = randomInt(place + 1);
    const [one, two] = [turns[place], turns[other]];
    if (one !== undefined && two !== undefined) [turns[place], turns[other]] = [two, one];
  }
  const seen = new Map(kinds.map((kind) => [kind, { times: [] as number[], sizes: new Set<number>() }]));
  for (const [turn, { kind, n }] of turns.entries()) {
    const { took, size } = await ask(kind, n, turn);
    seen.get(kind)?.times.push(took);
    seen.get(kind)?.sizes.add(size);
  }
  const timesOf = (kind: Kind) => seen.get(kind)?.times ?? [];
  const widest = Math.max(...kinds.map((kind) => kind.length));
  for (const [kind, { times, sizes }] of seen)
    console.log(
      `${kind.padEnd(widest)} ${[0.05, 0.25, 0.5, 0.75, 0.95].map((share) => at(times, share)).join(' / ')} ms at 5, 25, 50, 75, 95 %; answers of ${[...sizes].join(', ')} bytes`,
    );
  for (const [a, b] of pairs)
    console.log(JSON.stringify({ each, of: `${a} and ${b}`, longer: longer(timesOf(a), timesOf(b)), gap: gap(timesOf(a), timesOf(b)) }));
}
