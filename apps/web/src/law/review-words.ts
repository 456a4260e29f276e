import { type Expression, type ValueExpression, writeSentences, writeValue } from '@sojourn/rules';
import { useMemo } from 'react';
import { useDesk } from '../desk.tsx';
import { useLexicon } from '../rules/lexicon.ts';
import { useWords } from '../words/index.tsx';
import type { ReviewWords } from './review-lines.ts';

/** Fields whose words are prose: never taken for a code. */
const prose = new Set(['says', 'note', 'covers', 'title', 'right', 'means', 'ask', 'who', 'refused', 'how', 'text', 'english', 'citation', 'id', 'article']);

/** Fields, codes and rules of the catalogue in the reader's language. */
export function useReviewWords(): ReviewWords {
  const { t, has } = useWords();
  const { texts } = useDesk();
  const lexicon = useLexicon();
  return useMemo(() => {
    const titles: Readonly<Record<string, (value: string) => string | undefined>> = {
      instrument: (value) => texts.instruments[value],
      instruments: (value) => texts.instruments[value],
      supplements: (value) => texts.instruments[value],
      rights: (value) => texts.rights[value]?.title,
      conditions: (value) => texts.remedyNotes[value]?.says,
      dangers: (value) => texts.remedyNotes[value]?.says,
      state: (value) => texts.places[value],
      settles: (value) => texts.facts[value]?.name,
      roles: (value) => (value === 'origin' || value === 'transit' || value === 'destination' ? t(`law.${value}`) : undefined),
      strength: (value) => {
        const key = `strength.${value}`;
        return has(key) ? t(key) : undefined;
      },
    };
    return {
      field: (name) => {
        const key = `reviewField.${name}`;
        return has(key) ? t(key) : name;
      },
      value: (field, value) => {
        const key = `reviewValue.${value}`;
        return titles[field]?.(value) ?? (!prose.has(field) && has(key) ? t(key) : value);
      },
      rule: (rule, gives) => {
        if (typeof rule === 'object' && rule !== null && 'always' in rule) return [t('review.everybody')];
        const lines = gives ? writeValue(rule as ValueExpression, lexicon) : writeSentences(rule as Expression, lexicon);
        return lines.split('\n').map((line) => line.replace(/^( *)- /u, (_, space: string) => '\u2003'.repeat(space.length / 2)));
      },
    };
  }, [texts, lexicon, t, has]);
}
