import { describe, expect, it } from 'vitest';
import { bucketBits, filledUpTo, keysToFind, keysToKeep, likeness, nameBitsFor } from './index.ts';

/** One person, written by two people. */
const samePerson = `
  Mohammed Ahmed | محمد أحمد                  Muhammad Ahmad | محمد احمد              Mohamed Hassan | محمد حسن
  Fatima Zahra | فاطمة الزهراء                 Abdul Rahman Yusuf | عبد الرحمن يوسف     Abdelrahman Youssef | عبدالرحمن يوسف
  Abderrahmane Youssef | عبد الرحمن يوسف       Abdullah Omar | عبد الله عمر             Khadija Ali | خديجة علي
  Khalid Osman | خالد عثمان                    Othman Khaled | Osman Khalid            Selamawit Tesfaye | ሰላማዊት ተስፋዬ
  Abiy Ahmed | ዐቢይ አህመድ                      Haile Gebreselassie | ኃይለ ገብረሥላሴ         Tadesse Bekele | ታደሰ በቀለ
  Olena Shevchenko | Олена Шевченко           Aleksandr Ivanov | Александр Иванов     Yekaterina Petrova | Екатерина Петрова
  Nguyen Van Anh | Nguyễn Văn Anh             Giorgi Beridze | გიორგი ბერიძე           Priya Sharma | प्रिया शर्मा
  Rahima Begum | রহিমা বেগম                    Jamal Gaddafi | جمال قذافي              Gamal Kadafi | جمال قذافي
  Reza Ramazani | رضا رمضانی                   Parviz Tehrani | پرویز تهرانی            Xasan Maxamed | Hassan Mohamed
  Oumar Diallo | Omar Jallow                  Şükrü Çelik | Sukru Celik               José García | Jose Garcia
  Mariam Traoré | مريم تراوري                  Walid Jumblatt | وليد جنبلاط             Mustafa Kemal | مصطفى كمال
  Ibrahim Mousa | إبراهيم موسى                 Zaynab Hussein | زينب حسين              Daoud Ishaq | داود إسحاق
  Amina Nour | آمنة نور                        Eyerusalem Girma | ኢየሩሳሌም ግርማ          Dawit Mehari | ዳዊት መሓሪ
  David Cohen | דוד כהן                        Anna Papadopoulou | Άννα Παπαδοπούλου   Nour Alhassan | نور الحسن
`
  .trim()
  .split(/\s{3,}|\n/)
  .map((pair) => pair.split('|').map((name) => name.trim()))
  .flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [[a, b] as const]));

/** How many of the searched words may stand under a key of the stored name, whatever chance chose when it was kept. */
function wordsMet(searched: string, stored: string, seed = 0): number {
  const kept = new Set(keysToKeep('name', stored, (below) => seed % below));
  return keysToFind('name', searched).filter((keys) => keys.some((key) => kept.has(key))).length;
}

describe('one name in several spellings and scripts', () => {
  it.each(samePerson)('%s is found as %s, and the other way round', (one, other) => {
    for (const [searched, stored] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const seed of [0, 1, 7, 30]) expect(wordsMet(searched, stored, seed)).toBeGreaterThanOrEqual(2);
      expect(likeness('name', searched, stored)).toBeDefined();
    }
  });

  it('order decides nothing, nor do particles, titles of descent or marks', () => {
    expect(likeness('name', 'Haddad, Amal bint Yusuf', 'AMAL YUSUF HADDAD')).toBe('same');
    expect(likeness('name', 'Amal Haddad', 'Amal Yusuf al-Haddad')).toBe('same');
    expect(likeness('name', 'Amal', 'Amal Yusuf al-Haddad')).toBe('same');
    expect(likeness('name', 'Amal Haddad Salim', 'Amal Haddad')).toBe('close');
  });

  it('one word in common does not make two people one', () => {
    expect(likeness('name', 'Amal Haddad', 'Amal Khoury')).toBeUndefined();
    expect(likeness('name', 'Mohammed Ahmed', 'Mohammed Hassan')).toBeUndefined();
    expect(likeness('name', 'Selam Tesfaye', 'Selam Bekele')).toBeUndefined();
  });

  it('of 42 people, few pairs of different ones are taken for one: fewer than one in a hundred meets two buckets’ keys, none is shown', () => {
    const names = samePerson.map(([name]) => name);
    const pairs = names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const));
    const known = new Set([
      'Mohammed Ahmed|Muhammad Ahmad',
      'Abdul Rahman Yusuf|Abdelrahman Youssef',
      'Abdul Rahman Yusuf|Abderrahmane Youssef',
      'Abdelrahman Youssef|Abderrahmane Youssef',
      'Khalid Osman|Othman Khaled',
      'Jamal Gaddafi|Gamal Kadafi',
      'Mohamed Hassan|Xasan Maxamed',
    ]);
    const different = pairs.filter(([a, b]) => !known.has(`${a}|${b}`));
    expect(different.length).toBeGreaterThan(800);
    expect(different.filter(([a, b]) => likeness('name', a, b) !== undefined)).toEqual([]);
    expect(different.filter(([a, b]) => wordsMet(a, b) >= 2).length / different.length).toBeLessThan(0.01);
  });

  it('a name in a script that is not told letter by letter is found as it is written', () => {
    expect(likeness('name', '王小明', '王小明')).toBe('same');
    expect(likeness('name', 'สมชาย ใจดี', 'สมชาย ใจดี')).toBe('same');
    expect(likeness('name', 'Somchai Jaidee', 'สมชาย ใจดี')).toBeUndefined();
  });
});

