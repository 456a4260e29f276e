import { type ApproximateDate, type DateInterval, intervalOf, isApproximateDate, isPlainDate, type PlainDate } from '@sojourn/kernel';
import { type CalendarId, calendarIds, intervalIn, monthsIn, type SaidDate } from '@sojourn/people';
import { useSyncExternalStore } from 'react';
import { useCode, useWords } from '../words/index.tsx';

const key = 'sojourn.calendar';
const listeners = new Set<() => void>();
const chosen = (): CalendarId | undefined => calendarIds.find((one) => one === localStorage.getItem(key));

/** A second calendar in which this reader wants to see days too. */
export function useOtherCalendar() {
  const calendar = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosen);
  const choose = (next: string) => {
    localStorage.setItem(key, next);
    for (const listener of listeners) listener();
  };
  return { calendar, choose };
}

const instantOf = (day: PlainDate) => new Date(`${day}T00:00:00Z`);
// Any year of each will do to ask for the names of its months.
const sampleYear = { gregory: 2000, ethiopic: 1990, 'islamic-umalqura': 1440, 'islamic-civil': 1440, 'islamic-tbla': 1440, persian: 1390 } as const;

export function monthNames(language: string, calendar: CalendarId): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { calendar, month: 'long', timeZone: 'UTC' });
  return Array.from({ length: monthsIn(calendar) }, (_, at) => {
    const first = intervalIn(calendar, sampleYear[calendar], at + 1)?.earliest;
    return first === undefined ? '' : format.format(instantOf(first));
  });
}

/** Days and approximate dates in words, and in another calendar. */
export function useDateWords() {
  const { t, language } = useWords();
  const code = useCode();
  const formats = (calendar: CalendarId) => ({
    day: new Intl.DateTimeFormat(language, { calendar, dateStyle: 'medium', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(language, { calendar, year: 'numeric', month: 'long', timeZone: 'UTC' }),
    year: new Intl.DateTimeFormat(language, { calendar, year: 'numeric', timeZone: 'UTC' }),
  });
  const interval = ({ earliest, latest }: DateInterval, calendar: CalendarId): string => {
    const { day } = formats(calendar);
    return earliest === latest
      ? day.format(instantOf(earliest))
      : t('date.range', { from: day.format(instantOf(earliest)), to: day.format(instantOf(latest)) });
  };
  const part = (text: string): string => {
    const { month, year, day } = formats('gregory');
    if (isPlainDate(text)) return day.format(instantOf(text));
    if (!isApproximateDate(text)) return text;
    const { earliest } = intervalOf(text);
    if (/^\d{4}-\d{2}$/.test(text)) return month.format(instantOf(earliest));
    return /^\d{4}$/.test(text) ? year.format(instantOf(earliest)) : text;
  };
  /** EDTF in words: "about 1990", "September 1991 to September 1992". */
  const approximate = (text: ApproximateDate | PlainDate): string => {
    const about = /[~?%]$/.test(text);
    const ends = text.split('/').map((one) => part(one.replace(/[~?%]$/, '')));
    const words = ends.length === 2 ? t('date.range', { from: ends[0] ?? '', to: ends[1] ?? '' }) : (ends[0] ?? '');
    return about ? t('date.aboutText', { date: words }) : words;
  };
  const said = (one: SaidDate): string => {
    if (one.shape === 'age') {
      const words = t('date.ageText', { age: one.age, on: part(one.on) });
      return one.about === true ? t('date.aboutText', { date: words }) : words;
    }
    const month = 'month' in one ? (monthNames(language, one.calendar)[one.month - 1] ?? '') : '';
    const bare =
      one.shape === 'between'
        ? t('date.range', { from: one.year, to: one.until })
        : [one.shape === 'day' ? one.day : '', month, one.year].filter((word) => word !== '').join(' ');
    const words = `${bare} (${code('calendar', one.calendar)})`;
    return one.about === true ? t('date.aboutText', { date: words }) : words;
  };
  return { interval, approximate, said };
}
