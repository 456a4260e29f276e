import { alternativeAnswers, conclusions, elementAnswers, notComparableReasons, services, skippable } from '@sojourn/casework';
import type { PersonId } from '@sojourn/kernel';
import { useDates, useDesk } from '../desk.tsx';
import { newId } from '../device.ts';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

const listed = (values: readonly string[], label: (value: string) => string) => values.map((value) => ({ value, label: label(value) }));

function useForm({ record, reload }: CasePart) {
  const { caseId, personId, sequence } = record.case;
  return { caseId, personId, basis: sequence, onSaved: reload };
}

export function Identifications(part: CasePart) {
  const { t } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const form = useForm(part);
  const label = (list: string) => (value: string) => texts.codes[list]?.[value] ?? value;
  const element = listed(elementAnswers, label('elements'));
  const { identifications } = part.record.case;
  return (
    <Section id="identification" title={t('ident.title')} lead={t('fund.lead')}>
      {identifications.length === 0 ? <p className="quiet">{t('ident.empty')}</p> : null}
      <ul className="log">
        {identifications.map((one) => (
          <li key={one.entryId}>
            <strong>{label('conclusions')(one.conclusion)}</strong> <span className="quiet">{[day(one.on), part.record.people[one.authorId]].join(' · ')}</span>
          </li>
        ))}
      </ul>
      {part.record.may.includes('identification.conclude') ? (
        <Reveal label={t('ident.add')}>
          <ActForm
            act="identification.conclude"
            {...form}
            fields={[
              ...(['act', 'means', 'purpose'] as const).map((name) => ({
                name,
                label: texts.facts[`trafficking.${name}`]?.question ?? name,
                kind: 'buttons' as const,
                options: element,
                value: 'unclear',
              })),
              { name: 'conclusion', label: t('ident.conclusion'), kind: 'choice', options: listed(conclusions, label('conclusions')) },
              { name: 'reason', label: t('ident.reason'), kind: 'long', sealed: true, required: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}

export function Alternatives(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const form = useForm(part);
  const { alternatives } = part.record.case;
  return (
    <Section id="alternatives" title={t('alt.title')}>
      {alternatives.length === 0 ? <p className="quiet">{t('alt.empty')}</p> : null}
      <ul className="log">
        {alternatives.map((one) => (
          <li key={one.entryId}>
            {code('scope', one.scope)}: <strong>{code('altAnswer', one.answer)}</strong> {one.reasons.map((reason) => code('notComparable', reason)).join(', ')}{' '}
            <span className="quiet">{day(one.on)}</span>
          </li>
        ))}
      </ul>
      {part.record.may.includes('alternative.try') ? (
        <Reveal label={t('alt.add')}>
          <ActForm
            act="alternative.try"
            {...form}
            shape={({ isPerson, ...rest }) => (isPerson === 'yes' ? { ...rest, providerId: newId<PersonId>() } : rest)}
            fields={[
              { name: 'provider', label: t('alt.provider'), kind: 'text', sealed: true, required: true },
              { name: 'isPerson', label: t('alt.isPerson'), kind: 'buttons', options: listed(['no', 'yes'], (v) => code('answer', v)), value: 'no' },
              { name: 'scope', label: t('alt.scope'), kind: 'choice', options: listed(['national', 'local', 'regional'], (v) => code('scope', v)) },
              {
                name: 'answer',
                label: t('alt.answer'),
                kind: 'choice',
                options: listed(alternativeAnswers, (v) => code('altAnswer', v)),
                value: 'cannot-help',
              },
              { name: 'reasons', label: t('alt.reasons'), kind: 'many', options: listed(notComparableReasons, (v) => code('notComparable', v)) },
              { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}

export function Services(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const form = useForm(part);
  const { deliveries } = part.record.case;
  return (
    <Section id="services" title={t('service.title')}>
      {deliveries.length === 0 ? <p className="quiet">{t('service.empty')}</p> : null}
      <ul className="log">
        {deliveries.map((one) => (
          <li key={one.entryId}>
            <strong>{code('services', one.service)}</strong> × {one.quantity} <span className="quiet">{day(one.on)}</span>
          </li>
        ))}
      </ul>
      {part.record.may.includes('service.record') ? (
        <Reveal label={t('service.add')}>
          <ActForm
            act="service.record"
            {...form}
            fields={[
              { name: 'service', label: t('plan.service'), kind: 'choice', options: listed(services, (v) => code('services', v)) },
              { name: 'quantity', label: t('plan.quantity'), kind: 'number', value: '1', required: true },
              { name: 'received', label: t('service.received'), kind: 'buttons', options: listed(skippable, (v) => code('answer', v)), value: 'not-asked' },
              { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}
