import { describe, expect, it } from 'vitest';
import { type SummaryContent, summaryPdf } from './index.ts';
import { isolated } from './isolated.ts';

const content: SummaryContent = {
  language: 'en',
  title: 'Case K7QM-4X2P',
  lead: 'Stage: help is being given',
  footer: 'Screening result, not a legal determination.',
  sections: [
    {
      title: 'Facts',
      empty: '',
      columns: 2,
      rows: [
        ['Country now', 'Lebanon', 'said by the person'],
        ['Birth', '1992', ''],
      ],
    },
    { title: 'Payments', empty: 'None yet.', rows: [] },
    { title: 'Plan', empty: '', rows: [], table: { head: ['Help', 'Cost'], rows: [['Medical care', 'USD 90.00']], total: ['Total', 'USD 90.00'] } },
  ],
};
const pagesOf = (pdf: Buffer) => Number(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);

describe('the summary of a case as PDF', () => {
  it.each(['en', 'ar', 'fr', 'es'])('is one tagged, accessible page in %s', (language) => {
    const pdf = summaryPdf({ ...content, language });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/Marked true/);
    expect(pdf.toString('latin1')).toContain('pdfuaid:part');
  });
  it('the same content is the same bytes', () => {
    expect(summaryPdf(content).equals(summaryPdf(content))).toBe(true);
  });
  it.each(['#panic("x")', '#read("/etc/passwd")', '#import "@preview/x:0.1.0"', '$ x', '*a _b `c', '] ) } "', '\\', '<label> @label', '/* //', '\u0000\u202e'])(
    'what people wrote is data: %j stays letters',
    (hostile) => {
      const row = [hostile, hostile, hostile] as const;
      const table = { head: [hostile, hostile], rows: [[hostile, hostile]], total: [hostile, hostile] };
      for (const language of ['en', 'ar'])
        expect(
          summaryPdf({ language, title: hostile, lead: hostile, footer: hostile, sections: [{ title: hostile, empty: hostile, rows: [row], table }] }).length,
        ).toBeGreaterThan(1_000);
    },
  );
  it('letters that no bundled face has do not stop it', () => {
    expect(pagesOf(summaryPdf({ ...content, lead: 'ሰላም သီရိ বাংলা 你好 🙂' }))).toBe(1);
  });
  it('a long record goes on over pages', () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Right ${index}`, 'owed', 'citation'] as const);
    expect(pagesOf(summaryPdf({ ...content, sections: [{ title: 'Rights', empty: '', rows }] }))).toBeGreaterThan(2);
  });
});

describe('codes inside right-to-left words keep their own order', () => {
  it.each(['2026-11-24', 'K7QM-4X2P', '+961 70 000 000', 'USD 672.00', '6(5)', 'untc-2015'])('%s', (run) =>
    expect(isolated(`بتاريخ ${run} هنا`)).toBe(`بتاريخ \u2066${run}\u2069 هنا`),
  );
  it('words and single numbers are left alone', () => expect(isolated('المادة 3 من CEDAW')).toBe('المادة 3 من CEDAW'));
});
