import { consularActs, filingOutcomes, skippable } from '@sojourn/casework';
import { type FilingKind, filingKinds, goesTo } from '@sojourn/consent';
import { useId, useState } from 'react';
import { useDates, useRefusal } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { Reveal, Section } from '../../ui/section.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { formOf, listed, useDirectory } from './options.ts';
import { PackageChooser } from './package-chooser.tsx';

/** What the person asks an authority for; and, behind a question that is asked alone with them, their consulate. */
export function Filings(part: CasePart) {
  const { t, language } = useWords();
  const code = useCode();
  const day = useDates();
  const directory = useDirectory();
  const { filings, personId, caseId } = part.record.case;
  const { may } = part.record;
  const [filing, setFiling] = useState<FilingKind>('asylum');
  const id = useId();
  const name = (recipientId: string, kind: string) => directory.find((one) => one.recipientId === recipientId)?.name ?? code('recipientKind', kind);
  const authorities = directory.filter((one) => goesTo(filing).some((kind) => kind === one.kind));
  return (
    <Section id="filings" title={t('filings.title')} lead={t('filings.lead')}>
      {filings.length === 0 ? <p className="quiet">{t('filings.none')}</p> : null}
      <ul className="log">
        {filings.map((one) => (
          <li key={one.entryId}>
            <strong>{code('filing', one.filing)}</strong> → <bdi>{name(one.recipientId, one.recipient)}</bdi>{' '}
            <span className="quiet">
              {day(one.on)} · {one.dataClasses.map((v) => code('dataClass', v)).join(', ')}
              {one.outcome === undefined ? '' : ` · ${code('filingOutcome', one.outcome.outcome)} ${day(one.outcome.on)}`}
            </span>
            {may.includes('filing.make') ? (
              <a href={`/api/cases/${caseId}/filings/${one.entryId}/print.pdf?language=${language}`} target="_blank" rel="noreferrer">
                {t('filings.print')}
              </a>
            ) : null}
            {may.includes('filing.outcome') ? (
              <Reveal label={t('filings.outcome')}>
                <ActForm
                  act="filing.outcome"
                  {...formOf(part)}
                  fixed={{ filingId: one.entryId }}
                  fields={[{ name: 'outcome', label: t('filings.outcome'), kind: 'choice', options: listed(filingOutcomes, (v) => code('filingOutcome', v)) }]}
                />
              </Reveal>
            ) : null}
          </li>
        ))}
      </ul>
      {may.includes('filing.make') ? (
        <Reveal label={t('filings.add')}>
          <div className="field">
            <label htmlFor={id}>{t('filings.what')}</label>
            <select id={id} value={filing} onChange={(event) => setFiling(event.target.value as FilingKind)}>
              {filingKinds.map((one) => (
                <option key={one} value={one}>
                  {code('filing', one)}
                </option>
              ))}
            </select>
          </div>
          <p className="notice">{code('filingWarning', filing)}</p>
          <PackageChooser key={filing} part={part} recipients={authorities} as="filing" filing={filing} withGround={false}>
            {(chosen) => (
              <ActForm
                key={chosen.fingerprint}
                act="filing.make"
                {...formOf(part)}
                fixed={{ ...chosen, subjectId: personId, filing, warned: true }}
                button={t('filings.do')}
                fields={[{ name: 'note', label: t('new.note'), kind: 'long', sealed: true }]}
              />
            )}
          </PackageChooser>
        </Reveal>
      ) : null}
      <Consulate key={caseId} {...part} />
    </Section>
  );
}

function Consulate(part: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const sentence = useRefusal();
  const directory = useDirectory();
  const { fearAsked, consularAdvice, consularContacts, consularGate, personId } = part.record.case;
  const { may, people } = part.record;
  const form = formOf(part);
  const name = (recipientId: string) => directory.find((one) => one.recipientId === recipientId)?.name ?? code('recipientKind', 'consulate');
  return (
    <>
      <h3>{t('fear.title')}</h3>
      <ul className="log">
        {fearAsked.map((one) => (
          <li key={one.entryId}>
            <strong>{code('answer', one.answer)}</strong>{' '}
            <span className="quiet">
              {day(one.on)} · {t(one.inPrivate ? 'fear.private' : 'fear.notPrivate')}
            </span>
          </li>
        ))}
        {consularAdvice.map((one) => (
          <li key={one.entryId}>
            {t('fear.stillAsks')} <strong>{one.stillAsks === 'undecided' ? t('fear.undecided') : code('answer', one.stillAsks)}</strong>{' '}
            <span className="quiet">
              {day(one.on)} · {people[one.authorId] ?? ''}
            </span>
          </li>
        ))}
        {consularContacts.map((one) => (
          <li key={one.entryId}>
            <strong>{code('consularAct', one.act)}</strong> → <bdi>{name(one.recipientId)}</bdi> <span className="quiet">{day(one.on)}</span>
          </li>
        ))}
      </ul>
      <p className={consularGate === undefined ? '' : 'notice'}>
        {consularGate === undefined ? t('fear.open') : `${t('fear.shut')} ${sentence({ kind: consularGate })}`}
      </p>
      {may.includes('origin-fear.ask') ? (
        <Reveal label={t('fear.ask')}>
          <ActForm
            act="origin-fear.ask"
            {...form}
            fixed={{ subjectId: personId }}
            shape={(input) => ({ ...input, inPrivate: input['inPrivate'] === 'yes' })}
            fields={[
              { name: 'inPrivate', label: t('fear.private'), kind: 'buttons', options: listed(['yes', 'no'], (v) => code('answer', v)), value: 'no' },
              { name: 'answer', label: t('fear.title'), kind: 'buttons', options: listed(skippable, (v) => code('answer', v)), value: 'not-asked' },
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('consulate.advise') ? (
        <Reveal label={t('fear.advise')}>
          <p className="notice">{t('consulate.warning')}</p>
          <ActForm
            act="consulate.advise"
            {...form}
            fixed={{ subjectId: personId }}
            fields={[
              {
                name: 'stillAsks',
                label: t('fear.stillAsks'),
                kind: 'buttons',
                options: listed(['yes', 'no', 'undecided'], (v) => (v === 'undecided' ? t('fear.undecided') : code('answer', v))),
                value: 'undecided',
              },
            ]}
          />
        </Reveal>
      ) : null}
      {may.includes('consulate.contact') && consularGate === undefined ? (
        <Reveal label={t('consulate.add')}>
          <p className="notice">{t('consulate.warning')}</p>
          <PackageChooser part={part} recipients={directory.filter((one) => one.kind === 'consulate')} as="consular-contact" withGround={false}>
            {({ ground: _ground, ...chosen }) => (
              <ActForm
                key={chosen.fingerprint}
                act="consulate.contact"
                {...form}
                fixed={{ ...chosen, subjectId: personId, warned: true }}
                button={t('filings.do')}
                fields={[{ name: 'act', label: t('share.reason'), kind: 'choice', options: listed(consularActs, (v) => code('consularAct', v)) }]}
              />
            )}
          </PackageChooser>
        </Reveal>
      ) : null}
    </>
  );
}
