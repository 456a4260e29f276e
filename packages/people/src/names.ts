import { canonicalJson } from '@sojourn/kernel';
import { z } from 'zod';

/** What kind of name it is, as the person or the document says. The name itself is sealed. */
export const nameKinds = ['as-said', 'on-document', 'nickname', 'alias', 'former', 'religious', 'transliteration'] as const;
export type NameKind = (typeof nameKinds)[number];

/** ISO 15924. `Zyyy`: not determined, or of several. */
export const scriptCodes = [
  'Arab',
  'Armn',
  'Beng',
  'Cyrl',
  'Deva',
  'Ethi',
  'Geor',
  'Grek',
  'Gujr',
  'Guru',
  'Hang',
  'Hani',
  'Hebr',
  'Kana',
  'Khmr',
  'Laoo',
  'Latn',
  'Mlym',
  'Mong',
  'Mymr',
  'Nkoo',
  'Orya',
  'Sinh',
  'Syrc',
  'Taml',
  'Telu',
  'Tfng',
  'Thaa',
  'Thai',
  'Tibt',
  'Vaii',
  'Zyyy',
] as const;
export type ScriptCode = (typeof scriptCodes)[number];

const matchers = scriptCodes
  .filter((code) => code !== 'Zyyy')
  .map((code) => [code, new RegExp(`\\p{Script=${code === 'Kana' ? 'Katakana' : code}}`, 'u')] as const);

/** The script of most of its letters; `Zyyy` where no letter is of one we know. */
export function scriptOf(text: string): ScriptCode {
  const counts = new Map<ScriptCode, number>();
  for (const letter of text) {
    const code = /\p{Script=Hiragana}/u.test(letter) ? 'Kana' : matchers.find(([, is]) => is.test(letter))?.[0];
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'Zyyy';
}

/** Only where the person says which part is what; nobody else divides a name. */
export const partRoles = ['given', 'family', 'father', 'grandfather', 'mother', 'clan', 'honorific', 'particle', 'other'] as const;
const parts = z
  .array(z.strictObject({ role: z.enum(partRoles), text: z.string().min(1).max(300) }))
  .min(1)
  .max(20);
export type NamePart = z.output<typeof parts>[number];

export const namePartsText = (given: readonly NamePart[]): string => canonicalJson(given.map(({ role, text }) => ({ role, text })));

/** In the order they were given; undefined when the text is not one that was written by `namePartsText`. */
export function namePartsFrom(text: string): readonly NamePart[] | undefined {
  try {
    const read = parts.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
