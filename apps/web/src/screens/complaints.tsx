import { type ComplaintStage, complaintOutcomes, complaintStages, mayFollow } from '@sojourn/governance';
import type { governanceQueries } from '@sojourn/governance/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { AskForm } from '../ui/ask-form.tsx';
import { useColleagues, useMoments } from '../ui/colleagues.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

/** For complaint reviewers alone. What is about them or their office is not among these. */
export function ComplaintsScreen() {
  const { t } = useWords();
  const code = useCode();
  const moment = useMoments();
  const [open, setOpen] = useState<string>();
  const [now] = useState(() => Date.now());
  const answer = useQuery({ queryKey: ['complaints'], queryFn: () => client.query('complaints.list', {}), gcTime: 0 });
  const list = answer.data?.ok === true ? answer.data.value.complaints : [];
  const [some, many] = [list.filter((one) => !one.withMany), list.filter((one) => one.withMany)];
  const lineOf = (one: (typeof list)[number], place: number) => (
    <Section key={one.complaintId} id={one.complaintId} title={`${place + 1}. ${code('complaintAbout', one.category)}`}>
      <p>
        <span className="mark">{code('complaintStage', one.stage)}</span>{' '}
        {one.wroteAgain ? <span className="mark attention">{t('complaints.wroteAgain')}</span> : null} {t('complaint.received', { at: moment(one.receivedAt) })}{' '}
        {one.dueAt === undefined ? null : (
          <span className={one.dueAt < now ? 'mark danger' : 'mark'}>
            {t(one.dueAt < now ? 'complaint.overdue' : 'complaint.due', { at: moment(one.dueAt) })}
          </span>
        )}
      </p>
      {open === one.complaintId ? (
        <Whole complaintId={one.complaintId} stage={one.stage} />
      ) : (
        <button type="button" onClick={() => setOpen(one.complaintId)}>
          {t('complaints.read')}
        </button>
      )}
    </Section>
  );
  return (
    <>
      <h1>{t('complaints.title')}</h1>
      <p className="lead">{t('complaints.lead')}</p>
      {answer.isSuccess && list.length === 0 ? <p className="card">{t('complaints.none')}</p> : null}
      {some.map(lineOf)}
      {many.length === 0 ? null : (
        <details className="reveal card">
          <summary>{t('complaints.withMany', { count: many.length })}</summary>
          <p className="lead">{t('complaints.withManyLead')}</p>
          {many.map((one, place) => lineOf(one, some.length + place))}
        </details>
      )}
      {answer.data?.ok === true ? <Door open={answer.data.value.doorOpen} leaveTo={answer.data.value.leaveTo} /> : null}
    </>
  );
}

/** Shut until someone whose work it is opens it. */
function Door({ open, leaveTo = '' }: { readonly open: boolean; readonly leaveTo?: string | undefined }) {
  const { t } = useWords();
  const cache = useQueryClient();
  const address = `${location.origin}/tell`;
  const again = () => void cache.invalidateQueries({ queryKey: ['complaints'] });
  return (
    <Section id="door" title={t('complaints.doorTitle')}>
      <p>{t(open ? 'complaints.doorOpen' : 'complaints.doorShut')}</p>
      {open ? (
        <>
          <p>
            {t('complaints.doorAddress')}:{' '}
            <a href="/tell" target="_blank" rel="noreferrer">
              <bdi dir="ltr">{address}</bdi>
            </a>
          </p>
          <QrCode text={address} label={t('complaints.doorAddress')} />
        </>
      ) : null}
      <AskForm
        fields={[]}
        button={t(open ? 'complaints.shutDoor' : 'complaints.openDoor')}
        send={() => client.query('complaint.door', { open: !open, ...(leaveTo === '' ? {} : { leaveTo }) })}
        onDone={again}
      />
      <Reveal label={t('complaints.leaveTo')}>
        <AskForm
          key={leaveTo}
          fields={[{ name: 'leaveTo', label: t('complaints.leaveAddress'), kind: 'text', value: leaveTo, hint: t('complaints.leaveHint') }]}
          button={t('save')}
          send={(value) => client.query('complaint.door', { open, ...(value('leaveTo') === '' ? {} : { leaveTo: value('leaveTo') }) })}
          onDone={again}
        />
      </Reveal>
    </Section>
  );
}

