import { callOutcomes, messageOutcomes, neutralTemplates, templates } from '@sojourn/casework';
import { channels } from '@sojourn/consent';
import { useDates, useMoments } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { formOf, listed } from './options.ts';

/** What waits to be said or sent by a person, and what came of it. The gate is asked when it is prepared and again when it is sent. */
export function Messages(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const moment = useMoments();
  const { messages, calls, receiptsOwed, safeContacts, personId } = part.record.case;
  const { may } = part.record;
  const form = formOf(part);
  const safe = safeContacts.findLast((one) => one.subjectId === personId);
  const open = messages.filter((one) => one.settled === undefined);
  const offered = safe?.mayNameMatter === true ? templates : neutralTemplates;
  return (
    <Reveal label={`${t('safe.outbox')} (${open.length + receiptsOwed.length})`}>
      {receiptsOwed.length === 0 ? null : <h3>{t('safe.owed')}</h3>}
      <ul className="log">
        {receiptsOwed.map(({ about, template }) => (
          <li key={`${about} ${template}`}>
            {code('template', template)}{' '}
            {may.includes('message.prepare') && !messages.some((one) => one.about === about && one.template === template && one.settled === undefined) ? (
              <Reveal label={t('safe.message')}>
                <ActForm
                  act="message.prepare"
                  {...form}
                  fixed={{ subjectId: personId, about, template }}
                  fields={[{ name: 'channel', label: t('safe.channel'), kind: 'choice', options: listed([...channels].reverse(), (v) => code('channel', v)) }]}
                />
              </Reveal>
            ) : null}
          </li>
        ))}
      </ul>
      <ul className="log">
        {messages.map((one) => (
          <li key={one.entryId}>
            <strong>{code('template', one.template)}</strong> · {code('channel', one.channel)}{' '}
            <span className="quiet">
              {one.settled === undefined
                ? one.notBefore === undefined
                  ? day(one.on)
                  : t('safe.notBefore', { at: moment(one.notBefore) })
                : `${code('messageOutcome', one.settled.outcome)} ${day(one.settled.on)}`}
            </span>
            {one.settled === undefined && may.includes('message.settle') ? (
              <ActForm
                act="message.settle"
                {...form}
                fixed={{ messageId: one.entryId }}
                fields={[
                  {
                    name: 'outcome',
                    label: t('safe.settle'),
                    kind: 'choice',
                    options: listed(messageOutcomes, (v) => code('messageOutcome', v)),
                    value: one.channel === 'in-person' ? 'given-in-person' : 'sent',
                  },
                ]}
              />
            ) : null}
          </li>
        ))}
        {calls.map((one) => (
          <li key={one.entryId}>
            {code('channel', one.channel)}: <strong>{code('callOutcome', one.outcome)}</strong>{' '}
            <span className="quiet">
              {day(one.on)} {one.asAgreed ? '' : `· ${t('safe.outside')}`}
            </span>
          </li>
        ))}
      </ul>
      {may.includes('message.prepare') ? (
        <Reveal label={t('safe.message')}>
          <ActForm
            act="message.prepare"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              { name: 'channel', label: t('safe.channel'), kind: 'choice', options: listed(channels, (v) => code('channel', v)) },
              { name: 'template', label: t('safe.template'), kind: 'choice', options: listed(offered, (v) => code('template', v)) },
              ...(safe?.mayNameMatter === true ? [{ name: 'words', label: t('safe.ownWords'), kind: 'long' as const, sealed: true }] : []),
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('call.note') ? (
        <Reveal label={t('safe.call')}>
          <ActForm
            act="call.note"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              { name: 'channel', label: t('safe.channel'), kind: 'choice', options: listed(channels, (v) => code('channel', v)) },
              { name: 'outcome', label: t('safe.settle'), kind: 'choice', options: listed(callOutcomes, (v) => code('callOutcome', v)) },
              { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Reveal>
  );
}
