import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDesk } from '../desk.tsx';
import { usePlaces } from '../ui/places.ts';
import { useWords } from '../words/index.tsx';
import { type LawAnswer, useLaw } from './ask.ts';
import { Choose } from './choose.tsx';
import { DayField } from './day-field.tsx';
import { ReviewMark } from './marks.tsx';
import { SaveAs } from './save-as.tsx';
import { StatusMark, useStatusWords } from './status.tsx';
import { LawPage } from './tabs.tsx';
import { useTreaties } from './use-treaties.ts';

type Treaty = LawAnswer<'law.state'>['treaties'][number];

/** Every treaty for one State: a line of time, and in words with what it declared. */
export function LawState() {
  const { t } = useWords();
  const { session, texts } = useDesk();
  const navigate = useNavigate();
  const places = usePlaces();
  const { state = session.user.officeCountry, on } = useSearch({ from: '/law/state' });
  const law = useLaw('law.state', { state, ...(on === undefined ? {} : { on }) });
  const treaties = useTreaties();
  const label = (id: string) => treaties.find((one) => one.value === id)?.label ?? id;
  return (
    <LawPage title={t('law.state')} lead={t('law.stateLead')} about={(law.data?.treaties ?? []).map((one) => ({ kind: 'instrument', key: one.instrument }))}>
      <div className="card law-choice">
        <Choose
          label={t('law.place')}
          options={places}
          value={state}
          onChange={(chosen) => void navigate({ to: '/law/state', search: { state: chosen, ...(on === undefined ? {} : { on }) } })}
        />
        <DayField value={on} onChange={(chosen) => void navigate({ to: '/law/state', search: { state, ...(chosen === undefined ? {} : { on: chosen }) } })} />
      </div>
      {law.isError ? <p role="alert">{t('away')}</p> : null}
      {law.data === undefined ? (
        <p role="status">{t('loading')}</p>
      ) : (
        <section className="card" aria-labelledby="law-of-state">
          <h2 id="law-of-state">{texts.places[state] ?? state}</h2>
          <TimeLine treaties={law.data.treaties} label={label} until={law.data.on} />
          <SaveAs name="law.state.file" input={{ state, on }} />
          <table className="law-table">
            <thead>
              <tr>
                <th scope="col">{t('law.treaty')}</th>
                <th scope="col">{t('law.answer')}</th>
                <th scope="col">{t('law.source')}</th>
              </tr>
            </thead>
            <tbody>
              {law.data.treaties.map((one) => (
                <TreatyRow key={one.instrument} treaty={one} label={label(one.instrument)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </LawPage>
  );
}

function TreatyRow({ treaty, label }: { readonly treaty: Treaty; readonly label: string }) {
  const { t } = useWords();
  const say = useStatusWords();
  return (
    <tr>
      <th scope="row">
        <Link to="/law/treaty/$treaty" params={{ treaty: treaty.instrument }}>
          {label}
        </Link>{' '}
        <ReviewMark part={{ kind: 'instrument', key: treaty.instrument }} />
      </th>
      <td>
        <StatusMark status={treaty.status} /> <span className="quiet">{say(treaty)}</span>
        {treaty.others.map((other) => (
          <span key={other.source + other.on} className="reserved">
            {t('law.otherSource', { source: other.source, on: other.on })}
          </span>
        ))}
        {treaty.reservations.map((row) => (
          <span key={row.says} className="reserved">
            {t('law.article', { articles: row.articles.join(', ') })} {t(`rights.reserved.${row.effect as 'excludes'}`)}: {row.says}
          </span>
        ))}
        {treaty.status === 'party' && !treaty.declarationsKnown ? <span className="quiet"> · {t('rights.reserved.not-known')}</span> : null}
      </td>
      <td>
        <bdi dir="ltr">{treaty.source ?? '–'}</bdi>
      </td>
    </tr>
  );
}

const [WIDTH, ROW, FIRST, LETTER] = [720, 16, 1930, 5.2];
const shortened = (name: string) => (name.length > 60 ? `${name.slice(0, 58)}…` : name);

/** From when each treaty binds the State; the table says the same. */
function TimeLine({ treaties, label, until }: { readonly treaties: readonly Treaty[]; readonly label: (id: string) => string; readonly until: string }) {
  const { t } = useWords();
  const bound = treaties
    .filter((one) => one.status === 'party' && one.boundFrom !== undefined)
    .sort((a, b) => ((a.boundFrom ?? '') < (b.boundFrom ?? '') ? -1 : 1));
  if (bound.length === 0) return null;
  const last = Number(until.slice(0, 4)) + 1;
  const x = (day: string) => ((Number(day.slice(0, 4)) + Number(day.slice(5, 7)) / 12 - FIRST) / (last - FIRST)) * WIDTH;
  const decades = Array.from({ length: Math.ceil((last - FIRST) / 20) }, (_, index) => FIRST + index * 20);
  return (
    <figure className="timeline-chart">
      <svg viewBox={`0 0 ${WIDTH} ${bound.length * ROW + 20}`} role="img" aria-label={t('law.timeline')} direction="ltr">
        {decades.map((year) => (
          <g key={year}>
            <line x1={x(`${year}-00`)} x2={x(`${year}-00`)} y1="0" y2={bound.length * ROW} className="grid" />
            <text x={x(`${year}-00`)} y={bound.length * ROW + 15}>
              {year}
            </text>
          </g>
        ))}
        {bound.map((one, index) => {
          const start = Math.max(0, x(one.boundFrom ?? ''));
          const name = shortened(label(one.instrument));
          // The name stands before the bar where there is room, else on it.
          const before = start > name.length * LETTER;
          return (
            <g key={one.instrument}>
              <rect x={start} y={index * ROW + 2} width={Math.max(2, x(one.asOf ?? until) - start)} height={ROW - 4} className="bar">
                <title>{`${label(one.instrument)} ${one.boundFrom ?? ''}`}</title>
              </rect>
              <text x={before ? start - 5 : start + 5} y={index * ROW + 12} textAnchor={before ? 'end' : 'start'} className={before ? 'name' : 'name on-bar'}>
                {name}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="quiet">{t('law.timelineNote')}</figcaption>
    </figure>
  );
}
