import { canonicalJson, type JsonValue, sha256Hex } from '@sojourn/kernel';
import { type Catalogue, type Language, languages } from './schema.ts';

export type StaleText = { readonly language: Language; readonly kind: string; readonly key: string };

/** The mark of an English text that its translations carry, so that a changed text shows which translations are behind it. */
export function sourceHashOf(text: JsonValue): string {
  return sha256Hex(canonicalJson(text)).slice(0, 16);
}

/** Translations of an English text that has changed since. They are still shown: old words are better than none, and are marked. */
export function staleTexts(catalogue: Catalogue): readonly StaleText[] {
  return languages.flatMap((language) =>
    Object.entries(catalogue.texts[language] ?? {}).flatMap(([kind, texts]) =>
      Object.entries(texts).flatMap(([key, text]) => {
        const english = catalogue.texts.en?.[kind]?.[key];
        if (english === undefined || typeof text === 'string' || text['sourceHash'] === undefined) return [];
        return text['sourceHash'] === sourceHashOf(english) ? [] : [{ language, kind, key }];
      }),
    ),
  );
}
