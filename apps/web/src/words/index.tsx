import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en, type WordKey } from './en/index.ts';

export type { WordKey } from './en/index.ts';
export const languages = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' } as const;
export type Language = keyof typeof languages;

type Dictionary = Readonly<Record<WordKey, string>>;
/** English is always there; the others are fetched when they are chosen. */
const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>> = {
  fr: async () => (await import('./fr/index.ts')).fr,
  es: async () => (await import('./es/index.ts')).es,
  ar: async () => (await import('./ar/index.ts')).ar,
};

i18n.setMessagesCompiler(compileMessage);
i18n.loadAndActivate({ locale: 'en', messages: en });

type Words = {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly t: (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly has: (key: string) => key is WordKey;
};
const Context = createContext<Words | undefined>(undefined);

const known = (said: unknown): Language | undefined => (typeof said === 'string' && said in languages ? (said as Language) : undefined);
const chosenBefore = (): Language | undefined => known(localStorage.getItem('sojourn.language'));

/** Where nobody chose on this device yet: the first language of the office, or English where none is said or the server is away. */
async function firstOfOffice(): Promise<Language> {
  const answer = await fetch('/api/languages', { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  const said = answer?.ok === true ? ((await answer.json().catch(() => undefined)) as { readonly languages?: readonly unknown[] } | undefined) : undefined;
  return known(said?.languages?.[0]) ?? 'en';
}

/** Shows nothing until the chosen language is here; when it cannot be fetched, English. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, choose] = useState<Language | undefined>(chosenBefore);
  const [language, show] = useState<Language>();
  useEffect(() => {
    let current = true;
    if (wanted === undefined) {
      void firstOfOffice().then((first) => (current ? choose(first) : undefined));
      return () => {
        current = false;
      };
    }
    const use = (chosen: Language, messages: Dictionary) => {
      if (!current) return;
      i18n.loadAndActivate({ locale: chosen, messages });
      show(chosen);
    };
    if (wanted === 'en') use('en', en);
    else
      others[wanted]().then(
        (messages) => {
          localStorage.setItem('sojourn.language', wanted);
          use(wanted, messages);
        },
        () => use('en', en),
      );
    if (wanted === 'en') localStorage.setItem('sojourn.language', 'en');
    return () => {
      current = false;
    };
  }, [wanted]);
  useEffect(() => {
    if (language === undefined) return;
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }, [language]);
  const words = useMemo<Words | undefined>(
    () =>
      language === undefined
        ? undefined
        : { language, choose, t: (key, values) => i18n.t({ id: key, ...(values === undefined ? {} : { values }) }), has: (key): key is WordKey => key in en },
    [language],
  );
  return words === undefined ? null : <Context value={words}>{children}</Context>;
}

export function useWords(): Words {
  const words = useContext(Context);
  if (words === undefined) throw new Error('No words here');
  return words;
}

/** A code of one of our lists in words; a code we do not know stands as it is. */
export function useCode() {
  const { t, has } = useWords();
  return (list: string, code: string) => {
    const key = `${list}.${code}`;
    return has(key) ? t(key) : code;
  };
}
