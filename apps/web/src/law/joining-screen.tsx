import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDesk } from '../desk.tsx';
import { usePlaces } from '../ui/places.ts';
import { VerdictMark } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';
import { useLaw } from './ask.ts';
import { Choose } from './choose.tsx';
import { DayField } from './day-field.tsx';
import type { Person } from './people.ts';
import { RightLink } from './right-link.tsx';
import { SaveAs } from './save-as.tsx';
import { StatusMark, useStatusWords } from './status.tsx';
import { LawPage } from './tabs.tsx';
import { useTreaties } from './use-treaties.ts';

const marks = { yes: 'yes', no: 'no', unknown: 'unknown', 'for-some': 'not-applicable' } as const;

/** What joining a treaty would add for a State: for whom, which rights, and what binds it to them already. */
export function LawJoining() {
  const { t } = useWords();
  const { session, texts } = useDesk();
  const say = useStatusWords();
  const places = usePlaces();
  const treaties = useTreaties();
  const navigate = useNavigate();
  const { state = session.user.officeCountry, treaty = 'icrmw', on } = useSearch({ from: '/law/joining' });
  const { data, isError } = useLaw('law.joining', { state, instrument: treaty, ...(on === undefined ? {} : { on }) });
  const go = (next: { readonly state?: string; readonly treaty?: string; readonly on?: string | undefined }) => {
    const whole = { state, treaty, on, ...next };
    void navigate({ to: '/law/joining', search: { state: whole.state, treaty: whole.treaty, ...(whole.on === undefined ? {} : { on: whole.on }) } });
  };
  const most = Math.max(1, ...(data?.people ?? []).map((one) => one.rights.length));
  return (
    <LawPage
      title={t('law.joining')}
      lead={t('law.joiningLead')}
      about={[{ kind: 'instrument', key: treaty }, ...(data?.adds ?? []).map(({ right }) => ({ kind: 'right' as const, key: right }))]}
    >
      <div className="card law-choice">
        <Choose label={t('law.place')} options={places} value={state} onChange={(chosen) => go({ state: chosen })} />
        <Choose label={t('law.treaty')} options={treaties} value={treaty} onChange={(chosen) => go({ treaty: chosen })} />
        <DayField value={on} onChange={(chosen) => go({ on: chosen })} />
      </div>
      {isError ? <p role="alert">{t('away')}</p> : null}
      {data === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <section className="card" aria-labelledby="joining">
          <h2 id="joining">
            {texts.places[state] ?? state} · {treaties.find((one) => one.value === treaty)?.label}
          </h2>
          <p>
            <StatusMark status={data.party.status} /> <span className="quiet">{say(data.party)}</span>
          </p>
          <h3>{t('law.forWhom')}</h3>
          {data.people.length === 0 ? <p>{t('law.nothingNew')}</p> : null}
          <ul className="bars">
            {data.people.map((one) => (
              <li key={one.person + one.role}>
                <span>
                  {t(`law.person.${one.person as Person}`)} <span className="quiet">({t(`law.${one.role as 'origin'}`)})</span>
                </span>
                <meter min={0} max={most} value={one.rights.length} aria-label={t('law.newRights', { count: one.rights.length })} />
                <details>
                  <summary>{t('law.newRights', { count: one.rights.length })}</summary>
                  <p>{one.rights.map((right) => texts.rights[right]?.title ?? right).join(' · ')}</p>
                </details>
              </li>
            ))}
          </ul>
          <h3>{t('law.byRight')}</h3>
          <SaveAs name="law.joining.file" input={{ state, instrument: treaty, on }} />
          <table className="law-table">
            <thead>
              <tr>
                <th scope="col">{t('law.right')}</th>
                <th scope="col">{t('law.articles')}</th>
                <th scope="col">{t('law.already')}</th>
              </tr>
            </thead>
            <tbody>
              {data.adds.map((one) => (
                <tr key={one.right}>
                  <th scope="row">
                    <RightLink right={one.right} />
                  </th>
                  <td>
                    <bdi dir="ltr">{one.articles.join(', ')}</bdi>
                  </td>
                  <td>
                    <VerdictMark is={marks[one.today]} label={t(`law.already.${one.today}`)} />
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