function Whole({ complaintId, stage }: { readonly complaintId: string; readonly stage: ComplaintStage }) {
  const { t } = useWords();
  const code = useCode();
  const cache = useQueryClient();
  const colleagues = useColleagues();
  const answer = useQuery({
    queryKey: ['complaint', complaintId],
    queryFn: () => client.query('complaint.read', { complaintId }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (answer.data === undefined) return <p role="status">{t('loading')}</p>;
  if (!answer.data.ok) return <p>{t('refusal.no-such-complaint')}</p>;
  const next = complaintStages.filter((one) => mayFollow(stage, one));
  return (
    <>
      <Told one={answer.data.value} />
      <Reveal label={t('complaints.move')}>
        <AskForm
          fields={[
            { name: 'stage', label: t('complaints.stage'), kind: 'choice', options: next.map((value) => ({ value, label: code('complaintStage', value) })) },
            {
              name: 'outcome',
              label: t('complaints.outcome'),
              kind: 'choice',
              options: [{ value: '', label: '–' }, ...complaintOutcomes.map((value) => ({ value, label: code('complaintOutcome', value) }))],
            },
            { name: 'reply', label: t('complaints.reply'), kind: 'long' },
            { name: 'note', label: t('complaints.note'), kind: 'long' },
            { name: 'named', label: t('complaint.named'), kind: 'many', options: colleagues },
          ]}
          button={t('save')}
          send={(value, all) =>
            client.query('complaint.move', {
              complaintId,
              stage: value('stage') as ComplaintStage,
              reply: value('reply'),
              note: value('note'),
              named: [...all('named')],
              ...(value('outcome') === '' ? {} : { outcome: value('outcome') as (typeof complaintOutcomes)[number] }),
            })
          }
          onDone={() =>
            void cache.invalidateQueries({ queryKey: ['complaints'] }).then(() => cache.invalidateQueries({ queryKey: ['complaint', complaintId] }))
          }
        />
      </Reveal>
    </>
  );
}

function Told({ one }: { readonly one: QueryOutput<typeof governanceQueries, 'complaint.read'> }) {
  const { t, language } = useWords();
  const code = useCode();
  const moment = useMoments();
  return (
    <>
      {one.named.length === 0 ? null : <p>{t('complaints.about', { names: new Intl.ListFormat(language).format(one.named) })}</p>}
      <p>{one.from === undefined ? t('complaints.anonymous') : t('complaints.from', { name: one.from })}</p>
      {one.atTheDoor === undefined ? null : <AtTheDoor said={one.atTheDoor} />}
      {one.caseCode === undefined ? null : <p>{t('complaints.case', { code: one.caseCode })}</p>}
      <blockquote>
        <bdi>{one.words}</bdi>
      </blockquote>
      {one.added.map((more) => (
        <blockquote key={more.at}>
          <span className="quiet">
            {t('complaints.added')} · {moment(more.at)}
          </span>
          <br />
          <bdi>{more.words}</bdi>
        </blockquote>
      ))}
      <ul className="log">
        {one.steps.map((step) => (
          <li key={step.at}>
            <strong>{code('complaintStage', step.stage)}</strong> {step.outcome === undefined ? '' : code('complaintOutcome', step.outcome)}{' '}
            <span className="quiet">
              <bdi>{step.by}</bdi> · {moment(step.at)}
            </span>
            {[step.reply, step.note].map((text) =>
              text === undefined ? null : (
                <p key={text}>
                  <bdi>{text}</bdi>
                </p>
              ),
            )}
          </li>
        ))}
      </ul>
      <h3>{t('complaints.readBy')}</h3>
      <ul className="log">
        {one.readBy.map((line) => (
          <li key={`${line.person} ${line.at} ${line.what}`}>
            <bdi>{line.person}</bdi> <span className="quiet">{moment(line.at)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

type Said = NonNullable<QueryOutput<typeof governanceQueries, 'complaint.read'>['atTheDoor']>;

function AtTheDoor({ said }: { readonly said: Said }) {
  const { t, language } = useWords();
  const spoken = new Intl.DisplayNames([language], { type: 'language' }).of(said.language) ?? said.language;
  const lines = [
    ['whom', said.whom],
    ['where', said.office ?? ''],
    ['reach', said.reach],
  ] as const;
  return (
    <>
      <p>{t('complaints.fromDoor', { language: spoken })}</p>
      {lines.map(([key, text]) =>
        text === '' ? null : (
          <p key={key}>
            {t(`complaints.${key}`)}: <bdi>{text}</bdi>
          </p>
        ),
      )}
    </>
  );
}
