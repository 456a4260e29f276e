import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { withWesternDigits } from '../digits.ts';

/** A number as it was said: in full where it says its country (E.164, with the plus), else the digits that a country would dial. */
export type Phone = { readonly international: string } | { readonly national: string };

/** Every number that stands in a text, in whatever digits; what is shorter than six digits is none. */
export function phonesIn(text: string): readonly Phone[] {
  const plain = withWesternDigits(text.normalize('NFKC')).replace(/\p{Cf}/gu, '');
  return [...plain.matchAll(/\+?\(?\d[\d\s()./\-–]{4,}\d/g)].flatMap(([found]) => {
    const digits = found.replace(/\D/g, '');
    if (digits.length < 6 || digits.length > 17) return [];
    const full = found.startsWith('+') ? digits : /^(?:00|011)(.+)$/.exec(digits)?.[1];
    const parsed = full === undefined ? undefined : parsePhoneNumberFromString(`+${full}`);
    return [parsed === undefined ? { national: digits.replace(/^0+/, '') } : { international: parsed.number }];
  });
}

const digitsOf = (phone: Phone): string => ('international' in phone ? phone.international.slice(1) : phone.national);

/** What both ways of writing one number end with. */
export const phoneKey = (phone: Phone): string => digitsOf(phone).slice(-7);

/** Equal; or one of them says no country, and the other ends with it: seven digits at least. */
export function isSamePhone(a: Phone, b: Phone): boolean {
  const [x, y] = [digitsOf(a), digitsOf(b)];
  if ('international' in a && 'international' in b) return x === y;
  const shorter = Math.min(x.length, y.length);
  return shorter >= 7 ? x.slice(-shorter) === y.slice(-shorter) : x === y;
}
