import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useDates, useDesk } from '../desk.tsx';
import { usePlaces } from '../ui/places.ts';
import { VerdictMark } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';
import { Choose } from './choose.tsx';
import { DayField } from './day-field.tsx';
import { type Person, people } from './people.ts';
import { RightLink } from './right-link.tsx';
import { SaveAs } from './save-as.tsx';
import { LawPage } from './tabs.tsx';

type Way = { readonly origin?: string; readonly transit?: string; readonly destination?: string; readonly person?: Person; readonly on?: string };

/** What a kind of person keeps, gains and loses from State to State. */
export function LawCorridor() {
  const { t } = useWords();
  const { session, texts } = useDesk();
  const day = useDates();
  const places = usePlaces();
  const navigate = useNavigate();
  const search = useSearch({ from: '/law/corridor' });
  const way = { origin: 'PHL', destination: session.user.officeCountry, person: 'worker-without-papers' as Person, ...search };
  const [changing, setChanging] = useState(false);
  const { data, isError } = useLaw('law.corridor', way);
  const go = (next: Way) => {
    const whole: Record<string, string | undefined> = { ...way, ...next };
    void navigate({ to: '/law/corridor', search: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== '')) as Way });
  };
  const lines = (data?.lines ?? []).filter(
    (line) => !changing || new Set(line.along.filter((one) => one.binds !== 'no-duty').map((one) => one.binds)).size > 1,
  );
  return (
    <LawPage title={t('law.corridor')} lead={t('law.corridorLead')} about={lines.map(({ right }) => ({ kind: 'right', key: right }))}>
      <div className="card law-choice">
        <Choose
          label={t('law.person')}
          options={people.map((value) => ({ value, label: t(`law.person.${value}`) }))}
          value={way.person}
          onChange={(person) => go({ person: person as Person })}
        />
        <Choose label={t('law.origin')} options={places} value={way.origin} onChange={(origin) => go({ origin })} />
        <Choose label={t('law.transit')} options={places} value={search.transit ?? ''} none={t('law.none')} onChange={(transit) => go({ transit })} />
        <Choose label={t('law.destination')} options={places} value={way.destination} onChange={(destination) => go({ destination })} />
        <DayField value={search.on} onChange={(on) => go({ on: on ?? '' })} />
      </div>
      {isError ? <p role="alert">{t('away')}</p> : null}
      {data === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <section className="card" aria-labelledby="along">
          <h2 id="along">{day(data.on)}</h2>
          <label className="option">
            <input type="checkbox" checked={changing} onChange={(event) => setChanging(event.target.checked)} />
            <span>{t('law.onlyChanges')}</span>
          </label>
          <SaveAs name="law.corridor.file" input={way} />
          <table className="law-table along">
            <thead>
              <tr>
                <th scope="col">{t('law.right')}</th>
                {data.lines[0]?.along.map((one) => (
                  <th key={one.role} scope="col">
                    {texts.places[one.state] ?? one.state} <span className="quiet">{t(`law.${one.role as 'origin'}`)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.right}>
                  <th scope="row">
                    <RightLink right={line.right} />
                    {line.holds === 'unknown' ? <span className="quiet"> · {t('law.perhaps')}</span> : null}
                  </th>
                  {line.along.map((one) => (
                    <td key={one.role}>
                      {one.binds === 'no-duty' ? <span className="quiet">–</span> : <VerdictMark is={one.binds} label={t(`rights.binds.${one.binds}`)} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </LawPage>
  );
}
