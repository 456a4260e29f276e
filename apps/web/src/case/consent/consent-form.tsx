import {
  assents,
  capacities,
  consentPurposes,
  dataClasses,
  filingKinds,
  goesTo,
  interpreters,
  invalidReasons,
  methods,
  readers,
  witnesses,
} from '@sojourn/consent';
import { useId, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { ActForm } from '../../ui/act-form.tsx';
import { useCode, useWords } from '../../words/index.tsx';
import type { CasePart } from '../part.ts';
import { usePeopleOptions } from '../people-options.ts';
import { formOf, listed, useDirectory } from './options.ts';
import { ReadAloud, useConsentForm } from './read-aloud.tsx';

const spoken = ['ar', 'en', 'fr', 'es', 'am', 'bn', 'my', 'fil', 'ti', 'uk', 'so', 'sw', 'fa', 'ur', 'vi', 'km'];

/** First what is asked and in which language, so that the right words can be read; then the answer and how it was given. */
export function ConsentForm(part: CasePart) {
  const { t, language } = useWords();
  const code = useCode();
  const { texts } = useDesk();
  const directory = useDirectory();
  const people = usePeopleOptions(part.record);
  const [purpose, setPurpose] = useState('assistance');
  const [filing, setFiling] = useState<string>(filingKinds[0] ?? '');
  const [recipientId, setRecipient] = useState('');
  const [theirs, setTheirs] = useState<string>(language);
  const read = useConsentForm(theirs);
  const ids = { purpose: useId(), filing: useId(), recipient: useId(), language: useId() };
  const named = ['sharing', 'filing', 'consular-contact', 'tracing', 'return', 'publishing', 'photo', 'donor-story'].includes(purpose);
  const possible = directory.filter(({ kind, reach }) => {
    if (purpose === 'filing') return goesTo(filing as (typeof filingKinds)[number]).some((one) => one === kind);
    if (purpose === 'consular-contact') return kind === 'consulate';
    return reach === 'by-consent';
  });
  const recipient = possible.find((one) => one.recipientId === recipientId);
  const { guardians, isChild, personId } = part.record.case;
  const someone = (relation: string) => ({
    name: `${relation}-name`,
    member: `${relation}Id`,
    label: code('takesPart', relation),
    kind: 'person' as const,
    options: people,
  });
  const fixed = {
    ...{ subjectId: personId, purpose, language: theirs },
    ...(purpose === 'filing' ? { filing } : {}),
    ...(recipient === undefined ? {} : { recipient: recipient.kind, recipientId: recipient.recipientId }),
    ...(read === undefined ? {} : { formVersion: read.version, formHash: read.hash }),
  };
  const choice = (
    id: string,
    label: string,
    value: string,
    set: (value: string) => void,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.target.value)}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <>
      <div className="act-form">
        {choice(
          ids.purpose,
          t('consent.purpose'),
          purpose,
          setPurpose,
          listed(consentPurposes, (v) => code('purpose', v)),
        )}
        {purpose === 'filing'
          ? choice(
              ids.filing,
              t('filings.what'),
              filing,
              setFiling,
              listed(filingKinds, (v) => code('filing', v)),
            )
          : null}
        {named
          ? choice(ids.recipient, t('cs.recipient'), recipientId, setRecipient, [
              { value: '', label: code('recipientKind', 'this-organisation') },
              ...possible.map((one) => ({ value: one.recipientId, label: `${one.name} (${code('recipientKind', one.kind)})` })),
            ])
          : null}
        {choice(
          ids.language,
          t('consent.language'),
          theirs,
          setTheirs,
          listed(spoken, (v) => texts.codes['languages']?.[v] ?? v),
        )}
      </div>
      <ReadAloud purpose={purpose} theirs={theirs} />
      <ActForm
        key={`${purpose} ${recipientId}`}
        act="consent.record"
        {...formOf(part)}
        fixed={fixed}
        shape={(input) => ({ ...input, interpreterConflict: input['interpreterConflict'] === 'yes' })}
        fields={[
          ...(recipient === undefined
            ? []
            : [{ name: 'dataClasses', label: t('cs.classes'), kind: 'many' as const, options: listed(dataClasses, (v) => code('dataClass', v)) }]),
          { name: 'answer', label: t('consent.answer'), kind: 'buttons', options: listed(['given', 'refused'], (v) => code('consent', v)) },
          { name: 'method', label: t('consent.method'), kind: 'choice', options: listed(methods, (v) => code('consentMethod', v)) },
          { name: 'reader', label: t('cs.reader'), kind: 'choice', options: listed(readers, (v) => code('reader', v)), value: 'staff' },
          { name: 'interpreter', label: t('cs.interpreter'), kind: 'choice', options: listed(interpreters, (v) => code('interpreter', v)) },
          someone('interpreter'),
          { name: 'interpreterConflict', label: t('cs.conflict'), kind: 'buttons', options: listed(['no', 'yes'], (v) => code('answer', v)), value: 'no' },
          { name: 'capacity', label: t('cs.capacity'), kind: 'choice', options: listed(capacities, (v) => code('capacity', v)) },
          { name: 'witness', label: t('cs.witness'), kind: 'choice', options: listed(witnesses, (v) => code('witness', v)) },
          someone('witness'),
          ...(isChild === 'no'
            ? []
            : [
                {
                  name: 'guardianId',
                  label: t('consent.guardian'),
                  kind: 'choice' as const,
                  options: [
                    { value: '', label: code('guardian', 'none') },
                    ...guardians.map((one) => ({ value: one.entryId, label: code('guardianClaim', one.claim) })),
                  ],
                },
                { name: 'assent', label: t('consent.assent'), kind: 'choice' as const, options: listed(assents, (v) => code('assent', v)) },
              ]),
          { name: 'expiresOn', label: t('cs.expires'), kind: 'date', exact: true },
          { name: 'invalid', label: t('cs.invalid'), kind: 'many', options: listed(invalidReasons, (v) => code('invalid', v)) },
          { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
        ]}
      />
    </>
  );
}
