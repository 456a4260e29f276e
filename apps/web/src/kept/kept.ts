import type { FoldEntry } from '@sojourn/journal';
import type { CaseId } from '@sojourn/kernel';
import type { FactKinds, Session, Texts } from '../api.ts';
import type { CaseRecord, Line, Seen } from '../case-record.ts';
import { deviceJournal } from './device-journal.ts';
import { DeviceStore, removeKept } from './device-store.ts';
import { type Lock, makeLock, openWithPassphrase, openWithSession, seal, unseal } from './lock.ts';

export const MOST_CASES = 30;
export const MOST_DAYS = 14;
export const MOST_TRIES = 5;
const DAY = 86_400_000;

/** What the desk needs to open without a server, as it last was. */
type KeptDesk = { readonly session: Session; readonly texts: Texts; readonly facts: FactKinds };
/** The cases of one person on this device; open while its key is in memory. */
export type Kept = {
  readonly keepCase: (caseId: string, seen: Seen) => Promise<void>;
  readonly findCase: (caseId: string) => Promise<Seen | undefined>;
  /** The last opened first. */
  readonly listCases: () => Promise<readonly Seen[]>;
  /** The server no longer shows it to this person. */
  readonly forgetCase: (caseId: string) => Promise<void>;
  readonly keepDesk: (desk: KeptDesk) => Promise<void>;
};

export const store = new DeviceStore();

type KeptEntry = FoldEntry & Pick<Line, 'author' | 'sealedFields'>;
type Cover = Omit<Seen, 'record'> & { readonly record: Omit<CaseRecord, 'history'> };

function keptOf(userId: string, key: CryptoKey): Kept {
  const journal = deviceJournal<KeptEntry>(store, userId, key);
  const coverPlace = (caseId: string) => `cover|${userId}|${caseId}`;
  const forgetEntries = (caseId: string) => store.entries.where('[userId+caseId]').equals([userId, caseId]).delete();
  const forgetCase = async (caseId: string) => {
    await store.covers.delete([userId, caseId]);
    await forgetEntries(caseId);
  };
  const sealJson = (place: string, value: unknown) => seal(key, place, new TextEncoder().encode(JSON.stringify(value)));
  const findCase = async (caseId: string): Promise<Seen | undefined> => {
    const row = await store.covers.get([userId, caseId]);
    if (row === undefined || row.openedAt < Date.now() - MOST_DAYS * DAY) return undefined;
    const { record, ...rest } = JSON.parse(new TextDecoder().decode(await unseal(key, coverPlace(caseId), row))) as Cover;
    const entries = await journal.read(caseId as CaseId);
    return { ...rest, record: { ...record, history: entries.map(lineOfKept) } };
  };
  const inOrder = async () => (await store.covers.where('userId').equals(userId).toArray()).sort((a, b) => b.openedAt - a.openedAt);
  return {
    findCase,
    forgetCase,
    listCases: async () => (await Promise.all((await inOrder()).map(({ caseId }) => findCase(caseId)))).filter((seen) => seen !== undefined),
    keepCase: async (caseId, { record: { history, ...record }, ...rest }) => {
      const entries = history.map((line) => keptEntryOf(line, { ...record, history }));
      if ((await journal.append(caseId as CaseId, entries)) !== 'appended') {
        // The server tells it otherwise now: something was erased, or this person sees less. The device follows.
        await forgetEntries(caseId);
        await journal.append(caseId as CaseId, entries);
      }
      const cover: Cover = { ...rest, record };
      await store.covers.put({ userId, caseId, openedAt: Date.now(), ...(await sealJson(coverPlace(caseId), cover)) });
      for (const [at, row] of (await inOrder()).entries()) if (at >= MOST_CASES || row.openedAt < Date.now() - MOST_DAYS * DAY) await forgetCase(row.caseId);
    },
    keepDesk: async (desk) => void (await store.desks.put({ userId, ...(await sealJson(`desk|${userId}`, desk)) })),
  };
}

/** From now on cases that this person opens here are kept. */
export async function beginKeeping(session: Session, passphrase: string): Promise<Kept> {
  const { userId, displayName } = session.user;
  await removeKept(store, userId);
  const { lock, key } = await makeLock({ userId, displayName, mark: session.deviceMark, passphrase, outboxKey: session.outboxKey });
  await store.locks.put(lock);
  return keptOf(userId, key);
}

/** Of who is signed in. All of it is removed when the server's mark of their devices is another than when it was set. */
export async function openKept(session: Session): Promise<Kept | undefined> {
  const { userId } = session.user;
  const lock = await store.locks.get(userId);
  if (lock === undefined) return undefined;
  const key = lock.mark === session.deviceMark ? await openWithSession(lock, session.outboxKey) : undefined;
  if (key !== undefined) return keptOf(userId, key);
  await removeKept(store, userId);
  return undefined;
}

export type Unlocked = KeptDesk & { readonly kept: Kept };

/** 'removed': it was the last try, and everything kept for this person is gone from this device. */
export async function unlock(userId: string, passphrase: string): Promise<Unlocked | { readonly triesLeft: number } | 'removed'> {
  // Counted before it is tried, so that closing the page does not save a try.
  const lock = await store.transaction('rw', store.locks, async () => {
    const held = await store.locks.get(userId);
    if (held !== undefined) await store.locks.update(userId, { wrongTries: held.wrongTries + 1 });
    return held;
  });
  if (lock === undefined) return 'removed';
  const key = lock.wrongTries < MOST_TRIES ? await openWithPassphrase(lock, passphrase) : undefined;
  if (key !== undefined) {
    await store.locks.update(userId, { wrongTries: 0 });
    const row = await store.desks.get(userId);
    if (row === undefined) return 'removed';
    const desk = JSON.parse(new TextDecoder().decode(await unseal(key, `desk|${userId}`, row))) as KeptDesk;
    return { ...desk, kept: keptOf(userId, key) };
  }
  const triesLeft = MOST_TRIES - lock.wrongTries - 1;
  if (triesLeft > 0) return { triesLeft };
  await removeKept(store, userId);
  return 'removed';
}

/** Whoever keeps something here. What is too old is removed first, whether or not anyone can open it. */
export async function listLocks(): Promise<readonly Lock[]> {
  const old = await store.covers.filter((row) => row.openedAt < Date.now() - MOST_DAYS * DAY).toArray();
  for (const { userId, caseId } of old) {
    await store.covers.delete([userId, caseId]);
    await store.entries.where('[userId+caseId]').equals([userId, caseId]).delete();
  }
  return store.locks.toArray();
}

function keptEntryOf(line: Line, record: CaseRecord): KeptEntry {
  const { author, payload, sealedFields, waiting: _waiting, ...envelope } = line;
  const sealed = record.case.sealed.filter((one) => one.entryId === line.entryId);
  return {
    envelope: { ...envelope, caseId: record.case.caseId } as unknown as FoldEntry['envelope'],
    payload: payload as FoldEntry['payload'],
    sealed: sealed.map(({ sealedId, field }) => ({ sealedId, field, subjectId: record.case.personId, fingerprint: '' })) as unknown as FoldEntry['sealed'],
    author,
    sealedFields,
  };
}

function lineOfKept({ envelope, payload, author, sealedFields }: KeptEntry): Line {
  const { caseId: _caseId, ...rest } = envelope;
  return { ...(rest as unknown as Line), author, sealedFields, ...(payload === undefined ? {} : { payload: payload as NonNullable<Line['payload']> }) };
}
