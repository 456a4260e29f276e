import { sourceCodes } from '@sojourn/journal';
import { isApproximateDate, isPlainDate, isUuid } from '@sojourn/kernel';
import { nameKinds, relations, scriptCodes } from '@sojourn/people';
import { z } from 'zod';
import { appealPayloads } from './appeals/payloads.ts';
import { authorityPayloads, language } from './authority/payloads.ts';
import {
  alternativeAnswers,
  apartGrounds,
  attachmentKinds,
  closingOutcomes,
  conclusions,
  contactSources,
  decisionReasons,
  decisions,
  elementAnswers,
  holdGrounds,
  joinGrounds,
  notComparableReasons,
  partGrounds,
  paymentMethods,
  referrals,
  services,
  skippable,
  units,
} from './codes.ts';
import { dangerPayloads } from './danger/payloads.ts';
import { filingPayloads } from './filings/payloads.ts';
import { safeContactPayloads } from './safe-contact/payloads.ts';
import { teamPayloads } from './team/payloads.ts';

export const day = z.string().refine(isPlainDate, 'not-a-day');
const about = z.string().refine(isApproximateDate, 'not-a-date');
export const id = z.string().refine(isUuid, 'not-an-id');
export const country = z.string().regex(/^[A-Z]{3}$/, 'not-a-country');
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}$/, 'not-a-code');
export const amount = z.strictObject({ minor: z.number().int().positive().max(10_000_000_000), currency: z.string().regex(/^[A-Z]{3}$/) });

/** Codes, dates, numbers: the fact catalogue says which for each fact; words a person said are sealed instead. */
const coded = z.union([z.boolean(), z.number(), code, about, z.array(code).max(60)]);
export const answer = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('value'), value: coded }),
  z.strictObject({ is: z.literal('not-asked') }),
  z.strictObject({ is: z.literal('declined') }),
  z.strictObject({ is: z.literal('not-known') }),
]);

/** Payload of every entry kind, by 'kind@version'. Strict: a member nobody declared is refused. */
export const payloads = {
  ...teamPayloads,
  'contact-recorded@1': z.strictObject({ personId: id, officeId: id, caseCode: z.string().regex(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/), source: z.enum(contactSources) }),
  'fact-asserted@2': z.strictObject({
    subjectId: id,
    fact: code,
    answer,
    source: z.enum(sourceCodes),
    holdsFrom: day.optional(),
    holdsTo: day.optional(),
    corrects: id.optional(),
    withdraws: id.optional(),
    settles: z.array(id).min(1).max(100).optional(),
  }),
  'name-recorded@1': z.strictObject({
    subjectId: id,
    kind: z.enum(nameKinds),
    script: z.enum(scriptCodes),
    language: language.optional(),
    call: z.boolean(),
    source: z.enum(sourceCodes),
    corrects: id.optional(),
    transliterates: id.optional(),
    on: day,
  }),
  'name-withdrawn@1': z.strictObject({ nameId: id, on: day }),
  'name-preferred@1': z.strictObject({ nameId: id, on: day }),
  /** A file, by what stands sealed beside the journal: with its digests a changed or missing one is found. Its id is that of its entry. */
  'attachment-kept@1': z.strictObject({
    subjectId: id,
    kind: z.enum(attachmentKinds),
    mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
    bytes: z.number().int().positive(),
    chunks: z.number().int().positive(),
    /** SHA-256 of the sealed pieces in their order, and of the sealed name. */
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    nameFingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    on: day,
  }),
  'person-added@1': z.strictObject({ personId: id, relation: z.enum(relations), source: z.enum(sourceCodes), on: day }),
  'person-related@1': z.strictObject({ personId: id, relation: z.enum(relations), source: z.enum(sourceCodes), on: day }),
  'relation-withdrawn@1': z.strictObject({ relationId: id, on: day }),
  'identification-concluded@1': z.strictObject({
    act: z.enum(elementAnswers),
    means: z.enum(elementAnswers),
    purpose: z.enum(elementAnswers),
    conclusion: z.enum(conclusions),
    on: day,
  }),
  'alternative-tried@2': z.strictObject({
    /** Where a person was asked and not an organisation. */
    providerId: id.optional(),
    scope: z.enum(['local', 'national', 'regional']),
    answer: z.enum(alternativeAnswers),
    reasons: z.array(z.enum(notComparableReasons)).max(11),
    on: day,
  }),
  ...authorityPayloads,
  ...filingPayloads,
  ...safeContactPayloads,
  ...dangerPayloads,
  ...appealPayloads,
  'application-submitted@1': z.strictObject({ programme: code, urgency: z.enum(['emergency', 'standard']), on: day }),
  'application-decided@1': z.strictObject({
    applicationId: id,
    decision: z.enum(decisions),
    reasons: z.array(z.enum(decisionReasons)).min(1).max(8),
    referral: z.enum(referrals).optional(),
    on: day,
  }),
  'plan-line-added@1': z.strictObject({
    service: z.enum(services),
    quantity: z.number().int().positive().max(100_000),
    unit: z.enum(units),
    unitCost: amount,
    on: day,
  }),
  'plan-approved@1': z.strictObject({ lineIds: z.array(id).min(1).max(200), totals: z.array(amount).min(1).max(20), on: day }),
  'payment-recorded@1': z.strictObject({ lineId: id, amount, method: z.enum(paymentMethods), on: day }),
  'case-closed@1': z.strictObject({ outcome: z.enum(closingOutcomes), on: day }),
  'case-reopened@1': z.strictObject({ on: day }),
  'legal-hold-placed@1': z.strictObject({ ground: z.enum(holdGrounds), on: day }),
  'legal-hold-lifted@1': z.strictObject({ holdId: id, on: day }),
  'records-joined@1': z.strictObject({
    otherCaseId: id,
    part: z.enum(['kept', 'joined']),
    ground: z.enum(joinGrounds),
    by: z.enum(['caseworker', 'supervisor']),
    on: day,
  }),
  'records-join-confirmed@1': z.strictObject({ joinId: id, on: day }),
  'records-told-apart@1': z.strictObject({ otherCaseId: id, ground: z.enum(apartGrounds), on: day }),
  'records-parted@1': z.strictObject({ joinId: id, ground: z.enum(partGrounds), on: day }),
  'service-delivered@1': z.strictObject({
    service: z.enum(services),
    quantity: z.number().int().positive().max(100_000),
    lineId: id.optional(),
    received: z.enum(skippable),
    on: day,
  }),
} as const;
export type PayloadKind = keyof typeof payloads;
export type Payload<Kind extends PayloadKind> = z.output<(typeof payloads)[Kind]>;

/** A kind of entry without its version. */
export type EntryKind = PayloadKind extends `${infer Name}@${number}` ? Name : never;
/** Every kind of entry a case can hold, without its version. */
export const entryKinds: readonly string[] = [...new Set(Object.keys(payloads).map((key) => key.split('@')[0] ?? key))];
