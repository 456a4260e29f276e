/** How a text file writes its letters, where it is not as UTF-8: what spreadsheet programs on Windows save in western, Arabic, Cyrillic and Turkish countries. */
export const lettersCodes = ['utf-8', 'windows-1252', 'windows-1256', 'windows-1251', 'windows-1254'] as const;
export type Letters = (typeof lettersCodes)[number];
