import { readFileSync } from 'node:fs';
import { type Catalogue, languages } from '@sojourn/catalogue';
import { describe, expect, it } from 'vitest';
import { shortCard } from './rights-card.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };

describe('a right as a text message', () => {
  it.each(languages)('in %s it is three messages at most, two where a telephone counts the letters as its own', (language) => {
    for (const { id } of catalogue.rights) {
      const { encoding, messages } = shortCard(catalogue, id, language);
      expect([id, encoding, messages <= (encoding === 'gsm-7' ? 2 : 3)]).toEqual([id, language === 'ar' ? 'ucs-2' : 'gsm-7', true]);
    }
  });
  it('says that a machine translated it, until two people have read the words', () => {
    expect(shortCard(catalogue, 'R47', 'fr').text).toMatch(/\(Traduit par machine\.\)$/u);
    expect(shortCard(catalogue, 'R47', 'ar').text).toMatch(/\(ترجمة آلية\)$/u);
    expect(shortCard(catalogue, 'R47', 'en').text).not.toContain('machine');
    const read: Catalogue = { ...catalogue, machineMade: catalogue.machineMade.filter((one) => one !== 'fr') };
    expect(shortCard(read, 'R47', 'fr').text).not.toContain('machine');
  });
});
