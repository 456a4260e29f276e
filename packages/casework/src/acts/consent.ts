import { assents, capacities, consentPurposes, filingKinds, interpreters, invalidReasons, methods, readers, witnesses } from '@sojourn/consent';
import type { DraftEntry } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { classes, kindOfRecipient, language } from '../authority/payloads.ts';
import { withRecalls } from '../authority/recalls.ts';
import { asItWasSeen, whereItStands } from '../authority/where-it-stands.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { someoneElse, without, written } from './draft.ts';
import { day, id } from './inputs.ts';

const tookPart = ['witness', 'interpreter'] as const;

/**
 * Given or refused; refusing is recorded the same way and costs nothing. What is not free, not understood or not rightly
 * interpreted is recorded too, with its flaw, and gives no authority.
 */
export const recordConsent = declareAct({
  name: 'consent.record',
  summary: 'Record what a person agreed to or refused',
  input: z.strictObject({
    subjectId: id,
    purpose: z.enum(consentPurposes),
    recipient: kindOfRecipient.default('this-organisation'),
    recipientId: id.optional(),
    dataClasses: classes.default([]),
    filing: z.enum(filingKinds).optional(),
    answer: z.enum(['given', 'refused']),
    formVersion: z
      .string()
      .regex(/^[A-Za-z0-9.-]{1,40}$/)
      .default('2026-1'),
    formHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    language,
    interpreter: z.enum(interpreters).default('none'),
    interpreterConflict: z.boolean().default(false),
    reader: z.enum(readers).optional(),
    method: z.enum(methods),
    witness: z.enum(witnesses).optional(),
    capacity: z.enum(capacities).default('able'),
    invalid: z.array(z.enum(invalidReasons)).max(invalidReasons.length).default([]),
    guardianId: id.optional(),
    assent: z.enum(assents).optional(),
    expiresOn: day.optional(),
    /** Who took part, each somebody of the case in their own right. */
    witnessId: id.optional(),
    interpreterId: id.optional(),
  }),
  sealed: {
    'witness-name': { maxLength: 300, about: 'witnessId' },
    'interpreter-name': { maxLength: 300, about: 'interpreterId' },
    note: { maxLength: 4_000 },
  },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    if (input.guardianId !== undefined && asItWasSeen(state, 'guardians', input.guardianId, context).found === undefined)
      return refused({ kind: 'no-such-guardian', where: ['guardianId'] });
    if ((input.purpose === 'filing') !== (input.filing !== undefined)) return refused({ kind: 'filing-must-be-named', where: ['filing'] });
    const others: DraftEntry[] = [];
    for (const relation of tookPart) {
      const one = someoneElse(state, { personId: input[`${relation}Id`], relation, fields: [`${relation}-name`], on: context.on }, context.sealed);
      if (!one.ok) return one;
      others.push(...one.value);
    }
    const names = tookPart.map((relation) => `${relation}-name`);
    const recorded = written('consent-recorded@2', { ...input, on: context.on }, without(context.sealed, names));
    return ok(withRecalls(state, [recorded, ...others], context));
  },
});

/** Taken back, at once, without a reason. Whoever received something under it is cut off and asked to destroy it. */
export const withdrawConsent = declareAct({
  name: 'consent.withdraw',
  summary: 'The person takes a consent back',
  input: z.strictObject({ consentId: id }),
  sealed: { note: { maxLength: 4_000 } },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const then = asItWasSeen(state, 'consents', input.consentId, context);
    if (then.found === undefined) return refused({ kind: 'no-such-consent' });
    const withdrawal = written('consent-withdrawn@1', { ...input, on: context.on }, context.sealed);
    return ok(withRecalls(state, [whereItStands(withdrawal, then.state, input.consentId, context)], context));
  },
});
