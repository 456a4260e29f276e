import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useDates, useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';
import { Choose } from './choose.tsx';
import { DayField } from './day-field.tsx';
import { SaveAs } from './save-as.tsx';
import { StatusMark, statuses, useStatusWords } from './status.tsx';
import { LawPage } from './tabs.tsx';
import { useTreaties } from './use-treaties.ts';
import { WorldMap } from './world-map.tsx';

/** Who is bound by one treaty on a day: a map, a count of each answer, and the same as a table with every source. */
export function LawMap() {
  const { t, language } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const say = useStatusWords();
  const navigate = useNavigate();
  const { treaty = 'icrmw', on } = useSearch({ from: '/law' });
  const treaties = useTreaties();
  const [only, setOnly] = useState('');
  const parties = useLaw('law.parties', { instrument: treaty, ...(on === undefined ? {} : { on }) });
  const go = (next: { readonly treaty?: string; readonly on?: string | undefined }) =>
    void navigate({
      to: '/law',
      search: { treaty: next.treaty ?? treaty, ...('on' in next ? (next.on === undefined ? {} : { on: next.on }) : on === undefined ? {} : { on }) },
    });
  const name = (place: string) => texts.places[place] ?? place;
  const order = new Intl.Collator(language).compare;
  const rows = [...(parties.data?.places ?? [])].sort((a, b) => order(name(a.place), name(b.place)));
  const shown = rows.filter((row) => only === '' || row.status === only);
  const onMap = new Map(rows.map((row) => [row.m49, { className: row.status, words: `${name(row.place)}: ${say(row)}`, place: row.place }]));
  return (
    <LawPage title={t('law.title')} lead={t('law.lead')} about={[{ kind: 'instrument', key: treaty }]}>
      <div className="card law-choice">
        <Choose label={t('law.treaty')} options={treaties} value={treaty} onChange={(chosen) => go({ treaty: chosen })} />
        <DayField value={on} onChange={(chosen) => go({ on: chosen })} />
        <Link to="/law/treaty/$treaty" params={{ treaty }} className="button">
          {t('law.read')}
        </Link>
      </div>
      {parties.isError ? <p role="alert">{t('away')}</p> : null}
      {parties.data === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <section className="card" aria-labelledby="law-parties">
          <h2 id="law-parties">
            {treaties.find((one) => one.value === treaty)?.label} · {day(parties.data.on)}
          </h2>
          <WorldMap label={t('law.mapLabel')} places={onMap} onPick={(state) => void navigate({ to: '/law/state', search: { state } })} />
          <ul className="law-legend">
            {statuses.map((status) => {
              const count = rows.filter((row) => row.status === status).length;
              return (
                <li key={status}>
                  <button type="button" aria-pressed={only === status} onClick={() => setOnly(only === status ? '' : status)}>
                    <StatusMark status={status} /> {count}
                  </button>
                </li>
              );
            })}
          </ul>
          <p className="quiet">{t('law.withdrawals')}</p>
          <SaveAs name="law.parties.file" input={{ instrument: treaty, on }} />
          <table className="law-table">
            <thead>
              <tr>
                <th scope="col">{t('law.place')}</th>
                <th scope="col">{t('law.answer')}</th>
                <th scope="col">{t('law.source')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.place}>
                  <th scope="row">
                    <Link to="/law/state" search={{ state: row.place }}>
                      {name(row.place)}
                    </Link>
                  </th>
                  <td>
                    <StatusMark status={row.status} /> <span className="quiet">{say(row)}</span>
                  </td>
                  <td>
                    <bdi dir="ltr">{row.source ?? '–'}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </LawPage>
  );
}
