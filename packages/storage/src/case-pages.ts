import type { Fold } from '@sojourn/journal';
import type { ContextTx } from './context.ts';
import { type HeldCase, heldOf, type SnapshotRow } from './journal-store.ts';

/** How far a walk through the cases has come: in the urgent ones or after them, behind which case; and when it began, in milliseconds since 1970. */
export type CasePlace = { readonly urgent: boolean; readonly after: string | undefined; readonly began: number };

/**
 * The next cases behind a place. What is opened meanwhile moves nothing; a case that becomes urgent after its part was passed
 * comes among the others, so none is missed. A case whose urgency changes may come twice. Undefined as the last: the end.
 */
export async function readCasePage<State>(
  tx: ContextTx,
  fold: Fold<State>,
  place: CasePlace,
  limit: number,
  officeId?: string,
): Promise<readonly { readonly held: HeldCase<State>; readonly place: CasePlace }[]> {
  const rows = await tx.rows<SnapshotRow>(
    `select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot
     where organisation_id = $1 and (case_id < $3 or $3 is null) and ($5::uuid is null or office_id = $5)
     and case when $2 then coalesce(urgent, true) else not coalesce(urgent, true) or coalesce(urgent_at > to_timestamp($4 / 1000.0), true) end
     order by case_id desc limit $6`,
    [tx.organisationId, place.urgent, place.after ?? null, place.began, officeId ?? null, limit],
  );
  const found = await Promise.all(rows.map(async (row) => ({ held: await heldOf(tx, fold, row), place: { ...place, after: row.case_id } })));
  if (!place.urgent || found.length === limit) return found;
  return [...found, ...(await readCasePage(tx, fold, { ...place, urgent: false, after: undefined }, limit - found.length, officeId))];
}
