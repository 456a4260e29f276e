import type { Catalogue } from './schema.ts';

/** What a deployment's own folder adds or corrects, by section and key: shown as such wherever the catalogue is read. */
export type OverlayMark = Catalogue['overlay'][number];

/** The base with what lies over it, in the order of the base; under a key that is there already it stands in its place. */
export function laidOver<Item>(
  section: OverlayMark['section'],
  base: readonly Item[],
  over: readonly Item[],
  keyOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly marks: readonly OverlayMark[] } {
  const known = new Set(base.map(keyOf));
  const above = new Map(over.map((item) => [keyOf(item), item]));
  const items = [...base.map((item) => above.get(keyOf(item)) ?? item), ...over.filter((item) => !known.has(keyOf(item)))];
  return { items, marks: [...above.keys()].map((key) => ({ section, key, does: known.has(key) ? ('corrects' as const) : ('adds' as const) })) };
}

/** Where marks name it: `rights R23`, `events icrmw LBN accession untc-2015`. */
export function markFor({ overlay }: Pick<Catalogue, 'overlay'>, section: OverlayMark['section'], key: string): OverlayMark | undefined {
  return overlay.find((mark) => mark.section === section && mark.key === key);
}
