import { caseworkQueries } from '@sojourn/casework/operations';
import { type QueryOutput, queryPath } from '@sojourn/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, mayEver, takeFile } from '../api.ts';
import { useDesk, useMoments, useRefusal } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { AskToExport } from './ask.tsx';

type Asked = QueryOutput<typeof caseworkQueries, 'exports.list'>['exports'][number];

/** What leaves in bulk: one person says what and for whom, another lets it leave, and it is encrypted for its recipient. */
export function ExportsScreen() {
  const { t } = useWords();
  const cache = useQueryClient();
  const { session } = useDesk();
  const answer = useQuery({ queryKey: ['exports'], queryFn: () => client.query('exports.list', {}), gcTime: 0 });
  const list = answer.data?.ok === true ? answer.data.value.exports : [];
  const again = () => void cache.invalidateQueries({ queryKey: ['exports'] });
  return (
    <>
      <h1>{t('exports.title')}</h1>
      <p className="lead">{t('exports.lead')}</p>
      {mayEver(session, caseworkQueries['export.ask']) ? <AskToExport onAsked={again} /> : null}
      <Section id="asked" title={t('exports.asked')}>
        {answer.isError ? <p role="alert">{t('away')}</p> : null}
        {answer.isSuccess && list.length === 0 ? <p>{t('exports.none')}</p> : null}
        <ul className="log exports">
          {list.map((one) => (
            <One key={one.exportId} asked={one} onChanged={again} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function One({ asked, onChanged }: { readonly asked: Asked; readonly onChanged: () => void }) {
  const { t, language } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const moment = useMoments();
  const { session, texts } = useDesk();
  const [message, setMessage] = useState('');
  const { exportId, fingerprint } = asked;
  const decides = mayEver(session, caseworkQueries['export.decide']) && !asked.mine && asked.state === 'asked';
  const takes = asked.mine && asked.state === 'approved' && asked.fresh;
  const decide = async (approve: boolean) => {
    const outcome = await client.query('export.decide', { exportId, fingerprint, approve }).catch(() => undefined);
    setMessage(outcome === undefined ? t('away') : outcome.ok ? '' : sentence(outcome.refusal));
    onChanged();
  };
  const take = async () => {
    const outcome = await takeFile(queryPath(caseworkQueries['export.take'].path, { exportId }).path).catch(() => undefined);
    setMessage(outcome === undefined ? t('away') : outcome.ok ? t('exports.saved', { name: outcome.value.name }) : sentence(outcome.refusal));
    onChanged();
  };
  return (
    <li>
      <span className="mark">{asked.state === 'approved' && !asked.fresh ? t('exports.expired') : code('exportState', asked.state)}</span>{' '}
      <strong>
        <bdi>{asked.recipient}</bdi>
      </strong>{' '}
      <span className="quiet">
        {t('exports.cases', { count: asked.cases })} · <bdi dir="ltr">{asked.format.toUpperCase()}</bdi> · <bdi>{asked.requester}</bdi> ·{' '}
        {moment(Date.parse(asked.requestedAt))}
      </span>
      <p>{new Intl.ListFormat(language).format(asked.facts.map((fact) => texts.facts[fact]?.name ?? fact))}</p>
      <p className="quiet">
        {t('exports.key')} <bdi dir="ltr">{asked.recipientKey}</bdi>
      </p>
      {decides ? <p>{t('exports.compareKey')}</p> : null}
      {decides ? (
        <div className="buttons">
          <button type="button" className="primary" onClick={() => void decide(true)}>
            {t('exports.letLeave')}
          </button>
          <button type="button" onClick={() => void decide(false)}>
            {t('exports.turnDown')}
          </button>
        </div>
      ) : null}
      {takes ? (
        <button type="button" className="primary" onClick={() => void take()}>
          {t('exports.take')}
        </button>
      ) : null}
      <p role="status">{message}</p>
    </li>
  );
}
