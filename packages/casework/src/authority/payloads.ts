import {
  assents,
  barReasons,
  capacities,
  consentPurposes,
  dangers,
  dataClasses,
  filingKinds,
  grounds,
  guardianClaims,
  guardianEvidence,
  interpreters,
  invalidReasons,
  methods,
  readers,
  witnesses,
} from '@sojourn/consent';
import { everyKind, openKinds } from '@sojourn/directory';
import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { handoverStatuses, recallAnswers, referralReasons } from './codes.ts';

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}$/, 'not-a-code');
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const kindOfRecipient = z.enum(everyKind);
/** What anything that leaves may say of its recipient: a closed kind has no form here. */
export const openRecipient = z.enum(openKinds);
export const classes = z.array(z.enum(dataClasses)).max(dataClasses.length);
export const language = z.string().regex(/^[a-z]{2,3}$/);

/** Who may decide what of the person's data, and what went where. By 'kind@version'; strict like every payload. */
export const authorityPayloads = {
  'consent-recorded@2': z.strictObject({
    subjectId: id,
    purpose: z.enum(consentPurposes),
    recipient: kindOfRecipient,
    recipientId: id.optional(),
    dataClasses: classes,
    filing: z.enum(filingKinds).optional(),
    answer: z.enum(['given', 'refused']),
    formVersion: code,
    formHash: hash.optional(),
    language,
    interpreter: z.enum(interpreters),
    interpreterConflict: z.boolean(),
    reader: z.enum(readers).optional(),
    capacity: z.enum(capacities),
    method: z.enum(methods),
    witness: z.enum(witnesses).optional(),
    invalid: z.array(z.enum(invalidReasons)).max(invalidReasons.length),
    guardianId: id.optional(),
    witnessId: id.optional(),
    interpreterId: id.optional(),
    /** Written by the first release only. */
    guardian: z.enum(['court-appointed', 'parent-verified', 'self-declared', 'none']).optional(),
    assent: z.enum(assents).optional(),
    on: day,
    expiresOn: day.optional(),
  }),
  'consent-withdrawn@1': z.strictObject({ consentId: id, on: day }),
  'guardian-recorded@1': z.strictObject({ subjectId: id, claim: z.enum(guardianClaims), personId: id.optional(), on: day }),
  'guardian-verified@1': z.strictObject({ guardianId: id, evidence: z.enum(guardianEvidence), until: day.optional(), on: day }),
  'guardian-conflict-found@1': z.strictObject({ guardianId: id, on: day }),
  'guardian-ended@1': z.strictObject({ guardianId: id, on: day }),
  'withholding-recorded@1': z.strictObject({
    subjectId: id,
    dataClass: z.enum(dataClasses).optional(),
    recipient: kindOfRecipient.optional(),
    recipientId: id.optional(),
    on: day,
  }),
  'withholding-lifted@1': z.strictObject({ withholdingId: id, on: day }),
  'recipient-barred@1': z.strictObject({ recipientId: id, why: z.enum(barReasons), on: day }),
  'vital-interest-invoked@1': z.strictObject({
    subjectId: id,
    danger: z.enum(dangers),
    recipientId: id,
    recipient: openRecipient,
    dataClasses: classes.min(1),
    on: day,
  }),
  'vital-interest-reviewed@1': z.strictObject({ vitalInterestId: id, upheld: z.boolean(), on: day }),
  'best-interests-proposed@1': z.strictObject({
    subjectId: id,
    purpose: z.enum(consentPurposes),
    recipientId: id,
    recipient: openRecipient,
    dataClasses: classes.min(1),
    childHeard: z.enum(['heard', 'declined', 'not-able']),
    until: day,
    on: day,
  }),
  'best-interests-confirmed@1': z.strictObject({ bestInterestsId: id, on: day }),
  'court-order-recorded@1': z.strictObject({ subjectId: id, recipientId: id, dataClasses: classes.min(1), until: day, on: day }),
  'court-order-reviewed@1': z.strictObject({ courtOrderId: id, finding: z.enum(['binding-and-precise', 'challenge-it']), on: day }),
  'court-order-confirmed@1': z.strictObject({ courtOrderId: id, on: day }),
  'referral-shared@1': z.strictObject({
    subjectId: id,
    recipientId: id,
    recipient: openRecipient,
    ground: z.enum(grounds),
    basedOn: id,
    reason: z.enum(referralReasons),
    facts: z.array(code).max(60),
    sealedIds: z.array(id).max(40),
    dataClasses: classes,
    fingerprint: hash,
    replyBy: day,
    expiresOn: day,
    on: day,
  }),
  'referral-handed-over@1': z.strictObject({ shareId: id, status: z.enum(handoverStatuses), on: day }),
  'referral-recalled@1': z.strictObject({ shareId: id, because: code, replyBy: day, on: day }),
  'recall-answered@1': z.strictObject({ shareId: id, answer: z.enum(recallAnswers), on: day }),
} as const;
export type AuthorityKind = keyof typeof authorityPayloads;
export type AuthorityPayload<Kind extends AuthorityKind> = z.output<(typeof authorityPayloads)[Kind]>;

export function isAuthorityKind(kind: string): kind is AuthorityKind {
  return Object.hasOwn(authorityPayloads, kind);
}
