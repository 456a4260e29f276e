import { type CaseId, canonicalJson, type JsonValue, type PersonId } from '@sojourn/kernel';
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

export type KeptFile = {
  readonly attachmentId: string;
  readonly subjectId: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly chunks: number;
  readonly fingerprint: string;
  /** SHA-256 of the sealed name; null when it was erased. */
  readonly nameFingerprint: string | null;
  /** SHA-256 over what stands sealed here now, in order; null where a piece was erased. */
  readonly found: string | null;
  readonly pieces: number;
  /** Erased under a certificate that names this very file; one of an earlier release named none, and reaches the person it is about. */
  readonly certified: boolean;
};

/** Every file of a case as it stands here, measured anew by the database itself. */
export function measureAttachments(tx: ContextTx, caseId: CaseId): Promise<readonly KeptFile[]> {
  return tx.rows<KeptFile>(
    `select a.attachment_id as "attachmentId", a.subject_id as "subjectId", a.kind, a.media_type as "mediaType", a.bytes, a.chunks, a.fingerprint,
       encode(sha256(a.name), 'hex') as "nameFingerprint", c.found, coalesce(c.pieces, 0)::int as pieces,
       exists (select 1 from sojourn.erasure_certificate e where e.organisation_id = $1 and e.case_id = $2 and (e.only_about is null or e.only_about = a.subject_id)
         and (e.files is null or a.attachment_id = any(e.files))) as certified
     from sojourn.attachment a left join lateral (
       select count(*) as pieces, case when bool_and(ciphertext is not null) then encode(sha256(string_agg(ciphertext, ''::bytea order by chunk)), 'hex') end as found
       from sojourn.attachment_chunk where organisation_id = $1 and attachment_id = a.attachment_id
     ) c on true
     where a.organisation_id = $1 and a.case_id = $2 order by a.attachment_id`,
    [tx.organisationId, caseId],
  );
}

export type FileFinding = { readonly sequence: number; readonly kind: 'attachment-changed' | 'attachment-removed' };
type KeptEntry = { readonly sequence: number; readonly entryId: string; readonly payload: JsonValue | undefined };

/** What the journal says of each file against what stands here. Where the entry itself was expunged under a certificate, its file has to be gone too. */
export function findingsOfFiles(entries: readonly KeptEntry[], files: readonly KeptFile[]): readonly FileFinding[] {
  const byId = new Map(files.map((file) => [file.attachmentId, file]));
  return entries.flatMap(({ sequence, entryId, payload }): readonly FileFinding[] => {
    const file = byId.get(entryId);
    if (file === undefined) return [{ sequence, kind: 'attachment-removed' }];
    const erased = file.nameFingerprint === null && file.found === null && file.pieces === file.chunks;
    if (erased) return file.certified ? [] : [{ sequence, kind: 'attachment-removed' }];
    if (payload === undefined || file.pieces === 0) return [{ sequence, kind: payload === undefined ? 'attachment-changed' : 'attachment-removed' }];
    const { on: _on, ...said } = payload as Readonly<Record<string, JsonValue>>;
    const { subjectId, kind, mediaType, bytes, chunks, nameFingerprint, found: fingerprint } = file;
    const same = canonicalJson(said) === canonicalJson({ subjectId, kind, mediaType, bytes, chunks, fingerprint, nameFingerprint });
    return same && file.pieces === chunks && file.fingerprint === fingerprint ? [] : [{ sequence, kind: 'attachment-changed' }];
  });
}

/** Files that no entry of a journal tells of: kept by an earlier release, or put in afterwards. */
export async function countUntoldAttachments(tx: ContextTx): Promise<number> {
  const [row] = await tx.rows<{ readonly files: number }>(
    `select count(*)::int as files from sojourn.attachment a where a.organisation_id = $1
     and not exists (select 1 from sojourn.entry e where e.organisation_id = $1 and e.entry_id = a.attachment_id and e.case_id = a.case_id and e.kind = 'attachment-kept')`,
    [tx.organisationId],
  );
  return row?.files ?? 0;
}

/** In a transaction of the retention login, as part of an erasure. `until` in milliseconds since 1970; of one person only, where said. Which files went. */
export async function eraseAttachments(tx: ContextTx, caseId: CaseId, until: number | null, onlyAbout: string | null): Promise<readonly string[]> {
  const which =
    'organisation_id = $1 and case_id = $2 and ($3::bigint is null or added_at <= to_timestamp($3::bigint / 1000.0)) and ($4::uuid is null or subject_id = $4)';
  await tx.rows(
    `update sojourn.attachment_chunk set ciphertext = null
     where organisation_id = $1 and ciphertext is not null and attachment_id in (select attachment_id from sojourn.attachment where ${which})`,
    [tx.organisationId, caseId, until, onlyAbout],
  );
  const gone = await tx.rows<{ attachmentId: string }>(
    `update sojourn.attachment set name = null where ${which} and name is not null returning attachment_id as "attachmentId"`,
    [tx.organisationId, caseId, until, onlyAbout],
  );
  return gone.map((row) => row.attachmentId).sort();
}
