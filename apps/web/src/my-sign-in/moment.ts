import { useWords } from '../words/index.tsx';

/** An instant as a short day and time in the reader's language. */
export function useMoment() {
  const { language } = useWords();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (at: number): string => format.format(at);
}
