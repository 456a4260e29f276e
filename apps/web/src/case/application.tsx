import { decidersReasons, decisions, referrals } from '@sojourn/casework';
import type { Eligibility } from '../case-view.ts';
import { useDates, useDesk, useFactValue } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section, VerdictMark } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { Appeals } from './appeals.tsx';
import type { CasePart } from './part.ts';

export function Application({ record, reload, eligibility }: CasePart & { readonly eligibility: Eligibility | undefined }) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { session } = useDesk();
  const { case: kase, may } = record;
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  const application = kase.applications.at(-1);
  const listed = (list: string, values: readonly string[]) => values.map((value) => ({ value, label: code(list, value) }));
  const mayApply = may.includes('application.submit') && ['contact', 'more-information', 'refused'].includes(kase.stage);
  const mayDecide = may.includes('application.decide') && kase.stage === 'submitted' && application !== undefined;
  return (
    <Section id="fund" title={t('fund.title')} lead={t('fund.lead')}>
      {eligibility === undefined ? null : <Tests eligibility={eligibility} />}
      <h3>{t('app.title')}</h3>
      <ul className="log">
        {kase.applications.map((one) => (
          <li key={one.entryId}>
            {t('app.submitted', { on: day(one.on), urgency: code('urgency', one.urgency) })} <span className="quiet">{record.people[one.authorId]}</span>
          </li>
        ))}
        {kase.decisions.map((one) => (
          <li key={one.entryId}>
            <strong>{t('app.decided', { decision: code('decision', one.decision), on: day(one.on) })}</strong>{' '}
            <span className="quiet">
              {[
                ...one.reasons.map((r) => code('decisionReason', r)),
                ...(one.referral === undefined ? [] : [t('app.elsewhere', { where: code('referral', one.referral) })]),
                record.people[one.authorId],
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {kase.applications.length === 0 ? <p className="quiet">{t('app.none')}</p> : null}
      <Appeals record={record} reload={reload} />
      {mayApply ? (
        <Reveal label={t('app.add')}>
          <ActForm
            act="application.submit"
            {...form}
            fixed={{ programme: 'gaf-2013' }}
            fields={[
              { name: 'urgency', label: t('app.urgency'), kind: 'buttons', options: listed('urgency', ['standard', 'emergency']), value: 'standard' },
              { name: 'summary', label: t('app.summary'), kind: 'long', sealed: true, required: true },
            ]}
          />
        </Reveal>
      ) : null}
      {mayDecide && application.authorId === session.user.userId ? <p className="note">{t('refusal.another-person-must-decide')}</p> : null}
      {mayDecide && application.authorId !== session.user.userId ? (
        <Reveal label={t('app.decide')}>
          <ActForm
            act="application.decide"
            {...form}
            fixed={{ applicationId: application.entryId }}
            fields={[
              { name: 'decision', label: t('app.decision'), kind: 'choice', options: listed('decision', decisions) },
              { name: 'reasons', label: t('app.reasons'), kind: 'many', options: listed('decisionReason', decidersReasons) },
              { name: 'referral', label: t('app.referral'), kind: 'choice', options: [{ value: '', label: '–' }, ...listed('referral', referrals)] },
              { name: 'reason', label: t('app.reason'), kind: 'long', sealed: true, required: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}

function Tests({ eligibility }: { readonly eligibility: Eligibility }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const show = useFactValue();
  return (
    <>
      <p>
        <VerdictMark is={eligibility.overall.is} label={t(`fund.${eligibility.overall.is}`)} />
      </p>
      <ul className="tests">
        {eligibility.tests.map((test) => {
          const words = texts.tests[test.id];
          return (
            <li key={test.id}>
              <VerdictMark is={test.is} label={words?.title ?? test.id} />
              <p>{test.is === 'not-applicable' ? t('verdict.not-applicable') : words?.[test.is]}</p>
              <p className="quiet">
                {test.because
                  .filter((reason) => reason.fact !== undefined && reason.value !== undefined && texts.facts[reason.fact] !== undefined)
                  .map((reason) => `${texts.facts[reason.fact ?? '']?.name}: ${show(reason.fact ?? '', reason.value)}`)
                  .join(' · ')}{' '}
                {test.because[0]?.citation === undefined ? '' : <cite>{test.because[0].citation}</cite>}
              </p>
            </li>
          );
        })}
      </ul>
      {eligibility.next === undefined ? null : (
        <p className="note">
          {t('fund.next')}: {texts.facts[eligibility.next.fact]?.question || texts.facts[eligibility.next.fact]?.name}
        </p>
      )}
    </>
  );
}
