import type { CaseRecord } from '../case-view.ts';

/** What every part of the case page is given. */
export type CasePart = { readonly record: CaseRecord; readonly reload: () => void };
