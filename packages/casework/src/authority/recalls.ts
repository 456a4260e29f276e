import type { Ledger, Towards } from '@sojourn/consent';
import type { DraftEntry } from '@sojourn/journal';
import { addDays, type EntryId, type JsonValue } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import { written } from '../acts/draft.ts';
import type { CaseState } from '../state.ts';
import { askLedger } from './ask.ts';
import { authorityApplied } from './fold.ts';
import type { AuthorityKind } from './payloads.ts';
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

/** The entry, and with it a recall of every share that rests on what it takes away. */
export function withRecalls(
  state: CaseState,
  kind: AuthorityKind,
  payload: JsonValue,
  context: Pick<DecideContext, 'today' | 'now' | 'on' | 'actor' | 'sealed'>,
): readonly DraftEntry[] {
  const tried = { entryId: '' as EntryId, sequence: state.sequence + 1, authorId: context.actor.userId, receivedAt: context.now };
  const after = authorityApplied({ ledger: state.ledger, shares: state.shares }, kind, tried, payload);
  const recalls = liveShares(state).flatMap((share) => {
    if (!shareStands(state, share, context).ok) return [];
    const stands = shareStands(state, share, context, after.ledger);
    if (stands.ok) return [];
    const recall = { shareId: share.entryId, because: stands.refusal.kind, replyBy: addDays(context.today, daysToAnswer), on: context.today };
    return [written('referral-recalled@1', recall, new Map())];
  });
  return [written(kind, payload, context.sealed), ...recalls];
}
