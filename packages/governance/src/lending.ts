import { type Instant, ok, type Refusal, type Result, refused, type UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';

/** What may be lent. Not the administrator's role, nor the complaint reviewers': who holds those is an organisation's decision. */
export const lendableRoles = ['caseworker', 'supervisor', 'fund-manager', 'finance', 'data-protection'] as const satisfies readonly Role[];

/** Who approves does not pay: one person never holds both, the one lent or the other. */
const halves: readonly (readonly [Role, Role])[] = [['fund-manager', 'finance']];

export const longestLending = 31 * 24 * 3_600_000;

export type Lending = {
  readonly role: Role;
  readonly lender: { readonly userId: UserId; readonly roles: readonly Role[] };
  /** With what stands lent to them already. */
  readonly borrower: { readonly userId: UserId; readonly roles: readonly Role[] };
  readonly from: Instant;
  readonly until: Instant;
};

/** For nights, leave and offices of two: a role one holds oneself, to one colleague, for a time. What was lent is not lent on. */
export function mayLend({ role, lender, borrower, from, until }: Lending): Result<true, Refusal> {
  if (!(lendableRoles as readonly Role[]).includes(role)) return refused({ kind: 'role-is-not-lent' });
  if (!lender.roles.includes(role)) return refused({ kind: 'not-yours-to-lend' });
  if (lender.userId === borrower.userId) return refused({ kind: 'not-to-oneself' });
  if (borrower.roles.includes(role)) return refused({ kind: 'holds-it-already' });
  if (until <= from || until - from > longestLending) return refused({ kind: 'lending-too-long', where: ['until'] });
  const held = new Set([...borrower.roles, role]);
  if (halves.some(([one, other]) => held.has(one) && held.has(other))) return refused({ kind: 'both-halves' });
  return ok(true);
}
