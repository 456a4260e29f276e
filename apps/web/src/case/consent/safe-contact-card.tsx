import { outChannels } from '@sojourn/casework';
import { ifSomeoneElse, mayContact, neutralSenders, type SafeContact, weekdays, whoseAddress } from '@sojourn/consent';
import { instant } from '@sojourn/kernel';
import { useDates, useMoments } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { Messages } from './messages.tsx';
import { formOf, listed } from './options.ts';

/** At the top of the case: whether the person may be reached now, how, and what to say; else from when. */
export function SafeContactCard(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { safeContacts, personId } = part.record.case;
  const safe = safeContacts.findLast((one) => one.subjectId === personId);
  const { may } = part.record;
  return (
    <section className={`card safe-contact${safe?.unsafeSince === undefined ? '' : ' unsafe'}`} aria-labelledby="safe-contact">
      <h2 id="safe-contact">{t('safe.title')}</h2>
      {safe === undefined ? <p className="notice">{t('safe.none')}</p> : null}
      {safe === undefined && part.record.case.sealed.some((one) => one.field === 'safe-contact') ? <p className="quiet">{t('safe.before')}</p> : null}
      {safe?.unsafeSince === undefined ? null : (
        <p className="urgent-banner" role="alert">
          <strong>{t('safe.unsafe')}</strong>
        </p>
      )}
      {safe === undefined || safe.unsafeSince !== undefined ? null : (
        <>
          {safe.ways.length === 0 ? <p className="notice">{t('safe.noWay')}</p> : null}
          <ul className="ways">
            {safe.ways.map((way, at) => (
              <Way key={`${way.channel} ${way.from} ${String(at)}`} safe={safe as unknown as SafeContact} at={at} />
            ))}
          </ul>
          <p className="quiet">
            {t('safe.sender')}: {code('sender', safe.sender)} · {t('safe.matter')} {code('answer', safe.mayNameMatter ? 'yes' : 'no')} · {day(safe.setOn)} ·{' '}
            <bdi>{safe.timeZone}</bdi>
          </p>
        </>
      )}
      <div className="actions">
        {safe !== undefined && safe.unsafeSince === undefined && may.includes('safe-contact.unsafe-now') ? (
          <ActForm act="safe-contact.unsafe-now" {...formOf(part)} fields={[]} fixed={{ subjectId: personId }} button={t('safe.unsafeNow')} now />
        ) : null}
      </div>
      {may.includes('safe-contact.set') ? <AgreeWay part={part} safe={safe} /> : null}
      <Messages {...part} />
    </section>
  );
}

function Way({ safe, at }: { readonly safe: SafeContact; readonly at: number }) {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const way = safe.ways[at];
  if (way === undefined) return null;
  const answer = mayContact({ ...safe, ways: [way] }, way.channel, instant(Date.now()));
  const next = answer.ok ? undefined : answer.refusal['next'];
  return (
    <li className={answer.ok ? 'now' : 'later'}>
      <strong>
        {code('channel', way.channel)}: {answer.ok ? t('safe.now') : typeof next === 'number' ? t('safe.next', { at: moment(next) }) : ''}
      </strong>
      <span className="quiet">
        {way.days.map((one) => code('weekday', one)).join(' ')} <bdi dir="ltr">{`${way.from}–${way.to}`}</bdi> · {code('whose', way.whose)}
        {way.codeWord ? ` · ${t('safe.codeWord')}` : ''} · {t(way.voicemail ? 'safe.voicemail' : 'safe.noVoicemail')} · {t('safe.else')}:{' '}
        {code('ifElse', way.ifSomeoneElse)}
      </span>
    </li>
  );
}

type Safe = CasePart['record']['case']['safeContacts'][number] | undefined;

function AgreeWay({ part, safe }: { readonly part: CasePart; readonly safe: Safe }) {
  const { t, language } = useWords();
  const code = useCode();
  const { personId } = part.record.case;
  const yesNo = listed(['no', 'yes'], (v) => code('answer', v));
  const zone = safe?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const quarters = Array.from({ length: 96 }, (_, n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
  const time = (name: string, label: string, value: string) => ({
    name,
    label,
    kind: 'choice' as const,
    value,
    options: quarters.map((one) => ({ value: one, label: one })),
  });
  const kept = safe?.unsafeSince === undefined ? (safe?.ways ?? []) : [];
  return (
    <>
      <Reveal label={t('safe.add')}>
        {kept.length > 0 ? <p className="quiet">{t('safe.keep')}</p> : null}
        <ActForm
          act="safe-contact.set"
          {...formOf(part)}
          shape={({ channel, days, from, to, whose, ifSomeoneElse: someoneElse, voicemail, codeWord, mayNameMatter, sender, timeZone }) => ({
            ...{ subjectId: personId, sender, timeZone, language: safe?.language ?? language, mayNameMatter: mayNameMatter === 'yes' },
            ways: [...kept, { channel, days, from, to, whose, ifSomeoneElse: someoneElse, voicemail: voicemail === 'yes', codeWord: codeWord === 'yes' }],
          })}
          fields={[
            { name: 'channel', label: t('safe.channel'), kind: 'choice', options: listed(outChannels, (v) => code('channel', v)) },
            { name: 'days', label: t('safe.days'), kind: 'many', options: listed(weekdays, (v) => code('weekday', v)) },
            time('from', t('safe.from'), '10:00'),
            time('to', t('safe.to'), '18:00'),
            { name: 'timeZone', label: t('safe.zone'), kind: 'text', value: zone, required: true },
            { name: 'whose', label: t('safe.whose'), kind: 'choice', options: listed(whoseAddress, (v) => code('whose', v)) },
            { name: 'number', label: t('safe.number'), kind: 'text', sealed: true },
            { name: 'ifSomeoneElse', label: t('safe.else'), kind: 'choice', options: listed(ifSomeoneElse, (v) => code('ifElse', v)) },
            { name: 'codeWord', label: t('safe.codeWord'), kind: 'buttons', options: yesNo, value: 'no' },
            { name: 'code-word', label: t('safe.word'), kind: 'text', sealed: true },
            { name: 'voicemail', label: t('safe.voicemail'), kind: 'buttons', options: yesNo, value: 'no' },
            { name: 'sender', label: t('safe.sender'), kind: 'choice', options: listed(neutralSenders, (v) => code('sender', v)) },
            { name: 'mayNameMatter', label: t('safe.matter'), kind: 'buttons', options: yesNo, value: 'no' },
          ]}
        />
      </Reveal>
      {safe !== undefined && safe.ways.length === 0 ? null : (
        <Reveal label={t('safe.noneAdd')}>
          <ActForm
            act="safe-contact.set"
            {...formOf(part)}
            fields={[]}
            fixed={{ subjectId: personId, ways: [], timeZone: zone, language: safe?.language ?? language, sender: 'no-name', mayNameMatter: false }}
            button={t('safe.noneAdd')}
          />
        </Reveal>
      )}
    </>
  );
}
