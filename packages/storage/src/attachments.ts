import type { CaseId, PersonId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type AttachmentRow = {
  readonly attachmentId: string;
  readonly caseId: CaseId;
  readonly subjectId: PersonId;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly chunks: number;
  /** Sealed; null when it was erased. */
  readonly name: Buffer | null;
  /** SHA-256 over the sealed chunks in their order, hexadecimal. */
  readonly fingerprint: string;
  readonly addedBy: string;
  readonly addedAt: string;
};

const columns = `attachment_id as "attachmentId", case_id as "caseId", subject_id as "subjectId", kind, media_type as "mediaType", bytes, chunks, name, fingerprint, added_by as "addedBy",
  to_char(added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "addedAt"`;

/** Chunks first, then this: what has no row here was never kept. */
export async function keepAttachment(tx: ContextTx, row: Omit<AttachmentRow, 'addedBy' | 'addedAt'>): Promise<void> {
  await tx.rows(
    'insert into sojourn.attachment (organisation_id, attachment_id, case_id, subject_id, kind, media_type, bytes, chunks, name, fingerprint, added_by) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)',
    [tx.organisationId, row.attachmentId, row.caseId, row.subjectId, row.kind, row.mediaType, row.bytes, row.chunks, row.name, row.fingerprint, tx.actorId],
  );
}

export async function keepChunk(tx: ContextTx, attachmentId: string, chunk: number, ciphertext: Buffer): Promise<void> {
  await tx.rows('insert into sojourn.attachment_chunk (organisation_id, attachment_id, chunk, ciphertext) values ($1,$2,$3,$4)', [
    tx.organisationId,
    attachmentId,
    chunk,
    ciphertext,
  ]);
}

export function listAttachments(tx: ContextTx, caseId: CaseId): Promise<readonly AttachmentRow[]> {
  return tx.rows<AttachmentRow>(`select ${columns} from sojourn.attachment where organisation_id = $1 and case_id = $2 order by added_at, attachment_id`, [
    tx.organisationId,
    caseId,
  ]);
}

export async function findAttachment(tx: ContextTx, caseId: CaseId, attachmentId: string): Promise<AttachmentRow | undefined> {
  return (
    await tx.rows<AttachmentRow>(`select ${columns} from sojourn.attachment where organisation_id = $1 and case_id = $2 and attachment_id = $3`, [
      tx.organisationId,
      caseId,
      attachmentId,
    ])
  )[0];
}

/** One sealed chunk; undefined when it was erased. */
export async function readChunk(tx: ContextTx, attachmentId: string, chunk: number): Promise<Buffer | undefined> {
  const [row] = await tx.rows<{ readonly ciphertext: Buffer | null }>(
    'select ciphertext from sojourn.attachment_chunk where organisation_id = $1 and attachment_id = $2 and chunk = $3',
    [tx.organisationId, attachmentId, chunk],
  );
  return row?.ciphertext ?? undefined;
}

/** In a transaction of the retention login, as part of an erasure. `until` in milliseconds since 1970; of one person only, where said. */
export async function eraseAttachments(tx: ContextTx, caseId: CaseId, until: number | null, onlyAbout: string | null): Promise<void> {
  const which =
    'organisation_id = $1 and case_id = $2 and ($3::bigint is null or added_at <= to_timestamp($3::bigint / 1000.0)) and ($4::uuid is null or subject_id = $4)';
  await tx.rows(
    `update sojourn.attachment_chunk set ciphertext = null
     where organisation_id = $1 and ciphertext is not null and attachment_id in (select attachment_id from sojourn.attachment where ${which})`,
    [tx.organisationId, caseId, until, onlyAbout],
  );
  await tx.rows(`update sojourn.attachment set name = null where ${which} and name is not null`, [tx.organisationId, caseId, until, onlyAbout]);
}
