import { type CaseState, caseFold } from '@sojourn/casework';
import { checkFactValue } from '@sojourn/catalogue';
import { canonicalJson, type EntryId, type JsonValue, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type ActReceipt, type ActRequest, type AnyAct, runAct } from '@sojourn/operations';
import {
  appendEntries,
  type ContextTx,
  findReceipt,
  keepReceipt,
  keepRefusedAct,
  logAccess,
  oneAtATime,
  readCaseForUpdate,
  withContext,
} from '@sojourn/storage';
import { type Desk, maySeeCase, todayOf } from './desk.ts';

/** Authorises, decides, seals, writes and receipts one act in one transaction; a refused act is kept. Sent twice, it happens once. */
export async function performAct(desk: Desk, actor: Actor, act: AnyAct, request: ActRequest): Promise<Result<ActReceipt, Refusal>> {
  const digest = await desk.vault.mark(
    actor.organisationId,
    'act',
    canonicalJson({ name: act.name, actor: actor.userId, request: request as unknown as JsonValue }),
  );
  const attempt = () =>
    withContext(desk.storage, { ...actor, actorId: actor.userId, purpose: act.purpose }, (tx) => inTransaction(desk, actor, act, request, digest, tx));
  try {
    return await attempt();
  } catch (problem) {
    if (isUnique(problem) && act.opensCase) return attempt();
    throw problem;
  }
}

async function inTransaction(desk: Desk, actor: Actor, act: AnyAct, request: ActRequest, digest: string, tx: ContextTx): Promise<Result<ActReceipt, Refusal>> {
  await oneAtATime(tx, request.actId);
  const earlier = await findReceipt(tx, request.actId);
  if (earlier !== undefined) {
    if (earlier.digest !== digest) return refused({ kind: 'same-act-other-content' });
    return ok({ ...(earlier.response as unknown as ActReceipt), replayed: true });
  }
  const now = desk.clock.now();
  const today = todayOf(desk);
  const held = await readCaseForUpdate<CaseState>(tx, caseFold, request.caseId);
  const visible = held !== undefined && maySeeCase(actor, held.state);
  const random = Buffer.from(desk.chance.bytes(8)).toString('hex');
  const decided =
    held !== undefined && !visible
      ? refused({ kind: 'no-such-case' })
      : runAct(act, held?.state, request, { actor, today, now, random, checkFact: (fact, value) => checkFactValue(desk.bundle.catalogue, fact, value) });
  const mint = () => mintId<EntryId>(desk.chance, now);
  if (!decided.ok) {
    // Only its kind: the rest of a refusal may quote what was sent.
    await keepRefusedAct(tx, { refusedId: mint(), actId: request.actId, caseId: request.caseId, name: act.name, refusal: { kind: decided.refusal.kind } });
    await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.purpose, caseId: request.caseId, outcome: decided.refusal.kind });
    return decided;
  }
  const vault = desk.vault.forOneOperation();
  const written = await appendEntries(tx, {
    fold: caseFold,
    held,
    drafts: decided.value,
    request,
    receivedAt: now,
    today,
    bundleHash: desk.bundle.hash,
    mint,
    seal: (place, text) => vault.seal({ organisationId: actor.organisationId, ...place }, text),
    columnsOf: ({ officeId, caseCode }) => ({ officeId, caseCode }),
  });
  const receipt: ActReceipt = { caseId: request.caseId, sequence: written.sequence, entryIds: written.entryIds, replayed: false };
  await keepReceipt(tx, request.actId, { digest, response: receipt as unknown as JsonValue }, now);
  await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.purpose, caseId: request.caseId, outcome: 'done' });
  return ok(receipt);
}

function isUnique(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
