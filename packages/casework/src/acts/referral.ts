import { grounds, held, towards } from '@sojourn/consent';
import { isOpen, openKinds } from '@sojourn/directory';
import { addDays, ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { askLedger, recipientIn } from '../authority/ask.ts';
import { handoverStatuses, recallAnswers, referralReasons } from '../authority/codes.ts';
import { packageOf } from '../authority/package.ts';
import { recording, takingUp, working } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

const staff = { policy: recording, opensCase: false } as const;
const shareOf = (state: CaseState | undefined, shareId: string) => state?.shares.find((one) => one.entryId === shareId);

/** Acknowledgement is expected within two days; a door stays open for ninety. */
const [replyDays, openDays] = [2, 90];

/** A minimal package for one named recipient: exactly what was previewed, under the authority that is named. */
export const shareReferral = declareAct({
  ...staff,
  policy: { ...working, authority: 'sharing' },
  name: 'referral.share',
  summary: 'Share a minimal package with one named recipient',
  input: z.strictObject({
    subjectId: id,
    recipientId: id,
    ground: z.enum(grounds).default('consent'),
    reason: z.enum(referralReasons),
    facts: z.array(z.string().max(80)).max(60),
    sealedIds: z.array(id).max(40).default([]),
    /** Of the preview that was seen. */
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  sealed: { message: { maxLength: 4_000 } },
  offline: 'never',
  recipients: openKinds,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const recipient = recipientIn(context, input.recipientId);
    if (!recipient.ok) return recipient;
    const { kind } = recipient.value;
    if (!isOpen(kind)) return refused({ kind: 'firewall', recipient: kind });
    const package_ = packageOf(state, input, context.today);
    if (!package_.ok) return package_;
    if (package_.value.fingerprint !== input.fingerprint) return refused({ kind: 'preview-has-changed' });
    const { dataClasses, fingerprint } = package_.value;
    const { subjectId, recipientId, ground, reason, facts, sealedIds } = input;
    const asked = askLedger(
      state,
      { purpose: 'sharing', to: towards(recipient.value), subjectId, dataClasses, ground },
      { on: context.today, at: context.now },
    );
    if (!asked.ok) return asked;
    const authority = held(asked.value, 'sharing');
    const payload = {
      ...{ subjectId, recipientId, recipient: kind, ground, basedOn: authority.basedOn, reason, facts, sealedIds, dataClasses: [...dataClasses], fingerprint },
      replyBy: addDays(context.today, replyDays),
      expiresOn: addDays(context.today, openDays),
      on: context.today,
    };
    return ok([written('referral-shared@1', payload, context.sealed)]);
  },
});

/** What the recipient said, or that nobody answered. */
export const recordHandover = declareAct({
  ...staff,
  name: 'referral.handover',
  summary: 'Record what became of a referral',
  input: z.strictObject({ shareId: id, status: z.enum(handoverStatuses) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) =>
    shareOf(state, input.shareId) === undefined
      ? refused({ kind: 'no-such-share' })
      : ok([written('referral-handed-over@1', { ...input, on: context.on }, context.sealed)]),
});

/** Taken back for a reason of ours; the person's own withdrawal does it by itself. */
export const recallShare = declareAct({
  ...staff,
  policy: takingUp,
  name: 'referral.recall',
  summary: 'Take a shared package back and ask the recipient to destroy what they have',
  input: z.strictObject({ shareId: id }),
  sealed: { reason: { maxLength: 4_000 } },
  offline: 'never',
  decide: (state: CaseState | undefined, input, context) => {
    const share = shareOf(state, input.shareId);
    if (share === undefined) return refused({ kind: 'no-such-share' });
    if (share.recall !== undefined) return refused({ kind: 'already-recalled' });
    const recall = { ...input, because: 'taken-back-by-us', replyBy: addDays(context.today, 7), on: context.today };
    return ok([written('referral-recalled@1', recall, context.sealed)]);
  },
});

export const answerRecall = declareAct({
  ...staff,
  name: 'recall.answer',
  summary: 'Record what a recipient answered when asked to destroy what it received',
  input: z.strictObject({ shareId: id, answer: z.enum(recallAnswers) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) =>
    shareOf(state, input.shareId)?.recall === undefined
      ? refused({ kind: 'no-such-recall' })
      : ok([written('recall-answered@1', { ...input, on: context.on }, context.sealed)]),
});
