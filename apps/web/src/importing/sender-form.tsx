import { type LawfulBasis, lawfulBases } from '@sojourn/interchange/operations';
import { type FormEvent, useState } from 'react';
import { usePlaces } from '../ui/places.ts';
import { useCode, useWords } from '../words/index.tsx';

export type Sender = { readonly sender: string; readonly agreement: string; readonly lawfulBasis: LawfulBasis; readonly presentCountry: string };
type Props = { readonly count: number; readonly country: string; readonly busy: boolean; readonly onCommit: (sender: Sender) => void };

/** Before people of somebody else's file are recorded: who sent it, under which agreement, on what lawful basis, and where they are. */
export function SenderForm({ count, country, busy, onCommit }: Props) {
  const { t } = useWords();
  const code = useCode();
  const places = usePlaces();
  const [problem, setProblem] = useState('');
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    const lawfulBasis = lawfulBases.find((one) => one === said('lawfulBasis'));
    if (said('sender') === '' || said('agreement') === '' || lawfulBasis === undefined) return setProblem(t('import.senderNeeded'));
    setProblem('');
    onCommit({ sender: said('sender'), agreement: said('agreement'), lawfulBasis, presentCountry: said('presentCountry') });
  };
  return (
    <form className="act-form" onSubmit={send} noValidate>
      <h2>{t('import.from')}</h2>
      <p className="quiet">{t('import.fromLead')}</p>
      <div className="field">
        <label htmlFor="sender">{t('import.sender')}</label>
        <input id="sender" name="sender" maxLength={300} autoComplete="off" />
      </div>
      <div className="field">
        <label htmlFor="agreement">{t('import.agreement')}</label>
        <input id="agreement" name="agreement" maxLength={1000} autoComplete="off" />
      </div>
      <div className="field">
        <label htmlFor="lawfulBasis">{t('import.basis')}</label>
        <select id="lawfulBasis" name="lawfulBasis" defaultValue="">
          <option value="">{t('import.notChosen')}</option>
          {lawfulBases.map((one) => (
            <option key={one} value={one}>
              {code('lawfulBasis', one)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="place">{t('import.where')}</label>
        <select id="place" name="presentCountry" defaultValue={country}>
          {places.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      <button type="submit" className="primary" disabled={busy}>
        {t('import.commit', { count })}
      </button>
    </form>
  );
}
