import { comparableForms } from '../comparable-forms.ts';
import { romanised } from './romanised.ts';
import { skeletonsOf } from './skeletons.ts';

/** One word of a name: as it is compared, how it may sound, and what it is found by. */
export type NameWord = { readonly form: string; readonly sounds: readonly string[]; readonly skeletons: readonly string[] };

/** Beside a name, not part of what tells people apart. */
const particles = new Set(
  'al el ul ur as ad ar an bin ben ibn bint bte binti abu abou abi umm oum abd abdul abdel abdal ould mint von van der den de da di do dos das del della la le les du y e ال بن ابن بنت ابو ام ابي عبد ولد אל בן בת'.split(
    ' ',
  ),
);

/** The words of a name that tell people apart, in the order of their forms; where it has none but particles, those. Ten at most. */
export function wordsOfName(name: string): readonly NameWord[] {
  const { words } = comparableForms(joined(name));
  const telling = words.filter((word) => !particles.has(word));
  return (telling.length === 0 ? words : telling).slice(0, 10).map((form) => {
    const sounds = bareForms(form)
      .flatMap((one) => romanised(one) ?? [])
      .filter((sound) => sound !== '');
    return { form, sounds, skeletons: sounds.length === 0 ? [form] : [...new Set(sounds.flatMap(skeletonsOf))] };
  });
}

/** “Abd al-Rahman”, “Abdul Rahman”, “Abdelrahman”, “عبد الرحمن” are one word, written in many ways. */
const joined = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/(?<!\p{L})عبد\s+ال/gu, 'عبدال')
    .replace(/(?<!\p{L})(abd)[aeiou]?[lrsnd]?[\s-]+(?:[aeiou][lrsnd][\s-]+)?(?=\p{L})/giu, '$1al')
    .replace(/(?<!\p{L})(?:al|el|as|ad|ar|an|ash|at)-(?=\p{L})/giu, '');

/** “Alhassan” may be al-Hassan; “Alberto” is itself. Both ways are kept. */
function bareForms(form: string): readonly string[] {
  const article = /^[ae]l(?=[^aeiouy])(.{4,})$/u.exec(form)?.[1];
  const whole = bare(form);
  return article === undefined || whole !== form ? [whole] : [whole, article];
}

/** Without the article, and of “servant of the …” the name of which. */
function bare(form: string): string {
  if (/^عبدا?لله$/u.test(form)) return 'عبدله';
  const servant = /^(?:عبدال|abd[aeiou]?[lrsnd])(.{3,})$/u.exec(form)?.[1];
  if (servant !== undefined && !/^l?l?ah?$/u.test(servant)) return servant.replace(/^([lrsnd])\1?(?=[aeiou])/, '$1');
  return /^ال.{3,}/u.test(form) ? form.slice(2) : form;
}
