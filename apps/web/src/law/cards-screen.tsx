import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';
import { ReviewMark } from './marks.tsx';
import { LawPage } from './tabs.tsx';

/** Every right by its name in plain words, the most urgent first; each leads to its card. */
export function LawCards() {
  const { t } = useWords();
  const { texts } = useDesk();
  const [sought, setSought] = useState('');
  const { data, isError } = useLaw('law.rights', {});
  const says = (id: string) => texts.rights[id];
  const found = (data?.rights ?? []).filter(({ id }) =>
    `${id} ${says(id)?.title ?? ''} ${says(id)?.right ?? ''} ${says(id)?.means ?? ''}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <LawPage title={t('card.all')} lead={t('card.allLead')} about={found.map(({ id }) => ({ kind: 'right', key: id }))}>
      <div className="card law-choice">
        <div className="field">
          <label htmlFor="sought-right">{t('card.search')}</label>
          <input id="sought-right" type="search" value={sought} onChange={(event) => setSought(event.target.value)} dir="auto" autoComplete="off" />
        </div>
      </div>
      {isError ? <p role="alert">{t('away')}</p> : null}
      {data === undefined ? <p role="status">{t('loading')}</p> : <p role="status">{t('card.found', { count: found.length })}</p>}
      {(['today', 'soon', 'later'] as const).map((urgency) => {
        const rights = found.filter((one) => one.urgency === urgency);
        return rights.length === 0 ? null : (
          <section key={urgency} className="card" aria-labelledby={`cards-${urgency}`}>
            <h2 id={`cards-${urgency}`}>{t(`rights.${urgency}`)}</h2>
            <ul className="right-cards">
              {rights.map(({ id }) => (
                <li key={id}>
                  <Link to="/law/rights/$right" params={{ right: id }}>
                    {says(id)?.title ?? id}
                  </Link>{' '}
                  <ReviewMark part={{ kind: 'right', key: id }} />
                  <span className="quiet">{says(id)?.right}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </LawPage>
  );
}
