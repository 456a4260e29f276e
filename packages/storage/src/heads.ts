import type { Head } from '@sojourn/journal';
import type { CaseId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

/** Where every chain of the organisation ends, taken from the entries and not from the snapshots. */
export async function readHeads(tx: ContextTx): Promise<readonly Head[]> {
  return tx.rows<Head>(
    `select distinct on (case_id) case_id as "caseId", sequence, hash from sojourn.entry where organisation_id = $1 order by case_id, sequence desc`,
    [tx.organisationId],
  );
}

export async function readHash(tx: ContextTx, caseId: CaseId, sequence: number): Promise<string | undefined> {
  const rows = await tx.rows<{ hash: string }>('select hash from sojourn.entry where organisation_id = $1 and case_id = $2 and sequence = $3', [
    tx.organisationId,
    caseId,
    sequence,
  ]);
  return rows[0]?.hash;
}

/** Entries of these kinds that an act should have written in two cases and that stand in one only. Envelopes alone say so, also after an erasure. */
export async function withoutCounterpart(tx: ContextTx, kinds: readonly string[]): Promise<readonly { readonly caseId: CaseId; readonly sequence: number }[]> {
  return tx.rows(
    `select case_id as "caseId", sequence from sojourn.entry e where organisation_id = $1 and kind = any($2::text[])
     and not exists (select 1 from sojourn.entry o where o.organisation_id = $1 and o.kind = e.kind and o.act_id = e.act_id and o.case_id <> e.case_id) order by case_id, sequence`,
    [tx.organisationId, kinds],
  );
}

export async function caseCodeOf(tx: ContextTx, caseId: CaseId): Promise<string | undefined> {
  const rows = await tx.rows<{ code: string }>('select case_code as code from sojourn.case_snapshot where organisation_id = $1 and case_id = $2', [
    tx.organisationId,
    caseId,
  ]);
  return rows[0]?.code;
}

export async function findCaseByCode(tx: ContextTx, caseCode: string): Promise<CaseId | undefined> {
  const rows = await tx.rows<{ caseId: CaseId }>('select case_id as "caseId" from sojourn.case_snapshot where organisation_id = $1 and case_code = $2', [
    tx.organisationId,
    caseCode,
  ]);
  return rows[0]?.caseId;
}
