import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { skippable } from '../codes.ts';
import { dangerPayloads, dangerReasons, waysOut } from '../danger/payloads.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';

const asked = z.enum(skippable).default('not-asked');

/** Never refused: no consent, no eligibility, no approval, no state of the case stands before it. A way and a reason, nothing else; the rest is owed within a day. */
export const leaveDanger = declareAct({
  name: 'danger.leave',
  summary: 'Out of danger now: to hospital, or to a safe place',
  input: z.strictObject({ way: z.enum(waysOut), reason: z.enum(dangerReasons) }),
  sealed: { where: { maxLength: 300 }, note: { maxLength: 4_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  colleagues: true,
  decide: (_state: CaseState | undefined, input, context) => ok([written('danger-left@1', { ...input, on: context.on }, context.sealed)]),
});

/** The whole assessment, by whoever makes it; a second one stands beside the first. */
export const assessDanger = declareAct({
  name: 'danger.assess',
  summary: 'Assess in full how safe somebody is who got out of danger',
  input: z.strictObject({ leftId: dangerPayloads['danger-assessed@1'].shape.leftId, inDanger: asked, needsDoctor: asked, placeSafe: asked, placeKnown: asked }),
  sealed: { assessment: { maxLength: 8_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state?.dangers.some((one) => one.entryId === input.leftId) !== true) return refused({ kind: 'no-such-departure' });
    const nothing = [input.inDanger, input.needsDoctor, input.placeSafe, input.placeKnown].every((answer) => answer === 'not-asked');
    // Words alone are enough, and so are answers: of somebody who was erased no words can be kept.
    if (nothing && !context.sealed.has('assessment')) return refused({ kind: 'text-needed', where: ['assessment'] });
    return ok([written('danger-assessed@1', { ...input, on: context.on }, context.sealed)]);
  },
});
