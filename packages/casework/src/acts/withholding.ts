import { barReasons, dataClasses } from '@sojourn/consent';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { kindOfRecipient } from '../authority/payloads.ts';
import { withRecalls } from '../authority/recalls.ts';
import { whereItStands } from '../authority/where-it-stands.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

const staff = { policy: recording, offline: 'record', opensCase: false } as const;

/** "Do not tell them that." Kept against every ground but what a court names. */
export const recordWithholding = declareAct({
  ...staff,
  name: 'withholding.record',
  summary: 'Record what the person said must not be shared, and with whom',
  input: z.strictObject({ subjectId: id, dataClass: z.enum(dataClasses).optional(), recipient: kindOfRecipient.optional(), recipientId: id.optional() }),
  sealed: { note: { maxLength: 4_000 } },
  decide: (state: CaseState | undefined, input, context) =>
    state === undefined
      ? refused({ kind: 'no-such-case' })
      : ok(withRecalls(state, [written('withholding-recorded@1', { ...input, on: context.on }, context.sealed)], context)),
});

export const liftWithholding = declareAct({
  ...staff,
  name: 'withholding.lift',
  summary: 'The person no longer withholds this',
  input: z.strictObject({ withholdingId: id }),
  sealed: { note: { maxLength: 4_000 } },
  decide: (state: CaseState | undefined, input, context) =>
    state?.ledger.withholdings.some((one) => one.entryId === input.withholdingId && one.liftedOn === undefined) === true
      ? ok([whereItStands(written('withholding-lifted@1', { ...input, on: context.on }, context.sealed), state, input.withholdingId, context)])
      : refused({ kind: 'no-such-withholding' }),
});

/** Linked to the case as one who harmed, recruited or lent, or works with them: nothing goes there, whatever anyone agrees to. */
export const barRecipient = declareAct({
  ...staff,
  name: 'recipient.bar',
  summary: 'Bar a recipient from this case for good',
  input: z.strictObject({ recipientId: id, why: z.enum(barReasons) }),
  sealed: { reason: { maxLength: 4_000 } },
  decide: (state: CaseState | undefined, input, context) =>
    state === undefined
      ? refused({ kind: 'no-such-case' })
      : ok(withRecalls(state, [written('recipient-barred@1', { ...input, on: context.on }, context.sealed)], context)),
});
