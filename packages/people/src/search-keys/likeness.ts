import { mayBeHeardAs } from './skeletons.ts';
import type { NameWord } from './words-of-name.ts';

/** How far a name may be from what is searched. `same`: every word is there, letter for letter; `close`: written otherwise. */
export type Likeness = 'same' | 'close';

/**
 * Whether a stored name may be what is searched: every word of the shorter one meets a word of its own of the other, all but
 * one where there are three or more. Undefined where it is not.
 */
export function likenessOf(searched: readonly NameWord[], stored: readonly NameWord[]): Likeness | undefined {
  const [few, many] = searched.length <= stored.length ? [searched, stored] : [stored, searched];
  const left = [...many];
  let [met, letters] = [0, 0];
  for (const word of few) {
    const scores = left.map((other) => likenessOfWords(word, other));
    const best = Math.max(...scores, 0);
    if (best < enough) continue;
    left.splice(scores.indexOf(best), 1);
    met += 1;
    if (best === 1) letters += 1;
  }
  const needed = few.length >= 3 ? few.length - 1 : few.length;
  if (few.length === 0 || met < needed || (searched.length >= 2 && met < 2)) return undefined;
  return letters === searched.length ? 'same' : 'close';
}

const enough = 0.7;

/** 1: letter for letter. Where short vowels are not written, consonants decide. */
function likenessOfWords(a: NameWord, b: NameWord): number {
  if (a.form === b.form) return 1;
  if (!a.skeletons.some((one) => b.skeletons.includes(one))) return 0;
  const withoutVowels = isVoiceless(a.form) || isVoiceless(b.form);
  return 0.99 * Math.max(0, ...a.sounds.flatMap((one) => b.sounds.map((other) => likenessOfSounds(one, other, withoutVowels))));
}

function likenessOfSounds(a: string, b: string, withoutVowels: boolean): number {
  const [x, y] = [consonantsOf(a), consonantsOf(b)];
  if (withoutVowels) return x.length < 2 || y.length < 2 ? (x === y ? enough / 0.98 : 0) : closeness(x, y);
  return 0.6 * closeness(a, b) + 0.4 * (x === '' && y === '' ? 1 : closeness(x, y));
}

const isVoiceless = (form: string): boolean => /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u.test(form);
const consonantsOf = (sound: string): string => sound.replace(/[aeiouyw]/g, '').replace(/(?<=.)h$/, '');
const closeness = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length);

/** Levenshtein's, in letters; letters that spellings exchange are a third of one apart, and so are vowels among themselves; weak letters are half a one. */
function distance(a: string, b: string): number {
  let row = [0, ...Array.from(b, (_, at) => [...b.slice(0, at + 1)].reduce((sum, letter) => sum + weight(letter), 0))];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [(row[0] ?? 0) + weight(a[i - 1])];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + weight(a[i - 1]), (next[j - 1] ?? 0) + weight(b[j - 1]), (row[j - 1] ?? 0) + apart(a[i - 1] ?? '', b[j - 1] ?? '')));
    row = next;
  }
  return row[b.length] ?? 0;
}

const weight = (letter = ''): number => ('hvwy'.includes(letter) ? 1 / 2 : 1);

function apart(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [mayBeHeardAs(a), mayBeHeardAs(b)];
  const exchanged = x === '' && y === '' ? true : [...x].some((one) => one !== '.' && y.includes(one));
  return exchanged ? 1 / 3 : 1;
}
