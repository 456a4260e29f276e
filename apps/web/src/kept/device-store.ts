import Dexie, { type Table } from 'dexie';
import type { Lock, Sealed } from './lock.ts';

type EntryRow = Sealed & { readonly userId: string; readonly caseId: string; readonly sequence: number };
type CoverRow = Sealed & { readonly userId: string; readonly caseId: string; readonly openedAt: number };
type DeskRow = Sealed & { readonly userId: string };

/** In the clear: whose it is, random ids of cases, how many entries, when a case was last opened. All else is sealed. */
export class DeviceStore extends Dexie {
  declare readonly locks: Table<Lock, string>;
  declare readonly entries: Table<EntryRow, [string, string, number]>;
  declare readonly covers: Table<CoverRow, [string, string]>;
  declare readonly desks: Table<DeskRow, string>;
  constructor(name = 'sojourn-kept') {
    super(name);
    this.version(1).stores({
      locks: 'userId',
      entries: '[userId+caseId+sequence], [userId+caseId], userId',
      covers: '[userId+caseId], userId',
      desks: 'userId',
    });
  }
}

/** Everything that is kept for this person, and what opens it. What waits in the outbox is not touched: it opens only after signing in. */
export async function removeKept(store: DeviceStore, userId: string): Promise<void> {
  await store.transaction('rw', store.locks, store.entries, store.covers, store.desks, async () => {
    // The lock first: without it the rest is noise.
    await store.locks.delete(userId);
    for (const table of [store.entries, store.covers, store.desks]) await table.where('userId').equals(userId).delete();
  });
}
