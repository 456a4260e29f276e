/** Where a part of the catalogue stands when it is reviewed: kinds of law, and its words by language. */
export const shelves = ['right', 'instrument', 'interpretation', 'remedy', 'rulebook', 'programme', 'text-en', 'text-fr', 'text-es', 'text-ar'] as const;
export type Shelf = (typeof shelves)[number];
