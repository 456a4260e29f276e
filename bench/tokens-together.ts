// What it tells which tokens stand together, where names of one person go together: docs/the-tokens-attacked.md, attack 6.
// node bench/tokens-together.ts LIST [people], where LIST is a public list of names, one a line, the most frequent first.
import { createHmac, randomBytes } from 'node:crypto';
import { bits, chance, type Design, designs, heads, people, sampler } from './registers.ts';

/** So many of the most frequent keys, and of the biggest buckets, are matched. */
const MATCHED = 250;
const ROUNDS = 6;
/** Names of one person are of one community: each has a tenth of the names, and four in ten words come from all of them. */
const COMMUNITIES = 10;

type Register = readonly (readonly string[])[];

function registerOf(draw: () => string): Register {
  const communityOf = (word: string) => createHmac('sha256', 'community').update(word).digest().readUInt32BE() % COMMUNITIES;
  const words = Array.from({ length: 400_000 }, draw);
  const own = Array.from({ length: COMMUNITIES }, (_, at) => words.filter((word) => communityOf(word) === at));
  const pick = (from: readonly string[]) => from[Math.floor(chance() * from.length)] ?? '';
  const sizes = own.map((one) => one.length / words.length);
  const community = () => {
    let wanted = chance();
    for (const [at, size] of sizes.entries()) {
      wanted -= size;
      if (wanted < 0) return at;
    }
    return 0;
  };
  return Array.from({ length: people }, () => {
    const mine = own[community()] ?? words;
    return [0, 1, 2].map(() => (chance() < 0.4 ? pick(words) : pick(mine)));
  });
}

/** How often each of the first so many stands with each other, as parts of all people. */
function together(table: readonly (readonly number[])[], places: ReadonlyMap<number, number>): Float64Array[] {
  const counts = Array.from({ length: MATCHED }, () => new Float64Array(MATCHED));
  for (const row of table) {
    const here = row.flatMap((one) => places.get(one) ?? []);
    for (const a of here) for (const b of here) if (a !== b) (counts[a] as Float64Array)[b] = ((counts[a] as Float64Array)[b] ?? 0) + 1 / people;
  }
  return counts;
}

function biggest(table: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  const sizes = new Map<number, number>();
  for (const row of table) for (const one of row) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  return [...sizes].sort((a, b) => b[1] - a[1]).slice(0, MATCHED);
}

/**
 * The attacker knows how names go together as exactly as a register of the same make-up shows it, and how keys are made and spread; of
 * the stolen table, only numbers. First by size, as in attack 1; then each bucket is moved to the key whose company is most like its own.
 */
function attack(design: Design, register: Register, model: Register): { readonly bySize: number; readonly together: number } {
  const known = new Map<string, number>();
  const keep = (key: Buffer, names: Map<number, string> | undefined) => {
    const token = (text: string): number => {
      const made = known.get(text) ?? createHmac('sha256', key).update(`name|${text}`).digest().readUInt32BE();
      known.set(text, made);
      return made;
    };
    return (words: readonly string[]) => {
      if (names !== undefined)
        for (const word of words)
          for (const each of design.find(word)) for (const cut of [token(each), token(each) >>> (32 - bits)]) if (!names.has(cut)) names.set(cut, word);
      return design.keep(words.join(' '), token);
    };
  };
  // In the model the attacker holds the key and so knows which word a number is of; of several, the one that is met first, and frequent ones are.
  const wordOf = new Map<number, string>();
  const modelTable = model.map(keep(randomBytes(32), wordOf));
  known.clear();
  const table = register.map(keep(randomBytes(32), undefined));
  const [keys, buckets] = [biggest(modelTable), biggest(table)];
  const placesOf = (list: readonly (readonly [number, number])[]) => new Map(list.map(([one], at) => [one, at] as const));
  const expected = together(modelTable, placesOf(keys));
  const found = together(table, placesOf(buckets));
  let match = buckets.map((_, at) => at);
  const right = () => {
    const guess = new Map(buckets.map(([one], at) => [one, keys[match[at] ?? 0]] as const));
    let met = 0;
    table.forEach((row, at) => {
      const told = row
        .map((one) => guess.get(one))
        .filter((one) => one !== undefined)
        .sort((a, b) => b[1] - a[1])[0];
      if (told !== undefined && register[at]?.includes(wordOf.get(told[0]) ?? '-') === true) met += 1;
    });
    return met / people;
  };
  const bySize = right();
  for (let round = 0; round < ROUNDS; round += 1) {
    // What company each bucket keeps, in the words of the present match.
    const company = buckets.map((_, at) => {
      const one = new Float64Array(MATCHED);
      match.forEach((key, other) => {
        one[key] = (one[key] ?? 0) + (found[at]?.[other] ?? 0);
      });
      return one;
    });
    const costs: (readonly [number, number, number])[] = [];
    for (let at = 0; at < buckets.length; at += 1)
      for (let key = 0; key < keys.length; key += 1) {
        let cost = ((buckets[at]?.[1] ?? 0) / people - (keys[key]?.[1] ?? 0) / people) ** 2;
        for (let other = 0; other < MATCHED; other += 1) cost += ((company[at]?.[other] ?? 0) - (expected[key]?.[other] ?? 0)) ** 2;
        costs.push([cost, at, key]);
      }
    costs.sort((a, b) => a[0] - b[0]);
    const [taken, next] = [new Set<number>(), new Map<number, number>()];
    for (const [, at, key] of costs) {
      if (next.has(at) || taken.has(key)) continue;
      next.set(at, key);
      taken.add(key);
    }
    match = buckets.map((_, at) => next.get(at) ?? at);
  }
  return { bySize, together: right() };
}

const percent = (part: number) => `${(part * 100).toFixed(part < 0.01 ? 2 : 1)} %`;
for (const [population, head] of Object.entries(heads)) {
  const { draw } = sampler(head);
  const [register, model] = [registerOf(draw), registerOf(draw)];
  const often = new Map<string, number>();
  for (const words of register) for (const word of new Set(words)) often.set(word, (often.get(word) ?? 0) + 1);
  const blind = Math.max(...often.values()) / people;
  console.log(
    `\n${population}: ${people} people in ${COMMUNITIES} communities, ${2 ** bits} buckets. The most frequent name said of everyone: ${percent(blind)}.`,
  );
  for (const design of designs) {
    const told = attack(design, register, model);
    console.log(`  ${design.name.padEnd(26)} a word of someone, by size: ${percent(told.bySize)} · by what stands together: ${percent(told.together)}`);
  }
}
