/** Where a part of the catalogue stands when it is reviewed: kinds of law, its words by language, what is called wrong, and translations that are behind. */
export const shelves = [
  'right',
  'instrument',
  'interpretation',
  'remedy',
  'rulebook',
  'programme',
  'text-en',
  'text-fr',
  'text-es',
  'text-ar',
  'wrong',
  'stale',
] as const;
export type Shelf = (typeof shelves)[number];
