import { expect, it } from 'vitest';
import { summaryPdf } from './index.ts';

const content = {
  language: 'en',
  title: 'Case K7QM-4X2P',
  lead: 'lead',
  footer: 'footer',
  sections: [{ title: 'Facts', empty: '', rows: [['Country now', 'Lebanon', 'said by the person']] as const }],
};

it('makes a PDF in English and in Arabic', () => {
  for (const language of ['en', 'ar'])
    expect(
      summaryPdf({ ...content, language })
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
});
it('what people wrote is data: markup in it stays letters', () => {
  const hostile = '#panic("x") #read("/etc/passwd") $ *bold* = heading';
  expect(summaryPdf({ ...content, title: hostile, sections: [{ title: hostile, empty: '', rows: [[hostile, hostile, hostile]] }] }).length).toBeGreaterThan(
    1_000,
  );
});
