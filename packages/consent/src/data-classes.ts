/** What a consent covers, class by class. A package names the class of every field it carries. */
export const dataClasses = [
  'identity',
  'contact',
  'demographics',
  'location',
  'family',
  'health',
  'safety',
  'exploitation',
  'legal',
  'needs',
  'journey',
  'words',
] as const;
export type DataClass = (typeof dataClasses)[number];

/** The least that may be needed to keep someone alive; nothing else goes out on vital interest. */
export const vitalClasses: readonly DataClass[] = ['identity', 'contact', 'demographics', 'location', 'health', 'safety', 'needs'];

/** What says who someone is. */
export const identifyingClasses: readonly DataClass[] = ['identity', 'contact', 'words'];
