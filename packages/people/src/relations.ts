/** What somebody is to the person whose case it is. One somebody may be several: an uncle who is also the recruiter. */
export const relations = [
  'informant',
  'alleged-perpetrator',
  'guardian',
  'parent',
  'spouse-partner',
  'child',
  'sibling',
  'relative',
  'friend',
  'interpreter',
  'witness',
  'employer',
  'recruiter',
  'provider',
  'professional',
  'other',
  'not-known',
] as const;
export type Relation = (typeof relations)[number];

/** Whoever is said to have done harm receives nothing, whatever else they are. */
const neverRecipients: readonly Relation[] = ['alleged-perpetrator'];

/** Of everything one somebody was ever said to be: one is enough. */
export function isNeverRecipient(everSaid: readonly Relation[]): boolean {
  return everSaid.some((one) => neverRecipients.includes(one));
}
