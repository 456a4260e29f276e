import type { Instant } from '@sojourn/kernel';
import type { CaseStanding } from '@sojourn/operations';
import type { CaseState } from './state.ts';
import { standingFrom } from './team/state.ts';

/** What of a case decides about access to it, at a moment. */
export function standingOf({ standing, officeId, closure, expunged }: CaseState, now: Instant): CaseStanding {
  return standingFrom(standing, { officeId, closed: closure !== undefined, erased: expunged > 0 }, now);
}
