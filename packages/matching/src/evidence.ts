/** By what two records of people are compared. */
export const aboutCodes = ['name', 'phone', 'document', 'birth', 'gender', 'citizenship'] as const;
export type About = (typeof aboutCodes)[number];

/**
 * What a comparison found, for people to read as a sentence. `strong` alone may make two records likely of one person when a name
 * agrees; `weak` is shared by very many; `unclear` speaks for neither.
 */
export const evidence = {
  'name-same': { about: 'name', is: 'for', strong: false },
  'name-written-otherwise': { about: 'name', is: 'for', strong: false },
  'name-in-another-script': { about: 'name', is: 'for', strong: false },
  'name-differs': { about: 'name', is: 'against', strong: true },
  'phone-same': { about: 'phone', is: 'for', strong: true },
  'document-same': { about: 'document', is: 'for', strong: true },
  'birth-same-month': { about: 'birth', is: 'for', strong: true },
  'birth-same-year': { about: 'birth', is: 'for', strong: true },
  'birth-may-agree': { about: 'birth', is: 'for', strong: false },
  'birth-apart-as-calendars': { about: 'birth', is: 'unclear', strong: false },
  'birth-apart': { about: 'birth', is: 'against', strong: true },
  'gender-same': { about: 'gender', is: 'for', strong: false },
  'gender-differs': { about: 'gender', is: 'against', strong: false },
  'citizenship-shared': { about: 'citizenship', is: 'for', strong: false },
  'citizenship-differs': { about: 'citizenship', is: 'against', strong: false },
} as const satisfies Record<string, { readonly about: About; readonly is: 'for' | 'against' | 'unclear'; readonly strong: boolean }>;
export type Evidence = keyof typeof evidence;
export const evidenceCodes = Object.keys(evidence) as readonly Evidence[];
