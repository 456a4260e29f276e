import { useMemo } from 'react';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import type { Option } from './field-shape.ts';

/** Every place, in the reader's own order. */
export function usePlaces(): readonly Option[] {
  const { texts } = useDesk();
  const { language } = useWords();
  return useMemo(() => {
    const order = new Intl.Collator(language).compare;
    return Object.entries(texts.places)
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => order(a.label, b.label));
  }, [texts, language]);
}
