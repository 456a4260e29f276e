import { Link, useParams } from '@tanstack/react-router';
import { useDates, useDesk } from '../desk.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { type LawAnswer, useLaw } from './ask.ts';
import { LawPage } from './tabs.tsx';

type Whole = LawAnswer<'law.catalogue'>;

/** Where everything comes from, how much of it nobody has reviewed, and what this deployment made its own. */
export function LawSources() {
  const { t } = useWords();
  const code = useCode();
  const whole = useLaw('law.catalogue', {});
  const sources = useLaw('law.sources', {});
  if (whole.isError || sources.isError) return <p role="alert">{t('away')}</p>;
  if (whole.data === undefined || sources.data === undefined) return <p role="status">{t('loading')}</p>;
  return (
    <LawPage title={t('law.sources')} lead={t('law.sourcesLead')}>
      <section className="card" aria-labelledby="law-whole">
        <h2 id="law-whole">{t('law.whole')}</h2>
        <p className="quiet">
          {t('law.fingerprint')} <bdi dir="ltr">{whole.data.bundleHash.slice(0, 16)}</bdi>
        </p>
        <ul>
          {whole.data.parts.map(({ part, count, reviewed }) => (
            <li key={part}>
              {code('law.part', part)}: {count}
              {reviewed === undefined ? '' : ` · ${t('law.reviewedOf', { reviewed })}`}
            </li>
          ))}
          <li>{t('law.checked', { checked: whole.data.articlesChecked, articles: whole.data.articles })}</li>
        </ul>
        <Stale whole={whole.data} />
        <Own whole={whole.data} />
      </section>
      <section className="card" aria-labelledby="law-sources">
        <h2 id="law-sources">{t('law.part.sources')}</h2>
        <ul className="articles">
          {sources.data.sources.map((one) => (
            <li key={one.id}>
              <Link to="/law/source/$source" params={{ source: one.id }}>
                <span lang="en" dir="ltr">
                  {one.title}
                </span>
              </Link>{' '}
              {one.own === undefined ? null : <span className="mark">{t(`law.own.${one.own}`)}</span>}
            </li>
          ))}
        </ul>
      </section>
    </LawPage>
  );
}

function Stale({ whole }: { readonly whole: Whole }) {
  const { t } = useWords();
  return whole.staleTexts.length === 0 ? (
    <p className="quiet">{t('law.noneStale')}</p>
  ) : (
    <>
      <h3>{t('law.stale')}</h3>
      <ul>
        {whole.staleTexts.map(({ language, kind, key }) => (
          <li key={language + kind + key}>
            <bdi dir="ltr">{`${language} · ${kind} · ${key}`}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Own({ whole }: { readonly whole: Whole }) {
  const { t } = useWords();
  const code = useCode();
  return whole.overlay.length === 0 ? (
    <p className="quiet">{t('law.noOwn')}</p>
  ) : (
    <>
      <h3>{t('law.own')}</h3>
      <ul>
        {whole.overlay.map(({ section, key, does, base }) => (
          <li key={section + key}>
            {code('law.part', section)} <bdi dir="ltr">{key}</bdi> <span className="mark">{t(`law.own.${does}`)}</span>{' '}
            {base === undefined ? null : <span className="mark attention">{t(`law.own.${base}`)}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** One source: what it covers and does not, and everything that rests on it. */
export function LawSource() {
  const { t, language } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const { source } = useParams({ from: '/law/source/$source' });
  const { data, isError } = useLaw('law.source', { source });
  if (isError) return <p role="alert">{t('refusal.not-in-the-catalogue')}</p>;
  if (data === undefined) return <p role="status">{t('loading')}</p>;
  const lines = [
    [t('law.where'), data.where],
    [t('law.covers'), data.covers],
    [t('law.doesNotCover'), data.doesNotCover],
    [t('law.licence'), data.licence],
  ] as const;
  return (
    <LawPage title={data.title} lead={data.asOf === undefined ? t('law.noDay') : t('law.asOf', { asOf: day(data.asOf) })}>
      <section className="card" aria-labelledby="law-source">
        <h2 id="law-source">{t('law.aboutSource')}</h2>
        {data.own === undefined ? null : <p className="note">{t(`law.own.${data.own}`)}</p>}
        <dl>
          {lines.map(([label, said]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd lang="en">
                <bdi dir="ltr">{said}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <h3>{t('law.restsOnIt')}</h3>
        <ul>
          {data.treaties.map((one) => (
            <li key={one.instrument}>
              <Link to="/law/treaty/$treaty" params={{ treaty: one.instrument }}>
                {one.name[language] ?? one.instrument}
              </Link>
              {one.text ? ` · ${t('law.articles')}` : ''}
              {one.parties === 0 ? '' : ` · ${t('law.partyRows', { count: one.parties })}`}
              {one.declarations === 0 ? '' : ` · ${t('law.declarationRows', { count: one.declarations })}`}
            </li>
          ))}
          {data.interpretations.map((one) => (
            <li key={one.id}>{one.name[language] ?? one.id}</li>
          ))}
          {data.remedies.map((id) => (
            <li key={id}>{texts.remedies[id]?.title ?? id}</li>
          ))}
          {[...data.rulebooks, ...data.programmes, ...data.periods].map((id) => (
            <li key={id}>
              <bdi dir="ltr">{id}</bdi>
            </li>
          ))}
          {data.places === 0 ? null : <li>{t('law.placeRows', { count: data.places })}</li>}
        </ul>
      </section>
    </LawPage>
  );
}
