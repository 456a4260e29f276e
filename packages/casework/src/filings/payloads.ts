import { filingKinds, grounds } from '@sojourn/consent';
import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { classes, openRecipient } from '../authority/payloads.ts';
import { skippable } from '../codes.ts';

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const leaves = {
  subjectId: id,
  recipientId: id,
  recipient: openRecipient,
  basedOn: id,
  facts: z.array(z.string().max(80)).max(60),
  sealedIds: z.array(id).max(40),
  dataClasses: classes,
  fingerprint: hash,
  on: day,
};
export const filingOutcomes = ['filed', 'received', 'granted', 'refused', 'appealed', 'withdrawn'] as const;
export const consularActs = ['nationality-check', 'travel-document', 'visit', 'other'] as const;

export const filingPayloads = {
  'origin-fear-asked@1': z.strictObject({ subjectId: id, answer: z.enum(skippable), inPrivate: z.boolean(), on: day }),
  'consular-advice-given@1': z.strictObject({ subjectId: id, stillAsks: z.enum(['yes', 'no', 'undecided']), on: day }),
  'consulate-contacted@1': z.strictObject({ ...leaves, act: z.enum(consularActs) }),
  'filing-made@1': z.strictObject({ ...leaves, filing: z.enum(filingKinds), ground: z.enum(grounds) }),
  'filing-outcome@1': z.strictObject({ filingId: id, outcome: z.enum(filingOutcomes), on: day }),
} as const;
export type FilingPayloadKind = keyof typeof filingPayloads;

export function isFilingKind(kind: string): kind is FilingPayloadKind {
  return Object.hasOwn(filingPayloads, kind);
}
