import type { Finding } from './finding.ts';
import { readingGrade } from './reading-grade.ts';
import { reviewables } from './review.ts';
import { type Catalogue, type Language, languages, type Right, type StateRole } from './schema.ts';
import { sourceHashOf } from './stale-texts.ts';

/** A short name, and the five parts of a right in plain words: you have the right to, it means, ask for, who must do it, if they refuse. */
export const rightParts = ['right', 'means', 'ask', 'who', 'refused'] as const;
export type RightPart = (typeof rightParts)[number];
export type RightWords = {
  readonly words: Readonly<Record<RightPart | 'title', string>>;
  /** `original`: the words that translations are made from. */
  readonly translation: 'original' | 'machine-made' | 'reviewed';
  /** The English has changed since. */
  readonly stale: boolean;
};

export function rightWords(catalogue: Catalogue, id: string, language: Language): RightWords {
  const text = textOf(catalogue, id, language);
  const english = catalogue.texts.en?.['rights']?.[id];
  const words = Object.fromEntries((['title', ...rightParts] as const).map((part) => [part, text[part] ?? '']));
  return {
    words: words as RightWords['words'],
    translation: language === 'en' ? 'original' : catalogue.machineMade.includes(language) && !wasRead(catalogue, id, language) ? 'machine-made' : 'reviewed',
    stale: text['sourceHash'] !== undefined && english !== undefined && text['sourceHash'] !== sourceHashOf(english),
  };
}

/** Two people looked at these words beside these English ones. */
const wasRead = (catalogue: Catalogue, id: string, language: Language): boolean =>
  reviewables(catalogue).some((one) => one.kind === 'text' && one.key === `${language} rights ${id}` && one.reviewed);

function textOf(catalogue: Catalogue, id: string, language: Language): Readonly<Record<string, string>> {
  const text = catalogue.texts[language]?.['rights']?.[id];
  return text === undefined || typeof text === 'string' ? {} : text;
}

/** Years of school after which the five English parts of a right can be read: what people of about 12 have. */
const HIGHEST_GRADE = 6;
/** Whoever names a consulate speaks of fear too: nobody is sent there before being asked. */
const consulates: Readonly<Record<Language, RegExp>> = { en: /consul/iu, fr: /consul/iu, es: /c[oó]nsul/iu, ar: /قنصل/u };
const fears: Readonly<Record<Language, RegExp>> = { en: /fear|afraid/iu, fr: /peur|crai(?:nt|gn)/iu, es: /tem[eo]|miedo/iu, ar: /تخاف|خوف|تخشى/u };
/** A number beside a unit of time, in digits or in letters. Law that nobody reviewed never states a deadline. */
const deadlines: Readonly<Record<Language, RegExp>> = {
  en: /(?:\d|\b(?:two|three|four|five|six|seven|eight|ten|fourteen|fifteen|twenty|thirty|sixty|ninety))[\s-]*(?:hour|day|week|month|year)/iu,
  fr: /(?:\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt|trente|soixante))\s*(?:heure|jour|semaine|mois|an(?:s|née)?\b)/iu,
  es: /(?:\d|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|diez|quince|veinte|treinta|sesenta))\s*(?:hora|día|semana|mes|año)/iu,
  ar: /(?:[\d\u0660-\u0669]|ثلاثة|أربعة|خمسة|سبعة|عشرة|ثلاثون|ثلاثين)\s*(?:ساع|يوم|أيام|أسبوع|أسابيع|شهر|أشهر|سن)|يومان|يومين|شهران|شهرين/u,
};

/** Each right says all five parts in every language, names those States that owe it and no other, and gives no unsafe advice. */
export function problemsInRightWords(catalogue: Catalogue): readonly Finding[] {
  return languages.flatMap((language) =>
    catalogue.rights.flatMap((right) => {
      const text = textOf(catalogue, right.id, language);
      // A right without any words is found by the check of all texts.
      if (Object.keys(text).length === 0) return [];
      const all = rightParts.map((part) => text[part] ?? '').join(' ');
      const found: readonly (string | false)[] = [
        ...rightParts.map((part) => (text[part] ?? '').trim() === '' && `says nothing for "${part}"`),
        ...wrongBearers(catalogue, right, language, (text['who'] ?? '').toLowerCase()),
        consulates[language].test(all) && !fears[language].test(all) && 'names a consulate and not the fear that must be asked about first',
        right.review === 'unreviewed' && deadlines[language].test(all) && 'states a time limit, and no lawyer has reviewed it',
        language === 'en' && readingGrade(all) > HIGHEST_GRADE && `reads like grade ${readingGrade(all).toFixed(1)}; at most ${HIGHEST_GRADE}`,
      ];
      return found.flatMap((what) => (what === false ? [] : [{ at: ['texts', language, 'rights', right.id], what: `${right.id} ${what}` }]));
    }),
  );
}

/** Who must do it follows from the recorded duties: every role that has one is named, and no role without. */
function wrongBearers(catalogue: Catalogue, right: Right, language: Language, who: string): readonly (string | false)[] {
  const owing = new Set<StateRole>(right.duties.flatMap((duty) => duty.roles));
  return Object.entries(catalogue.texts[language]?.['duty-bearers'] ?? {}).map(([role, phrase]) => {
    const named = who.includes(String(phrase).toLowerCase());
    if (named === owing.has(role as StateRole)) return false;
    return named ? `says that the ${role} owes it, and no duty is recorded` : `does not name the ${role}, which owes it`;
  });
}
