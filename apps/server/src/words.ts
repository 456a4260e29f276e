import { type Catalogue, type Language, languages } from '@sojourn/catalogue';

/** Everything of the catalogue that people read in one language; what is not translated yet stands in English, and says so. */
export function wordsFor(catalogue: Catalogue, language: Language) {
  const of = (kind: string) => ({ ...catalogue.texts.en?.[kind], ...catalogue.texts[language]?.[kind] });
  const codes: Record<string, Record<string, string>> = {};
  for (const [key, label] of Object.entries(of('codes'))) {
    const dot = key.indexOf('.');
    codes[key.slice(0, dot)] = { ...codes[key.slice(0, dot)], [key.slice(dot + 1)]: String(label) };
  }
  return {
    language,
    reviewed: !catalogue.machineMade.includes(language) && catalogue.texts[language] !== undefined,
    facts: of('facts'),
    rights: of('rights'),
    tests: of('tests'),
    remedies: of('remedies'),
    remedyNotes: of('remedy-notes'),
    codes,
    instruments: Object.fromEntries(catalogue.instruments.map((i) => [i.id, i.name[language]])),
    places: Object.fromEntries(catalogue.places.map((p) => [p.iso3, p.name[language]])),
  };
}

/** The same for anyone who reads the catalogue from outside, with how far its words can be trusted. */
export function catalogueWords(catalogue: Catalogue, language: Language) {
  const { language: _, reviewed, ...words } = wordsFor(catalogue, language);
  const translation: 'original' | 'machine-made' | 'reviewed' = language === 'en' ? 'original' : reviewed ? 'reviewed' : 'machine-made';
  return { translation, ...words };
}

export function languageFrom(text: string | undefined): Language {
  return languages.find((language) => language === text) ?? 'en';
}
