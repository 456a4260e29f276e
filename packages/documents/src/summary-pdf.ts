import { readFileSync } from 'node:fs';
import { pdfFrom } from './pdf-from.ts';

export type SummarySection = {
  readonly title: string;
  /** Said when there is nothing to list. */
  readonly empty: string;
  /** What, its value, a small line below; either of the last two may be empty. */
  readonly rows: readonly (readonly [string, string, string])[];
  readonly columns?: 1 | 2;
  /** Every row as long as the head; the first column holds words, the others amounts. */
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly total?: readonly string[] };
};

/** Words already in the reader's language. Nothing here names a person: the case code stands for them. */
export type SummaryContent = {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly footer: string;
  readonly sections: readonly SummarySection[];
};

const template = readFileSync(new URL('./summary.typ', import.meta.url), 'utf8');

export const summaryPdf = (content: SummaryContent): Buffer => pdfFrom(template, content.language, content);
