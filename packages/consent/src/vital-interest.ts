import { type Instant, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { VitalInterest } from './records.ts';

const HOUR = 3_600_000;
const reviewWithin = 24 * HOUR;
const upheldLasts = 7 * 24 * HOUR;

export const reviewBy = (vital: VitalInterest): number => vital.invokedAt + reviewWithin;

/** Nobody has looked at it in time: it stands on the supervisor's list and carries nothing any more. */
export function reviewOverdue(vital: VitalInterest, at: Instant): boolean {
  return vital.review === undefined && at > reviewBy(vital);
}

export function vitalInterestStands(vital: VitalInterest, at: Instant): Result<true, Refusal> {
  if (reviewOverdue(vital, at)) return refused({ kind: 'vital-interest-review-overdue' });
  if (vital.review?.upheld === false) return refused({ kind: 'vital-interest-not-upheld' });
  return at > vital.invokedAt + upheldLasts ? refused({ kind: 'vital-interest-over' }) : ok(true);
}
