import { appealedBy, appealGrounds, appealOutcomes, hadAPartIn, referrals } from '@sojourn/casework';
import { today, useDates, useDesk } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { formOf, listed } from './consent/options.ts';
import type { CasePart } from './part.ts';

/** Each refusal of the fund can be appealed against, whatever has happened since; somebody new decides. */
export function Appeals(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { session } = useDesk();
  const { case: kase, may, people } = part.record;
  const refusals = kase.decisions.filter((one) => one.decision === 'refused');
  if (refusals.length === 0) return null;
  const isNew = !hadAPartIn<string>(kase).includes(session.user.userId);
  return (
    <div id="appeals">
      <p className="note">{t('appeal.lead')}</p>
      <ul className="log">
        {kase.appeals.map((one) => (
          <li key={one.entryId}>
            <strong>{t('appeal.lodged', { on: day(one.on) })}</strong>{' '}
            <span className="quiet">
              {[code('appealBy', one.by), ...one.grounds.map((ground) => code('appealGround', ground)), people[one.authorId]].join(' · ')}
            </span>
            {one.decided === undefined ? (
              <p className={today() > one.decideBy ? 'mark danger' : 'mark attention'}>
                {t(today() > one.decideBy ? 'appeal.overdue' : 'appeal.owed', { by: day(one.decideBy) })}
              </p>
            ) : (
              <p>
                {t('appeal.decided', { on: day(one.decided.on), outcome: code('appealOutcome', one.decided.outcome) })}{' '}
                <span className="quiet">
                  {one.decided.referral === undefined ? '' : `${t('app.elsewhere', { where: code('referral', one.decided.referral) })} · `}
                  {people[one.decided.authorId]}
                </span>
              </p>
            )}
            {one.decided === undefined && may.includes('appeal.decide') && !isNew ? <p className="note">{t('refusal.somebody-new-must-decide')}</p> : null}
            {one.decided === undefined && may.includes('appeal.decide') && isNew ? (
              <Reveal label={t('appeal.decide')}>
                <ActForm
                  act="appeal.decide"
                  {...formOf(part)}
                  fixed={{ appealId: one.entryId }}
                  fields={[
                    { name: 'outcome', label: t('appeal.outcome'), kind: 'choice', options: listed(appealOutcomes, (value) => code('appealOutcome', value)) },
                    {
                      name: 'referral',
                      label: t('app.referral'),
                      kind: 'choice',
                      options: [{ value: '', label: '–' }, ...listed(referrals, (value) => code('referral', value))],
                    },
                    { name: 'reason', label: t('appeal.reason'), kind: 'long', sealed: true, required: true },
                  ]}
                />
              </Reveal>
            ) : null}
          </li>
        ))}
      </ul>
      {may.includes('appeal.lodge')
        ? refusals.slice(-1).map((refusal) => (
            <Reveal key={refusal.entryId} label={t('appeal.lodge')}>
              <ActForm
                act="appeal.lodge"
                {...formOf(part)}
                fixed={{ decisionId: refusal.entryId }}
                fields={[
                  { name: 'by', label: t('appeal.by'), kind: 'buttons', options: listed(appealedBy, (value) => code('appealBy', value)), value: 'person' },
                  { name: 'grounds', label: t('appeal.grounds'), kind: 'many', options: listed(appealGrounds, (value) => code('appealGround', value)) },
                  { name: 'words', label: t('appeal.words'), kind: 'long', sealed: true },
                ]}
              />
            </Reveal>
          ))
        : null}
    </div>
  );
}
