import type { Rights } from '../case-view.ts';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { RightLines } from './right-lines.tsx';
import { RightsThen } from './rights-then.tsx';

export function RightsBrief({ rights, caseId }: { readonly rights: Rights | undefined; readonly caseId: string }) {
  const { t } = useWords();
  if (rights === undefined) return null;
  return (
    <Section id="rights" title={t('rights.title')} lead={t('rights.lead')}>
      <p className="note">{t('rights.unreviewed')}</p>
      <RightLines rights={rights} />
      <RightsThen caseId={caseId} />
    </Section>
  );
}
