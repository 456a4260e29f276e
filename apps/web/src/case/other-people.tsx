import { sourceCodes } from '@sojourn/journal';
import type { PersonId } from '@sojourn/kernel';
import { relations } from '@sojourn/people';
import { useState } from 'react';
import { newId } from '../device.ts';
import { ActForm } from '../ui/act-form.tsx';
import type { FieldShape } from '../ui/field-shape.ts';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { NameForm, NameList } from './name-list.tsx';
import type { CasePart } from './part.ts';
import { RevealDoor } from './reveal-door.tsx';
import { useRevealed } from './use-revealed.ts';

type Other = CasePart['record']['case']['people'][number];

/** Everybody else the case speaks of, each with words and a key of their own. */
export function OtherPeople({ record, reload }: CasePart) {
  const { t } = useWords();
  const { case: kase } = record;
  const [personId, setPersonId] = useState(() => newId<PersonId>());
  const relation = useRelationFields();
  return (
    <Section id="people" title={t('people.title')} lead={t('people.lead')}>
      {kase.people.length === 0 ? <p className="quiet">{t('people.none')}</p> : null}
      {kase.people.map((other) => (
        <OnePerson key={other.personId} other={other} {...{ record, reload }} />
      ))}
      <Reveal label={t('people.add')}>
        <ActForm
          act="person.add"
          caseId={kase.caseId}
          personId={kase.personId}
          basis={kase.sequence}
          fixed={{ personId }}
          fields={[
            ...relation,
            { name: 'name', label: t('people.name'), kind: 'text', sealed: true },
            { name: 'contact', label: t('people.contact'), kind: 'text', sealed: true },
            { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
          ]}
          onSaved={() => {
            setPersonId(newId<PersonId>());
            reload();
          }}
        />
      </Reveal>
    </Section>
  );
}

function OnePerson({ other, record, reload }: CasePart & { readonly other: Other }) {
  const { t, language } = useWords();
  const code = useCode();
  const { case: kase, may } = record;
  const own = kase.sealed.filter((one) => one.subjectId === other.personId);
  const door = useRevealed(
    kase.caseId,
    own.map((one) => one.sealedId),
  );
  const standing = other.relations.filter((one) => one.withdrawnOn === undefined);
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  const words = own.filter((one) => one.kind !== 'name-recorded' && (one.field === 'note' || one.field.endsWith('contact')));
  const relation = useRelationFields();
  return (
    <div className="person">
      <h3>
        {standing.length === 0 ? code('relation', 'not-known') : new Intl.ListFormat(language).format(standing.map((one) => code('relation', one.relation)))}{' '}
        {other.mayNeverReceive ? <span className="mark attention">{t('people.neverReceives')}</span> : null}
      </h3>
      <NameList {...{ record, reload }} subjectId={other.personId} revealed={door.revealed} />
      {door.revealed === undefined ? null : (
        <dl className="facts">
          {words.map((one) => (
            <div key={one.sealedId}>
              <dt>{t(one.field === 'note' ? 'new.note' : 'people.contact')}</dt>
              <dd>
                <bdi>{door.revealed?.get(one.sealedId) ?? t('case.erased')}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {own.length === 0 ? null : <RevealDoor door={door} label={t('people.reveal')} />}
      {may.includes('person.relate') ? (
        <Reveal label={t('people.change')}>
          <h4>{t('people.relate')}</h4>
          <ActForm
            act="person.relate"
            {...form}
            fixed={{ personId: other.personId }}
            fields={[...relation, { name: 'note', label: t('new.note'), kind: 'text', sealed: true }]}
          />
          {standing.map((one) => (
            <ActForm
              key={one.entryId}
              act="relation.withdraw"
              {...form}
              now
              fixed={{ personId: other.personId, relationId: one.entryId }}
              fields={[
                { name: 'reason', label: t('people.withdrawWhy', { relation: code('relation', one.relation) }), kind: 'text', sealed: true, required: true },
              ]}
              button={t('people.withdraw')}
            />
          ))}
          <h4>{t('name.add')}</h4>
          <NameForm {...{ record, reload }} subjectId={other.personId} />
        </Reveal>
      ) : null}
    </div>
  );
}

function useRelationFields(): readonly FieldShape[] {
  const { t } = useWords();
  const code = useCode();
  return [
    {
      name: 'relation',
      label: t('people.relation'),
      kind: 'choice',
      options: relations.map((value) => ({ value, label: code('relation', value) })),
      value: 'not-known',
    },
    {
      name: 'source',
      label: t('facts.source'),
      kind: 'choice',
      options: sourceCodes.filter((one) => one !== 'system').map((value) => ({ value, label: code('statement', value) })),
      value: 'person',
    },
  ];
}
