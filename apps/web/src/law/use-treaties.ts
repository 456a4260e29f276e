import { useMemo } from 'react';
import type { Option } from '../ui/field-shape.ts';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';

/** Every treaty by its name, in the reader's own order. */
export function useTreaties(): readonly Option[] {
  const { language } = useWords();
  const { data } = useLaw('law.instruments', {});
  return useMemo(() => {
    const order = new Intl.Collator(language, { numeric: true }).compare;
    return (data?.instruments ?? []).map(({ id, name }) => ({ value: id, label: name[language] ?? name['en'] ?? id })).sort((a, b) => order(a.label, b.label));
  }, [data, language]);
}
