import { readFileSync } from 'node:fs';
import { pdfFrom } from './pdf-from.ts';

/** Words already in the reader's language; rows as long as the head. */
export type LawTableContent = {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sources, days, and what the table does not say. */
  readonly notes: readonly string[];
};

const template = readFileSync(new URL('./law-table.typ', import.meta.url), 'utf8');

export const lawTablePdf = (content: LawTableContent): Buffer => pdfFrom(template, content.language, content);
