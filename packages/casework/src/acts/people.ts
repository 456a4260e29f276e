import { sourceCodes } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { isNeverRecipient, relations } from '@sojourn/people';
import { z } from 'zod';
import { withRecalls } from '../authority/recalls.ts';
import { isInCase } from '../people-of-case.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

/** Somebody else whom the case speaks of. What is said about them is sealed under their own key, so that either can be erased without the other. */
export const addPerson = declareAct({
  name: 'person.add',
  summary: 'Add somebody else to a case, and what they are to the person',
  input: z.strictObject({ personId: id, relation: z.enum(relations), source: z.enum(sourceCodes).default('person') }),
  sealed: {
    name: { maxLength: 300, about: 'personId' },
    contact: { maxLength: 1_000, about: 'personId' },
    note: { maxLength: 8_000, about: 'personId' },
  },

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    if (isInCase(state, input.personId)) return refused({ kind: 'person-is-here-already' });
    const added = { ...written('person-added@1', { ...input, on: context.on }, context.sealed), source: input.source };
    return ok(withRecalls(state, [added], context));
  },
});

/** One somebody may be several things to a person, and turn out to be another: each is recorded beside what was known before. */
export const relatePerson = declareAct({
  name: 'person.relate',
  summary: 'Record what else somebody is to the person',
  input: z.strictObject({ personId: id, relation: z.enum(relations), source: z.enum(sourceCodes).default('person') }),
  sealed: { note: { maxLength: 8_000, about: 'personId' } },

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.people.some((person) => person.personId === input.personId) === true
      ? ok(withRecalls(state, [{ ...written('person-related@1', { ...input, on: context.on }, context.sealed), source: input.source }], context))
      : refused({ kind: 'no-such-person' }),
});

/** Names the very statement: whoever had not seen that somebody was said to have done harm cannot take it back, and that is for a supervisor alone. */
export const withdrawRelation = declareAct({
  name: 'relation.withdraw',
  summary: 'Take back what somebody was said to be to the person',
  input: z.strictObject({ personId: id, relationId: id }),
  sealed: { reason: { maxLength: 8_000, required: true, about: 'personId' } },

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const person = state?.people.find((one) => one.personId === input.personId);
    const held = person?.relations.find((one) => one.entryId === input.relationId && one.withdrawnOn === undefined);
    if (held === undefined) return refused({ kind: 'no-such-relation' });
    if (isNeverRecipient([held.relation]) && !context.actor.roles.includes('supervisor')) return refused({ kind: 'supervisor-must-take-back' });
    return ok([written('relation-withdrawn@1', { relationId: input.relationId, on: context.on }, context.sealed)]);
  },
});
