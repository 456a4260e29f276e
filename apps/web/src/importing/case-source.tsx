import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import { useDates } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

/** On the page of a case that came of a file: who sent it, under what, and who recorded it. */
export function CaseSource({ caseId }: { readonly caseId: string }) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const answer = useQuery({ queryKey: ['import-source', caseId], queryFn: () => client.query('import.source', { caseId }) });
  const source = answer.data?.ok === true ? answer.data.value.source : undefined;
  if (source === undefined) return null;
  const { sender, agreement, lawfulBasis, on, by } = source;
  return (
    <Section id="import-source" title={t('import.source')}>
      <p>{t('import.sourceLine', { sender, agreement, basis: code('lawfulBasis', lawfulBasis), by, on: day(on) })}</p>
    </Section>
  );
}