describe('numbers', () => {
  it.each([
    ['+961 71 555 092', '0096171555092', 'same'],
    ['+961 71 555 092', '071-555 092', 'same'],
    ['+٩٦١ ٧١ ٥٥٥ ٠٩٢', '71555092', 'same'],
    ['+961 71 555 092', '+961 71 555 093', undefined],
    ['+961 71 555 092', '+963 71 555 092', undefined],
    ['555092', '71555092', undefined],
    ['call her uncle: +44 20 7946 0958 or 07700 900123', '+447700900123', 'same'],
  ] as const)('%s and %s: %s', (a, b, expected) => {
    expect(likeness('phone', a, b)).toBe(expected);
    if (expected === 'same')
      expect(
        keysToFind('phone', a)
          .flat()
          .some((key) => keysToKeep('phone', b, () => 0).includes(key)),
      ).toBe(true);
  });

  it.each([
    ['P 0123456', 'p-0123456', 'same'],
    ['PO123456', 'P0123456', 'same'],
    ['РА 12345', 'PA12345', 'same'],
    ['A١٢٣٤٥', 'A12345', 'same'],
    ['P0123456', 'P0123457', undefined],
  ] as const)('papers %s and %s: %s', (a, b, expected) => expect(likeness('document', a, b)).toBe(expected));
});

describe('what is kept', () => {
  it('says too little where nothing tells people apart', () => {
    expect([keysToFind('name', '?!'), keysToFind('phone', '12 34'), keysToFind('document', 'A1')]).toEqual([[], [], []]);
  });

  it('of a frequent name is one of many keys, by chance; whoever searches asks for all of them', () => {
    const kept = new Set(Array.from({ length: 24 }, (_, chance) => keysToKeep('name', 'Mohammed', (below) => chance % below)).flat());
    expect(kept.size).toBe(24);
    const [asked] = keysToFind('name', 'محمد');
    expect([...kept].every((key) => asked?.includes(key) === true)).toBe(true);
  });

  it('is filled up to four, eight, sixteen: how many words a name has does not show', () => {
    expect([0, 1, 4, 5, 8, 9, 16].map(filledUpTo)).toEqual([4, 4, 4, 8, 8, 16, 16]);
  });

  it('falls into as many buckets as go with the register: some two hundred to four hundred numbers each, in 2,048 at least', () => {
    expect([bucketBits('name', 11), bucketBits('name', 14), bucketBits('phone', 11), bucketBits('document', 14)]).toEqual([11, 14, 16, 16]);
    const doubled = 200 * 2 ** 12;
    expect([0, 1, doubled - 1, doubled, doubled + 1, 2 * doubled - 1, 2 * doubled].map((numbers) => nameBitsFor(numbers))).toEqual([
      11, 11, 11, 12, 12, 12, 13,
    ]);
    expect([nameBitsFor(4_000_000), nameBitsFor(4_000_000_000)]).toEqual([14, 16]);
    // What shrinks a little is not made anew at once; a single bit is no reason.
    expect([nameBitsFor(doubled, 13), nameBitsFor(doubled - 1, 13), nameBitsFor(doubled * 2, 12)]).toEqual([13, 11, 13]);
  });
});
