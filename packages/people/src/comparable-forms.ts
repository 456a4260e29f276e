/** Changes whenever the same name would give other forms: tokens made of them say which they are of. */
const version = 1;

const arabic: readonly (readonly [RegExp, string])[] = [
  [/[أإآٱٲٳ]/g, 'ا'],
  [/[ىیيے]/g, 'ي'],
  [/[كک]/g, 'ك'],
  [/[ةۀەہھه]/g, 'ه'],
  [/ؤ/g, 'و'],
  [/ئ/g, 'ي'],
  [/[ءـ]/g, ''],
];

// Letters that stand for themselves in Unicode and that people leave out or exchange all the same.
const latin: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ŋ: 'ng', ə: 'e' };
const latinLetters = new RegExp(`[${Object.keys(latin).join('')}]`, 'g');

/**
 * A name as two spellings of one name may be compared: every word for itself, sorted, so that order and number of words
 * decide nothing. Never shown and never stored in place of a name; in no way a transliteration: scripts stay apart.
 * NFKC, case folded, without marks over and under letters; forms of one Arabic letter become one.
 */
export function comparableForms(name: string): { readonly version: number; readonly words: readonly string[] } {
  const words = name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .split(/[^\p{L}\p{M}\p{N}'’ʼ`]+/u)
    .map(folded)
    .filter((word) => word !== '');
  return { version, words: [...new Set(words)].sort() };
}

function folded(word: string): string {
  // Upper case first: it folds ẞ, ς and their like together.
  const plain = word
    .toUpperCase()
    .toLowerCase()
    .replace(/['’ʼ`]/g, '')
    .replace(latinLetters, (letter) => latin[letter] ?? letter);
  const letters = arabic.reduce((text, [form, letter]) => text.replace(form, letter), plain);
  // Marks go only where they are added to a letter that stands without them; in Indic and South-East Asian scripts vowels are marks.
  return letters
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]\p{Mn}*)\p{Mn}/gu, '')
    .normalize('NFC');
}
