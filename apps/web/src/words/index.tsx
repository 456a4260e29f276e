import { i18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { ar, en, type WordKey } from './all.ts';

export type { WordKey } from './all.ts';
export const languages = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof languages;

i18n.setMessagesCompiler(compileMessage);
i18n.load({ en, ar });

type Words = {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly t: (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly has: (key: string) => key is WordKey;
};
const Context = createContext<Words | undefined>(undefined);

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState<Language>(() => (localStorage.getItem('sojourn.language') === 'ar' ? 'ar' : 'en'));
  i18n.activate(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
    localStorage.setItem('sojourn.language', language);
  }, [language]);
  const words = useMemo<Words>(
    () => ({ language, choose, t: (key, values) => i18n.t({ id: key, ...(values === undefined ? {} : { values }) }), has: (key): key is WordKey => key in en }),
    [language],
  );
  return <Context value={words}>{children}</Context>;
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
