import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';

export const roles = ['caseworker', 'supervisor', 'fund-manager', 'finance', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Why data is touched; every statement and every line of the access log carries one. */
export const purposes = ['assistance', 'fund-management', 'payment', 'supervision', 'administration', 'import', 'sharing', 'sign-in', 'maintenance'] as const;
export type Purpose = (typeof purposes)[number];

export type Actor = {
  readonly organisationId: OrganisationId;
  readonly officeId: OfficeId;
  readonly userId: UserId;
  readonly roles: readonly Role[];
};
