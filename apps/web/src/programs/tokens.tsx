import { integrationQueries } from '@sojourn/integrations/operations';
import type { PlainDate } from '@sojourn/kernel';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk, useMoments, useRefusal } from '../desk.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { useDateWords } from '../ui/calendars.ts';
import { ChosenField } from '../ui/chosen-field.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { forTokenOf } from './operations.ts';

type Token = QueryOutput<typeof integrationQueries, 'tokens.list'>['tokens'][number];

const lasting = ['30', '90', '365'] as const;
const DAY = 86_400_000;

/** Tokens that let a program in: made as narrow as it can be, shown once, ended at once. */
export function Tokens() {
  const { t } = useWords();
  const code = useCode();
  const cache = useQueryClient();
  const { session } = useDesk();
  const all = mayEver(session, integrationQueries['tokens.list-all']);
  const answer = useQuery({
    queryKey: ['tokens', all],
    queryFn: () => (all ? client.query('tokens.list-all', {}) : client.query('tokens.list', {})),
    gcTime: 0,
  });
  const [made, setMade] = useState<string>();
  const list = answer.data?.ok === true ? answer.data.value.tokens : [];
  const mine = list.filter((one) => one.ownerId === session.user.userId);
  const others = list.filter((one) => one.ownerId !== session.user.userId);
  const again = () => void cache.invalidateQueries({ queryKey: ['tokens'] });
  return (
    <Section id="tokens" title={t('programs.tokens')} lead={t('programs.tokensLead')}>
      {made === undefined ? null : <ShownOnce title={t('programs.made')} note={t('programs.madeNote')} secret={made} onDone={() => setMade(undefined)} />}
      {answer.isError ? <p role="alert">{t('away')}</p> : null}
      {answer.isSuccess && mine.length === 0 ? <p>{t('programs.noTokens')}</p> : null}
      <List tokens={mine} onChanged={again} />
      <Reveal label={t('programs.make')}>
        <AskForm
          fields={[
            { name: 'label', label: t('programs.label'), kind: 'text', required: true, hint: t('programs.labelHint') },
            { name: 'days', label: t('programs.lasts'), kind: 'choice', options: lasting.map((value) => ({ value, label: code('tokenFor', value) })) },
            { name: 'perMinute', label: t('programs.perMinute'), kind: 'number', value: '60', required: true },
          ]}
          more={
            <ChosenField
              name="operations"
              label={t('programs.may')}
              hint={t('programs.mayHint')}
              options={forTokenOf(session).map(({ name, summary }) => ({ value: name, label: name, note: summary, code: true }))}
            />
          }
          button={t('programs.makeIt')}
          send={async (value, chosen) => {
            const outcome = await client.query('token.issue', {
              label: value('label'),
              operations: [...chosen('operations')],
              expiresOn: new Date(Date.now() + Number(value('days')) * DAY - DAY).toISOString().slice(0, 10),
              perMinute: Number(value('perMinute')),
            });
            if (outcome.ok) setMade(outcome.value.token);
            return outcome;
          }}
          onDone={again}
        />
      </Reveal>
      {all ? (
        <>
          <h3>{t('programs.others')}</h3>
          {answer.isSuccess && others.length === 0 ? <p>{t('programs.noOthers')}</p> : null}
          <List tokens={others} onChanged={again} any />
        </>
      ) : null}
    </Section>
  );
}

function List({ tokens, onChanged, any = false }: { readonly tokens: readonly Token[]; readonly onChanged: () => void; readonly any?: boolean }) {
  const { t } = useWords();
  const moment = useMoments();
  const days = useDateWords();
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const [now] = useState(() => Date.now());
  const at = (text: string) => moment(Date.parse(text));
  /** With its year: it may be a year away. */
  const lastDay = (text: string) => days.approximate(text.slice(0, 10) as PlainDate);
  const end = async (tokenId: string) => {
    const outcome = await client.query(any ? 'token.revoke-any' : 'token.revoke', { tokenId }).catch(() => undefined);
    setProblem(outcome === undefined ? t('away') : outcome.ok ? '' : sentence(outcome.refusal));
    onChanged();
  };
  return (
    <>
      <p className="problem" role="alert">
        {problem}
      </p>
      <ul className="log programs">
        {tokens.map((one) => (
          <li key={one.tokenId}>
            <strong>
              <bdi>{one.label}</bdi>
            </strong>{' '}
            <span className="quiet">
              <bdi>{one.owner}</bdi> · {one.lastUsedAt === undefined ? t('programs.neverUsed') : t('programs.lastUsed', { when: at(one.lastUsedAt) })} ·{' '}
              {t('programs.rate', { count: one.perMinute })}
            </span>
            <ul className="codes-list" lang="en">
              {one.operations.map((operation) => (
                <li key={operation}>
                  <code dir="ltr">{operation}</code>
                </li>
              ))}
            </ul>
            {one.revokedAt !== undefined ? (
              <span className="mark">{t('programs.ended', { when: at(one.revokedAt) })}</span>
            ) : Date.parse(one.expiresAt) < now ? (
              <span className="mark">{t('programs.over', { when: lastDay(one.expiresAt) })}</span>
            ) : (
              <>
                <span>{t('programs.ends', { when: lastDay(one.expiresAt) })}</span>{' '}
                <button type="button" aria-label={t('programs.endNamed', { label: one.label })} onClick={() => void end(one.tokenId)}>
                  {t('programs.end')}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
