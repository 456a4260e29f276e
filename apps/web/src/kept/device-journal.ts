import { type Appended, type FoldEntry, type JournalPort, newEntries } from '@sojourn/journal';
import { type CaseId, canonicalJson, type JsonValue } from '@sojourn/kernel';
import Dexie from 'dexie';
import type { DeviceStore } from './device-store.ts';
import { seal, unseal } from './lock.ts';

const place = (userId: string, caseId: string, sequence: number) => `entry|${userId}|${caseId}|${sequence}`;

/** The entries of cases on this device, each sealed under the device's key and bound to its place. */
export function deviceJournal<OneEntry extends FoldEntry>(store: DeviceStore, userId: string, key: CryptoKey): JournalPort<OneEntry> {
  const read = async (caseId: CaseId, after = 0): Promise<readonly OneEntry[]> => {
    const rows = await store.entries.where('[userId+caseId+sequence]').between([userId, caseId, after], [userId, caseId, Dexie.maxKey], false, true).toArray();
    return Promise.all(rows.map(async (row) => JSON.parse(new TextDecoder().decode(await unseal(key, place(userId, caseId, row.sequence), row))) as OneEntry));
  };
  const append = async (caseId: CaseId, entries: readonly OneEntry[], again = false): Promise<Appended> => {
    const there = await read(caseId);
    const bySequence = new Map(there.map((entry) => [entry.envelope.sequence, textOf(entry)]));
    const fresh = newEntries(entries, there.length, (entry) => bySequence.get(entry.envelope.sequence) === textOf(entry));
    if (typeof fresh === 'string') return fresh;
    const rows = await Promise.all(
      fresh.map(async (entry) => {
        const { sequence } = entry.envelope;
        return { userId, caseId, sequence, ...(await seal(key, place(userId, caseId, sequence), new TextEncoder().encode(JSON.stringify(entry)))) };
      }),
    );
    try {
      await store.transaction('rw', store.entries, () => store.entries.bulkAdd(rows));
      return 'appended';
    } catch (problem) {
      // Another page of this browser wrote the same place meanwhile: one looks again, and once only.
      if (again || !(problem instanceof Error) || problem.name !== 'BulkError') throw problem;
      return append(caseId, entries, true);
    }
  };
  return { read, append: (caseId, entries) => append(caseId, entries) };
}

const textOf = (entry: FoldEntry) => canonicalJson(JSON.parse(JSON.stringify(entry)) as JsonValue);
