import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

/** For whoever answers for data protection: whether anything is kept that people are found by. */
export function SearchSwitch() {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const moment = useMoments();
  const [problem, setProblem] = useState('');
  const answer = useQuery({ queryKey: ['search-standing'], queryFn: () => client.query('search.standing', {}), gcTime: 0 });
  if (answer.data === undefined) return <p role="status">{answer.isError ? t('away') : t('loading')}</p>;
  if (!answer.data.ok) return <p role="alert">{sentence(answer.data.refusal)}</p>;
  const { off, by, at } = answer.data.value;
  const turn = async () => {
    const outcome = await client.query('search.switch', { off: !off }).catch(() => undefined);
    setProblem(outcome === undefined ? t('away') : outcome.ok ? '' : sentence(outcome.refusal));
    if (outcome?.ok === true) say(t(outcome.value.off ? 'find.nowOff' : 'find.nowOn'));
    await answer.refetch();
  };
  return (
    <Section id="switch" title={t('find.switch')} lead={t('find.switchLead')}>
      <p>
        <strong>{t(off ? 'find.isOff' : 'find.isOn')}</strong>{' '}
        {by === undefined || at === undefined ? null : (
          <span className="quiet">
            <bdi>{by}</bdi> · <bdi>{moment(at)}</bdi>
          </span>
        )}
      </p>
      <button type="button" onClick={() => void turn()}>
        {t(off ? 'find.switchOn' : 'find.switchOff')}
      </button>
      <p className="problem" role="alert">
        {problem}
      </p>
    </Section>
  );
}
