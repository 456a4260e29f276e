import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { alternativeAnswers, notComparableReasons } from '../codes.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { someoneElse, without, written } from './draft.ts';
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
    /** Where a person was asked and not an organisation: then their name is theirs. */
    providerId: id.optional(),
  }),
  sealed: { provider: { maxLength: 300, required: true, about: 'providerId' }, note: { maxLength: 4_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (input.answer === 'cannot-help' && input.reasons.length === 0) return refused({ kind: 'reason-needed', where: ['reasons'] });
    const on = input.on ?? context.on;
    if (on > context.today) return refused({ kind: 'day-in-the-future', where: ['on'] });
    if (input.providerId === undefined) return ok([written('alternative-tried@2', { ...input, on }, context.sealed)]);
    const asked = someoneElse(state, { personId: input.providerId, relation: 'provider', fields: ['provider'], on: context.on }, context.sealed);
    if (!asked.ok) return asked;
    return ok([written('alternative-tried@2', { ...input, on }, without(context.sealed, ['provider'])), ...asked.value]);
  },
});
