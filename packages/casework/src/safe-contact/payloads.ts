import { channels, ifSomeoneElse, isTimeZone, neutralSenders, weekdays, whoseAddress } from '@sojourn/consent';
import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { language } from '../authority/payloads.ts';

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');
/** On the quarter hour, so that the next window is always found. */
const time = z.string().regex(/^([01][0-9]|2[0-3]):(00|15|30|45)$/);
export const outChannels = channels.filter((one): one is Exclude<(typeof channels)[number], 'in-person'> => one !== 'in-person');

export const way = z.strictObject({
  channel: z.enum(outChannels),
  days: z.array(z.enum(weekdays)).min(1).max(7),
  from: time,
  to: time,
  whose: z.enum(whoseAddress),
  ifSomeoneElse: z.enum(ifSomeoneElse),
  voicemail: z.boolean(),
  codeWord: z.boolean(),
});
export const safeContactShape = {
  subjectId: id,
  ways: z.array(way).max(12),
  timeZone: z
    .string()
    .regex(/^[A-Za-z0-9_+/-]{1,60}$/)
    .refine(isTimeZone, 'no-such-time-zone'),
  language,
  sender: z.enum(neutralSenders),
  mayNameMatter: z.boolean(),
};

/** The first three say nothing of who we are or what it is about; the others only where the person agreed to that. */
export const neutralTemplates = ['please-get-in-touch', 'as-agreed', 'another-time'] as const;
const openTemplates = ['appointment', 'receipt-shared', 'receipt-taken-back', 'recall-answered', 'own-words'] as const;
export const templates = [...neutralTemplates, ...openTemplates] as const;
export const messageOutcomes = ['sent', 'no-answer', 'someone-else-answered', 'not-sent', 'given-in-person', 'outside-what-was-agreed'] as const;
export const callOutcomes = ['reached', 'no-answer', 'someone-else-answered', 'wrong-number', 'voicemail'] as const;

export const safeContactPayloads = {
  'safe-contact-set@1': z.strictObject({ ...safeContactShape, on: day }),
  'contact-unsafe@1': z.strictObject({ subjectId: id, on: day }),
  'message-prepared@1': z.strictObject({
    subjectId: id,
    channel: z.enum(channels),
    template: z.enum(templates),
    language,
    about: id.optional(),
    safeContactId: id.optional(),
    notBefore: z.number().int().optional(),
    on: day,
  }),
  'message-settled@1': z.strictObject({ messageId: id, outcome: z.enum(messageOutcomes), on: day }),
  'call-noted@1': z.strictObject({
    subjectId: id,
    channel: z.enum(channels),
    outcome: z.enum(callOutcomes),
    /** What happened is written down all the same. */
    asAgreed: z.boolean(),
    on: day,
  }),
} as const;
export type SafeContactKind = keyof typeof safeContactPayloads;

export function isSafeContactKind(kind: string): kind is SafeContactKind {
  return Object.hasOwn(safeContactPayloads, kind);
}
