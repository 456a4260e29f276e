import type { accountQueries } from '@sojourn/accounts/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useState } from 'react';
import { client } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { ShownSlip } from './slip.tsx';

type Request = QueryOutput<typeof accountQueries, 'people.list'>['requests'][number];
type Props = {
  readonly requests: readonly Request[];
  readonly nameOf: (userId: string) => string;
  readonly onChanged: (message: string) => void;
  readonly onSlip: (slip: ShownSlip) => void;
};

/** What one person asked for and another must agree to. */
export function Requests({ requests, nameOf, onChanged, onSlip }: Props) {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  if (requests.length === 0) return null;
  const approve = async ({ requestId, kind, userId }: Request) => {
    const outcome = await client.query('people.approve', { requestId });
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (!outcome.ok) return;
    const { code: shown, expiresAt } = outcome.value;
    if (shown === undefined) return onChanged(t('saved'));
    onSlip({ kind: kind === 'reset' ? 'reset-half' : 'invitation', name: nameOf(userId), code: shown, expiresAt });
  };
  const withdraw = async (requestId: string) => {
    const outcome = await client.query('people.withdraw', { requestId });
    setProblem(outcome.ok ? '' : sentence(outcome.refusal));
    if (outcome.ok) onChanged(t('saved'));
  };
  return (
    <Section id="requests" title={t('people.waiting')} lead={t('people.waitingLead')}>
      <ul className="log">
        {requests.map((one) => (
          <li key={one.requestId}>
            <strong>{code('accountRequest', one.kind)}</strong>: {nameOf(one.userId)}
            {one.roles.length === 0 ? '' : ` (${one.roles.map((role) => code('role', role)).join(', ')})`}{' '}
            <span className="quiet">{t('people.askedBy', { name: nameOf(one.requestedBy) })}</span>
            <div className="buttons">
              {one.mine ? null : (
                <button type="button" className="primary" onClick={() => void approve(one)}>
                  {t('people.approve')}
                </button>
              )}
              <button type="button" onClick={() => void withdraw(one.requestId)}>
                {t('people.withdraw')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <p className="problem" role="alert">
        {problem}
      </p>
    </Section>
  );
}
