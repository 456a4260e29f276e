import { readFileSync } from 'node:fs';
import { pdfFrom } from './pdf-from.ts';

/** Words already in the reader's language. A card says what a right is; nothing on it is about a person. */
export type RightsCardContent = {
  readonly language: string;
  readonly title: string;
  /** 'You have the right to …', printed large. */
  readonly right: string;
  readonly parts: readonly { readonly label: string; readonly says: string }[];
  readonly footer: readonly string[];
};

const template = readFileSync(new URL('./rights-card.typ', import.meta.url), 'utf8');

/** One page of A6. */
export const rightsCardPdf = (content: RightsCardContent): Buffer => pdfFrom(template, content.language, content);
