import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { VerdictMark } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

type Ground = { readonly at: string; readonly is: 'yes' | 'no' | 'unknown' | 'not-applicable'; readonly citations: readonly string[] };

/** What a decision relied on, as its entry says it; opened, whether the catalogue it names is kept and still says the same. */
export function ReliedOn({ caseId, entryId, grounds }: { readonly caseId: string; readonly entryId: string; readonly grounds: readonly Ground[] }) {
  const { t, has } = useWords();
  const { texts } = useDesk();
  const [opened, setOpened] = useState(false);
  const { data } = useQuery({
    queryKey: ['relied-on', caseId, entryId],
    enabled: opened,
    queryFn: async () => {
      const answer = await client.query('case.relied-on', { caseId, entryId });
      if (!answer.ok) throw new Error(answer.refusal.kind);
      return answer.value;
    },
  });
  const nameOf = (at: string) => {
    const [book, id = ''] = at.split('/');
    const words = book === 'right' ? texts.rights[id] : texts.tests[id];
    const rule = `reliedOn.${id}`;
    return words?.title ?? (has(rule) ? t(rule) : id);
  };
  /** Treaties and States by their names; any other citation as it stands. */
  const cited = (citation: string) => {
    const [, instrument = '', article = '', state, standing] = /^([a-z0-9-]+) ([^ ]+)(?: \(([A-Z]{3})(?:: ([a-z -]+))?\))?$/u.exec(citation) ?? [];
    const name = texts.instruments[instrument];
    if (citation === 'custom') return t('rights.custom');
    if (name === undefined) return citation;
    const where =
      state === undefined
        ? ''
        : ` (${texts.places[state] ?? state}${standing === undefined ? '' : `: ${has(`reliedOn.${standing}`) ? t(`reliedOn.${standing}` as 'reliedOn.not-known') : standing}`})`;
    return `${name} ${article}${where}`;
  };
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t('history.reliedOn')}</summary>
      <ul>
        {grounds.map((ground) => (
          <li key={ground.at}>
            {nameOf(ground.at)} <VerdictMark is={ground.is} label={t(`verdict.${ground.is}`)} />
            {ground.citations.length === 0 ? null : (
              <cite className="quiet" dir="auto">
                {' '}
                {ground.citations.map(cited).join('; ')}
              </cite>
            )}
            {today(ground.at)}
          </li>
        ))}
      </ul>
      {data === undefined ? null : (
        <p className="quiet">
          {t(`history.archive.${data.archive}`)} <bdi dir="ltr">{data.bundleHash.slice(0, 12)}</bdi>
        </p>
      )}
    </details>
  );

  function today(at: string) {
    const now = data?.reliedOn.find((one) => one.at === at)?.today;
    return now === 'changed' || now === 'gone' ? <span className="mark">{t(`history.since.${now}`)}</span> : null;
  }
}
