import type { Instant } from '@sojourn/kernel';
import type { CaseStanding } from '@sojourn/operations';
import type { CaseState } from './state.ts';

/** What of a case decides about access to it, at a moment. */
export function standingOf(state: CaseState, _now: Instant): CaseStanding {
  return {
    officeId: state.officeId,
    closed: state.closure !== undefined,
    erased: state.expunged > 0,
    restricted: false,
    team: [],
    barred: [],
    emergency: [],
  };
}
