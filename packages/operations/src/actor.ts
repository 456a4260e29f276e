import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';

export const roles = ['caseworker', 'supervisor', 'fund-manager', 'finance', 'administrator', 'data-protection', 'safeguarding', 'lawyer'] as const;
export type Role = (typeof roles)[number];

/** Why data is touched; every statement and every line of the access log carries one. */
export const purposes = [
  'assistance',
  'fund-management',
  'payment',
  'supervision',
  'administration',
  'accounts',
  'import',
  'oversight',
  'rules',
  'own-work',
  'complaint',
  'complaint-review',
  'sharing',
  'sign-in',
  'maintenance',
] as const;
export type Purpose = (typeof purposes)[number];

/** What each role works for. An operation for another purpose cannot name it: the declaration does not compile. */
export const purposesOf = {
  caseworker: ['assistance', 'sharing', 'import', 'own-work', 'complaint'],
  supervisor: ['assistance', 'sharing', 'import', 'supervision', 'accounts', 'oversight', 'rules', 'own-work', 'complaint'],
  'fund-manager': ['assistance', 'fund-management', 'own-work', 'complaint'],
  finance: ['assistance', 'payment', 'own-work', 'complaint'],
  administrator: ['administration', 'accounts', 'rules', 'own-work', 'complaint'],
  'data-protection': ['oversight', 'own-work', 'complaint'],
  safeguarding: ['complaint-review', 'own-work', 'complaint'],
  /** Reviews law and its words; sees no case and nobody in one. */
  lawyer: ['rules', 'own-work', 'complaint'],
} as const satisfies Record<Role, readonly Purpose[]>;

/** A role of a colleague, lent for a time; it reaches as far as theirs does. */
export type LentRole = { readonly role: Role; readonly by: UserId; readonly officeId: OfficeId };

export type Actor = {
  readonly organisationId: OrganisationId;
  readonly officeId: OfficeId;
  readonly userId: UserId;
  readonly roles: readonly Role[];
  /** Those that stand now. */
  readonly lent?: readonly LentRole[];
  /** Acting through a token: cases of this office only, whatever the roles reach. */
  readonly onlyOffice?: OfficeId;
};
