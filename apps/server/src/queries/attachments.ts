import { createHash } from 'node:crypto';
import { type CaseState, caseFold, isInCase, type Payload, standingOf } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import { entryIdOf } from '@sojourn/journal';
import { type ActId, type CaseId, canonicalJson, type DeviceId, derivedId, mintId, ok, type PersonId, refused } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import {
  type AttachmentRow,
  appendEntries,
  type ContextTx,
  findAttachment,
  findReceipt,
  type HeldCase,
  keepAttachment,
  keepChunk,
  keepReceipt,
  listAttachments,
  listColleagues,
  oneAtATime,
  readCaseForUpdate,
  readChunk,
  withContext,
} from '@sojourn/storage';
import { PersonErased } from '@sojourn/vault';
import { type Desk, todayOf } from '../desk.ts';
import type { FileAnswer } from '../http/files.ts';
import { writingAs } from '../perform-act.ts';
import type { Answering } from './answer.ts';

const CHUNK = 256 * 1024;
const NAME = 'attachment-name';

/**
 * As it comes from the cleaner, sealed piece by piece under the key of the person it is about; the name it had as well. The
 * journal keeps what proves it: digests of what was sealed, in an entry whose id is the file's own.
 */
export const addAttachment: Answering<(typeof caseworkQueries)['attachment.add']> = async (desk, actor, tx, input, { held }, { file }) => {
  if (file === undefined) throw new Error('A file was not read');
  const { subjectId, kind, name } = input;
  if (!isInCase(held.state, subjectId)) return refused({ kind: 'no-such-person-in-case' });
  const { bytes, mediaType } = file;
  const { caseId } = held;
  const { organisationId } = actor;
  const now = desk.clock.now();
  const actId = (input.actId as ActId | undefined) ?? mintId<ActId>(desk.chance, now);
  const attachmentId = entryIdOf(actId, 0);
  const chunks = Math.ceil(bytes / CHUNK);
  const vault = desk.vault.forOneOperation();
  const content = createHash('sha256');
  // As with every act: what stands in the receipt says nothing without the organisation's key.
  const digest = async () =>
    desk.vault.mark(
      organisationId,
      'act',
      canonicalJson({ name: 'attachment.add', actor: actor.userId, caseId, subjectId, kind, content: content.digest('hex') }),
    );
  if (input.actId !== undefined) {
    await oneAtATime(tx, actId);
    const earlier = await findReceipt(tx, actId);
    if (earlier !== undefined) {
      for await (const piece of file.pieces(CHUNK)) content.update(piece);
      if (earlier.digest !== (await digest())) return refused({ kind: 'same-act-other-content' });
      return ok(earlier.response as { readonly attachmentId: string; readonly mediaType: string; readonly bytes: number });
    }
  }
  const fingerprint = createHash('sha256');
  try {
    let chunk = 0;
    for await (const piece of file.pieces(CHUNK)) {
      const sealed = await vault.sealChunk({ organisationId, subjectId, caseId, attachmentId, chunk, chunks }, piece);
      content.update(piece);
      fingerprint.update(sealed);
      await keepChunk(tx, attachmentId, chunk, sealed);
      chunk += 1;
    }
    const sealedName = await vault.seal({ organisationId, subjectId, entryId: attachmentId, field: NAME }, name ?? '');
    const row = { kind, mediaType, bytes, chunks, fingerprint: fingerprint.digest('hex') };
    await keepAttachment(tx, { ...row, attachmentId, caseId, subjectId: subjectId as PersonId, name: sealedName.ciphertext });
    await writeDown(desk, tx, held, actId, { ...row, subjectId, nameFingerprint: sealedName.fingerprint, on: todayOf(desk) });
  } catch (problem) {
    if (problem instanceof PersonErased) return refused({ kind: 'person-erased' });
    throw problem;
  }
  const answer = { attachmentId, mediaType, bytes };
  if (input.actId !== undefined) await keepReceipt(tx, actId, { digest: await digest(), response: answer }, now);
  return ok(answer);
};

/** The case was locked by the query itself; what is written stands in its own journal, not in one joined with it. */
async function writeDown(
  desk: Desk,
  tx: ContextTx,
  { caseId, sequence }: Pick<HeldCase<CaseState>, 'caseId' | 'sequence'>,
  actId: ActId,
  payload: Payload<'attachment-kept@1'>,
): Promise<void> {
  const held = await readCaseForUpdate<CaseState>(tx, caseFold, caseId);
  if (held === undefined) throw new Error('A case is gone while it was locked');
  const now = desk.clock.now();
  const device = { deviceId: derivedId<DeviceId>('attachments', tx.organisationId), deviceSequence: sequence + 1 };
  const request = { actId, caseId, ...device, basis: sequence, recordedAt: now, input: {} };
  const draft = { kind: 'attachment-kept', version: 1, payload, source: 'caseworker' } as const;
  const written = await appendEntries(tx, { ...(await writingAs(desk, tx, now)), held, drafts: [draft], request, on: todayOf(desk) });
  const entries = written.entryIds.map((entryId) => ({ kind: draft.kind, entryId }));
  await desk.announce?.(tx, { caseId, standing: standingOf(written.state, now), entries });
}

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
