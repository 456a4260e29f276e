import { sha256Hex } from '@sojourn/kernel';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Eight letters from sixteen hexadecimal digits of chance; no I, O, 0, 1, which people misread. Says nothing about the person. */
export function caseCodeFrom(random: string): string {
  const picked = Array.from({ length: 8 }, (_, index) => LETTERS.charAt(Number.parseInt(random.slice(index * 2, index * 2 + 2), 16) % 32));
  return `${picked.slice(0, 4).join('')}-${picked.slice(4).join('')}`;
}

/** The digits a case's code is made of: a device knows them before the server answers. `taken`: how often another case had the code they gave. */
export const codeDigitsOf = (caseId: string, taken = 0): string => sha256Hex(`${caseId} ${taken}`).slice(0, 16);
