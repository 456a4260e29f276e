import { searchKindOf } from '@sojourn/casework';
import type { SealedId } from '@sojourn/kernel';
import type { SearchKind } from '@sojourn/people';
import { bucketBits, fewestNameBits, filledUpTo, keysToFind, keysToKeep, searchVersion } from '@sojourn/people/search';
import { beginSearchIndex, type ContextTx, holdSearchIndex, type SearchToken } from '@sojourn/storage';
import type { BucketOf } from '@sojourn/vault';
import type { Desk } from './desk.ts';

type Place = { readonly sealedId: SealedId; readonly kind: string; readonly field: string };
type Keys = { readonly generation: number; readonly bits: number; readonly bucketOf: BucketOf };

/** What the sealed words of one act are found by, under the key in use and the one that is being built. Asks for neither where no word is looked for. */
export function tokensFor(desk: Desk, tx: ContextTx): (place: Place, text: string) => Promise<readonly SearchToken[]> {
  let held: Promise<readonly Keys[]> | undefined;
  return async ({ sealedId, ...words }, text) => {
    const kind = searchKindOf(words);
    if (kind === undefined) return [];
    held ??= keysInUse(desk, tx);
    return (await held).flatMap((keys) => tokensUnder(desk, keys, kind, sealedId, text));
  };
}

async function keysInUse(desk: Desk, tx: ContextTx): Promise<readonly Keys[]> {
  const index = (await holdSearchIndex(tx)) ?? (await beginSearchIndex(tx, { version: searchVersion, bits: fewestNameBits }));
  const both = [
    [index.generation, index.bits],
    [index.next, index.nextBits],
  ] as const;
  return Promise.all(both.flatMap(([generation, bits]) => (generation === null || bits === null ? [] : [keysOf(desk, tx, { generation, bits })])));
}

export const keysOf = async (desk: Desk, tx: ContextTx, { generation, bits }: Omit<Keys, 'bucketOf'>): Promise<Keys> => ({
  generation,
  bits,
  bucketOf: await desk.vault.bucketsFor(tx.organisationId, generation),
});

/** A name is filled up with buckets of nobody, which look like any other. */
export function tokensUnder(
  desk: Desk,
  { generation, bits: nameBits, bucketOf }: Keys,
  kind: SearchKind,
  sealedId: SealedId,
  text: string,
): readonly SearchToken[] {
  const bits = bucketBits(kind, nameBits);
  const buckets = new Set(keysToKeep(kind, text, (below) => below32(desk) % below).map((key) => placed(kind, bucketOf(kind, key, bits))));
  if (kind === 'name' && buckets.size > 0)
    for (const size = filledUpTo(buckets.size); buckets.size < size; ) buckets.add(placed(kind, below32(desk) >>> (32 - bits)));
  return buckets.size === 0 ? [] : [{ generation, sealedId, buckets: [...buckets] }];
}

const below32 = (desk: Desk): number => desk.chance.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0);

/** Each kind has numbers of its own. */
const kinds: Readonly<Record<SearchKind, number>> = { name: 0, phone: 1, document: 2 };
const placed = (kind: SearchKind, bucket: number): number => kinds[kind] * 0x1_0000 + bucket;

/** The buckets of each word to look for, and how many of the words at least. */
export function wantedUnder(
  { bits: nameBits, bucketOf }: Keys,
  kind: SearchKind,
  text: string,
): { readonly words: readonly (readonly number[])[]; readonly needed: number } {
  const bits = bucketBits(kind, nameBits);
  const words = keysToFind(kind, text).map((keys) => [...new Set(keys.map((key) => placed(kind, bucketOf(kind, key, bits))))]);
  return { words, needed: kind === 'name' ? Math.min(words.length, 2) : 1 };
}
