import type { JsonValue } from '@sojourn/kernel';
import { reviewHashOf } from './review.ts';
import type { Catalogue } from './schema.ts';

/** What a deployment's own folder adds or corrects, by section and key: shown as such wherever the catalogue is read. */
export type OverlayMark = Catalogue['overlay'][number];

/** What of the base each correction was written against: its hash, by section and key. */
export type WrittenAgainst = Readonly<Record<string, string>>;

/** The mark of a correction: a new catalogue may say by itself what was corrected, or something else again. */
export function correcting(section: OverlayMark['section'], key: string, base: unknown, against: WrittenAgainst): OverlayMark {
  const said = against[`${section} ${key}`];
  if (said === hashOfBase(base)) return { section, key, does: 'corrects' };
  return { section, key, does: 'corrects', base: said === undefined ? 'not-said' : 'changed' };
}

export const hashOfBase = (base: unknown): string => reviewHashOf(JSON.parse(JSON.stringify(base)) as JsonValue);

/** The base with what lies over it, in the order of the base; under a key that is there already it stands in its place. */
export function laidOver<Item>(
  section: OverlayMark['section'],
  base: readonly Item[],
  over: readonly Item[],
  keyOf: (item: Item) => string,
  markOf: (key: string, base: Item) => OverlayMark,
): { readonly items: readonly Item[]; readonly marks: readonly OverlayMark[] } {
  const known = new Map(base.map((item) => [keyOf(item), item]));
  const above = new Map(over.map((item) => [keyOf(item), item]));
  const items = [...base.map((item) => above.get(keyOf(item)) ?? item), ...over.filter((item) => !known.has(keyOf(item)))];
  const marks = [...above.keys()].map((key): OverlayMark => {
    const under = known.get(key);
    return under === undefined ? { section, key, does: 'adds' } : markOf(key, under);
  });
  return { items, marks };
}

/** Where marks name it: `rights R23`, `events icrmw LBN accession untc-2015`. */
export function markFor({ overlay }: Pick<Catalogue, 'overlay'>, section: OverlayMark['section'], key: string): OverlayMark | undefined {
  return overlay.find((mark) => mark.section === section && mark.key === key);
}
