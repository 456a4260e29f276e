import type { Refusal } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';

type Giver = { readonly userId: string; readonly roles: readonly Role[]; readonly officeId: string };
export type Wanted = { readonly roles: readonly Role[]; readonly officeId: string };

/** Roles that watch over others, hand out rights, or answer for what the law says: one person alone makes nobody one of these. */
const withAnother: readonly Role[] = ['administrator', 'data-protection', 'safeguarding', 'lawyer'];

/** Nobody gives more than they may: administrators any role, supervisors caseworkers of their own office. */
export function mayGive(giver: Giver, wanted: Wanted, before: readonly Role[] = []): 'alone' | 'with-another' | Refusal {
  if (wanted.roles.length === 0) return { kind: 'role-needed' };
  const given = wanted.roles.filter((role) => !before.includes(role));
  if (giver.roles.includes('administrator')) return given.some((role) => withAnother.includes(role)) ? 'with-another' : 'alone';
  const ownOffice = wanted.officeId === giver.officeId;
  const onlyCaseworkers = [...wanted.roles, ...before].every((role) => role === 'caseworker');
  return giver.roles.includes('supervisor') && ownOffice && onlyCaseworkers ? 'alone' : { kind: 'above-own-rights' };
}

/** The second pair of eyes: another person than asked, than the one it is about, and one who may. */
export function mayApprove(approver: Giver, request: { readonly requestedBy: string; readonly userId: string }): Refusal | undefined {
  if (approver.userId === request.requestedBy || approver.userId === request.userId) return { kind: 'another-person-must-approve-this' };
  return approver.roles.includes('administrator') || approver.roles.includes('supervisor') ? undefined : { kind: 'above-own-rights' };
}

/** Over whom: administrators over everyone, supervisors over caseworkers of their own office; nobody over themselves. */
export function mayManage(manager: Giver, person: Giver): Refusal | undefined {
  if (manager.userId === person.userId) return { kind: 'not-on-oneself' };
  if (manager.roles.includes('administrator')) return undefined;
  const within = person.officeId === manager.officeId && person.roles.every((role) => role === 'caseworker');
  return manager.roles.includes('supervisor') && within ? undefined : { kind: 'above-own-rights' };
}
