import { type CaseState, caseFold, safeContactOf } from '@sojourn/casework';
import { caseworkActs, type caseworkQueries } from '@sojourn/casework/operations';
import { type ActId, type CaseId, type DeviceId, derivedId, ok, refused } from '@sojourn/kernel';
import type { AnyAct } from '@sojourn/operations';
import { type ContextTx, readCaseForUpdate, readSealed } from '@sojourn/storage';
import type { Desk } from '../desk.ts';
import { inTransaction } from '../perform-act.ts';
import { languageFrom } from '../words.ts';
import type { Answering } from './answer.ts';

/**
 * One transaction: the gate is asked by the act that records the sending, then the provider is given the words. Where it
 * fails, nothing was recorded and the message waits on.
 */
export const deliverMessage: Answering<(typeof caseworkQueries)['message.deliver']> = async (desk, actor, tx, { caseId, messageId }) => {
  const found = await readCaseForUpdate<CaseState>(tx, caseFold, caseId as CaseId);
  const message = found?.state.messages.find((one) => one.entryId === messageId);
  if (found === undefined || message === undefined) return refused({ kind: 'no-such-message' });
  if (message.settled !== undefined) return refused({ kind: 'message-settled-already' });
  const port = message.channel === 'sms' || message.channel === 'e-mail' ? desk.messagePorts?.[message.channel] : undefined;
  if (port === undefined) return refused({ kind: 'no-provider' });
  const safe = safeContactOf(found.state, message.subjectId);
  const to = safe === undefined ? undefined : await words(desk, tx, found.state, safe.entryId, 'number');
  if (safe === undefined || to === undefined) return refused({ kind: 'no-safe-contact' });
  const request = {
    actId: derivedId<ActId>('deliver', messageId),
    caseId: caseId as CaseId,
    deviceId: derivedId<DeviceId>('deliver', tx.organisationId),
    deviceSequence: found.sequence + 1,
    basis: found.sequence,
    recordedAt: desk.clock.now(),
    input: { messageId, outcome: 'sent' },
  };
  const settle = caseworkActs['message.settle'] as AnyAct;
  const settled = await inTransaction(desk, actor, settle, request, { digest: messageId, random: '', deviceClock: undefined }, tx);
  if (!settled.ok) return settled;
  const said = desk.bundle.catalogue.texts[languageFrom(message.language)]?.['messages']?.[message.template];
  const own = message.template === 'own-words' ? await words(desk, tx, found.state, message.entryId, 'words') : undefined;
  const sender = safe.sender === 'agreed-name' ? await words(desk, tx, found.state, safe.entryId, 'sender-name') : undefined;
  const text = own ?? String(said ?? '');
  if (text === '') throw new Error('A message without words');
  await port({ to, sender, text });
  return ok({ outcome: 'sent' });
};

async function words(desk: Desk, tx: ContextTx, state: CaseState, entryId: string, field: string): Promise<string | undefined> {
  const reference = state.sealed.find((one) => one.entryId === entryId && one.field === field);
  if (reference === undefined) return undefined;
  const [row] = await readSealed(tx, state.caseId, [reference.sealedId]);
  if (row === undefined || row.ciphertext === null) return undefined;
  const opened = await desk.vault.revealText({ organisationId: tx.organisationId, subjectId: row.subjectId, entryId: row.entryId, field }, row.ciphertext);
  return opened.ok ? opened.value : undefined;
}
