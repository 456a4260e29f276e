import { consentPurposes } from '@sojourn/consent';
import { today, useDates } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal, Section } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { ConsentForm } from './consent-form.tsx';
import { ConsentGrid, stateOf } from './consent-grid.tsx';
import { Guardians } from './guardians.tsx';
import { formOf, recordCode, useDirectory } from './options.ts';
import { Withholdings } from './withholdings.tsx';
import { WithoutConsent } from './without-consent.tsx';

export function Consents(part: CasePart) {
  const { t, language } = useWords();
  const code = useCode();
  const day = useDates();
  const directory = useDirectory();
  const { consents } = part.record.case;
  const { may } = part.record;
  const whom = (one: (typeof consents)[number]) => directory.find((row) => row.recipientId === one.recipientId)?.name ?? code('recipientKind', one.recipient);
  return (
    <Section id="consent" title={t('consent.title')} lead={t('consent.free')}>
      {consents.length === 0 ? <p className="quiet">{t('consent.empty')}</p> : <ConsentGrid record={part.record} purposes={consentPurposes} />}
      <ul className="log">
        {consents.map((one) => (
          <li key={one.entryId}>
            {code('purpose', one.purpose)} · <bdi>{whom(one)}</bdi>: <strong>{code('consentState', stateOf(one, today()))}</strong>{' '}
            <span className="quiet">
              {one.withdrawnOn === undefined ? day(one.givenOn) : t('consent.withdrawn', { on: day(one.withdrawnOn) })}
              {one.dataClasses.length === 0 ? '' : ` · ${one.dataClasses.map((v) => code('dataClass', v)).join(', ')}`}
              {one.flaws.length === 0 ? '' : ` · ${one.flaws.map((v) => code('invalid', v)).join(', ')}`}
            </span>
            {recordCode(part, one.record) === undefined ? null : <span className="mark">{t('record.in', { code: recordCode(part, one.record) ?? '' })}</span>}
            {one.setAside === true ? <span className="mark attention">{t('record.setAside')}</span> : null}
            {one.answer === 'given' && one.withdrawnOn === undefined && may.includes('consent.withdraw') ? (
              <ActForm act="consent.withdraw" {...formOf(part)} fields={[]} fixed={{ consentId: one.entryId }} button={t('consent.withdraw')} />
            ) : null}
          </li>
        ))}
      </ul>
      {may.includes('consent.record') ? (
        <Reveal label={t('consent.add')}>
          <ConsentForm {...part} />
        </Reveal>
      ) : null}
      <p>
        <a href={`/api/consent-form/${language}/blank.pdf`} target="_blank" rel="noreferrer">
          {t('cs.blank')}
        </a>
      </p>
      <Withholdings {...part} />
      <Guardians {...part} />
      <WithoutConsent {...part} />
    </Section>
  );
}
