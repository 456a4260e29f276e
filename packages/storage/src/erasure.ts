import type { CaseId, PersonId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

/** `identity`: names, words and every sealed value. `whole`: the coded facts as well; the case's code, office and day of contact stay. */
export type Reach = 'identity' | 'whole';

/** Everything needed to erase again after a restore; ids and codes, no identity. Days as 'YYYY-MM-DD'. */
export type Erasure = {
  readonly organisationId: string;
  readonly certificateId: string;
  readonly caseId: CaseId;
  readonly reach: Reach;
  readonly reason: string;
  readonly subjectIds: readonly PersonId[];
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly goneFromBackupsOn: string;
};
export type ErasureCounts = { readonly entries: number; readonly sealedValues: number };

/** People whose sealed values stand in this case and in no other: their keys are destroyed with it. */
export async function subjectsOfOneCase(tx: ContextTx, caseId: CaseId): Promise<readonly PersonId[]> {
  const rows = await tx.rows<{ subject: PersonId }>(
    `select distinct subject_id as subject from sojourn.sealed_value here where organisation_id = $1 and case_id = $2
     and not exists (select 1 from sojourn.sealed_value other where other.organisation_id = $1 and other.subject_id = here.subject_id and other.case_id <> $2)`,
    [tx.organisationId, caseId],
  );
  return rows.map((row) => row.subject);
}

/** What would go, or goes again after a restore. */
export async function countErasable(tx: ContextTx, caseId: CaseId, reach: Reach): Promise<ErasureCounts> {
  const [row] = await tx.rows<ErasureCounts>(
    `select (select count(*)::int from sojourn.entry e join sojourn.entry_payload p using (organisation_id, entry_id)
       where e.organisation_id = $1 and e.case_id = $2 and $3 = 'whole' and e.sequence > 1 and p.payload is not null) as entries,
     (select count(*)::int from sojourn.sealed_value where organisation_id = $1 and case_id = $2 and ciphertext is not null) as "sealedValues"`,
    [tx.organisationId, caseId, reach],
  );
  return row ?? { entries: 0, sealedValues: 0 };
}

/** In a transaction of the retention login. Leaves envelopes, and tombstones that name the certificate; safe to run again. */
export async function expunge(tx: ContextTx, erasure: Erasure): Promise<ErasureCounts> {
  const { caseId, certificateId, reach } = erasure;
  const counts = await countErasable(tx, caseId, reach);
  await tx.rows('update sojourn.sealed_value set ciphertext = null where organisation_id = $1 and case_id = $2 and ciphertext is not null', [
    tx.organisationId,
    caseId,
  ]);
  if (reach === 'whole')
    await tx.rows(
      `update sojourn.entry_payload p set salt = null, payload = null, expunged_under = $3 from sojourn.entry e
       where e.organisation_id = $1 and e.case_id = $2 and e.sequence > 1 and p.organisation_id = $1 and p.entry_id = e.entry_id and p.payload is not null`,
      [tx.organisationId, caseId, certificateId],
    );
  await tx.rows('delete from sojourn.import_row where organisation_id = $1 and case_id = $2', [tx.organisationId, caseId]);
  await tx.rows(
    `insert into sojourn.erasure_certificate (organisation_id, certificate_id, case_id, reach, reason, requested_by, approved_by, gone_from_backups_on, entries, sealed_values, subjects)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict do nothing`,
    [
      tx.organisationId,
      certificateId,
      caseId,
      reach,
      erasure.reason,
      erasure.requestedBy,
      erasure.approvedBy,
      erasure.goneFromBackupsOn,
      counts.entries,
      counts.sealedValues,
      erasure.subjectIds.length,
    ],
  );
  return counts;
}
