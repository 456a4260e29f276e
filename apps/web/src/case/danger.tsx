import { dangerReasons } from '@sojourn/casework';
import { useDates, useMoments } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { formOf, listed } from './consent/options.ts';
import type { CasePart } from './part.ts';

const ways = [
  { way: 'hospital', label: 'danger.hospital' },
  { way: 'safe-place', label: 'danger.safePlace' },
] as const;
const asked = ['inDanger', 'needsDoctor', 'placeSafe', 'placeKnown'] as const;

/** Three touches: which way, why, go. Above everything that asks for something, and never behind it. */
export function Danger(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const moment = useMoments();
  const { dangers } = part.record.case;
  const { may } = part.record;
  if (dangers.length === 0 && !may.includes('danger.leave')) return null;
  return (
    <Section id="danger" title={t('danger.title')} lead={t('danger.lead')}>
      {dangers.map((one) => {
        const open = one.assessments.length === 0;
        const late = Date.now() > one.assessBy;
        return (
          <div key={one.entryId} className="departure">
            <p className={open ? 'urgent-banner' : undefined} role={open ? 'alert' : undefined}>
              <strong>{code('way', one.way)}</strong> · {code('dangerReason', one.reason)} · {day(one.on)}
              {open ? ` · ${t(late ? 'danger.overdue' : 'danger.owed', { at: moment(one.assessBy) })}` : ''}
            </p>
            <ul className="log">
              {one.assessments.map((assessment) => (
                <li key={assessment.entryId}>
                  {t('danger.assessed', { on: day(assessment.on) })}:{' '}
                  {asked.map((name) => `${t(`danger.${name}`)} ${code('answer', assessment[name])}`).join(' · ')}
                </li>
              ))}
            </ul>
            {may.includes('danger.assess') ? (
              <Reveal label={t(open ? 'danger.assess' : 'danger.again')}>
                <ActForm
                  act="danger.assess"
                  {...formOf(part)}
                  fixed={{ leftId: one.entryId }}
                  fields={[
                    ...asked.map((name) => ({
                      name,
                      label: t(`danger.${name}`),
                      kind: 'buttons' as const,
                      options: listed(['not-asked', 'yes', 'no', 'declined', 'not-known'], (value) => code('answer', value)),
                      value: 'not-asked',
                    })),
                    { name: 'assessment', label: t('danger.assessment'), kind: 'long', sealed: true },
                  ]}
                />
              </Reveal>
            ) : null}
          </div>
        );
      })}
      {may.includes('danger.leave')
        ? ways.map(({ way, label }) => (
            <Reveal key={way} label={t(label)}>
              <ActForm
                act="danger.leave"
                {...formOf(part)}
                fixed={{ way }}
                fields={[
                  {
                    name: 'reason',
                    label: t('danger.reason'),
                    kind: 'buttons',
                    options: listed(dangerReasons, (value) => code('dangerReason', value)),
                    required: true,
                  },
                  { name: 'where', label: t('danger.where'), kind: 'text', sealed: true },
                  { name: 'note', label: t('danger.note'), kind: 'long', sealed: true },
                ]}
                button={t('danger.go')}
              />
            </Reveal>
          ))
        : null}
    </Section>
  );
}
