import type { Refusal } from '@sojourn/kernel';

/** Length over rules about kinds of letters (NIST SP 800-63B). */
export const shortestPassword = 12;
export const longestPassword = 256;

// What people choose first, in the languages of our offices; numbers and signs around them add little.
const common = [
  'password passwort motdepasse contrasena contraseña senha parola wachtwoord heslo haslo salasana sifre',
  'welcome bienvenue bienvenido willkommen marhaba ahlan salam hello bonjour',
  'qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm azerty azertyuiop qwertz qazwsx qazwsxedc',
  'abcdef abcdefgh abcdefghijkl abc letmein iloveyou admin administrator root login user guest changeme secret default test temp',
  'sunshine princess football baseball monkey dragon master superman batman shadow michael jordan pokemon starwars whatever trustno',
  'sojourn caseworker protection migration migrant humanitarian office summer winter spring autumn',
]
  .join(' ')
  .split(' ');

const seasons =
  'january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo'.split(
    ' ',
  );

const inLetters = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's').replaceAll('0', 'o').replaceAll('3', 'e').replaceAll('1', 'i');
const plain = (text: string): string => inLetters(text).replace(/[^\p{L}]/gu, '');

/** What is known from thefts, whatever its large and small letters: all of it, and what is met most often. */
export type StolenPasswords = { readonly isListed: (text: string) => boolean; readonly isOften: (text: string) => boolean };

/**
 * Undefined: a password one may choose. `own` are words everybody knows about this person: their name here, their organisation.
 */
export function passwordProblem(password: string, own: readonly string[], { isListed, isOften }: StolenPasswords): Refusal | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < shortestPassword) return { kind: 'password-too-short', shortest: shortestPassword };
  if (length > longestPassword) return { kind: 'password-too-long', longest: longestPassword };
  const known = own.flatMap((word) => [word, ...word.split(/\s+/)]);
  return isCommon(text) || isMostly(text, known) || asTried(text).some(isListed) || isTwoWords(text, isOften) ? { kind: 'password-too-common' } : undefined;
}

function isCommon(text: string): boolean {
  if (new Set(text.toLowerCase()).size < 5 || isRun(text)) return true;
  // Numbers at the end are years and counts, inside a word they stand for letters.
  const letters = plain(text.replace(/[\d\W_]+$/u, ''));
  const bare = text.toLowerCase().replace(/[^\p{L}]/gu, '');
  return [letters, bare].some((word) => common.some((one) => word !== '' && (word === one || onlyRepeats(word, one))));
}

const onlyRepeats = (word: string, one: string) => word.replaceAll(one, '') === '';

/** As whoever guesses comes to it from a list: itself, without what was put before or behind, read as letters, or said only once. */
function asTried(text: string): readonly string[] {
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const letters = plain(text.replace(/[\d\W_]+$/u, ''));
  const once = [2, 3, 4].flatMap((times) => {
    const part = text.slice(0, text.length / times);
    return text.length % times === 0 && part.repeat(times) === text ? [part] : [];
  });
  // What is left must be a word: four letters with eight signs about them are still no more than four letters and a date.
  return [text, ...[bare, letters, ...once].filter((word) => word.length >= 4)];
}

/**
 * Two words of those that everybody uses, side by side: whoever guesses tries all pairs of them. Written together or apart, with
 * numbers and signs between or about them, also where some of these stand for letters. Between the letters of a word they make another.
 */
function isTwoWords(text: string, isOften: (text: string) => boolean): boolean {
  const isWord = (word: string) => [...word].length >= 3 && (isOften(word) || common.includes(word) || seasons.includes(word));
  return [text.toLowerCase(), inLetters(text.replace(/[\d\W_]+$/u, ''))].some((read) => {
    const runs = read.match(/\p{L}+/gu) ?? [];
    return runs.length <= 2 && [...(runs.length === 2 ? [runs] : []), ...splits(runs.join(''))].some((words) => words.every(isWord));
  });
}

function splits(letters: string): readonly (readonly string[])[] {
  const all = [...letters];
  return all.map((_, at) => [all.slice(0, at).join(''), all.slice(at).join('')]);
}

/** Each sign next to the one before: 123456789012, abcdefghijkl, 987654321098. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.filter((step) => Math.abs(step) === 1).length >= steps.length - 2;
}

/** Hardly anything is left when the words everybody knows are taken out. */
function isMostly(text: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.toLowerCase().trim()).filter((word) => word.length >= 3);
  const left = known.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text.toLowerCase());
  return left !== text.toLowerCase() && left.replace(/[^\p{L}]/gu, '').length < 6;
}
