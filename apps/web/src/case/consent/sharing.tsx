import { handoverStatuses, recallAnswers, referralReasons } from '@sojourn/casework';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api.ts';
import { today, useDates, useDesk, useRefusal } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal, Section } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { formOf, listed, useDirectory } from './options.ts';
import { PackageChooser } from './package-chooser.tsx';

type Share = CasePart['record']['case']['shares'][number];
type Event = { readonly shareId: string; readonly kind: string; readonly at: string };

export function Sharing(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const directory = useDirectory();
  const { shares, caseId, personId, sequence } = part.record.case;
  const { may } = part.record;
  const events = useQuery({
    queryKey: ['sharing', caseId, sequence],
    queryFn: () => client.query('case.sharing', { caseId }),
    retry: false,
    enabled: may.includes('case.sharing'),
  });
  const seen = events.data?.ok === true ? events.data.value.events : [];
  const [live, recalled] = [shares.filter((one) => one.recall === undefined), shares.filter((one) => one.recall !== undefined)];
  const name = (one: Share) => directory.find((row) => row.recipientId === one.recipientId)?.name ?? code('recipientKind', one.recipient);
  const possible = directory.filter((one) => one.reach === 'by-consent' || one.kind === 'police' || one.kind === 'court');
  return (
    <Section id="sharing" title={t('share.title')} lead={t('share.lead')}>
      {shares.length === 0 ? <p className="quiet">{t('share.none')}</p> : null}
      <ul className="log">
        {live.map((one) => (
          <LiveShare key={one.entryId} part={part} share={one} name={name(one)} events={seen.filter((event) => event.shareId === one.entryId)} />
        ))}
      </ul>
      {recalled.length === 0 ? null : (
        <>
          <h3>{t('recall.title')}</h3>
          <ul className="log">
            {recalled.map((one) => (
              <Recalled key={one.entryId} part={part} share={one} name={name(one)} events={seen.filter((event) => event.shareId === one.entryId)} />
            ))}
          </ul>
        </>
      )}
      {may.includes('referral.share') && possible.length > 0 ? (
        <Reveal label={t('share.add')}>
          <PackageChooser part={part} recipients={possible} as="sharing" withGround>
            {(chosen) => (
              <ActForm
                key={chosen.fingerprint}
                act="referral.share"
                {...formOf(part)}
                fixed={{ ...chosen, subjectId: personId }}
                button={t('share.do')}
                fields={[
                  { name: 'reason', label: t('share.reason'), kind: 'choice', options: listed(referralReasons, (v) => code('referralReason', v)) },
                  { name: 'message', label: t('share.message'), kind: 'long', sealed: true },
                ]}
              />
            )}
          </PackageChooser>
        </Reveal>
      ) : null}
    </Section>
  );
}

type Row = { readonly part: CasePart; readonly share: Share; readonly name: string; readonly events: readonly Event[] };

function LiveShare({ part, share, name, events }: Row) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const sentence = useRefusal();
  const { say } = useDesk();
  const [opened, setOpened] = useState<{ readonly path: string; readonly code: string }>();
  const { may } = part.record;
  const issue = async () => {
    const answer = await client.query('referral.code', { caseId: part.record.case.caseId, shareId: share.entryId }).catch(() => undefined);
    if (answer?.ok === true) setOpened(answer.value);
    else say(answer === undefined ? t('away') : sentence(answer.refusal));
  };
  return (
    <li>
      {t('share.to', { name, on: day(share.on), classes: share.dataClasses.map((v) => code('dataClass', v)).join(', ') })}{' '}
      <span className="quiet">
        {code('basis', share.ground)} ·{' '}
        {share.handover === undefined
          ? t(share.replyBy < today() ? 'share.noReply' : 'share.awaits', { on: day(share.replyBy) })
          : `${code('handover', share.handover.status)} ${day(share.handover.on)}`}
        {events.map((event) => ` · ${code('shareEvent', event.kind)} ${day(event.at.slice(0, 10))}`).join('')}
      </span>
      {opened === undefined ? null : (
        <div className="code-shown">
          <dl className="facts">
            <div>
              <dt>{t('share.address')}</dt>
              <dd dir="ltr">{`${location.origin}${opened.path}`}</dd>
            </div>
            <div>
              <dt>{t('share.theCode')}</dt>
              <dd dir="ltr">{opened.code}</dd>
            </div>
          </dl>
          <p className="notice">{t('share.codeShown')}</p>
        </div>
      )}
      <div className="actions">
        {may.includes('referral.code') ? (
          <button type="button" onClick={() => void issue()}>
            {t('share.code')}
          </button>
        ) : null}
        {may.includes('referral.recall') ? (
          <ActForm act="referral.recall" {...formOf(part)} fields={[]} fixed={{ shareId: share.entryId }} button={t('share.recall')} />
        ) : null}
      </div>
      {may.includes('referral.handover') ? (
        <Reveal label={t('share.answer')}>
          <ActForm
            act="referral.handover"
            {...formOf(part)}
            fixed={{ shareId: share.entryId }}
            fields={[{ name: 'status', label: t('share.answer'), kind: 'choice', options: listed(handoverStatuses, (v) => code('handover', v)) }]}
          />
        </Reveal>
      ) : null}
    </li>
  );
}

/** Asked to destroy: answered, still awaited, or overdue; what was done at the door stands beside it. */
function Recalled({ part, share, name, events }: Row) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { recall } = share;
  if (recall === undefined) return null;
  return (
    <li>
      <strong>
        <bdi>{name}</bdi>
      </strong>{' '}
      {t('recall.asked', { on: day(recall.on) })}{' '}
      <span className="quiet">
        {recall.answer === undefined
          ? t(recall.replyBy < today() ? 'recall.overdue' : 'recall.waiting', { on: day(recall.replyBy) })
          : `${code('recallAnswer', recall.answer.answer)} ${day(recall.answer.on)}`}
        {events.map((event) => ` · ${code('shareEvent', event.kind)} ${day(event.at.slice(0, 10))}`).join('')}
      </span>
      {recall.answer === undefined && part.record.may.includes('recall.answer') ? (
        <Reveal label={t('share.answer')}>
          <ActForm
            act="recall.answer"
            {...formOf(part)}
            fixed={{ shareId: share.entryId }}
            fields={[{ name: 'answer', label: t('share.answer'), kind: 'choice', options: listed(recallAnswers, (v) => code('recallAnswer', v)) }]}
          />
        </Reveal>
      ) : null}
    </li>
  );
}
