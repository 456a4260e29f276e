import { consentPurposes, formVersions, recipientKinds } from '@sojourn/consent';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { alternativeAnswers, notComparableReasons } from '../codes.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { day, id } from './inputs.ts';

/** Comparable help that was asked for. "Exists" is not enough: it must take this person, here, now. */
export const tryAlternative = declareAct({
  name: 'alternative.try',
  summary: 'Record that other help was asked, and its answer',
  input: z.strictObject({
    scope: z.enum(['local', 'national', 'regional']),
    answer: z.enum(alternativeAnswers),
    reasons: z.array(z.enum(notComparableReasons)).max(11).default([]),
    on: day.optional(),
  }),
  sealed: { provider: { maxLength: 300, required: true }, note: { maxLength: 4_000 } },
  who: ['caseworker', 'supervisor'],
  purpose: 'assistance',
  offline: 'record',
  opensCase: false,
  decide: (_state: CaseState | undefined, input, context) => {
    if (input.answer === 'cannot-help' && input.reasons.length === 0) return refused({ kind: 'reason-needed', where: ['reasons'] });
    const on = input.on ?? context.on;
    if (on > context.today) return refused({ kind: 'day-in-the-future', where: ['on'] });
    return ok([written('alternative-tried@1', { ...input, on }, context.sealed)]);
  },
});

/** Given or refused; refusing is recorded the same way and costs nothing. */
export const recordConsent = declareAct({
  name: 'consent.record',
  summary: 'Record what a person agreed to or refused',
  input: z.strictObject({
    subjectId: id,
    purpose: z.enum(consentPurposes),
    recipient: z.enum(recipientKinds).default('this-organisation'),
    answer: z.enum(['given', 'refused']),
    formVersion: z.enum(formVersions).default('2026-1'),
    language: z.string().regex(/^[a-z]{2,3}$/),
    interpreter: z.enum(['none', 'vetted', 'not-vetted']).default('none'),
    method: z.enum(['signature', 'thumbprint', 'oral-witnessed']),
    capacity: z.enum(['able', 'with-support', 'not-able']).default('able'),
    guardian: z.enum(['court-appointed', 'parent-verified', 'self-declared', 'none']).optional(),
    assent: z.enum(['given', 'refused', 'not-able']).optional(),
    expiresOn: day.optional(),
  }),
  sealed: { witness: { maxLength: 300 }, guardian: { maxLength: 300 }, note: { maxLength: 4_000 } },
  who: ['caseworker', 'supervisor'],
  purpose: 'assistance',
  offline: 'record',
  opensCase: false,
  decide: (_state: CaseState | undefined, input, context) => {
    if (input.answer === 'given' && input.interpreter === 'not-vetted') return refused({ kind: 'interpreter-not-vetted', where: ['interpreter'] });
    if (input.answer === 'given' && input.capacity === 'not-able' && (input.guardian ?? 'none') === 'none')
      return refused({ kind: 'capacity-needs-guardian', where: ['capacity'] });
    return ok([written('consent-recorded@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** Taken back, at once, without a reason. */
export const withdrawConsent = declareAct({
  name: 'consent.withdraw',
  summary: 'The person takes a consent back',
  input: z.strictObject({ consentId: id }),
  sealed: { note: { maxLength: 4_000 } },
  who: ['caseworker', 'supervisor'],
  purpose: 'assistance',
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.consents.some((c) => c.entryId === input.consentId) === true
      ? ok([written('consent-withdrawn@1', { ...input, on: context.on }, context.sealed)])
      : refused({ kind: 'no-such-consent' }),
});
