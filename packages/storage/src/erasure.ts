import type { CaseId, PersonId } from '@sojourn/kernel';
import { eraseAttachments } from './attachments.ts';
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
  /** Milliseconds since 1970: what was received later is not of this erasure. Ledgers of an earlier release lack it. */
  readonly decidedAt?: number;
  /** The words about this one person only, in an erasure of reach `identity`; everybody else of the case stays readable. */
  readonly onlyAbout?: PersonId;
};
export type ErasureCounts = { readonly entries: number; readonly sealedValues: number };

/** Of some cases that go together: the people whose sealed values stand in each and in no case beside them. Their keys are destroyed with it. */
export async function subjectsOfCases(tx: ContextTx, caseIds: readonly CaseId[]): Promise<ReadonlyMap<CaseId, readonly PersonId[]>> {
  const rows = await tx.rows<{ caseId: CaseId; subject: PersonId }>(
    `with sealed as (
       select subject_id, case_id from sojourn.sealed_value where organisation_id = $1 union all select subject_id, case_id from sojourn.attachment where organisation_id = $1
     )
     select distinct case_id as "caseId", subject_id as subject from sealed here where case_id = any($2::uuid[])
     and not exists (select 1 from sealed other where other.subject_id = here.subject_id and other.case_id <> all($2::uuid[]))`,
    [tx.organisationId, caseIds],
  );
  const found = Map.groupBy(rows, (row) => row.caseId);
  return new Map(caseIds.map((caseId) => [caseId, (found.get(caseId) ?? []).map((row) => row.subject)]));
}

/** Whether something is sealed about this person in another case than this one. */
export async function standsElsewhere(tx: ContextTx, caseId: CaseId, subjectId: PersonId): Promise<boolean> {
  return (
    (
      await tx.rows(
        `select 1 from sojourn.sealed_value where organisation_id = $1 and subject_id = $2 and case_id <> $3
         union all select 1 from sojourn.attachment where organisation_id = $1 and subject_id = $2 and case_id <> $3 limit 1`,
        [tx.organisationId, subjectId, caseId],
      )
    ).length > 0
  );
}

/** What would go, or goes again after a restore; `until` in milliseconds since 1970: only what was received by then. */
export async function countErasable(tx: ContextTx, caseId: CaseId, reach: Reach, until?: number, onlyAbout?: PersonId): Promise<ErasureCounts> {
  const [row] = await tx.rows<ErasureCounts>(
    `select (select count(*)::int from sojourn.entry e join sojourn.entry_payload p using (organisation_id, entry_id)
       where e.organisation_id = $1 and e.case_id = $2 and $3 = 'whole' and e.sequence > 1 and p.payload is not null and ($4::bigint is null or e.received_at <= $4)) as entries,
     (select count(*)::int from sojourn.sealed_value s join sojourn.entry e on e.organisation_id = $1 and e.entry_id = s.entry_id
       where s.organisation_id = $1 and s.case_id = $2 and s.ciphertext is not null and ($4::bigint is null or e.received_at <= $4) and ($5::uuid is null or s.subject_id = $5))
     + (select count(*)::int from sojourn.attachment a where a.organisation_id = $1 and a.case_id = $2 and a.name is not null and ($4::bigint is null or a.added_at <= to_timestamp($4::bigint / 1000.0)) and ($5::uuid is null or a.subject_id = $5)) as "sealedValues"`,
    [tx.organisationId, caseId, reach, until ?? null, onlyAbout ?? null],
  );
  return row ?? { entries: 0, sealedValues: 0 };
}

/** In a transaction of the retention login. Leaves envelopes, and tombstones that name the certificate; safe to run again. */
export async function expunge(tx: ContextTx, erasure: Erasure): Promise<ErasureCounts> {
  const { caseId, certificateId, reach, onlyAbout } = erasure;
  if (onlyAbout !== undefined && reach !== 'identity') throw new Error('What is about one person alone is erased in words, never in coded facts');
  const until = erasure.decidedAt ?? null;
  const counts = await countErasable(tx, caseId, reach, erasure.decidedAt, onlyAbout);
  await tx.rows(
    `update sojourn.sealed_value s set ciphertext = null from sojourn.entry e
     where s.organisation_id = $1 and s.case_id = $2 and s.ciphertext is not null and e.organisation_id = $1 and e.entry_id = s.entry_id and ($3::bigint is null or e.received_at <= $3) and ($4::uuid is null or s.subject_id = $4)`,
    [tx.organisationId, caseId, until, onlyAbout ?? null],
  );
  // What they would be found by goes with the words.
  await tx.rows(
    `delete from sojourn.search_token t using sojourn.sealed_value s where t.organisation_id = $1 and s.organisation_id = $1 and s.sealed_id = t.sealed_id and s.case_id = $2 and s.ciphertext is null`,
    [tx.organisationId, caseId],
  );
  const files = await eraseAttachments(tx, caseId, until, onlyAbout ?? null);
  if (reach === 'whole')
    await tx.rows(
      `update sojourn.entry_payload p set salt = null, payload = null, expunged_under = $3 from sojourn.entry e
       where e.organisation_id = $1 and e.case_id = $2 and e.sequence > 1 and p.organisation_id = $1 and p.entry_id = e.entry_id and p.payload is not null and ($4::bigint is null or e.received_at <= $4)`,
      [tx.organisationId, caseId, certificateId, until],
    );
  // The mark of an imported row is of whoever the row is about.
  await tx.rows(
    `delete from sojourn.import_row where organisation_id = $1 and case_id = $2
     and ($3::uuid is null or exists (select 1 from sojourn.sealed_value s where s.organisation_id = $1 and s.case_id = $2 and s.subject_id = $3 and s.field = 'import-row'))`,
    [tx.organisationId, caseId, onlyAbout ?? null],
  );
  await tx.rows(
    `insert into sojourn.erasure_certificate (organisation_id, certificate_id, case_id, reach, reason, requested_by, approved_by, gone_from_backups_on, entries, sealed_values, subjects, only_about, files)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict do nothing`,
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
      onlyAbout ?? null,
      files,
    ],
  );
  return counts;
}

/** Every certificate here, for the check against what the ledgers remember. */
export const listCertificates = (tx: ContextTx): Promise<readonly { readonly certificateId: string; readonly caseId: CaseId }[]> =>
  tx.rows('select certificate_id as "certificateId", case_id as "caseId" from sojourn.erasure_certificate where organisation_id = $1 order by erased_at', [
    tx.organisationId,
  ]);

export type Certificate = {
  readonly certificateId: string;
  readonly reach: Reach;
  readonly reason: string;
  readonly erasedOn: string;
  readonly goneFromBackupsOn: string;
  readonly entries: number;
  readonly sealedValues: number;
  readonly aboutOne: boolean;
};

export async function certificatesOf(tx: ContextTx, caseId: CaseId): Promise<readonly Certificate[]> {
  return tx.rows<Certificate>(
    `select certificate_id as "certificateId", reach, reason, to_char(erased_at, 'YYYY-MM-DD') as "erasedOn", gone_from_backups_on::text as "goneFromBackupsOn", entries, sealed_values as "sealedValues", only_about is not null as "aboutOne"
     from sojourn.erasure_certificate where organisation_id = $1 and case_id = $2 order by erased_at`,
    [tx.organisationId, caseId],
  );
}
