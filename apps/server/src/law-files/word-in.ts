import type { Language } from '@sojourn/catalogue';
import { ar, en, es, fr, type WordKey } from '@sojourn/web/words';

const words: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, fr, es, ar };

/** The desk's own words, where the server writes what people read. `{name}` is filled in; a filling is never read for further names. */
export function wordIn(language: Language): (key: WordKey, fill?: Readonly<Record<string, string>>) => string {
  return (key, fill = {}) => words[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => fill[name] ?? whole);
}
