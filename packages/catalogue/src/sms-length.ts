/** GSM 03.38: letters that take one of seven bits each, and those that take two. Anything else makes the whole message UCS-2. */
const basic = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€';

export type SmsLength = { readonly encoding: 'gsm-7' | 'ucs-2'; readonly units: number; readonly messages: number };

/** How many messages a phone sends for a text: 160 letters in one, 153 in each of several; in UCS-2 70 and 67. */
export function smsLength(text: string): SmsLength {
  const letters = [...text];
  const gsm = letters.every((one) => basic.includes(one) || extended.includes(one));
  // A letter is never cut in two: one that does not fit goes into the next message whole.
  const sizes = letters.map((one) => (gsm ? (extended.includes(one) ? 2 : 1) : one.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, each] = gsm ? [160, 153] : [70, 67];
  const encoding = gsm ? 'gsm-7' : 'ucs-2';
  if (units <= alone) return { encoding, units, messages: units === 0 ? 0 : 1 };
  let [messages, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > each) [messages, used] = [messages + 1, 0];
    used += size;
  }
  return { encoding, units, messages };
}

/**
 * Typographic signs, and Latin letters with accents that telephones do not count among their own, as plain ones: people write messages so,
 * and one letter more would make the whole text more than twice as dear. Other scripts stay as they are.
 */
export function plainForSms(text: string): string {
  return signs(text).replace(/\p{Script=Latin}/gu, (letter) =>
    basic.includes(letter) ? letter : (folded[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')),
  );
}

const folded: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'OE' };

function signs(text: string): string {
  return text
    .replace(/[’‘]/gu, "'")
    .replace(/[“”«»]/gu, '"')
    .replace(/[\u00a0\u202f]/gu, ' ')
    .replace(/–/gu, '-')
    .replace(/…/gu, '...');
}
