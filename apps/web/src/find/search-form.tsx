import { type SearchReason, searchReasons } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import { searchKinds } from '@sojourn/people';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { FoundCases } from './found-cases.tsx';

export type SearchAnswer = QueryOutput<typeof caseworkQueries, 'people.search'>;

/** Nothing of what is typed goes into an address, a title or the device's memory. `atContact`: somebody is here, and that is the reason. */
export function SearchForm({ onAnswer, atContact }: { readonly onAnswer: (answer: SearchAnswer | undefined) => void; readonly atContact?: true }) {
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
            ...(atContact === true ? (['new-contact'] as const) : searchReasons).map((value) => ({
              value,
              label: `${t('find.beyondYes')}: ${code('searchReason', value)}`,
            })),
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

export function SearchResult({ answer }: { readonly answer: SearchAnswer }) {
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
