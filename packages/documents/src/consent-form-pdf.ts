import { readFileSync } from 'node:fs';
import { pdfFrom } from './pdf-from.ts';

/** Words already in the person's language; `labels` by key, those of data classes among them. */
export type ConsentFormContent = {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly string[];
  readonly purposes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
};

const template = readFileSync(new URL('./consent-form.typ', import.meta.url), 'utf8');

/** A blank form to print and fill in by hand: every part, every purpose on its own, room for a thumbprint. */
export function consentFormPdf(content: ConsentFormContent): Buffer {
  const classes = Object.entries(content.labels).flatMap(([key, label]) => (key.startsWith('class.') ? [label] : []));
  return pdfFrom(template, content.language, { ...content, classes });
}
