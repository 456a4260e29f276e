import { type CaseState, caseFold, codeDigitsOf, rowOf, standingOf } from '@sojourn/casework';
import { checkFactValue } from '@sojourn/catalogue';
import { occurredDay } from '@sojourn/journal';
import { canonicalJson, type EntryId, type Instant, type JsonValue, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type ActReceipt, type ActRequest, type AnyAct, isNever, runAct } from '@sojourn/operations';
import {
  appendEntries,
  type ContextTx,
  findReceipt,
  type HeldCase,
  keepDeviceAct,
  keepReceipt,
  keepRefusedAct,
  listRecipients,
  logAccess,
  oneAtATime,
  readCaseForUpdate,
  withContext,
} from '@sojourn/storage';
import { PersonErased } from '@sojourn/vault';
import { findCase } from './case-access.ts';
import { type Desk, todayOf } from './desk.ts';

/** Authorises, decides, seals, writes and receipts one act in one transaction; a refused act is kept. Sent twice, it happens once. */
export async function performAct(desk: Desk, actor: Actor, act: AnyAct, request: ActRequest, deviceClock?: Instant): Promise<Result<ActReceipt, Refusal>> {
  const digest = await desk.vault.mark(
    actor.organisationId,
    'act',
    canonicalJson({ name: act.name, actor: actor.userId, request: request as unknown as JsonValue }),
  );
  // The n-th time another case has the code this one was given.
  const attempt = (n: number) =>
    withContext(desk.storage, { ...actor, actorId: actor.userId, purpose: act.policy.purpose }, (tx) =>
      inTransaction(desk, actor, act, request, { digest, random: codeDigitsOf(request.caseId, n), deviceClock }, tx),
    );
  for (let n = 0; ; n += 1) {
    try {
      return await attempt(n);
    } catch (problem) {
      if (problem instanceof PersonErased) return refused({ kind: 'person-erased' });
      if (!isUnique(problem) || !act.opensCase || n === 3) throw problem;
    }
  }
}

type Sending = { readonly digest: string; readonly random: string; readonly deviceClock: Instant | undefined };

async function inTransaction(
  desk: Desk,
  actor: Actor,
  act: AnyAct,
  request: ActRequest,
  sending: Sending,
  tx: ContextTx,
): Promise<Result<ActReceipt, Refusal>> {
  const { digest, random, deviceClock } = sending;
  await oneAtATime(tx, request.actId);
  const earlier = await findReceipt(tx, request.actId);
  if (earlier !== undefined) {
    if (earlier.digest !== digest) return refused({ kind: 'same-act-other-content' });
    return ok({ ...(earlier.response as unknown as ActReceipt), replayed: true });
  }
  const now = desk.clock.now();
  const today = todayOf(desk);
  const { deviceId, deviceSequence, actId, caseId, deviceLink: previous } = request;
  await keepDeviceAct(tx, { deviceId, deviceSequence, actId, caseId, name: act.name, previous }, now);
  const on = occurredDay(request, now, deviceClock);
  const directory: ReadonlyMap<string, JsonValue> = act.recipients === undefined ? new Map() : await listRecipients(tx);
  const found = await caseToActOn(desk, actor, act, request, tx);
  const held = found.ok ? found.value : undefined;
  const decided = found.ok
    ? runAct(act, held?.state, request, {
        actor,
        today,
        on,
        now,
        random,
        standingOf,
        lookUp: (_, id) => directory.get(id),
        checkFact: (fact, value) => checkFactValue(desk.bundle.catalogue, fact, value),
      })
    : found;
  const mint = () => mintId<EntryId>(desk.chance, now);
  if (!decided.ok) {
    // Only its kind: the rest of a refusal may quote what was sent.
    await keepRefusedAct(tx, { refusedId: mint(), actId: request.actId, caseId: request.caseId, name: act.name, refusal: { kind: decided.refusal.kind } });
    await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.policy.purpose, caseId: request.caseId, outcome: decided.refusal.kind });
    return decided;
  }
  const vault = desk.vault.forOneOperation();
  const written = await appendEntries(tx, {
    fold: caseFold,
    held,
    drafts: decided.value,
    request,
    receivedAt: now,
    on,
    bundleHash: desk.bundle.hash,
    mint,
    seal: (place, text) => vault.seal({ organisationId: actor.organisationId, ...place }, text),
    columnsOf: (state) => ({ officeId: state.officeId, caseCode: state.caseCode, urgent: rowOf(state, today).urgent.length > 0 }),
  });
  const receipt: ActReceipt = { caseId: request.caseId, sequence: written.sequence, entryIds: written.entryIds, replayed: false };
  await keepReceipt(tx, request.actId, { digest, response: receipt as unknown as JsonValue }, now);
  await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.policy.purpose, caseId: request.caseId, outcome: 'done' });
  const entries = decided.value.map(({ kind }, at) => ({ kind, entryId: written.entryIds[at] ?? '' }));
  await desk.announce?.(tx, { caseId: request.caseId, standing: standingOf(written.state, now), entries });
  return ok(receipt);
}

/** Nothing where the act opens the case. */
async function caseToActOn(
  desk: Desk,
  actor: Actor,
  act: AnyAct,
  request: ActRequest,
  tx: ContextTx,
): Promise<Result<HeldCase<CaseState> | undefined, Refusal>> {
  const never = isNever(act.policy, actor);
  if (never !== undefined) return refused(never);
  if (act.policy.about !== 'case') return ok(await readCaseForUpdate<CaseState>(tx, caseFold, request.caseId));
  const found = await findCase(desk, tx, actor, act.policy, request.caseId, true);
  return found.ok ? ok(found.value.held) : found;
}

function isUnique(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
