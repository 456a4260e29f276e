import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/**
 * The secret (32 bytes, hexadecimal) in `of` parts of which any `needed` give it back and fewer say nothing (Shamir).
 * Each part is one line to print: which set it belongs to, how many are needed, the part, and a check against slips.
 */
export async function sharesOf(secret: string, needed: number, of: number): Promise<readonly string[]> {
  const bytes = Buffer.from(secret, 'hex');
  const set = toLetters(digest(bytes)).slice(0, 4);
  return (await split(new Uint8Array(bytes), of, needed)).map((share) => {
    const body = toLetters(Buffer.concat([share, digest(share).subarray(0, 2)]));
    return `SOJOURN-${set}-${needed}-${(body.match(/.{1,4}/g) ?? []).join('-')}`;
  });
}

export type Recombined =
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly kind: 'slip' | 'other-set' | 'too-few'; readonly line?: number };

/** Says which line holds a slip of the pen. Spaces, small letters, O for 0 and I or L for 1 are forgiven. */
export async function secretFromShares(lines: readonly string[]): Promise<Recombined> {
  const shares: Uint8Array[] = [];
  let [set, needed]: readonly [string | undefined, number] = [undefined, 0];
  for (const [at, line] of lines.entries()) {
    const [name, ofSet = '', howMany, ...body] = line.trim().toUpperCase().replaceAll(/\s+/g, '').split('-');
    const bytes = fromLetters(forgiven(body.join('')));
    if (name !== 'SOJOURN' || bytes === undefined || bytes.length !== 35 || !digest(bytes.subarray(0, 33)).subarray(0, 2).equals(bytes.subarray(33)))
      return { ok: false, kind: 'slip', line: at + 1 };
    if (set !== undefined && set !== forgiven(ofSet)) return { ok: false, kind: 'other-set', line: at + 1 };
    [set, needed] = [forgiven(ofSet), Number(howMany)];
    const share = new Uint8Array(bytes.subarray(0, 33));
    if (!shares.some((one) => Buffer.from(one).equals(Buffer.from(share)))) shares.push(share);
  }
  if (shares.length < Math.max(2, needed)) return { ok: false, kind: 'too-few' };
  const bytes = Buffer.from(await combine(shares));
  return toLetters(digest(bytes)).slice(0, 4) === set ? { ok: true, secret: bytes.toString('hex') } : { ok: false, kind: 'other-set' };
}

const forgiven = (letters: string): string => letters.replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Five bits a letter (Crockford's base 32: no I, L, O, U), the last one filled up with zeros. */
function toLetters(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

function fromLetters(text: string): Buffer | undefined {
  const at = [...text].map((letter) => LETTERS.indexOf(letter));
  if (at.includes(-1)) return undefined;
  const bits = at.map((five) => five.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
