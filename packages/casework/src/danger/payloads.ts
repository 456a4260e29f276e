import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { skippable } from '../codes.ts';

/** Where somebody is taken, or goes, out of danger. */
export const waysOut = ['hospital', 'safe-place'] as const;
export const dangerReasons = ['injury-or-illness', 'childbirth', 'self-harm', 'violence-or-threats', 'found-by-them', 'place-not-safe', 'other'] as const;
/** The whole assessment is owed within a day. */
export const HOURS_TO_ASSESS = 24;

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');

export const dangerPayloads = {
  'danger-left@1': z.strictObject({ way: z.enum(waysOut), reason: z.enum(dangerReasons), on: day }),
  'danger-assessed@1': z.strictObject({
    leftId: id,
    inDanger: z.enum(skippable),
    needsDoctor: z.enum(skippable),
    placeSafe: z.enum(skippable),
    placeKnown: z.enum(skippable),
    on: day,
  }),
} as const;
export type DangerKind = keyof typeof dangerPayloads;
export const isDangerKind = (kind: string): kind is DangerKind => Object.hasOwn(dangerPayloads, kind);
