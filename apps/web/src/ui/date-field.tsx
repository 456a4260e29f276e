import { dateOfInstant, instant, isPlainDate, plainDate } from '@sojourn/kernel';
import { type CalendarId, calendarIds, type SaidDate, saidDateText, type Understood, understood } from '@sojourn/people';
import { useId, useState } from 'react';
import { useCode, useWords } from '../words/index.tsx';
import { monthNames, useDateWords, useOtherCalendar } from './calendars.ts';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  /** A day stays a day: for what happened, not for who someone is. */
  readonly exact?: boolean;
};
const shapes = ['day', 'month', 'year', 'between', 'age'] as const;
type Shape = (typeof shapes)[number];
const empty = { year: '', until: '', month: '1', day: '', age: '' };

/** A date as people know it, in their own calendar and digits. What it is in the others, and what is kept, shows before anything is saved. */
export function DateField({ shape: { name, label, required = false, exact = false } }: { readonly shape: Props }) {
  const { t } = useWords();
  const code = useCode();
  const id = useId();
  const { calendar: other } = useOtherCalendar();
  const [shape, setShape] = useState<Shape>(exact ? 'day' : 'year');
  const [calendar, setCalendar] = useState<CalendarId>(other ?? 'gregory');
  const [about, setAbout] = useState(false);
  const [on, setOn] = useState<string>(() => dateOfInstant(instant(Date.now())));
  const [typed, setTyped] = useState(empty);
  const touched = shape === 'age' ? typed.age !== '' : typed.year !== '' || typed.day !== '';
  const said = saidFrom(shape, calendar, typed, on, about);
  const read = understood(said);
  const input = (field: keyof typeof empty, words: string) => (
    <div className="field">
      <label htmlFor={`${id}-${field}`}>{words}</label>
      <input
        id={`${id}-${field}`}
        value={typed[field]}
        onChange={(event) => setTyped({ ...typed, [field]: event.target.value.trim() })}
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        dir="auto"
        aria-describedby={`${id}-says`}
      />
    </div>
  );
  return (
    <fieldset className="pair date">
      <legend>
        {label}
        {required ? null : <span className="quiet"> · {t('optional')}</span>}
      </legend>
      <div className="field">
        <label htmlFor={`${id}-how`}>{t('date.how')}</label>
        <select id={`${id}-how`} data-date="how" value={shape} onChange={(event) => setShape(shapes.find((one) => one === event.target.value) ?? 'year')}>
          {shapes
            .filter((one) => !exact || one !== 'age')
            .map((one) => (
              <option key={one} value={one}>
                {t(`date.${one}`)}
              </option>
            ))}
        </select>
      </div>
      {shape === 'age' ? null : (
        <div className="field">
          <label htmlFor={`${id}-calendar`}>{t('date.calendar')}</label>
          <select
            id={`${id}-calendar`}
            data-date="calendar"
            value={calendar}
            onChange={(event) => setCalendar(calendarIds.find((one) => one === event.target.value) ?? 'gregory')}
          >
            {calendarIds.map((one) => (
              <option key={one} value={one}>
                {code('calendar', one)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="dateparts">
        {shape === 'day' ? input('day', t('date.inDay')) : null}
        {shape === 'day' || shape === 'month' ? (
          <MonthField id={id} calendar={calendar} value={typed.month} onChange={(month) => setTyped({ ...typed, month })} />
        ) : null}
        {shape === 'age' ? input('age', t('date.years')) : input('year', t('date.inYear'))}
        {shape === 'between' ? input('until', t('date.untilYear')) : null}
        {shape === 'age' ? (
          <div className="field">
            <label htmlFor={`${id}-on`}>{t('date.onDay')}</label>
            <input id={`${id}-on`} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
          </div>
        ) : null}
      </div>
      <label className="option">
        <input type="checkbox" checked={about} onChange={(event) => setAbout(event.target.checked)} />
        <span>{t('date.about')}</span>
      </label>
      <div id={`${id}-says`} className="hint" aria-live="polite">
        {touched ? <Says read={read} said={said} exact={exact} /> : t('date.digits')}
      </div>
      <input type="hidden" name={name} value={'problem' in read || !touched ? '' : keptOf(read, exact, about)} />
      <input type="hidden" name={`${name}.said`} value={'problem' in read || !touched ? '' : saidDateText(said)} />
      <input type="hidden" name={`${name}.unclear`} value={'problem' in read && (touched || required) ? 'yes' : ''} />
    </fieldset>
  );
}

function keptOf({ interval, coded }: Understood, exact: boolean, about: boolean): string {
  return exact && !about && interval.earliest === interval.latest ? interval.earliest : coded;
}

function saidFrom(shape: Shape, calendar: CalendarId, typed: typeof empty, on: string, isAbout: boolean): SaidDate {
  const about = isAbout ? { about: true } : {};
  const { year, until, day, age } = typed;
  const month = Number(typed.month);
  if (shape === 'age') return { shape, age, on: isPlainDate(on) ? on : plainDate('0001-01-01'), ...about };
  if (shape === 'day') return { shape, calendar, year, month, day, ...about };
  if (shape === 'month') return { shape, calendar, year, month, ...about };
  return shape === 'between' ? { shape, calendar, year, until, ...about } : { shape, calendar, year, ...about };
}

type Month = { readonly id: string; readonly calendar: CalendarId; readonly value: string; readonly onChange: (month: string) => void };
function MonthField({ id, calendar, value, onChange }: Month) {
  const { t, language } = useWords();
  return (
    <div className="field">
      <label htmlFor={`${id}-month`}>{t('date.inMonth')}</label>
      <select id={`${id}-month`} data-date="month" value={value} onChange={(event) => onChange(event.target.value)}>
        {monthNames(language, calendar).map((month, at) => (
          <option key={month} value={String(at + 1)}>
            {at + 1} · {month}
          </option>
        ))}
      </select>
    </div>
  );
}

function Says({ read, said, exact }: { readonly read: ReturnType<typeof understood>; readonly said: SaidDate; readonly exact: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const words = useDateWords();
  if ('problem' in read) return <>{code('date.problem', read.problem)}</>;
  const own = said.shape === 'age' ? undefined : said.calendar;
  return (
    <dl className="says">
      <div>
        <dt>{t(exact ? 'date.exactKept' : 'date.kept')}</dt>
        <dd>{exact && said.about !== true ? words.interval(read.interval, 'gregory') : words.approximate(read.coded)}</dd>
      </div>
      {calendarIds
        .filter((one) => one !== own && !(one.startsWith('islamic') && one !== 'islamic-umalqura'))
        .map((one) => (
          <div key={one}>
            <dt>{code('calendar', one)}</dt>
            <dd>{words.interval(read.interval, one)}</dd>
          </div>
        ))}
    </dl>
  );
}
