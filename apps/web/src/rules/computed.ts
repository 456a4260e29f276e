import { useFactValue } from '../desk.tsx';
import { useWords } from '../words/index.tsx';

/** A computed value in the reader's language: money by its currency, everything else as facts are shown. */
export function useComputed(): (held: unknown) => string {
  const { language } = useWords();
  const value = useFactValue();
  return (held) => {
    if (typeof held !== 'object' || held === null || !('minor' in held) || !('currency' in held)) return value('', held);
    const format = new Intl.NumberFormat(language, { style: 'currency', currency: String(held.currency) });
    return format.format(Number(held.minor) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
}
