import { barReasons, dataClasses } from '@sojourn/consent';
import { everyKind } from '@sojourn/directory';
import { useDates } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { formOf, listed, useDirectory } from './options.ts';

/** What the person said must not be shared, and whom this case is closed to for good. */
export function Withholdings(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const directory = useDirectory();
  const { withholdings, bars, personId } = part.record.case;
  const { may } = part.record;
  const form = formOf(part);
  const name = (recipientId: string | undefined, kind: string | undefined) =>
    directory.find((one) => one.recipientId === recipientId)?.name ?? (kind === undefined ? t('cs.withhold.anyone') : code('recipientKind', kind));
  return (
    <>
      {withholdings.length + bars.length === 0 ? null : <h3>{t('cs.withheld')}</h3>}
      <ul className="log">
        {withholdings.map((one) => (
          <li key={one.entryId}>
            {one.dataClass === undefined ? t('cs.withhold.all') : code('dataClass', one.dataClass)} → <bdi>{name(one.recipientId, one.recipient)}</bdi>{' '}
            {one.liftedOn === undefined ? (
              may.includes('withholding.lift') ? (
                <ActForm act="withholding.lift" {...form} fields={[]} fixed={{ withholdingId: one.entryId }} button={t('cs.withhold.lift')} />
              ) : null
            ) : (
              <span className="quiet">
                {t('cs.withhold.lift')} {day(one.liftedOn)}
              </span>
            )}
          </li>
        ))}
        {bars.map((one) => (
          <li key={one.entryId}>
            <strong>
              <bdi>{name(one.recipientId, undefined)}</bdi>
            </strong>
            : {code('barReason', one.why)}
          </li>
        ))}
      </ul>
      {may.includes('withholding.record') ? (
        <Reveal label={t('cs.withhold')}>
          <ActForm
            act="withholding.record"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              {
                name: 'dataClass',
                label: t('cs.classes'),
                kind: 'choice',
                options: [{ value: '', label: t('cs.withhold.all') }, ...listed(dataClasses, (v) => code('dataClass', v))],
              },
              {
                name: 'recipient',
                label: t('cs.recipient'),
                kind: 'choice',
                options: [{ value: '', label: t('cs.withhold.anyone') }, ...listed(everyKind, (v) => code('recipientKind', v))],
              },
              { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('recipient.bar') && directory.length > 0 ? (
        <Reveal label={t('cs.bar')}>
          <ActForm
            act="recipient.bar"
            {...form}
            fields={[
              { name: 'recipientId', label: t('cs.recipient'), kind: 'choice', options: directory.map((one) => ({ value: one.recipientId, label: one.name })) },
              { name: 'why', label: t('cs.why'), kind: 'choice', options: listed(barReasons, (v) => code('barReason', v)) },
              { name: 'reason', label: t('new.note'), kind: 'long', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
    </>
  );
}
