import { type Chance, sha256Hex } from '@sojourn/kernel';

// Crockford's letters: none that a hand or an eye takes for another.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `groups` × 4 letters of 5 bits each, to be read aloud or written on paper. */
export function newCode(chance: Chance, groups: number): string {
  const letters = [...chance.bytes(groups * 4)].map((byte) => LETTERS.charAt(byte % 32)).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** As it is compared: small letters, spaces, O for 0 and I or L for 1 are forgiven. Undefined: not such a code. */
export function readCode(text: string, groups: number): string | undefined {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (letters.length !== groups * 4 || [...letters].some((letter) => !LETTERS.includes(letter))) return undefined;
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** For codes long enough that nobody can try them all: 100 bits. */
export function hashOfCode(code: string): string {
  return sha256Hex(`sojourn code ${code}`);
}

/** Each opens the second factor once. */
export const recoveryCodes = 10;
export const recoveryGroups = 4;
/** On the slip of an invitation, and each half of a reset. */
export const slipGroups = 5;
