import {
  type Calendar,
  CalendarDate,
  EthiopicCalendar,
  GregorianCalendar,
  IslamicCivilCalendar,
  IslamicTabularCalendar,
  IslamicUmalquraCalendar,
  PersianCalendar,
  toCalendar,
} from '@internationalized/date';
import { type DateInterval, type PlainDate, plainDate } from '@sojourn/kernel';

/**
 * As Unicode names them. Hijri is three: by table from Friday 16 July 622 (civil) or from the Thursday before (tbla), and
 * Umm al-Qura, Saudi Arabia's official one, which is known for the years 1300–1600 and by the civil table outside them.
 * Where the new moon is looked for, a date may be a day or two off any of them.
 */
export const calendarIds = ['gregory', 'ethiopic', 'islamic-umalqura', 'islamic-civil', 'islamic-tbla', 'persian'] as const;
export type CalendarId = (typeof calendarIds)[number];

const calendars: Readonly<Record<CalendarId, Calendar>> = {
  gregory: new GregorianCalendar(),
  ethiopic: new EthiopicCalendar(),
  'islamic-umalqura': new IslamicUmalquraCalendar(),
  'islamic-civil': new IslamicCivilCalendar(),
  'islamic-tbla': new IslamicTabularCalendar(),
  persian: new PersianCalendar(),
};

/** Year of the calendar's usual era; month and day from 1. */
export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

export function dayIn(calendar: CalendarId, day: PlainDate): CalendarDay {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  const there = toCalendar(new CalendarDate(year ?? 1, month ?? 1, dayOfMonth ?? 1), calendars[calendar]);
  return { year: there.year, month: there.month, day: there.day };
}

export function monthsIn(calendar: CalendarId): number {
  return calendar === 'ethiopic' ? 13 : 12;
}

/** The Gregorian days, both ends included, of a year, a month or a day of any calendar. Undefined when it does not exist there. */
export function intervalIn(calendar: CalendarId, year: number, month?: number, day?: number): DateInterval | undefined {
  if (!Number.isInteger(year) || year < 1 || year > 9_000) return undefined;
  const months = monthsIn(calendar);
  const [firstMonth, lastMonth] = [month ?? 1, month ?? months];
  if (!Number.isInteger(firstMonth) || firstMonth < 1 || firstMonth > months || (month === undefined && day !== undefined)) return undefined;
  const days = calendars[calendar].getDaysInMonth(new CalendarDate(calendars[calendar], year, lastMonth, 1));
  if (day !== undefined && (!Number.isInteger(day) || day < 1 || day > days)) return undefined;
  const gregorian = (m: number, d: number) => plainDate(toCalendar(new CalendarDate(calendars[calendar], year, m, d), calendars.gregory).toString());
  return { earliest: gregorian(firstMonth, day ?? 1), latest: gregorian(lastMonth, day ?? days) };
}
