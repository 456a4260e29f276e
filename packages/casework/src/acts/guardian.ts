import { guardianClaims, guardianEvidence } from '@sojourn/consent';
import type { DraftEntry } from '@sojourn/journal';
import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type DecideContext, declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { withRecalls } from '../authority/recalls.ts';
import { asItWasSeen, whereItStands } from '../authority/where-it-stands.ts';
import { recording, working } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { isPartyTo, someoneElse, without, written } from './draft.ts';
import { day, id } from './inputs.ts';

const staff = { policy: recording, opensCase: false } as const;
const guardianOf = (state: CaseState | undefined, guardianId: string) => state?.ledger.guardians.find((one) => one.entryId === guardianId);

/** Someone says they may answer for this person. That alone gives them nothing. */
export const recordGuardian = declareAct({
  ...staff,
  name: 'guardian.record',
  summary: 'Record who says they may answer for this person; no authority until it is verified',
  input: z.strictObject({ subjectId: id, claim: z.enum(guardianClaims), personId: id.optional() }),
  sealed: { name: { maxLength: 300, about: 'personId' }, note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) => {
    const guardian = someoneElse(state, { personId: input.personId, relation: 'guardian', fields: ['name'], on: context.on }, context.sealed);
    if (!guardian.ok) return guardian;
    return ok([written('guardian-recorded@1', { ...input, on: context.on }, without(context.sealed, ['name'])), ...guardian.value]);
  },
});

/** By another colleague than the one who recorded the claim, on evidence that they saw. */
export const verifyGuardian = declareAct({
  ...staff,
  name: 'guardian.verify',
  summary: 'Verify a guardian on evidence you have seen',
  input: z.strictObject({ guardianId: id, evidence: z.enum(guardianEvidence), until: day.optional() }),
  sealed: { note: { maxLength: 4_000 } },
  policy: working,
  offline: 'draft',
  decide: (state: CaseState | undefined, input, context) => {
    const guardian = guardianOf(state, input.guardianId);
    if (state === undefined || guardian === undefined) return refused({ kind: 'no-such-guardian' });
    if (isPartyTo(context, [guardian.recordedBy])) return refused({ kind: 'another-person-must-verify' });
    return ok([whereItStands(written('guardian-verified@1', { ...input, on: context.on }, context.sealed), state, input.guardianId, context)]);
  },
});

/** Their interests and the person's differ: they answer for nothing from now on. */
export const findGuardianInConflict = declareAct({
  ...staff,
  name: 'guardian.in-conflict',
  summary: 'Record that a guardian’s interests and the person’s differ',
  input: z.strictObject({ guardianId: id }),
  sealed: { reason: { maxLength: 4_000, required: true } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) => noLonger(state, 'guardian-conflict-found@1', input, context),
});

export const endGuardian = declareAct({
  ...staff,
  name: 'guardian.end',
  summary: 'Record that a guardian answers for this person no longer',
  input: z.strictObject({ guardianId: id }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) => noLonger(state, 'guardian-ended@1', input, context),
});

function noLonger(
  state: CaseState | undefined,
  kind: 'guardian-conflict-found@1' | 'guardian-ended@1',
  input: { readonly guardianId: string },
  context: DecideContext,
): Result<readonly DraftEntry[], Refusal> {
  const then = state === undefined ? undefined : asItWasSeen(state, 'guardians', input.guardianId, context);
  if (state === undefined || then?.found === undefined) return refused({ kind: 'no-such-guardian' });
  const draft = written(kind, { ...input, on: context.on }, context.sealed);
  return ok(withRecalls(state, [whereItStands(draft, then.state, input.guardianId, context)], context));
}
