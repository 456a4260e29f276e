import { describe, expect, it } from 'vitest';
import { plainForSms, smsLength } from './sms-length.ts';

describe('how many messages a phone makes of a text', () => {
  it.each([
    ['nothing', '', 'gsm-7', 0, 0],
    ['one below one message', 'a'.repeat(159), 'gsm-7', 159, 1],
    ['just one message', 'a'.repeat(160), 'gsm-7', 160, 1],
    ['one letter more', 'a'.repeat(161), 'gsm-7', 161, 2],
    ['just two', 'a'.repeat(306), 'gsm-7', 306, 2],
    ['one more than two', 'a'.repeat(307), 'gsm-7', 307, 3],
    ['the euro sign counts twice', `${'a'.repeat(158)}€`, 'gsm-7', 160, 1],
    ['and is never cut in two', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm-7', 306, 3],
    ['letters of French that phones know', 'é è à ù', 'gsm-7', 7, 1],
    ['and one they do not', 'ê', 'ucs-2', 1, 1],
    ['Arabic', 'ح'.repeat(70), 'ucs-2', 70, 1],
    ['Arabic, one more', 'ح'.repeat(71), 'ucs-2', 71, 2],
    ['a sign outside the plane takes two', '😀'.repeat(35), 'ucs-2', 70, 1],
    ['and is never cut in two either', '😀'.repeat(67), 'ucs-2', 134, 3],
  ] as const)('%s', (_name, text, encoding, units, messages) => {
    expect(smsLength(text)).toEqual({ encoding, units, messages });
  });
  it('letters that telephones do not know are written plain, those they know stay, and other scripts are not touched', () => {
    expect(plainForSms('être payé, ça, cœur, días, niñez, qué, También')).toBe('etre payé, ca, coeur, dias, niñez, qué, También');
    expect(plainForSms('أجرك لك')).toBe('أجرك لك');
  });
  it('typographic signs do not make a plain text dear', () => {
    expect(smsLength(plainForSms('your country’s “papers” – now…')).encoding).toBe('gsm-7');
  });
});
