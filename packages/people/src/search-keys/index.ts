import type { SearchKind } from '../search-kinds.ts';
import { documentKey } from './documents.ts';
import { spreadOver } from './frequent.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import { isSamePhone, phoneKey, phonesIn } from './phones.ts';
import { wordsOfName } from './words-of-name.ts';

/** Changes whenever the same words would give other keys: what was kept under an earlier one is to be built anew. */
export const searchVersion = 1;

/** Into how many buckets the keys of a kind fall, as a power of two: few enough that very different people share one. `nameBits`: as many as go with the register. */
export const bucketBits = (kind: SearchKind, nameBits: number): number => (kind === 'name' ? nameBits : 16);

export const fewestNameBits = 11;
const most = 16;
// So many numbers of names stand in a bucket of the largest office, or up to twice as many: the crowd that hides each of them.
const inABucket = 200;

/** For so many numbers beside names in the largest office. A register that shrank a little keeps what it has. */
export function nameBitsFor(numbers: number, now: number = fewestNameBits): number {
  const wanted = Math.min(most, Math.max(fewestNameBits, Math.floor(Math.log2(Math.max(1, numbers / inABucket)))));
  return wanted > now || wanted < now - 1 ? wanted : now;
}

/** Under what a text is kept, before any secret. `pick`: one of the first so many numbers, by chance. Names that say nothing give none. */
export function keysToKeep(kind: SearchKind, text: string, pick: (below: number) => number): readonly string[] {
  const keys = wordsToFind(kind, text).flatMap((word) => (kind === 'name' ? word.skeletons.map((one) => spread(one, pick(spreadOver(one)))) : word.skeletons));
  return [...new Set(keys)];
}

/** Under what it is looked for: one list a word, any of which will do. None: it says too little. */
export function keysToFind(kind: SearchKind, text: string): readonly (readonly string[])[] {
  return wordsToFind(kind, text).map(({ skeletons }) =>
    kind === 'name' ? skeletons.flatMap((one) => Array.from({ length: spreadOver(one) }, (_, at) => spread(one, at))) : skeletons,
  );
}

function wordsToFind(kind: SearchKind, text: string): readonly { readonly skeletons: readonly string[] }[] {
  if (kind === 'name') return wordsOfName(text);
  if (kind === 'phone') return phonesIn(text).map((phone) => ({ skeletons: [phoneKey(phone)] }));
  const key = documentKey(text);
  return key === undefined ? [] : [{ skeletons: [key] }];
}

const spread = (skeleton: string, at: number): string => `${skeleton} ${at}`;

/** How many keys a name is filled up to with keys of nobody, so that their number does not tell how many words it has. */
export const filledUpTo = (keys: number): number => (keys <= 4 ? 4 : Math.ceil(keys / 8) * 8);

export type { Likeness } from './likeness.ts';

/** What decides in the end, once candidates were opened: whether a stored text may be what is searched. */
export function likeness(kind: SearchKind, searched: string, stored: string): Likeness | undefined {
  if (kind === 'name') return likenessOf(wordsOfName(searched), wordsOfName(stored));
  if (kind === 'phone') return phonesIn(searched).some((one) => phonesIn(stored).some((other) => isSamePhone(one, other))) ? 'same' : undefined;
  const key = documentKey(searched);
  return key !== undefined && key === documentKey(stored) ? 'same' : undefined;
}
