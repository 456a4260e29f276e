import { type Fold, foldEntries } from '@sojourn/journal';
import { type CaseId, canonicalJson, type JsonValue, type OrganisationId, type UserId } from '@sojourn/kernel';
import { type Storage, withContext } from './context.ts';
import { readJournals } from './journal-store.ts';

type Who = { readonly organisationId: OrganisationId; readonly actorId: UserId; readonly purpose: 'administration' };
type Snapshot = { readonly case_id: CaseId; readonly sequence: number; readonly state: JsonValue; readonly fold_version: number };

const AT_ONCE = 500;

/**
 * Folds every case of one organisation again, some hundreds a transaction, and writes where the snapshot says something else.
 * Work on the cases goes on meanwhile: a snapshot that moved on since it was read is left as it is, and counted as neither.
 */
export async function rebuildSnapshots<State>(storage: Storage, who: Who, fold: Fold<State>): Promise<{ readonly cases: number; readonly differed: number }> {
  let [cases, differed] = [0, 0];
  let after: string | undefined = '00000000-0000-0000-0000-000000000000';
  while (after !== undefined) {
    const from: string = after;
    after = await withContext(storage, who, async (tx) => {
      const snapshots = await tx.rows<Snapshot>(
        'select case_id, sequence, state, fold_version from sojourn.case_snapshot where organisation_id = $1 and case_id > $2 order by case_id limit $3',
        [tx.organisationId, from, AT_ONCE],
      );
      const journals = await readJournals(
        tx,
        snapshots.map((one) => one.case_id),
      );
      for (const snapshot of snapshots) {
        const entries = (journals.get(snapshot.case_id) ?? []).filter((entry) => entry.envelope.sequence <= snapshot.sequence);
        const state = foldEntries(fold, entries) as unknown as JsonValue;
        cases += 1;
        if (snapshot.fold_version === fold.version && canonicalJson(snapshot.state) === canonicalJson(state)) continue;
        const written = await tx.rows(
          `update sojourn.case_snapshot set state = $4, fold_version = $5 where organisation_id = $1 and case_id = $2 and sequence = $3 returning 1`,
          [tx.organisationId, snapshot.case_id, snapshot.sequence, JSON.stringify(state), fold.version],
        );
        differed += written.length;
      }
      return snapshots.length < AT_ONCE ? undefined : snapshots.at(-1)?.case_id;
    });
  }
  return { cases, differed };
}

/** One case, after its content was expunged. */
export async function refoldCase<State>(storage: Storage, who: Who, fold: Fold<State>, caseId: CaseId): Promise<void> {
  await withContext(storage, who, async (tx) => {
    const entries = (await readJournals(tx, [caseId])).get(caseId);
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
