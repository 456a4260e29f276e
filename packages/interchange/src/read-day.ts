import { isPlainDate, type PlainDate } from '@sojourn/kernel';

/** `either`: a day and a month that could be read both ways round, earlier reading first. */
export type DayRead =
  | { readonly is: 'day'; readonly day: PlainDate }
  | { readonly is: 'month' | 'year'; readonly text: string }
  | { readonly is: 'either'; readonly days: readonly [PlainDate, PlainDate] }
  | { readonly is: 'unclear' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const unclear: DayRead = { is: 'unclear' };

/** A day as people write it. Never guesses: 03/04/2021 is two days, and a year of another calendar is none. */
export function readDay(words: string): DayRead {
  const text = withWesternDigits(words).trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+Z?)?$/.exec(text);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text);
  if (numbers !== null) return eitherWay(numbers[1] ?? '', numbers[2] ?? '', numbers[3] ?? '');
  const named = /^(\d{1,2})[-/. ]+([a-z]{3,9})[-/., ]+(\d{4})$/i.exec(text);
  if (named !== null) return dayOf(named[3], monthNamed(named[2]), named[1]);
  const american = /^([a-z]{3,9})[. ]+(\d{1,2}),? +(\d{4})$/i.exec(text);
  if (american !== null) return dayOf(american[3], monthNamed(american[1]), american[2]);
  const yearMonth = /^(\d{4})-(\d{2})$/.exec(text);
  if (yearMonth !== null) return monthOf(yearMonth[1] ?? '', yearMonth[2] ?? '');
  const monthYear = /^(\d{1,2})[/.](\d{4})$/.exec(text);
  if (monthYear !== null) return monthOf(monthYear[2] ?? '', monthYear[1] ?? '');
  return /^\d{4}$/.test(text) && isOurCalendar(text) ? { is: 'year', text } : unclear;
}

function eitherWay(first: string, second: string, year: string): DayRead {
  const [dayFirst, monthFirst] = [dayOf(year, second, first), dayOf(year, first, second)];
  if (dayFirst.is !== 'day') return monthFirst;
  if (monthFirst.is !== 'day' || dayFirst.day === monthFirst.day) return dayFirst;
  const days = [dayFirst.day, monthFirst.day].sort();
  return { is: 'either', days: [days[0] ?? dayFirst.day, days[1] ?? monthFirst.day] };
}

function dayOf(year = '', month = '', day = ''): DayRead {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(text) && isOurCalendar(year) ? { is: 'day', day: text } : unclear;
}

function monthOf(year: string, month: string): DayRead {
  const text = `${year}-${month.padStart(2, '0')}`;
  return isPlainDate(`${text}-01`) && isOurCalendar(year) ? { is: 'month', text } : unclear;
}

function monthNamed(word = ''): string {
  return String(months.indexOf(word.slice(0, 3).toLowerCase()) + 1);
}

// 1375 may be a Persian year and 2540 a Buddhist one.
function isOurCalendar(year: string): boolean {
  return Number(year) >= 1900 && Number(year) < 2100;
}

function withWesternDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));
}
