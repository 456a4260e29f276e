/** One letter a class of sounds that spellings exchange. Two: heard either way, so the word has both skeletons; a dot: or not at all. Vowels, w and y are left out. */
const classes: Readonly<Record<string, string>> = {
  ...{ p: 'P', b: 'P', f: 'F', v: 'F.', t: 'T', d: 'T', θ: 'TS', ð: 'TS', s: 'S', z: 'S', š: 'S', č: 'S', ž: 'S', ʦ: 'S' },
  ...{ k: 'K', q: 'K', ɣ: 'K', g: 'KJ', j: 'JK', χ: 'KH', x: 'KH', h: 'H', l: 'L', r: 'R', m: 'M', n: 'N' },
};
const most = 4;

export const mayBeHeardAs = (letter: string): string => classes[letter] ?? '';

/** The consonants of a romanised word, coarsely: at most four ways of hearing it. A word of vowels only is its first letter. */
export function skeletonsOf(word: string): readonly string[] {
  let found = [''];
  for (const [at, letter] of [...word].entries()) {
    const after = word[at + 1] ?? '';
    const heard = heardAs(letter, after);
    if (heard !== '') found = [...heard].flatMap((one) => found.map((before) => (one === '.' ? before : before + one))).slice(0, most);
  }
  return [...new Set(found.map((one) => (one === '' ? word.slice(0, 1) : one)))];
}

function heardAs(letter: string, after: string): string {
  if (letter === 'h' && after === '') return '';
  if (letter === 'm' && (after === 'b' || after === 'p')) return 'N';
  if (letter === 'g' && !'eiy'.includes(after)) return 'K';
  return mayBeHeardAs(letter);
}
