// Whether two things take the same time: how the benches of what must not tell say it.
export const at = (values: readonly number[], share: number) =>
  Number(([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0).toFixed(1));
/** How often one of `b` took longer than one of `a`: 0.5 where time says nothing. With the range that chance alone gives in 99 of 100 runs. */
export function longer(a: readonly number[], b: readonly number[]) {
  const all = [...a.map((took) => ({ took, of: 'a' })), ...b.map((took) => ({ took, of: 'b' }))].sort((one, two) => one.took - two.took);
  const ranks = all.reduce((sum, one, rank) => sum + (one.of === 'b' ? rank + 1 : 0), 0);
  const share = (ranks - (b.length * (b.length + 1)) / 2) / (a.length * b.length);
  const chance = 2.576 * Math.sqrt((a.length + b.length + 1) / (12 * a.length * b.length));
  return { share: Number(share.toFixed(3)), chanceFrom: Number((0.5 - chance).toFixed(3)), chanceTo: Number((0.5 + chance).toFixed(3)) };
}
/** The widest gap between both distributions (Kolmogorov and Smirnov), and the gap that chance alone passes in one of a hundred runs. */
export function gap(a: readonly number[], b: readonly number[]) {
  const below = (values: readonly number[], limit: number) => values.filter((one) => one <= limit).length / values.length;
  const widest = Math.max(...[...a, ...b].map((limit) => Math.abs(below(a, limit) - below(b, limit))));
  return { widest: Number(widest.toFixed(3)), chance: Number((1.628 * Math.sqrt((a.length + b.length) / (a.length * b.length))).toFixed(3)) };
}
