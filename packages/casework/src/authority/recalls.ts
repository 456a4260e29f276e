import type { Ledger, Towards } from '@sojourn/consent';
import type { DraftEntry, FoldEntry } from '@sojourn/journal';
import { type ActId, addDays, type CaseId, type EntryId } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import { written } from '../acts/draft.ts';
import { caseFold } from '../fold.ts';
import type { CaseState } from '../state.ts';
import { groupOf, type Records, together } from '../together.ts';
import { askLedger } from './ask.ts';
import type { Share } from './state.ts';

/** How long a recipient is given to answer that it destroyed what it had. */
const daysToAnswer = 7;

export const liveShares = (state: CaseState): readonly Share[] => state.shares.filter((one) => one.recall === undefined);

type Moment = Pick<DecideContext, 'today' | 'now'>;

/** Whether a share could still be made now. `to` is the recipient as the directory knows it now; where only the ledger changed, as it was when it was shared. */
export function shareStands(state: CaseState, share: Share, when: Moment, ledger: Ledger = state.ledger, to: Towards = asItWas(share)) {
  const { subjectId, dataClasses, ground } = share;
  return askLedger(state, { purpose: 'sharing', to, subjectId, dataClasses, ground }, { on: when.today, at: when.now }, ledger);
}

const asItWas = ({ recipient: kind, recipientId, expiresOn: agreementUntil }: Share): Towards => ({ kind, recipientId, agreementUntil });

type Context = Pick<DecideContext, 'today' | 'now' | 'on' | 'actor' | 'records' | 'basis' | 'deviceId'>;

/**
 * What an act writes, and with it a recall of every share that rests on what it takes away: in its own record and in every
 * one that is read together with it, before or after. Each is written where the share was made, and stays when they are parted.
 */
export function withRecalls(state: CaseState, drafts: readonly DraftEntry[], context: Context): readonly DraftEntry[] {
  const before = context.records.has(state.caseId) ? (context.records as Records) : new Map([[state.caseId, state]]);
  const after = afterwards(before, state.caseId, drafts, context);
  const touched = new Set(drafts.map((draft) => draft.caseId ?? state.caseId));
  const reached = new Set([...touched].flatMap((caseId) => [before, after].flatMap((records) => groupOf(caseId, records).map((one) => one.caseId))));
  const recalls = [...reached].flatMap((caseId) => {
    const [was, is] = [together(caseId, before), together(caseId, after)];
    return liveShares(was).flatMap((share): readonly DraftEntry[] => {
      if (!shareStands(was, share, context).ok) return [];
      const stands = shareStands(is, share, context);
      if (stands.ok) return [];
      const recall = { shareId: share.entryId, because: stands.refusal.kind, replyBy: addDays(context.today, daysToAnswer), on: context.today };
      const draft = written('referral-recalled@1', recall, new Map());
      return [caseId === state.caseId ? draft : { ...draft, caseId }];
    });
  });
  return [...drafts, ...recalls];
}

/** The records as they would be once these were written. */
function afterwards(before: Records, ownId: CaseId, drafts: readonly DraftEntry[], context: Context): Records {
  const after = new Map(before);
  for (const [index, draft] of drafts.entries()) {
    const place = after.get(draft.caseId ?? ownId);
    if (place === undefined) throw new Error('An act writes in a record that it was not given');
    after.set(place.caseId, caseFold.apply(place, tried(draft, index, place, place.caseId === ownId ? context.basis : 0, context)));
  }
  return after;
}

/** An entry before it is one: its id and its act's stand in for those it will get. */
function tried({ kind, version, payload, source }: DraftEntry, index: number, place: CaseState, basis: number, context: Context): FoldEntry {
  const { actor, now, on, deviceId } = context;
  const device = { deviceId, deviceSequence: 0, recordedAt: now };
  const when = { occurredEarliest: on, occurredLatest: on, receivedAt: now };
  const who = { organisationId: actor.organisationId, authorId: actor.userId, caseId: place.caseId };
  const ids = { entryId: `tried ${index}` as EntryId, actId: 'tried' as ActId, sequence: place.sequence + 1 };
  return { envelope: { ...who, ...ids, ...device, ...when, basis, kind, version, source }, payload, sealed: [] };
}
