import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { breakingGlass, keeping, reviewingGlass, takingUp } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { conflictKinds, emergencyFindings, emergencyReasons, longestEmergency, teamParts } from '../team/codes.ts';
import { ownerOf } from '../team/state.ts';
import { isPartyTo, written } from './draft.ts';
import { id } from './inputs.ts';

const online = { policy: takingUp, offline: 'never', opensCase: false, colleagues: true } as const;
const reason = { reason: { maxLength: 4_000 } } as const;
const HOUR = 3_600_000;

/** Into the team, or another part in it. As owner: the case is handed over, and who had it works on until they leave. */
export const joinTeam = declareAct({
  ...online,
  name: 'team.join',
  summary: 'Take a colleague into the team of a case, or hand the case over to them',
  input: z.strictObject({ userId: id, as: z.enum(teamParts) }),
  sealed: { note: { maxLength: 4_000 } },
  policy: { ...takingUp, emergency: 'during' },
  decide: (state: CaseState | undefined, input, context) => {
    if (context.lookUp('colleague', input.userId) === undefined) return refused({ kind: 'no-such-colleague', where: ['userId'] });
    // The same words as for anybody who is not there: a colleague's conflict is nobody's news.
    if (state?.standing.conflicts.some((one) => one.userId === input.userId) === true) return refused({ kind: 'cannot-join', where: ['userId'] });
    return ok([written('team-joined@1', { ...input, on: context.today }, context.sealed)]);
  },
});

export const leaveTeam = declareAct({
  ...online,
  name: 'team.leave',
  summary: 'Take someone out of the team of a case',
  input: z.strictObject({ userId: id }),
  sealed: { note: { maxLength: 4_000 } },
  decide: (state: CaseState | undefined, input, context) => {
    if (state?.standing.team.some((one) => one.userId === input.userId) !== true) return refused({ kind: 'not-in-the-team' });
    // Nobody would answer for it, and nobody could reach it where it is restricted.
    if (ownerOf(state.standing) === input.userId) return refused({ kind: 'owner-must-hand-over' });
    return ok([written('team-left@1', { ...input, on: context.today }, context.sealed)]);
  },
});

/** From now on only the team reaches it; to everybody else it does not exist. */
export const restrictCase = declareAct({
  ...online,
  name: 'case.restrict',
  summary: 'Restrict a case to its team: for everybody else it does not exist',
  input: z.strictObject({}),
  sealed: reason,
  decide: (state: CaseState | undefined, _input, context) => {
    if (state?.standing.restricted === true) return refused({ kind: 'already-restricted' });
    if (state?.standing.team.some((one) => one.userId === context.actor.userId) !== true) return refused({ kind: 'join-the-team-first' });
    return ok([written('case-restricted@1', { on: context.today }, context.sealed)]);
  },
});

export const liftRestriction = declareAct({
  ...online,
  name: 'case.unrestrict',
  summary: 'Open a restricted case to the office again',
  input: z.strictObject({}),
  sealed: reason,
  decide: (state: CaseState | undefined, _input, context) =>
    state?.standing.restricted === true ? ok([written('restriction-lifted@1', { on: context.today }, context.sealed)]) : refused({ kind: 'not-restricted' }),
});

/** One's own conflict, by anyone who reaches the case; a colleague's, by a supervisor. From then on the case does not exist for them. */
export const declareConflict = declareAct({
  ...online,
  name: 'conflict.declare',
  summary: 'Declare a conflict of interest: the case ceases to exist for that person',
  input: z.strictObject({ userId: id, kind: z.enum(conflictKinds) }),
  sealed: reason,
  decide: (state: CaseState | undefined, input, context) => {
    if (input.userId !== context.actor.userId && !context.access.roles.includes('supervisor')) return refused({ kind: 'not-allowed', needs: ['supervisor'] });
    if (context.lookUp('colleague', input.userId) === undefined) return refused({ kind: 'no-such-colleague', where: ['userId'] });
    if (state?.standing.conflicts.some((one) => one.userId === input.userId) === true) return refused({ kind: 'already-declared' });
    return ok([written('conflict-declared@1', { ...input, on: context.today }, context.sealed)]);
  },
});

export const liftConflict = declareAct({
  ...online,
  name: 'conflict.lift',
  summary: 'Lift a conflict of interest that was declared by mistake',
  input: z.strictObject({ conflictId: id }),
  sealed: reason,
  policy: keeping,
  decide: (state: CaseState | undefined, input, context) =>
    state?.standing.conflicts.some((one) => one.entryId === input.conflictId) === true
      ? ok([written('conflict-lifted@1', { ...input, on: context.today }, context.sealed)])
      : refused({ kind: 'no-such-entry' }),
});

/** Someone else's case, for one reason and some hours: owner, supervisors and data protection are told at once, and another person looks at it within a day. */
export const breakGlass = declareAct({
  ...online,
  name: 'glass.break',
  summary: 'Reach a case that is not yours because it cannot wait; others are told at once',
  input: z.strictObject({ reason: z.enum(emergencyReasons), hours: z.number().int().min(1).max(longestEmergency) }),
  sealed: { words: { maxLength: 4_000, required: true } },
  policy: breakingGlass,
  decide: (_state: CaseState | undefined, input, context) =>
    context.access.through === 'emergency'
      ? ok([written('glass-broken@1', { reason: input.reason, until: context.now + input.hours * HOUR, on: context.today }, context.sealed)])
      : refused({ kind: 'already-yours' }),
});

export const reviewGlass = declareAct({
  ...online,
  name: 'glass.review',
  summary: 'Say whether reaching someone else’s case was justified; where not, it ends at once',
  input: z.strictObject({ glassId: id, finding: z.enum(emergencyFindings) }),
  sealed: reason,
  policy: reviewingGlass,
  decide: (state: CaseState | undefined, input, context) => {
    const glass = state?.standing.emergencies.find((one) => one.entryId === input.glassId);
    if (glass === undefined) return refused({ kind: 'no-such-entry' });
    if (isPartyTo(context, [glass.by])) return refused({ kind: 'another-person-must-review' });
    if (glass.review !== undefined) return refused({ kind: 'already-reviewed' });
    return ok([written('glass-reviewed@1', { ...input, on: context.today }, context.sealed)]);
  },
});
