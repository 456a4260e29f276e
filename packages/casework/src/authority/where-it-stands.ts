import type { Ledger } from '@sojourn/consent';
import type { DraftEntry } from '@sojourn/journal';
import type { EntryId } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import type { CaseState } from '../state.ts';
import { ledgerEntries, partedSince } from '../together.ts';

type Of = Pick<DecideContext, 'records' | 'basis'>;

/** An entry about another one of the ledger, in the record in which that one stands: so that it holds there too if the records are parted. */
export function whereItStands(draft: DraftEntry, state: CaseState, entryId: string, { records }: Pick<Of, 'records'>): DraftEntry {
  const place = records.get(state.recordOf?.[entryId as EntryId] ?? state.caseId) as CaseState | undefined;
  return place === undefined || place.caseId === state.caseId ? draft : { ...draft, caseId: place.caseId, sealedFor: place.personId };
}

/**
 * The case as whoever acts on it saw it, for what forbids: a record that it was joined with then and is parted from now still
 * counts as one with it. What a person took back is taken back, however late a device sends it.
 */
export function asItWasSeen<Part extends keyof Ledger>(
  state: CaseState,
  part: Part,
  entryId: string,
  context: Of,
): { readonly state: CaseState; readonly found: Ledger[Part][number] | undefined } {
  const setAside = part === 'consents' ? (state.setAside ?? []) : [];
  const here = [...state.ledger[part], ...setAside].find((one) => one.entryId === entryId) as Ledger[Part][number] | undefined;
  if (here !== undefined) return { state, found: here };
  const others = partedSince(state, context);
  const found = others.flatMap((other) => other.ledger[part] as readonly Ledger[Part][number][]).find((one) => one.entryId === entryId);
  const recordOf = Object.fromEntries(others.flatMap((other) => ledgerEntries(other).map((one) => [one, other.caseId])));
  return { state: { ...state, recordOf: { ...recordOf, ...state.recordOf } }, found };
}
