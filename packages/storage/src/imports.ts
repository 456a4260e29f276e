import type { CaseId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type ImportedRowOf = { readonly caseId: CaseId; readonly contentMark: string | null };

export async function findImportedRow(tx: ContextTx, mark: string): Promise<ImportedRowOf | undefined> {
  return (
    await tx.rows<ImportedRowOf>(
      'select case_id as "caseId", content_mark as "contentMark" from sojourn.import_row where organisation_id = $1 and row_mark = $2',
      [tx.organisationId, mark],
    )
  )[0];
}

/** `contentMark`: of what the row says, where `mark` is of the id that a form gave it. */
export async function keepImportedRow(
  tx: ContextTx,
  row: { readonly mark: string; readonly contentMark?: string; readonly caseId: CaseId; readonly importId: string },
): Promise<void> {
  await tx.rows('insert into sojourn.import_row (organisation_id, row_mark, case_id, import_id, content_mark) values ($1,$2,$3,$4,$5) on conflict do nothing', [
    tx.organisationId,
    row.mark,
    row.caseId,
    row.importId,
    row.contentMark ?? null,
  ]);
}

export type ImportSource = {
  readonly importId: string;
  readonly importedBy: string;
  readonly importedAt: string;
  readonly lawfulBasis: string;
  readonly format: string;
  readonly sealed: Buffer;
};

export async function keepImportSource(tx: ContextTx, one: Pick<ImportSource, 'importId' | 'lawfulBasis' | 'format' | 'sealed'>): Promise<void> {
  await tx.rows('insert into sojourn.import_source (organisation_id, import_id, imported_by, lawful_basis, format, sealed) values ($1,$2,$3,$4,$5,$6)', [
    tx.organisationId,
    one.importId,
    tx.actorId,
    one.lawfulBasis,
    one.format,
    one.sealed,
  ]);
}

/** The file a case came of; undefined where it was opened by hand, or before senders were asked for. */
export async function importSourceOf(tx: ContextTx, caseId: CaseId): Promise<ImportSource | undefined> {
  return (
    await tx.rows<ImportSource>(
      `select s.import_id as "importId", s.imported_by as "importedBy", to_char(s.imported_at at time zone 'UTC', 'YYYY-MM-DD') as "importedAt", s.lawful_basis as "lawfulBasis", s.format, s.sealed
       from sojourn.import_row r join sojourn.import_source s on s.organisation_id = r.organisation_id and s.import_id = r.import_id
       where r.organisation_id = $1 and r.case_id = $2 limit 1`,
      [tx.organisationId, caseId],
    )
  )[0];
}
