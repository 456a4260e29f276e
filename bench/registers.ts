// Invented registers whose names are borne about as often as in real ones, and the ways of keeping tokens that are compared.
import { readFileSync } from 'node:fs';
import { filledUpTo, keysToFind, keysToKeep, nameBitsFor } from '@sojourn/people/search';

const [file, count = '100000'] = process.argv.slice(2);
if (file === undefined) throw new Error('node bench/….ts LIST [people], where LIST is a public list of names, one a line, the most frequent first');
const list = readFileSync(file, 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
export const people = Number(count);

// A seed of its own: the same run every time, but for the keys.
let seed = 20_261_125;
export const chance = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
export const below = (limit: number) => Math.floor(chance() * limit);

/** In hundredths of the people of a register of Arabic speakers, or of the Horn: rounded guesses. */
export const heads: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Arabic speakers': {
    ...{ Mohammed: 8, Ahmed: 5, Ali: 4, Hassan: 3, Hussein: 3, Fatima: 3, Omar: 2, Ibrahim: 2, Mahmoud: 2, Youssef: 2, Khaled: 2, Mustafa: 1.5, Abdullah: 2 },
    ...{
      Maryam: 1.5,
      Aisha: 1.5,
      Zainab: 1,
      Khadija: 1,
      Osman: 1,
      Ismail: 1,
      Salem: 1,
      Said: 1,
      Nour: 1,
      Amina: 1,
      Sara: 1,
      Layla: 0.7,
      Hamza: 0.7,
      Bilal: 0.7,
    },
  },
  'the Horn': {
    ...{ Tesfaye: 3, Abebe: 2.5, Mohammed: 5, Ahmed: 3, Tadesse: 2, Bekele: 2, Haile: 2, Girma: 1.5, Alemu: 1.5, Kebede: 1.5, Mulugeta: 1, Selam: 1, Hirut: 1 },
    ...{
      Almaz: 1,
      Tsegay: 1.5,
      Gebre: 1.5,
      Kidane: 1,
      Yohannes: 1.5,
      Berhane: 1,
      Abdi: 2,
      Hassan: 2,
      Ali: 2,
      Fatuma: 1.5,
      Hawa: 1,
      Asha: 1,
      Dawit: 1,
      Solomon: 1,
    },
  },
  'the list alone': {},
};

export function sampler(head: Readonly<Record<string, number>>): { readonly draw: () => string; readonly share: ReadonlyMap<string, number> } {
  const inHead = Object.values(head).reduce((sum, one) => sum + one, 0) / 100;
  const tail = list.filter((name) => head[name] === undefined);
  const weights = tail.map((_, at) => 1 / (at + (inHead === 0 ? 3 : 20)));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const share = new Map([
    ...Object.entries(head).map(([name, one]) => [name, one / 100] as const),
    ...tail.map((name, at) => [name, ((weights[at] ?? 0) / all) * (1 - inHead)] as const),
  ]);
  const names = [...share.keys()];
  const sums: number[] = [];
  let sum = 0;
  for (const one of share.values()) {
    sum += one;
    sums.push(sum);
  }
  const draw = () => {
    const wanted = chance() * sum;
    let [from, to] = [0, sums.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((sums[middle] ?? 0) < wanted) from = middle + 1;
      else to = middle;
    }
    return names[from] ?? '';
  };
  return { draw, share };
}

export type Design = {
  readonly name: string;
  readonly keep: (name: string, token: (key: string) => number) => readonly number[];
  readonly find: (word: string) => readonly string[];
};
export const bits = nameBitsFor(4 * people);
const plainKeys = (name: string) => keysToKeep('name', name, () => 0).map((key) => key.replace(/ \d+$/, ''));
export const designs: readonly Design[] = [
  { name: 'one token a sound, whole', keep: (name, token) => plainKeys(name).map(token), find: (word) => plainKeys(word) },
  { name: `cut to ${2 ** bits} buckets`, keep: (name, token) => plainKeys(name).map((key) => token(key) >>> (32 - bits)), find: (word) => plainKeys(word) },
  {
    name: 'as built',
    keep: (name, token) => {
      const kept = new Set(keysToKeep('name', name, below).map((key) => token(key) >>> (32 - bits)));
      for (const size = filledUpTo(kept.size); kept.size < size; ) kept.add(below(2 ** bits));
      return [...kept];
    },
    find: (word) => keysToFind('name', word).flat(),
  },
];
