import { type Fold, type FoldEntry, foldEntries } from '@sojourn/journal';
import type { CaseId, OrganisationId, UserId } from '@sojourn/kernel';
import { type Storage, withContext } from './context.ts';
import { readJournals } from './journal-store.ts';

type Who = { readonly organisationId: OrganisationId; readonly actorId: UserId; readonly purpose: 'administration' };
type Snapshot = { readonly case_id: CaseId; readonly sequence: number; readonly fold_version: number };
type Some = { readonly snapshots: readonly Snapshot[]; readonly journals: ReadonlyMap<CaseId, readonly FoldEntry[]> };

const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Folds every case of one organisation again, some hundreds a transaction, and writes where the snapshot says something else.
 * Work on the cases goes on meanwhile: a snapshot that moved on since it was read is left as it is, and counted as neither.
 * The next cases are read while these are folded.
 */
export async function rebuildSnapshots<State>(storage: Storage, who: Who, fold: Fold<State>): Promise<{ readonly cases: number; readonly differed: number }> {
  // Two halves side by side: the database is what one waits for.
  const middle = await withContext(storage, who, async (tx) => {
    const rows = await tx.rows<{ middle: string | null }>(
      'select (percentile_disc(0.5) within group (order by case_id::text)) as middle from sojourn.case_snapshot where organisation_id = $1',
      [tx.organisationId],
    );
    return rows[0]?.middle ?? AFTER_ALL;
  });
  const halves = await Promise.all([rebuildBetween(storage, who, fold, BEFORE_ALL, middle), rebuildBetween(storage, who, fold, middle, AFTER_ALL)]);
  return { cases: halves[0].cases + halves[1].cases, differed: halves[0].differed + halves[1].differed };
}

async function rebuildBetween<State>(storage: Storage, who: Who, fold: Fold<State>, from: string, to: string) {
  let [cases, differed] = [0, 0];
  let writing: Promise<number> = Promise.resolve(0);
  let reading = readSome(storage, who, from, to);
  for (;;) {
    const { snapshots, journals } = await reading;
    const last = snapshots.at(-1);
    if (last === undefined) break;
    reading = readSome(storage, who, last.case_id, to);
    // Awaited in the next round: until then a failure of its own must not end the process.
    reading.catch(() => undefined);
    const states = snapshots.map((snapshot) => {
      const entries = journals.get(snapshot.case_id) ?? [];
      return JSON.stringify(foldEntries(fold, entries.at(-1)?.envelope.sequence === snapshot.sequence ? entries : entries.slice(0, snapshot.sequence)));
    });
    cases += snapshots.length;
    differed += await writing;
    writing = writeSome(storage, who, snapshots, states, fold.version);
    writing.catch(() => undefined);
  }
  return { cases, differed: differed + (await writing) };
}

const readSome = (storage: Storage, who: Who, after: string, to: string): Promise<Some> =>
  withContext(storage, who, async (tx) => {
    const snapshots = await tx.rows<Snapshot>(
      'select case_id, sequence, fold_version from sojourn.case_snapshot where organisation_id = $1 and case_id > $2 and case_id <= $4 order by case_id limit $3',
      [tx.organisationId, after, AT_ONCE, to],
    );
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    return { snapshots, journals: first === undefined || last === undefined ? new Map() : await readJournals(tx, first.case_id, last.case_id) };
  });

/** Resolves to how many snapshots of this version of the fold said something else than their journal. */
const writeSome = (storage: Storage, who: Who, snapshots: readonly Snapshot[], states: readonly string[], version: number): Promise<number> =>
  withContext(storage, who, async (tx) => {
    // One text, parted at line ends: JSON has none inside, and an array would have every quotation mark in it escaped.
    const written = await tx.rows<{ fold_version: number }>(
      `update sojourn.case_snapshot s set state = n.state::jsonb, fold_version = $5
       from unnest($2::uuid[], $3::int[], string_to_array($4, E'\\n'), $6::int[]) as n(case_id, sequence, state, was)
       where s.organisation_id = $1 and s.case_id between $7 and $8 and s.case_id = n.case_id and s.sequence = n.sequence and (s.fold_version <> $5 or s.state <> n.state::jsonb) returning n.was as fold_version`,
      [
        tx.organisationId,
        snapshots.map((one) => one.case_id),
        snapshots.map((one) => one.sequence),
        states.join('\n'),
        version,
        snapshots.map((one) => one.fold_version),
        snapshots[0]?.case_id,
        snapshots.at(-1)?.case_id,
      ],
    );
    // Another version of the fold tells the same journal in another form: that is no difference.
    return written.filter((one) => one.fold_version === version).length;
  });

/** One case, after its content was expunged. */
export async function refoldCase<State>(storage: Storage, who: Who, fold: Fold<State>, caseId: CaseId): Promise<void> {
  await withContext(storage, who, async (tx) => {
    const entries = (await readJournals(tx, caseId, caseId)).get(caseId);
    if (entries === undefined) return;
    const state = foldEntries(fold, entries);
    await tx.rows('update sojourn.case_snapshot set state = $3, fold_version = $4 where organisation_id = $1 and case_id = $2 and sequence = $5', [
      tx.organisationId,
      caseId,
      JSON.stringify(state),
      fold.version,
      entries.at(-1)?.envelope.sequence,
    ]);
  });
}
