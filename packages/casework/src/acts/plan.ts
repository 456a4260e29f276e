import { canonicalJson, ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { paymentMethods, services, skippable, units } from '../codes.ts';
import { fundDeciding, paying, recording, working } from '../policies.ts';
import { type CaseState, planTotals, stageOf } from '../state.ts';
import { isPartyTo, written } from './draft.ts';
import { amount, day, id } from './inputs.ts';

const quantity = z.number().int().positive().max(100_000);

export const addPlanLine = declareAct({
  name: 'plan.add-line',
  summary: 'Add a line to the plan: a service, how much of it, at what cost',
  input: z.strictObject({ service: z.enum(services), quantity, unit: z.enum(units), unitCost: amount }),
  sealed: { provider: { maxLength: 300 }, goal: { maxLength: 2_000 } },
  policy: working,
  offline: 'draft',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const stage = stageOf(state);
    if (stage === 'contact' || stage === 'submitted' || stage === 'more-information' || stage === 'refused')
      return refused({ kind: 'not-eligible-yet', stage });
    return ok([written('plan-line-added@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** Names the lines and the total that were seen: a line added meanwhile is not approved unseen. */
export const approvePlan = declareAct({
  name: 'plan.approve',
  summary: 'Approve plan lines and their cost',
  input: z.strictObject({ lineIds: z.array(id).min(1).max(200), totals: z.array(amount).min(1).max(20) }),
  sealed: { note: { maxLength: 4_000 } },
  policy: fundDeciding,
  offline: 'never',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const lines = state?.planLines.filter((line) => input.lineIds.includes(line.entryId)) ?? [];
    if (state === undefined || lines.length !== new Set(input.lineIds).size) return refused({ kind: 'no-such-plan-line' });
    if (lines.some((line) => line.approval !== undefined)) return refused({ kind: 'already-approved' });
    const asked = [...lines.map((line) => line.authorId), ...state.applications.map((a) => a.authorId)];
    if (isPartyTo(context, asked)) return refused({ kind: 'another-person-must-approve' });
    const sorted = (totals: readonly { minor: number; currency: string }[]) => canonicalJson([...totals].sort((a, b) => (a.currency < b.currency ? -1 : 1)));
    if (sorted(planTotals(lines)) !== sorted(input.totals)) return refused({ kind: 'total-has-changed', totals: planTotals(lines) });
    return ok([written('plan-approved@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** By a third person, against an approved line and never above it. */
export const recordPayment = declareAct({
  name: 'payment.record',
  summary: 'Pay for an approved plan line',
  input: z.strictObject({ lineId: id, amount, method: z.enum(paymentMethods) }),
  sealed: { payee: { maxLength: 300 }, reference: { maxLength: 300 } },
  policy: paying,
  offline: 'never',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const line = state?.planLines.find((l) => l.entryId === input.lineId);
    if (state === undefined || line === undefined) return refused({ kind: 'no-such-plan-line' });
    if (line.approval === undefined) return refused({ kind: 'not-approved-yet' });
    const others = [line.authorId, line.approval.authorId, ...state.applications.map((a) => a.authorId), ...state.decisions.map((d) => d.authorId)];
    if (isPartyTo(context, others)) return refused({ kind: 'another-person-must-pay' });
    if (line.unitCost.currency !== input.amount.currency) return refused({ kind: 'other-currency', approved: line.unitCost.currency });
    const paid = state.payments.filter((p) => p.lineId === line.entryId).reduce((sum, p) => sum + p.amount.minor, 0);
    const left = line.unitCost.minor * line.quantity - paid;
    if (input.amount.minor > left) return refused({ kind: 'more-than-approved', left: { minor: left, currency: line.unitCost.currency } });
    return ok([written('payment-recorded@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** Help that was given is always recordable, planned or not. */
export const recordService = declareAct({
  name: 'service.record',
  summary: 'Record help that was given',
  input: z.strictObject({
    service: z.enum(services),
    quantity: quantity.default(1),
    lineId: id.optional(),
    received: z.enum(skippable).default('not-asked'),
    on: day.optional(),
  }),
  sealed: { note: { maxLength: 4_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (input.lineId !== undefined && state?.planLines.some((line) => line.entryId === input.lineId) !== true) return refused({ kind: 'no-such-plan-line' });
    const on = input.on ?? context.on;
    if (on > context.today) return refused({ kind: 'day-in-the-future', where: ['on'] });
    return ok([written('service-delivered@1', { ...input, on }, context.sealed)]);
  },
});
