import { describe, expect, it } from 'vitest';
import { comparableForms, isNeverRecipient, namePartsFrom, namePartsText, scriptOf } from './index.ts';

const words = (name: string) => comparableForms(name).words;

describe('a name is one, as it was given', () => {
  it.each([
    ['ሰላም ተስፋዬ', 'Ethi'],
    ['يوسف (لا أوراق)', 'Arab'],
    ['Оксана Бондар', 'Cyrl'],
    ['Trần Mỹ Linh', 'Latn'],
    ['သီရိ', 'Mymr'],
    ['រដ្ឋា', 'Khmr'],
    ['রহিম উদ্দিন (Rahim)', 'Beng'],
    ['王小明', 'Hani'],
    ['ゆき', 'Kana'],
    ['7', 'Zyyy'],
    ['', 'Zyyy'],
  ])('%s is written in %s', (name, script) => expect(scriptOf(name)).toBe(script));
  it('parts stay in the order they were given, whichever comes first', () => {
    const parts = [
      { role: 'family', text: 'Trần' },
      { role: 'given', text: 'Mỹ Linh' },
    ] as const;
    expect(namePartsFrom(namePartsText(parts))).toEqual(parts);
    for (const text of ['', '[]', '{"role":"given"}', '[{"role":"first","text":"x"}]']) expect(namePartsFrom(text)).toBeUndefined();
  });
});

describe('two spellings of one name may be compared', () => {
  it.each([
    ['أحمد', 'احمد'],
    ['فاطمة', 'فاطمه'],
    ['مُحَمَّد', 'محمد'],
    ['علی', 'علي'],
    ['عبــد الله', 'عبد الله'],
    ['José María', 'JOSE MARIA'],
    ['José', 'José'],
    ['Straße', 'STRASSE'],
    ['Łukasz Øystein', 'lukasz oystein'],
    ["O'Brien", 'O’Brien'],
    ['Mary-Jane', 'mary jane'],
    ['Ἀλέξανδρος', 'αλεξανδρος'],
    ['Ｊｕａｎ', 'juan'],
    ['Uddin Rahim', 'Rahim Uddin'],
    ['Ахмёд', 'ахмед'],
  ])('%s and %s', (one, other) => expect(words(one)).toEqual(words(other)));
  it.each([
    ['Ahmed', 'أحمد'],
    ['সালমা', 'সুলমা'],
    ['សុខ', 'សខ'],
    ['Ana', 'Anna'],
  ])('but not %s and %s: no script is written in another, and a vowel that is a mark stays', (one, other) => expect(words(one)).not.toEqual(words(other)));
  it('says which version of itself made the forms', () => expect(comparableForms('x').version).toBe(1));
});

describe('whoever is said to have done harm', () => {
  it('receives nothing, whatever else they are', () => {
    expect(isNeverRecipient(['relative', 'guardian', 'alleged-perpetrator'])).toBe(true);
    expect(isNeverRecipient(['relative', 'guardian'])).toBe(false);
    expect(isNeverRecipient([])).toBe(false);
  });
});
