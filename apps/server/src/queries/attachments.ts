import { createHash } from 'node:crypto';
import { isInCase } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import { cleanFile } from '@sojourn/documents';
import { type CaseId, type EntryId, mintId, ok, type PersonId, refused } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import { type AttachmentRow, findAttachment, keepAttachment, keepChunk, listAttachments, listColleagues, readChunk, withContext } from '@sojourn/storage';
import { PersonErased } from '@sojourn/vault';
import type { Desk } from '../desk.ts';
import type { FileAnswer } from '../http/files.ts';
import type { Answering } from './answer.ts';

const CHUNK = 256 * 1024;
const NAME = 'attachment-name';

/** Looked into, cleaned, and sealed piece by piece under the key of the person it is about; the name it had as well. */
export const addAttachment: Answering<(typeof caseworkQueries)['attachment.add']> = async (
  desk,
  actor,
  tx,
  { caseId, subjectId, kind, name },
  { held },
  { file },
) => {
  if (file === undefined) throw new Error('A file was not read');
  if (!isInCase(held.state, subjectId)) return refused({ kind: 'no-such-person-in-case' });
  const cleaned = await cleanFile(file);
  if (!cleaned.ok) return cleaned;
  const { bytes, mediaType } = cleaned.value;
  const attachmentId = mintId<EntryId>(desk.chance, desk.clock.now());
  const chunks = Math.ceil(bytes.length / CHUNK);
  const { organisationId } = actor;
  const vault = desk.vault.forOneOperation();
  const fingerprint = createHash('sha256');
  try {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const place = { organisationId, subjectId, caseId, attachmentId, chunk, chunks };
      const sealed = await vault.sealChunk(place, bytes.subarray(chunk * CHUNK, (chunk + 1) * CHUNK));
      fingerprint.update(sealed);
      await keepChunk(tx, attachmentId, chunk, sealed);
    }
    const sealedName = await vault.seal({ organisationId, subjectId, entryId: attachmentId, field: NAME }, name ?? '');
    const row = { attachmentId, caseId: caseId as CaseId, subjectId: subjectId as PersonId, kind, mediaType, bytes: bytes.length, chunks };
    await keepAttachment(tx, { ...row, name: sealedName.ciphertext, fingerprint: fingerprint.digest('hex') });
  } catch (problem) {
    if (problem instanceof PersonErased) return refused({ kind: 'person-erased' });
    throw problem;
  }
  return ok({ attachmentId, mediaType, bytes: bytes.length });
};

export const listOwnAttachments: Answering<(typeof caseworkQueries)['attachments.list']> = async (desk, actor, tx, { caseId }) => {
  const people = await listColleagues(tx);
  const attachments = [];
  for (const row of await listAttachments(tx, caseId as CaseId)) {
    const { attachmentId, kind, mediaType, bytes, addedBy, addedAt } = row;
    const name = await nameOf(desk, actor, row);
    attachments.push({
      attachmentId,
      kind,
      mediaType,
      bytes,
      addedBy: people.get(addedBy) ?? '',
      addedAt,
      ...(name === undefined ? { erased: true } : { name, erased: false }),
    });
  }
  return ok({ attachments });
};

async function nameOf(desk: Desk, actor: Actor, { attachmentId, subjectId, name }: AttachmentRow): Promise<string | undefined> {
  if (name === null) return undefined;
  const opened = await desk.vault.revealText({ organisationId: actor.organisationId, subjectId, entryId: attachmentId, field: NAME }, name);
  return opened.ok ? opened.value : undefined;
}

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };

/** Piece by piece, each opened when the one before was taken: no more of a file than that is in the memory. */
export const readAttachment: Answering<(typeof caseworkQueries)['attachment.read']> = async (desk, actor, tx, { caseId, attachmentId }, { held }) => {
  const row = await findAttachment(tx, caseId as CaseId, attachmentId);
  if (row === undefined) return refused({ kind: 'no-such-attachment' });
  if ((await nameOf(desk, actor, row)) === undefined) return refused({ kind: 'erased' });
  const { subjectId, chunks, bytes, mediaType } = row;
  const { organisationId } = actor;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      // A transaction of its own for each: a slow reader holds no connection.
      const sealed = await withContext(desk.storage, { organisationId, actorId: actor.userId, purpose: 'assistance' }, (each) =>
        readChunk(each, attachmentId, chunk),
      );
      const opened =
        sealed === undefined ? undefined : await desk.vault.revealChunk({ organisationId, subjectId, caseId, attachmentId, chunk, chunks }, sealed);
      if (opened?.ok !== true) throw new Error('A piece of a file is gone');
      yield opened.value;
    }
  }
  const answer: FileAnswer = { mediaType, bytes, name: `${held.state.caseCode}-${attachmentId.slice(-6)}.${endings[mediaType] ?? 'bin'}`, pieces: pieces() };
  return ok(answer);
};
