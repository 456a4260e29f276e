// What a stolen table of search tokens tells someone who knows how often names are borne: docs/the-tokens-attacked.md.
// node bench/tokens-attacked.ts LIST [people], where LIST is a public list of names, one a line, the most frequent first.
import { createHmac, randomBytes } from 'node:crypto';
import { below, bits, type Design, designs, heads, people, sampler } from './registers.ts';

for (const [population, head] of Object.entries(heads)) {
  const { draw, share } = sampler(head);
  const register = Array.from({ length: people }, () => [draw(), draw(), draw()] as const);
  const top = [...share].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  const blind = register.filter((words) => words.includes(top)).length / people;
  console.log(`\n${population}: ${people} people of three names each, ${share.size} names. Saying “${top}” of everyone is right for ${percent(blind)}.`);
  for (const design of designs) attack(design, register, share);
}

function attack(design: Design, register: readonly (readonly string[])[], share: ReadonlyMap<string, number>): void {
  const key = randomBytes(32);
  const known = new Map<string, number>();
  const token = (text: string): number => {
    const made = known.get(text) ?? createHmac('sha256', key).update(`name|${text}`).digest().readUInt32BE();
    known.set(text, made);
    return made;
  };
  const table = register.map((words) => design.keep(words.join(' '), token));
  // What the attacker expects: how often each key is kept; the name behind it that is borne most.
  const expected = new Map<string, { share: number; best: string; bestShare: number }>();
  for (const [name, one] of share) {
    const keys = design.find(name);
    for (const each of keys) {
      const before = expected.get(each) ?? { share: 0, best: name, bestShare: 0 };
      const part = one / Math.max(1, keys.length);
      expected.set(each, { share: before.share + part, best: part > before.bestShare ? name : before.best, bestShare: Math.max(part, before.bestShare) });
    }
  }
  const sizes = new Map<number, number>();
  for (const tokens of table) for (const one of tokens) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  const [bySize, byShare] = [[...sizes].sort((a, b) => b[1] - a[1]), [...expected.values()].sort((a, b) => b.share - a.share)];
  const guess = new Map(bySize.map(([one], rank) => [one, byShare[rank]] as const));
  // Of each person, the one word the attacker is surest of; and how often the ten biggest buckets are told rightly.
  let [right, all] = [0, 0];
  table.forEach((tokens, at) => {
    const words = register[at] ?? [];
    const told = tokens.flatMap((one) => guess.get(one) ?? []).sort((a, b) => b.share - a.share);
    if (words.includes(told[0]?.best ?? '')) right += 1;
    if (told.length >= 3 && words.every((word) => told.slice(0, words.length).some((one) => one.best === word))) all += 1;
  });
  const buckets = bySize
    .slice(0, 10)
    .filter(([one], rank) => design.find(byShare[rank]?.best ?? '').some((each) => token(each) === one || token(each) >>> (32 - bits) === one)).length;
  // Who plants a person of two frequent, or two rare, names and looks which tokens appear: how many people may be meant.
  const meant = (a: string, b: string) => {
    const want = [a, b].map((word) => new Set(design.find(word).flatMap((each) => [token(each), token(each) >>> (32 - bits)])));
    return table.filter((tokens) => want.every((one) => tokens.some((each) => one.has(each)))).length;
  };
  const names = [...share.keys()];
  const rare = Array.from(
    { length: 200 },
    () => [names[names.length - 1 - below(names.length >> 1)] ?? '', names[names.length - 1 - below(names.length >> 1)] ?? ''] as const,
  );
  const crowds = rare.map(([a, b]) => meant(a, b)).sort((x, y) => x - y);
  const insider = percent(knowingSome(table, register, share, Math.floor(register.length / 100)));
  const spread = [...sizes.values()].sort((a, b) => b - a);
  console.log(
    `  ${design.name.padEnd(26)} biggest bucket ${((spread[0] ?? 0) / ((spread[spread.length >> 1] ?? 1) || 1)).toFixed(0)} × the middle one · ten biggest told: ${buckets} · a word of someone: ${percent(right / people)} · all three: ${percent(all / people)} · knowing one in a hundred by name, a word of someone else: ${insider} · with the key, two rare names drawn anew: ${crowds[100]} people in the middle, ${percent(crowds.filter((one) => one === 0).length / crowds.length)} of them none`,
  );
}

/** Who knows some people of the register by name, learns what their tokens have in common, and guesses one word of each of the others. */
function knowingSome(
  table: readonly (readonly number[])[],
  register: readonly (readonly string[])[],
  share: ReadonlyMap<string, number>,
  known: number,
): number {
  const seen = new Map<number, { all: number; readonly names: Map<string, number> }>();
  for (let at = 0; at < known; at += 1)
    for (const one of table[at] ?? []) {
      const there = seen.get(one) ?? { all: 0, names: new Map<string, number>() };
      there.all += 1;
      for (const word of new Set(register[at])) there.names.set(word, (there.names.get(word) ?? 0) + 1);
      seen.set(one, there);
    }
  const prior = (name: string) => 1 - (1 - (share.get(name) ?? 0)) ** 3;
  const most = [...share].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  let right = 0;
  for (let at = known; at < register.length; at += 1) {
    let [best, chance] = [most, prior(most)];
    for (const one of table[at] ?? []) {
      const there = seen.get(one);
      for (const [name, times] of there?.names ?? []) {
        const likely = (times + 4 * prior(name)) / ((there?.all ?? 0) + 4);
        if (likely > chance) [best, chance] = [name, likely];
      }
    }
    if (register[at]?.includes(best) === true) right += 1;
  }
  return right / (register.length - known);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part < 0.01 ? 2 : 1)} %`;
}
