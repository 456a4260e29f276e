import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

/** For supervisors: a curious colleague is seen. */
export function WhoHasSeen({ caseId }: { readonly caseId: string }) {
  const { t, language } = useWords();
  const code = useCode();
  const answer = useQuery({ queryKey: ['access', caseId], queryFn: () => client.query('case.access', { caseId }) });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  // Opening a case asks three things at once: one reading.
  const parts = ['case.rights', 'case.eligibility'];
  const lines = (answer.data?.ok === true ? answer.data.value.lines : []).filter((line) => !parts.includes(line.operation)).slice(0, 60);
  return (
    <Section id="access" title={t('access.title')} lead={t('access.lead')}>
      {answer.isPending ? <p role="status">{t('loading')}</p> : null}
      <ul className="log">
        {lines.map((line) => (
          <li key={`${line.at} ${line.person} ${line.operation}`}>
            <strong>{line.person}</strong> {code('access', kindOf(line.operation))}
            <span className="quiet">
              {' '}
              · {moment.format(new Date(line.at))}
              {line.outcome === 'done' ? '' : ` · ${t('access.refused')}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const kinds: Readonly<Record<string, string>> = {
  'identity.reveal': 'name',
  'attachments.list': 'name',
  'attachment.read': 'name',
  'case.summary': 'printed',
  'case.access': 'log',
  'case.view': 'read',
  'records.compare': 'read',
  'glass.break': 'glass',
};
const kindOf = (operation: string) => kinds[operation] ?? 'wrote';
