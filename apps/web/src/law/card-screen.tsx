import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { type LawAnswer, useLaw } from './ask.ts';
import { Choose } from './choose.tsx';
import { type CardLanguage, cardLanguages } from './languages.ts';
import { lawFile } from './save-as.tsx';
import { LawPage } from './tabs.tsx';

type Card = LawAnswer<'law.right'>;

/** One right, in the language of whoever it is shown to, which need not be the reader's. */
export function LawCard() {
  const { t, language: mine } = useWords();
  const { right } = useParams({ from: '/law/rights/$right' });
  const { language = mine as CardLanguage } = useSearch({ from: '/law/rights/$right' });
  const navigate = useNavigate();
  const { texts } = useDesk();
  const { data, isError } = useLaw('law.right', { right, language });
  if (isError) return <p role="alert">{t('refusal.not-in-the-catalogue')}</p>;
  return (
    <LawPage title={texts.rights[right]?.title ?? right} lead={t('card.allLead')} about={[{ kind: 'right', key: right }]}>
      <div className="card law-choice">
        <Choose
          label={t('card.language')}
          options={cardLanguages.map((value) => ({ value, label: texts.codes['languages']?.[value] ?? value }))}
          value={language}
          onChange={(chosen) => void navigate({ to: '/law/rights/$right', params: { right }, search: { language: chosen as CardLanguage } })}
        />
        <a className="button" href={lawFile('law.right.card', { right, language })} target="_blank" rel="noreferrer">
          {t('card.print')}
        </a>
      </div>
      {data === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <>
          <CardItself card={data} />
          <ToSend key={data.short.text} card={data} />
          <RestsOn card={data} />
        </>
      )}
    </LawPage>
  );
}

function CardItself({ card }: { readonly card: Card }) {
  const { t } = useWords();
  return (
    <article className="card right-card" lang={card.language} dir={card.language === 'ar' ? 'rtl' : 'ltr'} aria-label={t('card.one')}>
      <p className="right-says">{card.words.right}</p>
      {(['means', 'ask', 'who', 'refused'] as const).map((part) => (
        <section key={part}>
          <h2>{card.labels[part]}</h2>
          <p>{card.words[part]}</p>
        </section>
      ))}
      <p className="quiet">{card.notes.join(' ')}</p>
    </article>
  );
}

function ToSend({ card: { short, language } }: { readonly card: Card }) {
  const { t } = useWords();
  const { say } = useDesk();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(short.text);
    setCopied(true);
    say(t('card.copied'));
  };
  return (
    <section className="card" aria-labelledby="card-short">
      <h2 id="card-short">{t('card.short')}</h2>
      <p lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} className="short-card">
        {short.text}
      </p>
      <p className="quiet">{t('card.shortNote', { units: short.units, messages: short.messages })}</p>
      <p className="note">{t('card.safe')}</p>
      <button type="button" onClick={() => void copy()}>
        {t(copied ? 'card.copied' : 'card.copy')}
      </button>
    </section>
  );
}

function RestsOn({ card }: { readonly card: Card }) {
  const { t, language } = useWords();
  const { texts } = useDesk();
  return (
    <section className="card" aria-labelledby="card-rests">
      <h2 id="card-rests">{t('card.rests')}</h2>
      {card.custom ? <p>{t('card.customary')}</p> : null}
      <ul>
        {card.basis.map(({ instrument, article }) => (
          <li key={instrument + article}>
            {texts.instruments[instrument] ?? instrument} <bdi dir="ltr">{article}</bdi>
          </li>
        ))}
      </ul>
      {card.readings.length === 0 ? null : (
        <>
          <p className="quiet">{t('law.readingsNote')}</p>
          <ul>
            {card.readings.map((one) => (
              <li key={one.interpretation + one.paragraph}>
                {one.name[language] ?? one.interpretation} § {one.paragraph}: <span lang="en">{one.says}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
