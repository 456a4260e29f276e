import { describe, expect, it } from 'vitest';
import { lawTablePdf } from './law-table-pdf.ts';
import { rightsCardPdf } from './rights-card-pdf.ts';

const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
const longest = 'A labour inspector may help. First ask someone you trust if inspectors tell the immigration police. '.repeat(5);
const card = (language: string) => ({
  language,
  title: 'Wages',
  right: 'You have the right to be paid.',
  parts: [
    { label: 'It means', says: 'You must be paid.' },
    { label: 'If they refuse', says: longest },
  ],
  footer: ['No lawyer has checked this yet.', 'Sojourn'],
});

describe('a rights card on paper', () => {
  it.each(['en', 'ar'])('is one page of A6, the same bytes each time (%s)', (language) => {
    const pdf = rightsCardPdf(card(language));
    expect(pages(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 297\.6\d* 419\.5\d*\]/);
    expect(rightsCardPdf(card(language)).equals(pdf)).toBe(true);
  });
});

describe('a table of law on paper', () => {
  it('takes as many pages as it needs, and an empty one has its notes', () => {
    const table = { language: 'en', title: 'T', lead: 'L', head: ['A', 'B'], notes: ['N'] };
    expect(pages(lawTablePdf({ ...table, rows: [] }))).toBe(1);
    expect(pages(lawTablePdf({ ...table, rows: Array.from({ length: 251 }, (_, at) => [`place ${at}`, 'party']) }))).toBeGreaterThan(2);
  });
});
