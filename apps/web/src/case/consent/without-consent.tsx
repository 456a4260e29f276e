import { dangers, dataClasses, vitalClasses } from '@sojourn/consent';
import { useDates, useDesk, useMoments } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { formOf, listed, useDirectory } from './options.ts';

/** Danger to life, a child's best interests, a court: each with a named person, a limit and another person's eyes. */
export function WithoutConsent(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const moment = useMoments();
  const { session } = useDesk();
  const directory = useDirectory();
  const { vitalInterests, bestInterests, courtOrders, isChild, personId } = part.record.case;
  const { may } = part.record;
  const form = formOf(part);
  const me = session.user.userId;
  const by = (userId: string) => part.record.people[userId] ?? '';
  const name = (recipientId: string) => directory.find((one) => one.recipientId === recipientId)?.name ?? '';
  const open = directory.filter((one) => one.reach === 'by-consent' || one.kind === 'police');
  const courts = directory.filter((one) => one.kind === 'court');
  const recipients = (rows: typeof directory) => ({
    name: 'recipientId',
    label: t('cs.recipient'),
    kind: 'choice' as const,
    options: rows.map((one) => ({ value: one.recipientId, label: one.name })),
  });
  const classes = (of: readonly string[]) => ({
    name: 'dataClasses',
    label: t('cs.classes'),
    kind: 'many' as const,
    options: listed(of, (v) => code('dataClass', v)),
  });
  const why = { name: 'reason', label: t('cs.why'), kind: 'long' as const, sealed: true, required: true };
  const until = { name: 'until', label: t('cs.until'), kind: 'date' as const, exact: true, required: true };
  const confirm = (act: string, fixed: Readonly<Record<string, string>>) => <ActForm act={act} {...form} fixed={fixed} fields={[]} button={t('cs.confirm')} />;
  return (
    <Reveal label={t('cs.other')}>
      <ul className="log">
        {vitalInterests.map((one) => (
          <li key={one.entryId}>
            <strong>{code('dangerKind', one.danger)}</strong> → <bdi>{name(one.recipientId)}</bdi>{' '}
            <span className="quiet">
              {by(one.invokedBy)} ·{' '}
              {one.review === undefined
                ? t(Date.now() > one.reviewBy ? 'cs.vital.overdue' : 'cs.vital.due', { at: moment(one.reviewBy) })
                : `${t(one.review.upheld ? 'cs.upheld' : 'cs.notUpheld')} · ${by(one.review.by)}`}
            </span>
            {one.review === undefined && one.invokedBy !== me && may.includes('vital-interest.review') ? (
              <div className="actions">
                <ActForm
                  act="vital-interest.review"
                  {...form}
                  fixed={{ vitalInterestId: one.entryId, upheld: true }}
                  fields={[]}
                  button={t('cs.vital.uphold')}
                />
                <ActForm act="vital-interest.review" {...form} fixed={{ vitalInterestId: one.entryId, upheld: false }} fields={[]} button={t('cs.vital.end')} />
              </div>
            ) : null}
          </li>
        ))}
        {bestInterests.map((one) => (
          <li key={one.entryId}>
            <strong>{code('basis', 'best-interests')}</strong>: {code('purpose', one.purpose)} → <bdi>{name(one.recipientId)}</bdi>{' '}
            <span className="quiet">
              {t('cs.until')} {day(one.until)} {one.confirmedBy === undefined ? '' : t('cs.confirmed', { by: by(one.confirmedBy) })}
            </span>
            {one.confirmedBy === undefined && one.proposedBy !== me && may.includes('best-interests.confirm')
              ? confirm('best-interests.confirm', { bestInterestsId: one.entryId })
              : null}
          </li>
        ))}
        {courtOrders.map((one) => (
          <li key={one.entryId}>
            <strong>{code('basis', 'court-order')}</strong> → <bdi>{name(one.recipientId)}</bdi>{' '}
            <span className="quiet">
              {one.legalReview === undefined ? '' : code('cs.finding', one.legalReview.finding)}{' '}
              {one.confirmedBy === undefined ? '' : t('cs.confirmed', { by: by(one.confirmedBy) })}
            </span>
            {one.legalReview === undefined && one.recordedBy !== me && may.includes('court-order.review') ? (
              <Reveal label={t('cs.court.review')}>
                <ActForm
                  act="court-order.review"
                  {...form}
                  fixed={{ courtOrderId: one.entryId }}
                  fields={[
                    {
                      name: 'finding',
                      label: t('cs.court.review'),
                      kind: 'buttons',
                      options: listed(['binding-and-precise', 'challenge-it'], (v) => code('cs.finding', v)),
                    },
                    { name: 'reviewer', label: t('cs.court.reviewer'), kind: 'text', sealed: true, required: true },
                    why,
                  ]}
                />
              </Reveal>
            ) : null}
            {one.legalReview?.finding === 'binding-and-precise' && one.confirmedBy === undefined && one.recordedBy !== me && may.includes('court-order.confirm')
              ? confirm('court-order.confirm', { courtOrderId: one.entryId })
              : null}
          </li>
        ))}
      </ul>
      {may.includes('vital-interest.invoke') && open.length > 0 ? (
        <Reveal label={t('cs.vital')}>
          <p className="notice">{t('cs.vital.lead')}</p>
          <ActForm
            act="vital-interest.invoke"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              { name: 'danger', label: t('cs.vital'), kind: 'choice', options: listed(dangers, (v) => code('dangerKind', v)) },
              recipients(open),
              classes(vitalClasses),
              why,
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('best-interests.propose') && isChild !== 'no' && open.length > 0 ? (
        <Reveal label={t('cs.best')}>
          <ActForm
            act="best-interests.propose"
            {...form}
            fixed={{ subjectId: personId, purpose: 'sharing' }}
            fields={[
              recipients(open),
              classes(dataClasses),
              {
                name: 'childHeard',
                label: t('cs.best.heard'),
                kind: 'buttons',
                options: listed(['heard', 'declined', 'not-able'], (v) => code('cs.heard', v)),
              },
              until,
              why,
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('court-order.record') && courts.length > 0 ? (
        <Reveal label={t('cs.court')}>
          <ActForm
            act="court-order.record"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              recipients(courts),
              classes(dataClasses),
              until,
              { name: 'reference', label: t('cs.court.reference'), kind: 'text', sealed: true, required: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Reveal>
  );
}
