import type { Lexicon } from '@sojourn/rules';
import { useMemo } from 'react';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';

/** Names of facts and values in the reader's language: a rule is written and read with these. */
export function useLexicon(): Lexicon {
  const { texts, facts } = useDesk();
  const { t, language } = useWords();
  return useMemo(
    () => ({
      language,
      facts: Object.fromEntries(Object.keys(facts).map((fact) => [fact, texts.facts[fact]?.name ?? fact])),
      values: (fact) => {
        const kind = facts[fact];
        if (kind?.kind === 'country' || kind?.kind === 'countries') return texts.places;
        return kind?.codeList === undefined ? {} : (texts.codes[kind.codeList] ?? {});
      },
      yes: t('answer.yes'),
      no: t('answer.no'),
    }),
    [texts, facts, language, t],
  );
}
