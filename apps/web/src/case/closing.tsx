import { closingOutcomes, holdGrounds } from '@sojourn/casework';
import { useDates } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

/** How the case ended, what keeps it from being erased, and what was. */
export function Closing({ record, reload }: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { case: kase, may, certificates } = record;
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  const why = { name: 'reason', label: t('closing.why'), kind: 'long', sealed: true } as const;
  const standing = kase.holds.filter((hold) => hold.liftedOn === undefined);
  return (
    <Section id="closing" title={t('closing.title')} lead={t('closing.lead')}>
      <p>
        {kase.closure === undefined ? t('closing.open') : t('closing.closed', { on: day(kase.closure.on), outcome: code('outcome', kase.closure.outcome) })}
      </p>
      {standing.map((hold) => (
        <div key={hold.entryId}>
          <p className="notice">{t('hold.stands', { on: day(hold.on), ground: code('ground', hold.ground) })}</p>
          {may.includes('hold.lift') ? (
            <Reveal label={t('hold.lift')}>
              <ActForm act="hold.lift" {...form} fixed={{ holdId: hold.entryId }} fields={[why]} />
            </Reveal>
          ) : null}
        </div>
      ))}
      {certificates.length === 0 ? null : (
        <>
          <h3>{t('certificate.title')}</h3>
          <ul className="log">
            {certificates.map((one) => (
              <li key={one.certificateId}>
                {t('certificate.line', {
                  id: one.certificateId.slice(0, 8),
                  reach: code('reach', one.reach),
                  reason: code('erased', one.reason),
                  here: day(one.erasedOn),
                  backups: day(one.goneFromBackupsOn),
                })}{' '}
                {one.aboutOne ? t('certificate.aboutOne') : ''}
              </li>
            ))}
          </ul>
        </>
      )}
      {may.includes('case.close') && kase.closure === undefined ? (
        <Reveal label={t('closing.close')}>
          <ActForm
            act="case.close"
            {...form}
            fields={[
              {
                name: 'outcome',
                label: t('closing.outcome'),
                kind: 'choice',
                options: closingOutcomes.map((value) => ({ value, label: code('outcome', value) })),
              },
              why,
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('case.reopen') && kase.closure !== undefined ? (
        <Reveal label={t('closing.reopen')}>
          <ActForm act="case.reopen" {...form} fields={[why]} />
        </Reveal>
      ) : null}
      {may.includes('hold.place') ? (
        <Reveal label={t('hold.place')}>
          <ActForm
            act="hold.place"
            {...form}
            fields={[
              { name: 'ground', label: t('hold.ground'), kind: 'choice', options: holdGrounds.map((value) => ({ value, label: code('ground', value) })) },
              why,
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}
