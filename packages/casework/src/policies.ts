import type { Policy } from '@sojourn/operations';

const ownOffice = { caseworker: 'office', supervisor: 'office' } as const;

/** Opens a case of one's own office. */
export const opening = { purpose: 'assistance', about: 'new-case', roles: ownOffice, alsoWhen: [], sealed: 'gives' } as const satisfies Policy;

/** What happened, or what someone said, is written down whatever the state of the case, and in an emergency too. */
export const recording = {
  purpose: 'assistance',
  about: 'case',
  roles: ownOffice,
  alsoWhen: ['closed', 'erased'],
  sealed: 'gives',
  emergency: 'during',
} as const satisfies Policy;

/** Work on an open case. */
export const working = { purpose: 'assistance', about: 'case', roles: ownOffice, alsoWhen: ['erased'], sealed: 'gives' } as const satisfies Policy;

/** Takes up again what was closed. */
export const takingUp = { ...working, alsoWhen: ['closed', 'erased'] } as const satisfies Policy;

/** A supervisor looks again at what a colleague did, open or not. */
export const reviewing = { ...takingUp, roles: { supervisor: 'office' } } as const satisfies Policy;

/** What leaves, or may leave, for others. */
export const sharing = { purpose: 'sharing', about: 'case', roles: ownOffice, alsoWhen: ['closed', 'erased'], sealed: 'nothing' } as const satisfies Policy;

/** What a supervisor does to the record itself, open or not. */
export const keeping = {
  purpose: 'supervision',
  about: 'case',
  roles: { supervisor: 'office' },
  alsoWhen: ['closed', 'erased'],
  sealed: 'gives',
} as const satisfies Policy;

/** The fund serves every office. */
export const fundDeciding = {
  purpose: 'fund-management',
  about: 'case',
  roles: { 'fund-manager': 'organisation' },
  alsoWhen: [],
  sealed: 'gives',
} as const satisfies Policy;

/** An appeal is decided by whoever is new to it: another fund manager, or a supervisor of the office; after the case was closed too. */
export const appealDeciding = {
  purpose: 'assistance',
  about: 'case',
  roles: { 'fund-manager': 'organisation', supervisor: 'office' },
  alsoWhen: ['closed'],
  sealed: 'gives',
} as const satisfies Policy;

export const paying = { purpose: 'payment', about: 'case', roles: { finance: 'organisation' }, alsoWhen: [], sealed: 'gives' } as const satisfies Policy;

/** Two cases beside each other: for those who work on them, and for the fund, which must not help one person twice. */
export const comparing = {
  purpose: 'assistance',
  about: 'case',
  roles: { ...ownOffice, 'fund-manager': 'organisation' },
  alsoWhen: ['closed', 'erased'],
  sealed: 'nothing',
} as const satisfies Policy;

/** Reads a case as far as each role sees it. */
export const viewing = {
  purpose: 'assistance',
  about: 'case',
  roles: { ...ownOffice, 'fund-manager': 'organisation', finance: 'organisation' },
  alsoWhen: ['closed', 'erased'],
  sealed: 'nothing',
  emergency: 'during',
} as const satisfies Policy;

/** Whoever helps people, on a case that is not theirs. */
export const breakingGlass = {
  purpose: 'assistance',
  about: 'case',
  roles: ownOffice,
  alsoWhen: ['closed', 'erased'],
  sealed: 'gives',
  emergency: 'opens',
} as const satisfies Policy;

/** Oversight reaches every case for this, and reads nothing else of it. */
export const reviewingGlass = {
  purpose: 'oversight',
  about: 'case',
  roles: { supervisor: 'office', 'data-protection': 'every-case' },
  alsoWhen: ['closed', 'erased'],
  sealed: 'gives',
} as const satisfies Policy;
