import { consentPurposes, dangers, dataClasses, vitalClasses } from '@sojourn/consent';
import { isOpen, type OpenKind, openKinds } from '@sojourn/directory';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { recipientIn } from '../authority/ask.ts';
import { classes } from '../authority/payloads.ts';
import { withRecalls } from '../authority/recalls.ts';
import { whereItStands } from '../authority/where-it-stands.ts';
import { recording, reviewing, takingUp } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { isPartyTo, written } from './draft.ts';
import { day, id } from './inputs.ts';

const online = { offline: 'never', opensCase: false } as const;

/** Someone's life is in danger now and they cannot be asked: one recipient, the least that helps, a name that answers for it, looked at within a day. */
export const invokeVitalInterest = declareAct({
  ...online,
  name: 'vital-interest.invoke',
  summary: 'Share the least that helps because a life is in danger now; reviewed within 24 hours',
  input: z.strictObject({ subjectId: id, danger: z.enum(dangers), recipientId: id, dataClasses: classes.min(1) }),
  sealed: { reason: { maxLength: 4_000, required: true } },
  policy: recording,
  recipients: openKinds,
  decide: (_state: CaseState | undefined, input, context) => {
    const found = recipientIn(context, input.recipientId);
    if (!found.ok) return found;
    const { kind: recipient } = found.value;
    if (!isOpen(recipient)) return refused({ kind: 'firewall', recipient });
    const tooMuch = input.dataClasses.find((one) => !vitalClasses.includes(one));
    if (tooMuch !== undefined) return refused({ kind: 'more-than-vital', dataClass: tooMuch });
    return ok([written('vital-interest-invoked@1', { ...input, recipient, on: context.today }, context.sealed)]);
  },
});

export const reviewVitalInterest = declareAct({
  ...online,
  name: 'vital-interest.review',
  summary: 'Review what was shared because a life was in danger',
  input: z.strictObject({ vitalInterestId: id, upheld: z.boolean() }),
  sealed: { reason: { maxLength: 4_000 } },
  policy: reviewing,
  decide: (state: CaseState | undefined, input, context) => {
    const vital = state?.ledger.vitalInterests.find((one) => one.entryId === input.vitalInterestId);
    if (state === undefined || vital === undefined) return refused({ kind: 'no-such-entry' });
    if (isPartyTo(context, [vital.invokedBy])) return refused({ kind: 'another-person-must-review' });
    if (vital.review !== undefined) return refused({ kind: 'already-reviewed' });
    return ok(
      withRecalls(
        state,
        [whereItStands(written('vital-interest-reviewed@1', { ...input, on: context.today }, context.sealed), state, vital.entryId, context)],
        context,
      ),
    );
  },
});

/** Where the guardian is missing or in conflict: proposed by one person with the child's view, confirmed by another. */
export const proposeBestInterests = declareAct({
  ...online,
  name: 'best-interests.propose',
  summary: 'Propose to act for a child whose guardian is missing or in conflict',
  input: z.strictObject({
    subjectId: id,
    purpose: z.enum(consentPurposes),
    recipientId: id,
    dataClasses: z.array(z.enum(dataClasses)).min(1),
    childHeard: z.enum(['heard', 'declined', 'not-able']),
    until: day,
  }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  policy: takingUp,
  recipients: openKinds,
  decide: (state: CaseState | undefined, input, context) => {
    const found = recipientIn(context, input.recipientId);
    if (!found.ok) return found;
    const { kind: recipient } = found.value;
    if (!isOpen(recipient)) return refused({ kind: 'firewall', recipient });
    const free = state?.ledger.guardians.some((one) => one.verified !== undefined && !one.inConflict && one.endedOn === undefined);
    if (free === true) return refused({ kind: 'guardian-must-be-asked' });
    return ok([written('best-interests-proposed@1', { ...input, recipient, on: context.today }, context.sealed)]);
  },
});

export const confirmBestInterests = declareAct({
  ...online,
  name: 'best-interests.confirm',
  summary: 'Confirm that acting so is in the child’s best interests',
  input: z.strictObject({ bestInterestsId: id }),
  sealed: { reason: { maxLength: 4_000 } },
  policy: reviewing,
  decide: (state: CaseState | undefined, input, context) => {
    const found = state?.ledger.bestInterests.find((one) => one.entryId === input.bestInterestsId);
    if (state === undefined || found === undefined) return refused({ kind: 'no-such-entry' });
    if (isPartyTo(context, [found.proposedBy])) return refused({ kind: 'another-person-must-confirm' });
    return ok([whereItStands(written('best-interests-confirmed@1', { ...input, on: context.today }, context.sealed), state, found.entryId, context)]);
  },
});

/** An order of a court, addressed to us. It releases what it names, after a legal review and a second person. */
export const recordCourtOrder = declareAct({
  ...online,
  name: 'court-order.record',
  summary: 'Record a court’s order to release something; nothing leaves yet',
  input: z.strictObject({ subjectId: id, recipientId: id, dataClasses: classes.min(1), until: day }),
  sealed: { reference: { maxLength: 300, required: true }, note: { maxLength: 4_000 } },
  policy: reviewing,
  recipients: ['court'] satisfies readonly OpenKind[],
  decide: (_state: CaseState | undefined, input, context) => {
    const found = recipientIn(context, input.recipientId);
    if (!found.ok) return found;
    if (found.value.kind !== 'court') return refused({ kind: 'not-a-court' });
    return ok([written('court-order-recorded@1', { ...input, on: context.today }, context.sealed)]);
  },
});

export const reviewCourtOrder = declareAct({
  ...online,
  name: 'court-order.review',
  summary: 'Record the lawyer’s finding on a court order',
  input: z.strictObject({ courtOrderId: id, finding: z.enum(['binding-and-precise', 'challenge-it']) }),
  sealed: { reviewer: { maxLength: 300, required: true }, reason: { maxLength: 8_000, required: true } },
  policy: takingUp,
  decide: (state: CaseState | undefined, input, context) => {
    const order = state?.ledger.courtOrders.find((one) => one.entryId === input.courtOrderId);
    if (state === undefined || order === undefined) return refused({ kind: 'no-such-entry' });
    if (isPartyTo(context, [order.recordedBy])) return refused({ kind: 'another-person-must-review' });
    return ok([whereItStands(written('court-order-reviewed@1', { ...input, on: context.today }, context.sealed), state, order.entryId, context)]);
  },
});

export const confirmCourtOrder = declareAct({
  ...online,
  name: 'court-order.confirm',
  summary: 'Confirm, as the second person, that a court order is to be followed',
  input: z.strictObject({ courtOrderId: id }),
  sealed: { reason: { maxLength: 4_000 } },
  policy: takingUp,
  decide: (state: CaseState | undefined, input, context) => {
    const order = state?.ledger.courtOrders.find((one) => one.entryId === input.courtOrderId);
    if (state === undefined || order === undefined) return refused({ kind: 'no-such-entry' });
    if (isPartyTo(context, [order.recordedBy])) return refused({ kind: 'another-person-must-confirm' });
    if (order.legalReview?.finding !== 'binding-and-precise') return refused({ kind: 'legal-review-needed' });
    return ok([whereItStands(written('court-order-confirmed@1', { ...input, on: context.today }, context.sealed), state, order.entryId, context)]);
  },
});
