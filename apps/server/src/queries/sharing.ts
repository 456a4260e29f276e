import { createHash, randomInt } from 'node:crypto';
import { askLedger, packageOf, type SharePackage, shareStands } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import { held, towards } from '@sojourn/consent';
import { type Recipient, recipientKinds, recipientSchema } from '@sojourn/directory';
import { type CaseId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type ContextTx, keepRecipient, keepShareCode, listRecipients, listShareEvents, readSealed } from '@sojourn/storage';
import { type Desk, todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';

export const listDirectory: Answering<(typeof caseworkQueries)['directory.list']> = async (_desk, _actor, tx) => {
  const recipients = [...(await listRecipients(tx)).values()].map((row) => recipientSchema.parse(row));
  return ok({ recipients: recipients.map((one) => ({ ...one, reach: recipientKinds[one.kind] })).sort((a, b) => (a.code < b.code ? -1 : 1)) });
};

export const keepInDirectory: Answering<(typeof caseworkQueries)['directory.keep']> = async (_desk, _actor, tx, recipient) => {
  const before = recipientSchema.safeParse((await listRecipients(tx)).get(recipient.recipientId));
  if (before.success && before.data.kind !== recipient.kind) return refused({ kind: 'kind-is-for-ever', where: ['kind'] });
  await keepRecipient(tx, recipient);
  return ok({ recipientId: recipient.recipientId });
};

export async function findRecipient(tx: ContextTx, recipientId: string): Promise<Result<Recipient, Refusal>> {
  const found = recipientSchema.safeParse((await listRecipients(tx)).get(recipientId));
  return found.success && !found.data.retired ? ok(found.data) : refused({ kind: 'no-such-recipient', where: ['recipientId'] });
}

export const previewReferral: Answering<(typeof caseworkQueries)['referral.preview']> = async (
  desk,
  _actor,
  tx,
  { caseId: _caseId, recipientId, ground, as, filing, ...chosen },
  { held: { state } },
) => {
  const recipient = await findRecipient(tx, recipientId);
  if (!recipient.ok) return recipient;
  const today = todayOf(desk);
  const made = packageOf(state, { ...chosen, recipientId, subjectId: state.personId }, today);
  if (!made.ok) return made;
  const { dataClasses, facts, fingerprint } = made.value;
  const to = towards(recipient.value);
  const about = { purpose: as, to, dataClasses, ground, ...(filing === undefined ? {} : { filing }) };
  const may = askLedger(state, about, { on: today, at: desk.clock.now() });
  const words = await openWords(desk, tx, state.caseId, made.value);
  return ok({ fingerprint, dataClasses: [...dataClasses], facts: plain(facts), words, ...(may.ok ? {} : { refusal: { kind: may.refusal.kind } }) });
};

const plain = (facts: SharePackage['facts']) =>
  facts.map(({ value, ...rest }) => ({ ...rest, ...(value === undefined ? {} : { value: JSON.parse(JSON.stringify(value)) }) }));

/** The sealed words of a package in the clear: for a preview, or for a receiver whose authority was read in this transaction. */
export async function openWords(desk: Desk, tx: ContextTx, caseId: string, { sealed }: SharePackage) {
  const rows = new Map(
    (
      await readSealed(
        tx,
        caseId as CaseId,
        sealed.map((one) => one.sealedId),
      )
    ).map((row) => [row.sealedId, row]),
  );
  const words = [];
  for (const { sealedId, field, dataClass } of sealed) {
    const row = rows.get(sealedId);
    const opened =
      row === undefined || row.ciphertext === null
        ? undefined
        : await desk.vault.revealText({ organisationId: tx.organisationId, subjectId: row.subjectId, entryId: row.entryId, field }, row.ciphertext);
    words.push({ sealedId, field, dataClass, ...(opened?.ok === true ? { text: opened.value, erased: false } : { erased: true }) });
  }
  return words;
}

// Easily told apart when read aloud or written by hand; 16 of 31 are 79 bits.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const codeHashOf = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');

export const issueReferralCode: Answering<(typeof caseworkQueries)['referral.code']> = async (desk, _actor, tx, { caseId, shareId }, found) => {
  const { state } = found.held;
  const share = state.shares.find((one) => one.entryId === shareId);
  if (share === undefined) return refused({ kind: 'no-such-share' });
  if (share.recall !== undefined) return refused({ kind: 'already-recalled' });
  const recipient = await findRecipient(tx, share.recipientId);
  if (!recipient.ok) return recipient;
  const stands = shareStands(state, share, { today: todayOf(desk), now: desk.clock.now() }, state.ledger, towards(recipient.value));
  if (!stands.ok) return stands;
  held(stands.value, 'sharing');
  const code = Array.from({ length: 16 }, () => letters.charAt(randomInt(letters.length))).join('');
  await keepShareCode(tx, { shareId, caseId, recipientKind: share.recipient, codeHash: codeHashOf(code) });
  return ok({ path: `/shared/${shareId}`, code: code.replace(/(.{4})(?=.)/g, '$1-'), expiresOn: share.expiresOn });
};

export const sharingOfCase: Answering<(typeof caseworkQueries)['case.sharing']> = async (_desk, _actor, tx, { caseId }) => {
  return ok({ events: [...(await listShareEvents(tx, caseId))] });
};
