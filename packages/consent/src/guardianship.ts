import { ok, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { ConsentRecord, GuardianRecord } from './records.ts';

/** Whether someone may answer for the person on that day. Saying so oneself is not enough. */
export function guardianStands(guardian: GuardianRecord, on: PlainDate): Result<true, Refusal> {
  if (guardian.verified === undefined) return refused({ kind: 'guardian-not-verified' });
  if (guardian.inConflict) return refused({ kind: 'guardian-in-conflict' });
  if (guardian.endedOn !== undefined && guardian.endedOn <= on) return refused({ kind: 'guardian-ended', on: guardian.endedOn });
  if (guardian.verified.until !== undefined && guardian.verified.until < on) return refused({ kind: 'guardian-ended', on: guardian.verified.until });
  return ok(true);
}

/** Of the consent of a person who cannot decide alone: is there a guardian behind it who may? */
export function guardedBy(guardians: readonly GuardianRecord[], consent: ConsentRecord, on: PlainDate): Result<true, Refusal> {
  if (consent.guardianId === undefined) {
    const before = consent.guardian === 'court-appointed' || consent.guardian === 'parent-verified';
    return before ? ok(true) : refused({ kind: 'guardian-consent-needed', purpose: consent.purpose });
  }
  const guardian = guardians.find((one) => one.entryId === consent.guardianId && one.subjectId === consent.subjectId);
  return guardian === undefined ? refused({ kind: 'guardian-consent-needed', purpose: consent.purpose }) : guardianStands(guardian, on);
}

/** In whole years, from and to where the age is not exactly known. */
export type AgeSpan = { readonly least: number; readonly most: number };

/** From this age a child's own agreement is always sought (humanitarian practice; not reviewed). */
export const assentFrom = 6;

/** Only a child who is younger for certain is not asked; where the age is not known, the child is. */
export function assentNeeded(age: AgeSpan | undefined): boolean {
  return age === undefined || age.most >= assentFrom;
}
