import { type CaseState, caseFold, codeDigitsOf, noticesOf, rowOf, standingOf, together } from '@sojourn/casework';
import { checkFactValue } from '@sojourn/catalogue';
import { entryIdOf, occurredDay } from '@sojourn/journal';
import { canonicalJson, type EntryId, type Instant, type JsonValue, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type ActReceipt, type ActRequest, type AnyAct, isNever, runAct } from '@sojourn/operations';
import {
  appendEntries,
  archiveBundle,
  type ContextTx,
  findReceipt,
  isArchived,
  keepDeviceAct,
  keepMembers,
  keepNotice,
  keepReceipt,
  keepRefusedAct,
  listRecipients,
  logAccess,
  oneAtATime,
  readCaseForUpdate,
  readColleagues,
  type Seal,
  withContext,
} from '@sojourn/storage';
import { PersonErased } from '@sojourn/vault';
import { erasedAmong, type LockedCases, lockCases } from './case-access.ts';
import { type Desk, todayOf } from './desk.ts';
import { bundleFor } from './own-rules.ts';
import { withGrounds } from './relied-on.ts';
import { tokensFor } from './search-tokens.ts';

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

export type Sending = { readonly digest: string; readonly random: string; readonly deviceClock: Instant | undefined };

/** For an effect that belongs into the transaction of its own record: throwing afterwards undoes both. */
export async function inTransaction(
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
  const colleagues = act.colleagues === true ? await readColleagues(tx) : [];
  const also = request.also ?? [];
  const found = await casesToActOn(desk, actor, act, request, tx);
  const { locked, records } = found.ok ? found.value : none;
  const held = locked.get(request.caseId);
  const decided = found.ok
    ? runAct(act, held === undefined ? undefined : together(request.caseId, records), request, {
        actor,
        today,
        on,
        now,
        random,
        standingOf,
        lookUp: (list, id) => (list === 'recipient' ? directory.get(id) : colleagues.find((one) => one.userId === id)?.userId),
        checkFact: (fact, value) => checkFactValue(desk.bundle.catalogue, fact, value),
        records,
        erased: also.length === 0 ? new Set() : await erasedAmong(desk, tx, touchedStates(request, records)),
      })
    : found;
  const mint = () => mintId<EntryId>(desk.chance, now);
  if (!decided.ok) {
    // Only its kind: the rest of a refusal may quote what was sent.
    await keepRefusedAct(tx, { refusedId: mint(), actId: request.actId, caseId: request.caseId, name: act.name, refusal: { kind: decided.refusal.kind } });
    await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.policy.purpose, caseId: request.caseId, outcome: decided.refusal.kind });
    return decided;
  }
  const before = held === undefined ? undefined : together(request.caseId, records);
  const drafts = withGrounds(decided.value, (await bundleFor(desk, tx)).catalogue, before, today);
  const appending = { ...(await writingAs(desk, tx, now)), drafts, request, on };
  const written = await appendEntries(tx, { ...appending, held });
  const elsewhere = [...new Set(decided.value.flatMap((draft) => draft.caseId ?? []))];
  const states = [written.state];
  for (const id of elsewhere) {
    const other = locked.get(id);
    if (other === undefined) throw new Error('An act wrote in a case that was not locked');
    const there = await appendEntries(tx, { ...appending, held: other, place: also.find((one) => one.caseId === id) ?? { caseId: id, basis: 0 } });
    states.push(there.state);
  }
  for (const state of states) {
    const members = standingOf(state, now).team;
    const before = locked.get(state.caseId)?.state;
    if (before === undefined || canonicalJson(members) !== canonicalJson(standingOf(before, now).team)) await keepMembers(tx, state.caseId, members);
  }
  const entryIds = decided.value.map((_, index) => entryIdOf(request.actId, index));
  // What it wrote in a record that its author did not name, and may not see, is not counted out to them.
  const named = new Set<string>([request.caseId, ...also.map((one) => one.caseId)]);
  const told = entryIds.filter((_, index) => named.has(decided.value[index]?.caseId ?? request.caseId));
  const receipt: ActReceipt = { caseId: request.caseId, sequence: written.sequence, entryIds: told, replayed: false };
  for (const { to, kind } of noticesOf(decided.value, actor.userId, held?.state, colleagues))
    await keepNotice(tx, { noticeId: mint(), userId: to, kind, caseId: request.caseId, caseCode: written.state.caseCode, at: now });
  await keepReceipt(tx, request.actId, { digest, response: receipt as unknown as JsonValue }, now);
  for (const id of [request.caseId, ...elsewhere])
    await logAccess(tx, { accessId: mint(), operation: act.name, purpose: act.policy.purpose, caseId: id, outcome: 'done' });
  for (const state of states) {
    const entries = decided.value.flatMap(({ kind, caseId: place = request.caseId }, at) =>
      place === state.caseId ? [{ kind, entryId: entryIds[at] ?? '' }] : [],
    );
    if (entries.length > 0) await desk.announce?.(tx, { caseId: state.caseId, standing: standingOf(state, now), entries });
  }
  return ok(receipt);
}

/** How the server writes into a journal, whatever it is that writes. */
export async function writingAs(desk: Desk, tx: ContextTx, now: Instant) {
  const vault = desk.vault.forOneOperation();
  const today = todayOf(desk);
  const bundle = await bundleFor(desk, tx);
  // What an entry names can be found again.
  if (!(await isArchived(tx, bundle.hash))) await archiveBundle(tx, bundle.hash, JSON.stringify(bundle.catalogue));
  return {
    fold: caseFold,
    receivedAt: now,
    bundleHash: bundle.hash,
    mint: () => mintId<EntryId>(desk.chance, now),
    seal: ((place, text) => vault.seal({ organisationId: tx.organisationId, ...place }, text)) satisfies Seal,
    tokensOf: tokensFor(desk, tx),
    columnsOf: (state: CaseState) => {
      const { urgent, toReview, toAssess, toHear } = rowOf(state, today);
      return { officeId: state.officeId, caseCode: state.caseCode, urgent: urgent.length + toReview.length + toAssess.length + toHear.length > 0 };
    },
  };
}

const touchedStates = ({ caseId, also = [] }: ActRequest, records: LockedCases['records']): readonly CaseState[] =>
  [caseId, ...also.map((one) => one.caseId)].flatMap((id) => records.get(id) ?? []);

const none: LockedCases = { locked: new Map(), records: new Map() };

/** Every case the act touches, and those that belong with them. None where the act opens one. */
async function casesToActOn(desk: Desk, actor: Actor, act: AnyAct, request: ActRequest, tx: ContextTx): Promise<Result<LockedCases, Refusal>> {
  const never = isNever(act.policy, actor);
  if (never !== undefined) return refused(never);
  if (act.policy.about === 'case') return lockCases(desk, tx, actor, act.policy, [request.caseId, ...(request.also ?? []).map((one) => one.caseId)]);
  const before = await readCaseForUpdate<CaseState>(tx, caseFold, request.caseId);
  return ok(before === undefined ? none : { locked: new Map([[request.caseId, before]]), records: new Map([[request.caseId, before.state]]) });
}

function isUnique(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23505';
}
