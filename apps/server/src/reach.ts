import { type CaseState, finding, standingOf } from '@sojourn/casework';
import type { OfficeId } from '@sojourn/kernel';
import { type Actor, decideAccess, type Role } from '@sojourn/operations';
import type { Desk } from './desk.ts';

/** Where somebody works as one of those who help people: their own office, and that of whoever lent them such a role. */
export function officesOf({ officeId, roles, lent = [] }: Actor): readonly OfficeId[] {
  const helps = (role: Role) => role === 'caseworker' || role === 'supervisor';
  return [...new Set([...(roles.some(helps) ? [officeId] : []), ...lent.filter((one) => helps(one.role)).map((one) => one.officeId)])];
}

/** A restricted case is never found, also by those who work on it: they know it. */
export function reached(desk: Desk, actor: Actor, state: CaseState): CaseState | undefined {
  const standing = standingOf(state, desk.clock.now());
  return !standing.restricted && decideAccess(finding, actor, standing).ok ? state : undefined;
}
