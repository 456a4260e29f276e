import { describe, expect, it } from 'vitest';
import { consentFormPdf } from './index.ts';

const keys = [
  'yes',
  'no',
  'recipient',
  'expires',
  'withheld',
  'language',
  'reader',
  'interpreter',
  'capacity',
  'guardian',
  'assent',
  'signature',
  'witness',
  'staff',
  'date',
  'copy',
  'version',
];
const content = {
  title: 'خياركم',
  lead: 'يُقرأ بصوت عالٍ',
  parts: ['من نحن. نساعد.', 'No full stop'],
  purposes: ['May we share?', '#panic("x")'],
  labels: { ...Object.fromEntries(keys.map((key) => [`label.${key}`, key])), 'class.health': 'health' },
};

describe('the blank consent form as PDF', () => {
  it.each(['en', 'fr', 'es', 'ar'])('is tagged and accessible in %s, and what stands in it is data', (language) => {
    const pdf = consentFormPdf({ ...content, language });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/Marked true/);
    expect(pdf.equals(consentFormPdf({ ...content, language }))).toBe(true);
  });
});
