import { type SearchReason, searchReasons } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import { searchKinds } from '@sojourn/people';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { FoundCases } from './found-cases.tsx';
import { SearchReviews } from './search-reviews.tsx';

type Answer = QueryOutput<typeof caseworkQueries, 'people.search'>;

/** Nothing of what is typed goes into an address, a title or the device's memory. */
export function FindScreen() {
  const { t } = useWords();
  const { session } = useDesk();
  const [answer, setAnswer] = useState<Answer>();
  return (
    <>
      <h1>{t('find.title')}</h1>
      <div className="card">
        <p className="lead">{t('find.lead')}</p>
        <SearchForm onAnswer={setAnswer} />
      </div>
      {answer === undefined ? null : <Result answer={answer} />}
      {mayEver(session, caseworkQueries['people.search-reviews']) ? <SearchReviews /> : null}
      <Mine />
    </>
  );
}

function SearchForm({ onAnswer }: { readonly onAnswer: (answer: Answer | undefined) => void }) {
  const { t } = useWords();
  const code = useCode();
  const { say } = useDesk();
  const cache = useQueryClient();
  return (
    <AskForm
      fields={[
        {
          name: 'kind',
          label: t('find.kind'),
          kind: 'buttons',
          value: 'name',
          options: searchKinds.map((value) => ({ value, label: code('searchKind', value) })),
        },
        { name: 'words', label: t('find.words'), kind: 'text', required: true, hint: t('find.wordsHint') },
        {
          name: 'beyond',
          label: t('find.beyond'),
          kind: 'buttons',
          value: 'no',
          options: [
            { value: 'no', label: t('find.beyondNo') },
            ...searchReasons.map((value) => ({ value, label: `${t('find.beyondYes')}: ${code('searchReason', value)}` })),
          ],
        },
      ]}
      button={t('find.button')}
      send={async (value) => {
        onAnswer(undefined);
        const beyond = value('beyond');
        const sent = await client.query('people.search', {
          kind: value('kind') as (typeof searchKinds)[number],
          words: value('words'),
          beyond: beyond !== 'no',
          ...(beyond === 'no' ? {} : { reason: beyond as SearchReason }),
        });
        if (sent.ok) {
          onAnswer(sent.value);
          if (beyond !== 'no') void cache.invalidateQueries({ queryKey: ['own-searches'] });
          say(t('find.result'));
        }
        return sent;
      }}
    />
  );
}

function Result({ answer }: { readonly answer: Answer }) {
  const { t } = useWords();
  return (
    <Section id="found" title={t('find.result')}>
      {answer.found.length === 0 ? <p>{t('find.none')}</p> : <FoundCases found={answer.found} />}
      {answer.more ? <p className="notice">{t('find.more')}</p> : null}
      {answer.beyond === undefined ? null : <p className="notice">{t('find.asked')}</p>}
      <p className="quiet">{t('find.left', { count: answer.left })}</p>
    </Section>
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
