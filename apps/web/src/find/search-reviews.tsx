import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { FoundCases } from './found-cases.tsx';

/** Shown when it is asked for: it opens sealed words, and that is written down. */
export function SearchReviews() {
  const { t } = useWords();
  const [shown, show] = useState(false);
  return (
    <Section id="reviews" title={t('find.reviews')} lead={t('find.reviewsLead')}>
      {shown ? (
        <Reviews />
      ) : (
        <button type="button" onClick={() => show(true)}>
          {t('find.reviewsShow')}
        </button>
      )}
    </Section>
  );
}

function Reviews() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const sentence = useRefusal();
  const { say } = useDesk();
  const list = useQuery({
    queryKey: ['search-reviews'],
    queryFn: () => client.query('people.search-reviews', {}),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (list.data === undefined) return <p role="status">{list.isError ? t('away') : t('loading')}</p>;
  if (!list.data.ok) return <p role="alert">{sentence(list.data.refusal)}</p>;
  const settle = async (requestId: string, answer: 'contact' | 'nothing') => {
    const settled = await client.query('people.answer-search', { requestId, answer }).catch(() => undefined);
    say(settled === undefined ? t('away') : settled.ok ? t(answer === 'contact' ? 'find.contacted' : 'find.rested') : sentence(settled.refusal));
    await list.refetch();
  };
  return (
    <>
      {list.data.value.reviews.length === 0 ? <p>{t('find.reviewsNone')}</p> : null}
      {list.data.value.reviews.map((one) => (
        <article key={one.requestId} className="asked">
          <h3>
            <bdi>{one.words}</bdi>
          </h3>
          <p>
            {t('find.asks', { name: one.by, office: one.office })} · {code('searchReason', one.reason)} <span className="quiet">{moment(one.askedAt)}</span>
          </p>
          <FoundCases found={one.found} />
          <p className="buttons">
            <button type="button" className="primary" onClick={() => void settle(one.requestId, 'contact')}>
              {t('find.contact')}
            </button>{' '}
            <button type="button" onClick={() => void settle(one.requestId, 'nothing')}>
              {t('find.rest')}
            </button>
          </p>
        </article>
      ))}
    </>
  );
}
