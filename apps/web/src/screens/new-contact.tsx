import { contactSources } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { scriptOf } from '@sojourn/people';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { mayEver } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { newId } from '../device.ts';
import { type SearchAnswer, SearchForm, SearchResult } from '../find/search-form.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { usePlaces } from '../ui/places.ts';
import { Reveal } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

export function NewContact() {
  const { t } = useWords();
  const code = useCode();
  const { session } = useDesk();
  const navigate = useNavigate();
  const places = usePlaces();
  const [known, setKnown] = useState<SearchAnswer>();
  const [ids] = useState(() => ({ caseId: newId<CaseId>(), personId: newId<PersonId>(), informantId: newId<PersonId>() }));
  const safety = (['not-asked', 'yes', 'no', 'declined', 'not-known'] as const).map((value) => ({ value, label: t(`answer.${value}`) }));
  return (
    <>
      <h1>{t('new.title')}</h1>
      <div className="card">
        <p className="lead">{t('new.lead')}</p>
        {mayEver(session, caseworkQueries['people.search']) ? (
          <Reveal label={t('newKnown.title')}>
            <SearchForm atContact onAnswer={setKnown} />
          </Reveal>
        ) : null}
        {known === undefined ? null : <SearchResult answer={known} />}
        <ActForm
          act="contact.record"
          caseId={ids.caseId}
          personId={ids.personId}
          basis={0}
          fixed={{ personId: ids.personId }}
          fields={[
            { name: 'presentCountry', label: t('new.where'), kind: 'choice', options: places, value: session.user.officeCountry, required: true },
            { name: 'dangerTonight', label: t('new.danger'), kind: 'buttons', options: safety, value: 'not-asked' },
            { name: 'medicalEmergency', label: t('new.medical'), kind: 'buttons', options: safety, value: 'not-asked' },
            { name: 'alone', label: t('new.alone'), kind: 'buttons', options: safety, value: 'not-asked' },
            {
              name: 'source',
              label: t('new.source'),
              kind: 'choice',
              options: contactSources.map((value) => ({ value, label: code('sources', value) })),
              value: 'not-known',
            },
            { name: 'name', label: t('new.name'), kind: 'text', sealed: true, coded: (text) => ({ nameKind: 'as-said', nameScript: scriptOf(text) }) },
            { name: 'nickname', label: t('new.nickname'), kind: 'text', sealed: true, coded: (text) => ({ nicknameScript: scriptOf(text) }) },
            { name: 'safe-contact', label: t('new.safe'), kind: 'long', sealed: true },
            {
              name: 'informant',
              label: t('new.informant'),
              hint: t('new.informantHint'),
              kind: 'text',
              sealed: true,
              coded: () => ({ informantId: ids.informantId }),
            },
            {
              name: 'informant-contact',
              label: t('new.informantContact'),
              kind: 'text',
              sealed: true,
              coded: () => ({ informantId: ids.informantId }),
            },
            { name: 'note', label: t('new.note'), kind: 'long', sealed: true },
          ]}
          onSaved={(caseId) => void navigate({ to: '/case/$caseId', params: { caseId } })}
        />
      </div>
    </>
  );
}
