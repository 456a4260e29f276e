import type { PersonId } from '@sojourn/kernel';
import { useId, useState } from 'react';
import { newId } from '../device.ts';
import { useWords } from '../words/index.tsx';
import type { Option } from './field-shape.ts';

/** Somebody of the case, or somebody named here for the first time: whose name is sealed as their own. */
export function PersonField({ shape }: { readonly shape: { readonly name: string; readonly label: string; readonly options?: readonly Option[] } }) {
  const { t } = useWords();
  const id = useId();
  const [who, setWho] = useState('');
  return (
    <fieldset className="pair">
      <legend>{shape.label}</legend>
      <label htmlFor={id}>{t('people.who')}</label>
      <select id={id} name={`${shape.name}.who`} value={who} onChange={(event) => setWho(event.target.value)}>
        <option value="">{t('people.nobody')}</option>
        {shape.options?.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        <option value="new">{t('people.someoneNew')}</option>
      </select>
      {who === 'new' ? (
        <>
          <label htmlFor={`${id}-name`}>{t('people.newName')}</label>
          <input id={`${id}-name`} name={shape.name} dir="auto" autoComplete="off" maxLength={300} required />
        </>
      ) : null}
    </fieldset>
  );
}

export function readPerson(name: string, data: FormData): { readonly id?: string; readonly text?: string } {
  const who = String(data.get(`${name}.who`) ?? '');
  const text = String(data.get(name) ?? '').trim();
  if (who === '') return {};
  return who === 'new' ? { id: newId<PersonId>(), ...(text === '' ? {} : { text }) } : { id: who };
}
