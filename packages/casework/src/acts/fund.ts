import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { isChild } from '../age.ts';
import { askLedger } from '../authority/ask.ts';
import { decidersReasons, decisions, referrals } from '../codes.ts';
import { fundDeciding, working } from '../policies.ts';
import { type CaseState, type Stage, stageOf } from '../state.ts';
import { isPartyTo, written } from './draft.ts';
import { id } from './inputs.ts';

/** Nothing asked of the fund is under way in a case at these. */
const idle: readonly Stage[] = ['contact', 'more-information', 'refused', 'closed'];

/** The log of other help is never empty and consent stands, except in an emergency, where help does not wait for either. */
export const submitApplication = declareAct({
  name: 'application.submit',
  summary: 'Apply to the fund for this person',
  input: z.strictObject({ programme: z.enum(['gaf-2013']), urgency: z.enum(['emergency', 'standard']) }),
  sealed: { summary: { maxLength: 8_000, required: true } },
  policy: { ...working, authority: 'assistance' },
  offline: 'draft',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const stage = stageOf(state);
    if (stage !== 'contact' && stage !== 'more-information' && stage !== 'refused') return refused({ kind: 'already-applied', stage });
    const running = state.elsewhere?.find((other) => !idle.includes(other.stage));
    if (running !== undefined) return refused({ kind: 'already-applied', stage: running.stage });
    const consent = askLedger(state, { purpose: 'assistance', to: { kind: 'this-organisation' }, dataClasses: [] }, { on: context.today, at: context.now });
    const unwanted = !consent.ok && (consent.refusal.kind === 'consent-refused' || consent.refusal.kind === 'consent-withdrawn');
    if (!consent.ok && (input.urgency === 'standard' || unwanted)) {
      return isChild(state, context.today) === 'unknown' && consent.refusal.kind === 'guardian-consent-needed' ? refused({ kind: 'age-needed' }) : consent;
    }
    if (input.urgency === 'standard' && state.alternatives.length === 0) return refused({ kind: 'alternatives-needed' });
    return ok([written('application-submitted@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** By another person than the one who applied; a refusal names where the person goes instead, or that there is nowhere. */
export const decideApplication = declareAct({
  name: 'application.decide',
  summary: 'Decide on an application to the fund',
  input: z.strictObject({
    applicationId: id,
    decision: z.enum(decisions),
    reasons: z.array(z.enum(decidersReasons)).min(1).max(8),
    referral: z.enum(referrals).optional(),
  }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  policy: fundDeciding,
  offline: 'never',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const application = state?.applications.at(-1);
    if (state === undefined || application === undefined || application.entryId !== input.applicationId) return refused({ kind: 'no-such-application' });
    if (isPartyTo(context, [application.authorId])) return refused({ kind: 'another-person-must-decide' });
    if (stageOf(state) !== 'submitted') return refused({ kind: 'already-decided' });
    if (input.decision === 'refused' && input.referral === undefined) return refused({ kind: 'refusal-needs-referral', where: ['referral'] });
    return ok([written('application-decided@1', { ...input, on: context.on }, context.sealed)]);
  },
});
