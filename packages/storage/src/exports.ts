import type { ContextTx } from './context.ts';

export type ExportRow = {
  readonly exportId: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly recipientId: string;
  readonly facts: readonly string[];
  readonly format: 'csv' | 'xlsx' | 'htcds-csv' | 'htcds-xlsx';
  readonly recipientKey: string;
  readonly fingerprint: string;
  readonly cases: number;
  readonly state: 'asked' | 'approved' | 'turned-down' | 'taken';
  /** Approved less than two days ago. */
  readonly fresh: boolean;
};

const columns = `export_id as "exportId", requested_by as "requestedBy", to_char(requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "requestedAt", recipient_id as "recipientId", facts, format,
  recipient_key as "recipientKey", fingerprint, cases,
  case when taken_at is not null then 'taken' when approved then 'approved' when approved is not null then 'turned-down' else 'asked' end as state,
  coalesce(decided_at > clock_timestamp() - interval '2 days', false) as fresh`;

export type NewExport = Pick<ExportRow, 'exportId' | 'recipientId' | 'facts' | 'format' | 'recipientKey' | 'fingerprint' | 'cases'>;

export async function askToExport(tx: ContextTx, one: NewExport): Promise<void> {
  await tx.rows(
    'insert into sojourn.export_request (organisation_id, export_id, requested_by, recipient_id, facts, format, recipient_key, fingerprint, cases) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [tx.organisationId, one.exportId, tx.actorId, one.recipientId, [...one.facts], one.format, one.recipientKey, one.fingerprint, one.cases],
  );
}

export function listExports(tx: ContextTx): Promise<readonly ExportRow[]> {
  return tx.rows<ExportRow>(`select ${columns} from sojourn.export_request where organisation_id = $1 order by requested_at desc limit 200`, [
    tx.organisationId,
  ]);
}

/** Locked until the transaction ends. */
export async function findExport(tx: ContextTx, exportId: string): Promise<ExportRow | undefined> {
  return (
    await tx.rows<ExportRow>(`select ${columns} from sojourn.export_request where organisation_id = $1 and export_id = $2 for update`, [
      tx.organisationId,
      exportId,
    ])
  )[0];
}

export async function decideExport(tx: ContextTx, exportId: string, approved: boolean): Promise<void> {
  await tx.rows(
    'update sojourn.export_request set decided_by = $3, decided_at = clock_timestamp(), approved = $4 where organisation_id = $1 and export_id = $2',
    [tx.organisationId, exportId, tx.actorId, approved],
  );
}

export async function noteTaken(tx: ContextTx, exportId: string): Promise<void> {
  await tx.rows('update sojourn.export_request set taken_at = clock_timestamp() where organisation_id = $1 and export_id = $2', [tx.organisationId, exportId]);
}
