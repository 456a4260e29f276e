/** Each purpose is agreed to on its own; one tick for everything is a defect. */
export const consentPurposes = [
  'assistance',
  'sharing',
  'filing',
  'consular-contact',
  'return',
  'publishing',
  'photo',
  'donor-story',
  'tracing',
  'statistics',
  'follow-up',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export const grounds = ['consent', 'vital-interest', 'best-interests', 'court-order'] as const;
export type Ground = (typeof grounds)[number];

/** What each purpose may rest on. Return, publishing, photo, donor story and tracing never rest on vital interest. */
export const groundsFor = {
  assistance: ['consent', 'vital-interest', 'best-interests'],
  sharing: ['consent', 'vital-interest', 'best-interests', 'court-order'],
  filing: ['consent', 'best-interests'],
  'consular-contact': ['consent'],
  return: ['consent', 'best-interests'],
  publishing: ['consent'],
  photo: ['consent'],
  'donor-story': ['consent'],
  tracing: ['consent', 'best-interests'],
  statistics: ['consent'],
  'follow-up': ['consent'],
} as const satisfies Record<ConsentPurpose, readonly Ground[]>;

export function mayRestOn(purpose: ConsentPurpose, ground: Ground): boolean {
  return (groundsFor[purpose] as readonly Ground[]).includes(ground);
}
