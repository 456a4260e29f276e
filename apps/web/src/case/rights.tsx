import type { Rights } from '../case-view.ts';
import { ReviewBanner } from '../law/marks.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';
import { RightLines } from './right-lines.tsx';
import { RightsThen } from './rights-then.tsx';
import { SendCard } from './send-card.tsx';

export function RightsBrief({ rights, ...part }: CasePart & { readonly rights: Rights | undefined }) {
  const { t } = useWords();
  if (rights === undefined) return null;
  return (
    <Section id="rights" title={t('rights.title')} lead={t('rights.lead')}>
      <ReviewBanner about={rights.lines.filter(({ duties }) => duties.length > 0).map(({ right }) => ({ kind: 'right', key: right }))} />
      <RightLines rights={rights} beside={(right) => <SendCard {...part} right={right} />} />
      <RightsThen caseId={part.record.case.caseId} />
    </Section>
  );
}
