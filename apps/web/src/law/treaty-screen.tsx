import { Link, useParams } from '@tanstack/react-router';
import { useDates, useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';
import { WrongHere } from './marks.tsx';
import { LawPage } from './tabs.tsx';

/** One treaty, article by article, in plain words, with what rests on each. */
export function LawTreaty() {
  const { t, language } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const { treaty } = useParams({ from: '/law/treaty/$treaty' });
  const { data, isError } = useLaw('law.instrument', { instrument: treaty });
  if (isError) return <p role="alert">{t('refusal.not-in-the-catalogue')}</p>;
  if (data === undefined) return <p role="status">{t('loading')}</p>;
  const partOf = (article: string) => data.parts.find(({ from, to }) => from <= Number.parseInt(article, 10) && Number.parseInt(article, 10) <= to);
  return (
    <LawPage
      title={data.name[language] ?? data.name['en'] ?? data.id}
      lead={t('law.treatyLead', { adopted: day(data.adoptedOn), force: day(data.inForceFrom) })}
      about={[{ kind: 'instrument', key: treaty }]}
    >
      <section className="card" aria-label={t('law.articles')}>
        <p className="quiet">{t('law.checked', { checked: data.textChecked, articles: data.articles })}</p>
        <p>
          <Link to="/law" search={{ treaty }}>
            {t('law.whoIsBound')}
          </Link>
        </p>
        <ol className="articles">
          {data.text.map((one, index) => {
            const part = partOf(one.article);
            const first = part !== undefined && partOf(data.text[index - 1]?.article ?? '')?.part !== part.part;
            return (
              <li key={one.article}>
                {first ? (
                  <p className="part">
                    <strong>{part.part}</strong> {part.covers}
                  </p>
                ) : null}
                <p lang="en">
                  <strong>
                    <bdi dir="ltr">{one.article}</bdi>
                  </strong>{' '}
                  {one.says}
                </p>
                {one.rights.length === 0 ? null : <p className="quiet">{one.rights.map((right) => texts.rights[right]?.title ?? right).join(' · ')}</p>}
                <WrongHere about={[{ kind: 'instrument', key: treaty }]} provision={one.article} />
                {one.textChecked ? null : <p className="quiet">{t('law.unchecked')}</p>}
              </li>
            );
          })}
        </ol>
        {data.readings.length === 0 ? null : (
          <>
            <h2>{t('law.readings')}</h2>
            <p className="quiet">{t('law.readingsNote')}</p>
            <ul>
              {data.readings.map((one) => (
                <li key={one.interpretation + one.paragraph} lang="en">
                  <strong>
                    {one.name[language] ?? one.interpretation} § {one.paragraph}
                  </strong>{' '}
                  ({one.articles.join(', ')}) {one.says}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </LawPage>
  );
}
