import { entryKinds } from '@sojourn/casework';
import { integrationQueries } from '@sojourn/integrations/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, mayEver } from '../api.ts';
import { useDesk, useMoments, useRefusal } from '../desk.tsx';
import { AskForm } from '../ui/ask-form.tsx';
import { ChosenField } from '../ui/chosen-field.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useCode, useWords } from '../words/index.tsx';

type Webhook = QueryOutput<typeof integrationQueries, 'webhooks.list'>['webhooks'][number];

/** Addresses that are told when something happens: that it did, and ids; never who. */
export function Webhooks() {
  const { t } = useWords();
  const code = useCode();
  const cache = useQueryClient();
  const { session } = useDesk();
  const all = mayEver(session, integrationQueries['webhooks.list-all']);
  const answer = useQuery({
    queryKey: ['webhooks', all],
    queryFn: () => (all ? client.query('webhooks.list-all', {}) : client.query('webhooks.list', {})),
    gcTime: 0,
  });
  const [secret, setSecret] = useState<string>();
  const list = answer.data?.ok === true ? answer.data.value.webhooks : [];
  const again = () => void cache.invalidateQueries({ queryKey: ['webhooks'] });
  return (
    <Section id="webhooks" title={t('hooks.title')} lead={t('hooks.lead')}>
      {secret === undefined ? null : <ShownOnce title={t('hooks.secret')} note={t('hooks.secretNote')} secret={secret} onDone={() => setSecret(undefined)} />}
      {answer.isError ? <p role="alert">{t('away')}</p> : null}
      {answer.isSuccess && list.length === 0 ? <p>{t('hooks.none')}</p> : null}
      <ul className="log programs">
        {list.map((one) => (
          <One key={one.webhookId} webhook={one} mine={one.ownerId === session.user.userId} onSecret={setSecret} onChanged={again} />
        ))}
      </ul>
      <Reveal label={t('hooks.add')}>
        <AskForm
          fields={[{ name: 'address', label: t('hooks.address'), kind: 'text', required: true, hint: t('hooks.addressHint') }]}
          more={
            <ChosenField
              name="kinds"
              label={t('hooks.kinds')}
              hint={t('hooks.kindsHint')}
              options={entryKinds.map((kind) => ({ value: kind, label: code('kind', kind) }))}
            />
          }
          button={t('hooks.addIt')}
          send={async (value, chosen) => {
            const outcome = await client.query('webhook.add', { address: value('address'), kinds: [...chosen('kinds')] });
            if (outcome.ok) setSecret(outcome.value.secret);
            return outcome;
          }}
          onDone={again}
        />
      </Reveal>
    </Section>
  );
}

type Props = { readonly webhook: Webhook; readonly mine: boolean; readonly onSecret: (secret: string) => void; readonly onChanged: () => void };

function One({ webhook, mine, onSecret, onChanged }: Props) {
  const { t, language } = useWords();
  const code = useCode();
  const moment = useMoments();
  const [open, setOpen] = useState(false);
  const sentence = useRefusal();
  const [problem, setProblem] = useState('');
  const { webhookId } = webhook;
  const renew = async () => {
    const outcome = await client.query('webhook.renew-key', { webhookId }).catch(() => undefined);
    if (outcome?.ok === true) onSecret(outcome.value.secret);
    setProblem(outcome === undefined ? t('away') : outcome.ok ? '' : sentence(outcome.refusal));
    onChanged();
  };
  const stop = async () => {
    const outcome = await client.query(mine ? 'webhook.end' : 'webhook.end-any', { webhookId }).catch(() => undefined);
    setProblem(outcome === undefined ? t('away') : outcome.ok ? '' : sentence(outcome.refusal));
    onChanged();
  };
  return (
    <li>
      <strong>
        <bdi dir="ltr">{webhook.address}</bdi>
      </strong>{' '}
      <span className="quiet">
        <bdi>{webhook.owner}</bdi> · {new Intl.ListFormat(language).format(webhook.kinds.map((kind) => code('kind', kind)))}
      </span>
      <p>{t('hooks.counts', { waiting: webhook.waiting, delivered: webhook.delivered, givenUp: webhook.givenUp })}</p>
      {webhook.endedAt === undefined ? null : (
        <p>
          <span className="mark">{t('hooks.stopped', { when: moment(Date.parse(webhook.endedAt)) })}</span>
        </p>
      )}
      <div className="buttons">
        {mine ? (
          <button type="button" aria-expanded={open} aria-label={t('hooks.deliveriesOf', { address: webhook.address })} onClick={() => setOpen(!open)}>
            {t('hooks.deliveries')}
          </button>
        ) : null}
        {mine && webhook.endedAt === undefined ? (
          <button type="button" aria-label={t('hooks.renewOf', { address: webhook.address })} onClick={() => void renew()}>
            {t('hooks.renew')}
          </button>
        ) : null}
        {webhook.endedAt === undefined ? (
          <button type="button" aria-label={t('hooks.stopOf', { address: webhook.address })} onClick={() => void stop()}>
            {t('hooks.stop')}
          </button>
        ) : null}
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      {open ? <Deliveries webhookId={webhookId} mayAgain={webhook.endedAt === undefined} /> : null}
    </li>
  );
}

/** The last two hundred: what waits, what arrived, what was given up. Looked at again by itself while it is open. */
function Deliveries({ webhookId, mayAgain }: { readonly webhookId: string; readonly mayAgain: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const answer = useQuery({ queryKey: ['deliveries', webhookId], queryFn: () => client.query('webhook.deliveries', { webhookId }), refetchInterval: 5_000 });
  const list = answer.data?.ok === true ? answer.data.value.deliveries : [];
  const sentence = useRefusal();
  // What became of each that was sent again here.
  const [said, say] = useState<Readonly<Record<string, { readonly problem: boolean; readonly text: string }>>>({});
  const again = async (deliveryId: string) => {
    const outcome = await client.query('webhook.send-again', { webhookId, deliveryId }).catch(() => undefined);
    const ok = outcome?.ok === true;
    say({ ...said, [deliveryId]: { problem: !ok, text: outcome === undefined ? t('away') : outcome.ok ? t('hooks.waitsAgain') : sentence(outcome.refusal) } });
    await answer.refetch();
  };
  return (
    <ul className="log">
      {answer.isSuccess && list.length === 0 ? <li>{t('hooks.noDeliveries')}</li> : null}
      {list.map((one) => (
        <li key={one.deliveryId}>
          <span className={one.status === 'given-up' ? 'mark danger' : 'mark'}>{code('delivery', one.status)}</span> {code('kind', one.kind)}{' '}
          <span className="quiet">
            {moment(Date.parse(one.createdAt))} · {t('hooks.tries', { count: one.tries })}
            {one.lastStatus === undefined ? null : <> · {t('hooks.answered', { status: one.lastStatus })}</>}
            {one.lastProblem === undefined ? null : (
              <>
                {' '}
                · <bdi dir="ltr">{one.lastProblem}</bdi>
              </>
            )}
          </span>{' '}
          {one.status === 'given-up' && mayAgain ? (
            <button type="button" onClick={() => void again(one.deliveryId)}>
              {t('hooks.again')}
            </button>
          ) : null}
          {said[one.deliveryId] === undefined ? null : (
            <p className={said[one.deliveryId]?.problem === true ? 'problem' : 'quiet'} role={said[one.deliveryId]?.problem === true ? 'alert' : 'status'}>
              {said[one.deliveryId]?.text}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
