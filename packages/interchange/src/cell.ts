import type { FactFlag } from './read-fact.ts';

/** A cell as a reader of files gives it: a day already as 'YYYY-MM-DD', everything else as its text. */
export type Cell = string | number | boolean | null;
export type Flag = {
  readonly column: string;
  readonly kind:
    | FactFlag
    | 'header-disagrees'
    | 'header-repeated'
    | 'unknown-column'
    | 'no-header'
    | 'no-label-row'
    | 'read-by-labels'
    | 'row-above-header'
    | 'other-sheet'
    | 'consent-needs-own-record'
    | 'contact-not-known-safe'
    | 'choices-disagree'
    | 'odd-bytes'
    | 'too-long';
  readonly text: string;
};
