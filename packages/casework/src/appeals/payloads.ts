import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { referrals } from '../codes.ts';

/** Why somebody says that a refusal is wrong. */
export const appealGrounds = ['facts-wrong', 'facts-new', 'danger-overlooked', 'help-not-comparable', 'rule-misread', 'not-heard', 'other'] as const;
/** Who asks. Nobody asks against the person's will: where somebody else asks, it is for them. */
export const appealedBy = ['person', 'guardian', 'lawyer', 'caseworker'] as const;
export const appealOutcomes = ['upheld', 'reversed', 'sent-back'] as const;
/** Days until somebody new must have decided. Our own measure, not law: decision 0130. */
export const DAYS_TO_DECIDE = { standard: 14, emergency: 2 } as const;

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');

export const appealPayloads = {
  'appeal-lodged@1': z.strictObject({
    decisionId: id,
    grounds: z.array(z.enum(appealGrounds)).max(appealGrounds.length),
    by: z.enum(appealedBy),
    decideBy: day,
    on: day,
  }),
  'appeal-decided@1': z.strictObject({ appealId: id, outcome: z.enum(appealOutcomes), referral: z.enum(referrals).optional(), on: day }),
} as const;
export type AppealKind = keyof typeof appealPayloads;
export const isAppealKind = (kind: string): kind is AppealKind => Object.hasOwn(appealPayloads, kind);
