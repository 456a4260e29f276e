import type { DraftEntry } from '@sojourn/journal';
import { addDays, type EntryId, ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { hadAPartIn } from '../appeals/fold.ts';
import { appealedBy, appealGrounds, appealOutcomes, DAYS_TO_DECIDE } from '../appeals/payloads.ts';
import { referrals } from '../codes.ts';
import { appealDeciding, recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { urgencies } from '../urgencies.ts';
import { isPartyTo, written } from './draft.ts';
import { id } from './inputs.ts';

/** Never refused for how a case stands, nor for want of a ground: somebody says no to a refusal, and that is enough. */
export const lodgeAppeal = declareAct({
  name: 'appeal.lodge',
  summary: 'The person appeals against a refusal of the fund',
  input: z.strictObject({
    decisionId: id,
    grounds: z.array(z.enum(appealGrounds)).max(appealGrounds.length).default([]),
    by: z.enum(appealedBy).default('person'),
  }),
  sealed: { words: { maxLength: 8_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  colleagues: true,
  decide: (state: CaseState | undefined, input, context) => {
    const decision = state?.decisions.find((one) => one.entryId === input.decisionId);
    if (state === undefined || decision?.decision !== 'refused') return refused({ kind: 'no-such-decision' });
    const application = state.applications.find((one) => one.entryId === decision.applicationId);
    const pressing = application?.urgency === 'emergency' || urgencies(state, context.on).length > 0;
    const days = DAYS_TO_DECIDE[pressing ? 'emergency' : 'standard'];
    return ok([written('appeal-lodged@1', { ...input, decideBy: addDays(context.on, days), on: context.on }, context.sealed)]);
  },
});

/** By somebody new: whoever applied, refused, or brought the appeal cannot decide it. A refusal stays beside what came after it. */
export const decideAppeal = declareAct({
  name: 'appeal.decide',
  summary: 'Decide on an appeal against a refusal of the fund',
  input: z.strictObject({ appealId: id, outcome: z.enum(appealOutcomes), referral: z.enum(referrals).optional() }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  policy: appealDeciding,
  offline: 'never',
  opensCase: false,
  colleagues: true,
  decide: (state: CaseState | undefined, input, context) => {
    const appeal = state?.appeals.find((one) => one.entryId === input.appealId);
    const decision = state?.decisions.find((one) => one.entryId === appeal?.decisionId);
    if (state === undefined || appeal === undefined || decision === undefined) return refused({ kind: 'no-such-appeal' });
    if (appeal.decided !== undefined) return refused({ kind: 'already-decided' });
    if (isPartyTo(context, hadAPartIn(state))) return refused({ kind: 'somebody-new-must-decide' });
    if (input.outcome === 'upheld' && input.referral === undefined) return refused({ kind: 'refusal-needs-referral', where: ['referral'] });
    return ok([written('appeal-decided@1', { ...input, on: context.on }, context.sealed), ...anew(decision.applicationId, input.outcome, context.on)]);
  },
});

/** What the application stands at from now on. */
function anew(applicationId: EntryId, outcome: (typeof appealOutcomes)[number], on: string): readonly DraftEntry[] {
  if (outcome === 'upheld') return [];
  const [decision, reason] = outcome === 'reversed' ? (['eligible', 'appeal-reversed'] as const) : (['more-information', 'appeal-sent-back'] as const);
  return [written('application-decided@1', { applicationId, decision, reasons: [reason], on }, new Map())];
}
