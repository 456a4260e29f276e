import {
  type CaseState,
  caseFold,
  everJoinedWith,
  joinedWith,
  noTeam,
  partsSeenBy,
  type Records,
  type Standing,
  standingFrom,
  standingOf,
  together,
} from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, type Instant, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type Allowed, type AnyQuery, type CaseStanding, decideAccess, type Policy } from '@sojourn/operations';
import {
  type ContextTx,
  certificatesOf,
  type HeldCase,
  readCase,
  readCaseForUpdate,
  readCasesForUpdate,
  readCasesTogether,
  readStanding,
} from '@sojourn/storage';
import type { Desk } from './desk.ts';

/** A case that someone may do something to, and as whom. Its state is read together with the records joined with it, as far as they may see those as well. */
export type FoundCase = { readonly held: HeldCase<CaseState>; readonly access: Allowed; readonly records: Records };

/**
 * The one door to a case. Whether it may be opened is decided before anything it holds is read: for a case that is not there
 * and for one that is not theirs the same statements run, and the same answer comes back.
 */
export async function findCase(desk: Desk, tx: ContextTx, actor: Actor, policy: Policy, caseId: CaseId, lock = false): Promise<Result<FoundCase, Refusal>> {
  const now = desk.clock.now();
  const found = await readStanding<Standing>(tx, caseId, lock);
  // Closed or erased is said only to those who reach it, once it is read.
  const before = decideAccess(policy, actor, asOpen(found, now));
  if (!before.ok) return before;
  const held = await (lock ? readCaseForUpdate : readCase)<CaseState>(tx, caseFold, caseId);
  if (held === undefined) return refused({ kind: 'no-such-case' });
  const access = decideAccess(policy, actor, standingOf(held.state, now));
  if (!access.ok) return access;
  const records = await readableWith(desk, tx, actor, held.state, access.value);
  return ok({ held: { ...held, state: together(caseId, records) }, access: access.value, records });
}

/** This record and those joined with it of which its reader sees at least as much: what one record withholds is not read through another. */
export async function readableWith(desk: Desk, tx: ContextTx, actor: Actor, state: CaseState, access: Allowed): Promise<Records> {
  if (joinedWith(state).length === 0) return new Map([[state.caseId, state]]);
  const all = await readCasesTogether<CaseState>(tx, caseFold, [state.caseId], joinedWith);
  const needed = partsSeenBy(access.roles);
  const seen = [...all].filter(([caseId, one]) => {
    if (caseId === state.caseId) return true;
    const there = decideAccess(caseworkQueries['case.view'].policy, actor, standingOf(one.state, desk.clock.now()));
    const seenThere = partsSeenBy(there.ok ? there.value.roles : []);
    return there.ok && [...needed].every((part) => seenThere.has(part));
  });
  return new Map(seen.map(([caseId, one]) => [caseId, one.state]));
}

export type LockedCases = { readonly locked: ReadonlyMap<CaseId, HeldCase<CaseState>>; readonly records: Records };

/** The cases of an act, each passed by its policy, and every record that belongs with them or did: locked in the order of their ids. */
export async function lockCases(desk: Desk, tx: ContextTx, actor: Actor, policy: Policy, caseIds: readonly CaseId[]): Promise<Result<LockedCases, Refusal>> {
  for (const caseId of caseIds) {
    const found = await readStanding<Standing>(tx, caseId, false);
    const before = decideAccess(policy, actor, asOpen(found, desk.clock.now()));
    if (!before.ok) return before;
  }
  const locked = await readCasesForUpdate<CaseState>(tx, caseFold, caseIds, everJoinedWith);
  for (const caseId of caseIds) {
    const one = locked.get(caseId);
    const access = decideAccess(policy, actor, one === undefined ? undefined : standingOf(one.state, desk.clock.now()));
    if (!access.ok) return access;
  }
  return ok({ locked, records: new Map([...locked].map(([caseId, one]) => [caseId, one.state])) });
}

/** One case and all joined with it, whoever may see them: for what must hold for the person and shows nothing to anyone. */
export async function lockTogether(tx: ContextTx, caseId: CaseId): Promise<CaseState | undefined> {
  const locked = await readCasesForUpdate<CaseState>(tx, caseFold, [caseId], joinedWith);
  return locked.has(caseId) ? together(caseId, new Map([...locked].map(([id, one]) => [id, one.state]))) : undefined;
}

/** A case together with all joined with it, whoever may see them: for what must hold for the person and shows nothing of the others to anyone. */
export async function asOnePerson(tx: ContextTx, state: CaseState): Promise<CaseState> {
  if (joinedWith(state).length === 0) return state;
  const all = await readCasesTogether<CaseState>(tx, caseFold, [state.caseId], joinedWith);
  return together(state.caseId, new Map([...all].map(([caseId, one]) => [caseId, one.state])));
}

/** Of some cases, those whose own person was erased; not those where only somebody else of the case was. */
export async function erasedAmong(desk: Desk, tx: ContextTx, states: readonly CaseState[]): Promise<ReadonlySet<CaseId>> {
  const certified = new Map<string, CaseState>();
  for (const state of states) for (const { certificateId } of await certificatesOf(tx, state.caseId)) certified.set(certificateId, state);
  if (certified.size === 0) return new Set();
  const elsewhere = new Set(
    (await desk.vault.erasures()).filter(({ certificateId, record }) => isOfSomebodyElse(certified.get(certificateId), record)).map((one) => one.certificateId),
  );
  return new Set([...certified].filter(([certificateId]) => !elsewhere.has(certificateId)).map(([, state]) => state.caseId));
}

const isOfSomebodyElse = (state: CaseState | undefined, record: unknown): boolean =>
  state !== undefined && typeof record === 'object' && record !== null && 'onlyAbout' in record && record.onlyAbout !== state.personId;

type ReadStanding = Awaited<ReturnType<typeof readStanding<Standing>>>;
const asOpen = (found: ReadStanding, now: Instant): CaseStanding | undefined =>
  found === undefined ? undefined : standingFrom(found.standing ?? noTeam, { officeId: found.officeId, closed: false, erased: false }, now);

/** What an answer is given beside its input: the case, where the query is about one. */
export type CaseOf<Query extends AnyQuery> = Query['policy']['about'] extends 'case' ? FoundCase : undefined;
