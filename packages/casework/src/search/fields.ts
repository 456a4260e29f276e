import type { SearchKind } from '@sojourn/people';
import { standingNames } from '../people-of-case.ts';
import type { CaseState } from '../state.ts';

/** Which sealed words, as `kind.field` of their entry, somebody can be found by. Those of informants, interpreters, witnesses and providers are not among them. */
const found: Readonly<Record<string, SearchKind>> = {
  'contact-recorded.name': 'name',
  'contact-recorded.safe-contact': 'phone',
  'name-recorded.name': 'name',
  'name-recorded.nickname': 'name',
  'name-recorded.document-number': 'document',
  'person-added.name': 'name',
  'person-related.name': 'name',
  'safe-contact-set.number': 'phone',
  'safe-contact-set.safe-contact': 'phone',
};

type Words = { readonly kind: string; readonly field: string };

export const searchKindOf = ({ kind, field }: Words): SearchKind | undefined => found[`${kind}.${field}`];

/** A name that was put right or taken back finds nobody any more; numbers do, also former ones. */
export function isFoundBy(state: CaseState, kind: SearchKind, words: { readonly entryId: string; readonly subjectId: string }): boolean {
  const isName = kind === 'name' && state.names.some((name) => name.entryId === words.entryId);
  return !isName || standingNames(state, words.subjectId).some((name) => name.entryId === words.entryId);
}
