import type { CaseState } from '../state.ts';

export type ReceiptOwed = { readonly about: string; readonly template: 'receipt-shared' | 'receipt-taken-back' | 'recall-answered' };

/** What the person is still to be told: each share, each thing taken back, each answer to it. Told means said, sent or given, not only prepared. */
export function receiptsOwed(state: CaseState): readonly ReceiptOwed[] {
  const told = (template: string, about: string) =>
    state.messages.some(
      (one) => one.template === template && one.about === about && (one.settled?.outcome === 'sent' || one.settled?.outcome === 'given-in-person'),
    );
  return state.shares
    .flatMap(({ entryId: about, recall }): readonly ReceiptOwed[] => [
      { about, template: 'receipt-shared' },
      ...(recall === undefined ? [] : [{ about, template: 'receipt-taken-back' } as const]),
      ...(recall?.answer === undefined ? [] : [{ about, template: 'recall-answered' } as const]),
    ])
    .filter(({ about, template }) => !told(template, about));
}
