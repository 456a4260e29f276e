import { lendableRoles } from '@sojourn/governance';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { useColleagues, useMoments } from '../ui/colleagues.ts';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

const hours = ['12', '72', '168', '720'] as const;

/** Deputies: a role of one's own for a colleague, for a time. */
export function LendingScreen() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const cache = useQueryClient();
  const { session } = useDesk();
  const colleagues = useColleagues({ others: true });
  const answer = useQuery({ queryKey: ['lendings'], queryFn: () => client.query('lending.list', {}) });
  const list = answer.data?.ok === true ? answer.data.value.lendings : [];
  const [now] = useState(() => Date.now());
  const own = lendableRoles.filter((role) => session.user.roles.some((held) => held === role));
  const again = () => void cache.invalidateQueries({ queryKey: ['lendings'] });
  return (
    <>
      <h1>{t('lending.title')}</h1>
      <div className="card">
        <p className="lead">{t('lending.lead')}</p>
        {own.length === 0 ? (
          <p>{t('lending.nothing')}</p>
        ) : (
          <AskForm
            fields={[
              { name: 'to', label: t('lending.to'), kind: 'choice', options: colleagues, required: true },
              { name: 'role', label: t('lending.role'), kind: 'choice', options: own.map((value) => ({ value, label: code('role', value) })) },
              { name: 'hours', label: t('lending.hours'), kind: 'choice', options: hours.map((value) => ({ value, label: code('lendingFor', value) })) },
            ]}
            button={t('lending.lend')}
            send={(value) =>
              client.query('lending.lend', {
                to: value('to'),
                role: value('role') as (typeof lendableRoles)[number],
                untilAt: Date.now() + Number(value('hours')) * 3_600_000,
              })
            }
            onDone={again}
          />
        )}
      </div>
      <Section id="lent" title={t('lending.listTitle')}>
        {answer.isSuccess && list.length === 0 ? <p>{t('lending.none')}</p> : null}
        <ul className="log">
          {list.map((one) => {
            const over = one.endedAt !== undefined || one.untilAt < now;
            return (
              <li key={one.lendingId}>
                {t('lending.line', { role: code('role', one.role), by: one.by, to: one.to, until: moment(one.endedAt ?? one.untilAt) })}{' '}
                {over ? (
                  <span className="mark">{t('lending.over')}</span>
                ) : (
                  <button type="button" onClick={() => void client.query('lending.end', { lendingId: one.lendingId }).then(again)}>
                    {t('lending.end')}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      </Section>
    </>
  );
}
