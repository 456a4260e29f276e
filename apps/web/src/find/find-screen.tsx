import { caseworkQueries } from '@sojourn/casework/operations';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { type SearchAnswer, SearchForm, SearchResult } from './search-form.tsx';
import { SearchReviews } from './search-reviews.tsx';
import { SearchSwitch } from './search-switch.tsx';

/** Nothing of what is typed goes into an address, a title or the device's memory. */
export function FindScreen() {
  const { t } = useWords();
  const { session } = useDesk();
  const [answer, setAnswer] = useState<SearchAnswer>();
  return (
    <>
      <h1>{t('find.title')}</h1>
      {mayEver(session, caseworkQueries['people.search']) ? (
        <>
          <div className="card">
            <p className="lead">{t('find.lead')}</p>
            <SearchForm onAnswer={setAnswer} />
          </div>
          {answer === undefined ? null : <SearchResult answer={answer} />}
          {mayEver(session, caseworkQueries['people.search-reviews']) ? <SearchReviews /> : null}
          <Mine />
        </>
      ) : null}
      {mayEver(session, caseworkQueries['search.switch']) ? <SearchSwitch /> : null}
    </>
  );
}

function Mine() {
  const { t, language } = useWords();
  const code = useCode();
  const moment = useMoments();
  const answer = useQuery({ queryKey: ['own-searches'], queryFn: () => client.query('people.search-requests', {}), gcTime: 0 });
  const requests = answer.data?.ok === true ? answer.data.value.requests : [];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <Section id="mine" title={t('find.mine')}>
      {requests.length === 0 ? <p className="quiet">{t('find.mineNone')}</p> : null}
      <ul className="log">
        {requests.map((one) => (
          <li key={one.requestId}>
            <strong>{code('searchKind', one.kind)}</strong> {code('searchReason', one.reason)} <span className="quiet">{moment(one.askedAt)}</span>
            <p className={one.is === 'contact' ? 'notice' : 'quiet'}>
              {t(`searchRequest.${one.is}`, { until: day.format(one.until), names: new Intl.ListFormat(language).format(one.by) })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
