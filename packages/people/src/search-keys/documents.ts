import { withWesternDigits } from '../digits.ts';

/** Letters of other scripts that stand on papers and look like these. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', І: 'I' },
  ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
};

/** Of a passport or card: letters and digits only, in Western digits, with O and 0, I and 1 as one. Undefined where fewer than four are left. */
export function documentKey(text: string): string | undefined {
  const plain = [...withWesternDigits(text.normalize('NFKC')).toUpperCase()].map((letter) => lookalikes[letter] ?? letter).join('');
  const key = plain
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1');
  return [...key].length < 4 ? undefined : key;
}
