/** Those that every right is written in. */
export const cardLanguages = ['en', 'fr', 'es', 'ar'] as const;
export type CardLanguage = (typeof cardLanguages)[number];
