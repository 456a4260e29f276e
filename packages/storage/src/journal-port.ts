import { type Envelope, type FoldEntry, type JournalPort, newEntries } from '@sojourn/journal';
import type { CaseId } from '@sojourn/kernel';
import { type Storage, withContext } from './context.ts';
import { insertEntry, readEntries } from './journal-store.ts';

/** With all that proves it: a server keeps no less. */
type WholeEntry = FoldEntry & { readonly envelope: Envelope; readonly salt: string };

/** The journal of one organisation on PostgreSQL, for entries that are chained already. Acts go through `appendEntries`, which chains, seals and moves the snapshot. */
export function serverJournal(storage: Storage, who: Parameters<typeof withContext>[1]): Pick<JournalPort, 'read'> & Pick<JournalPort<WholeEntry>, 'append'> {
  return {
    read: (caseId, after = 0) => withContext(storage, who, async (tx) => (await readEntries(tx, caseId)).filter(({ envelope }) => envelope.sequence > after)),
    append: (caseId: CaseId, entries: readonly WholeEntry[]) =>
      withContext(storage, who, async (tx) => {
        await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`${tx.organisationId} ${caseId}`]);
        const there = new Map((await readEntries(tx, caseId)).map(({ envelope }) => [envelope.sequence, envelope.hash]));
        const fresh = newEntries(entries, there.size, ({ envelope }) => there.get(envelope.sequence) === envelope.hash);
        if (typeof fresh === 'string') return fresh;
        for (const { envelope, payload, salt } of fresh) await insertEntry(tx, envelope, payload ?? null, salt);
        return 'appended';
      }),
  };
}
