import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { closingOutcomes, holdGrounds } from '../codes.ts';
import { keeping, takingUp } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

// No words are required here: about someone who was erased none can be kept, and their case must still be closed or held.

/** Ends the work, not the record: what happens afterwards can still be recorded, and the case opened again. */
export const closeCase = declareAct({
  name: 'case.close',
  summary: 'Close a case, with its outcome and why',
  input: z.strictObject({ outcome: z.enum(closingOutcomes) }),
  sealed: { reason: { maxLength: 8_000 } },
  policy: takingUp,
  offline: 'draft',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.closure === undefined ? ok([written('case-closed@1', { ...input, on: context.on }, context.sealed)]) : refused({ kind: 'already-closed' }),
});

export const reopenCase = declareAct({
  name: 'case.reopen',
  summary: 'Open a closed case again',
  input: z.strictObject({}),
  sealed: { reason: { maxLength: 8_000 } },
  policy: takingUp,
  offline: 'draft',
  opensCase: false,
  decide: (state: CaseState | undefined, _input, context) =>
    state?.closure === undefined ? refused({ kind: 'not-closed' }) : ok([written('case-reopened@1', { on: context.on }, context.sealed)]),
});

/** Nothing of the case is erased while one stands, whoever asks and whatever period is over. */
export const placeHold = declareAct({
  name: 'hold.place',
  summary: 'Place a legal hold: nothing of this case is erased until it is lifted',
  input: z.strictObject({ ground: z.enum(holdGrounds) }),
  sealed: { reason: { maxLength: 8_000 } },
  policy: keeping,
  offline: 'never',
  opensCase: false,
  decide: (_state: CaseState | undefined, input, context) => ok([written('legal-hold-placed@1', { ...input, on: context.on }, context.sealed)]),
});

export const liftHold = declareAct({
  name: 'hold.lift',
  summary: 'Lift a legal hold',
  input: z.strictObject({ holdId: id }),
  sealed: { reason: { maxLength: 8_000 } },
  policy: keeping,
  offline: 'never',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.holds.some((hold) => hold.entryId === input.holdId && hold.liftedOn === undefined) === true
      ? ok([written('legal-hold-lifted@1', { ...input, on: context.on }, context.sealed)])
      : refused({ kind: 'no-such-hold' }),
});
