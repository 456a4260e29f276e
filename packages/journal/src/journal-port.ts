import type { CaseId } from '@sojourn/kernel';
import type { FoldEntry } from './entry.ts';

/** 'gap': an entry before it is missing. 'other-entry': another one stands at that place. In both, nothing was written. */
export type Appended = 'appended' | 'gap' | 'other-entry';

/** Where the entries of cases lie, on the server or on a device. The same entry twice is there once; nothing is overwritten. */
export type JournalPort<OneEntry extends FoldEntry = FoldEntry> = {
  readonly append: (caseId: CaseId, entries: readonly OneEntry[]) => Promise<Appended>;
  /** In their order, those after `after`; none of a case that is not there, or not theirs to see. */
  readonly read: (caseId: CaseId, after?: number) => Promise<readonly OneEntry[]>;
};

/** What every port decides before it writes: which of these are new, if they may stand. `same`: whether it is the one that stands at its place. */
export function newEntries<OneEntry extends FoldEntry>(
  entries: readonly OneEntry[],
  last: number,
  same: (entry: OneEntry) => boolean,
): readonly OneEntry[] | Exclude<Appended, 'appended'> {
  const inOrder = [...entries].sort((a, b) => a.envelope.sequence - b.envelope.sequence);
  if (inOrder.some((entry) => entry.envelope.sequence <= last && !same(entry))) return 'other-entry';
  const fresh = inOrder.filter((entry) => entry.envelope.sequence > last);
  return fresh.some((entry, at) => entry.envelope.sequence !== last + 1 + at) ? 'gap' : fresh;
}
