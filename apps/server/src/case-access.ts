import { type CaseState, caseFold, standingOf } from '@sojourn/casework';
import { type CaseId, type OfficeId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type Actor, type Allowed, type AnyQuery, type CaseStanding, decideAccess, type Policy } from '@sojourn/operations';
import { type ContextTx, type HeldCase, readCase, readCaseForUpdate, readStanding } from '@sojourn/storage';
import type { Desk } from './desk.ts';

/** A case that someone may do something to, and as whom. */
export type FoundCase = { readonly held: HeldCase<CaseState>; readonly access: Allowed };

/**
 * The one door to a case. Whether it may be opened is decided before anything it holds is read: for a case that is not there
 * and for one that is not theirs the same statements run, and the same answer comes back.
 */
export async function findCase(desk: Desk, tx: ContextTx, actor: Actor, policy: Policy, caseId: CaseId, lock = false): Promise<Result<FoundCase, Refusal>> {
  const now = desk.clock.now();
  const found = await readStanding(tx, caseId, lock);
  const before = decideAccess(policy, actor, found === undefined ? undefined : asOpen(found.officeId as OfficeId));
  if (!before.ok) return before;
  const held = await (lock ? readCaseForUpdate : readCase)<CaseState>(tx, caseFold, caseId);
  if (held === undefined) return refused({ kind: 'no-such-case' });
  const access = decideAccess(policy, actor, standingOf(held.state, now));
  return access.ok ? ok({ held, access: access.value }) : access;
}

const asOpen = (officeId: OfficeId): CaseStanding => ({ officeId, closed: false, erased: false, restricted: false, team: [], barred: [], emergency: [] });

/** What an answer is given beside its input: the case, where the query is about one. */
export type CaseOf<Query extends AnyQuery> = Query['policy']['about'] extends 'case' ? FoundCase : undefined;
