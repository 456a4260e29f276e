import { type ApproximateDate, addDays, addYears, canonicalJson, type DateInterval, isPlainDate, type JsonValue, plainDate } from '@sojourn/kernel';
import { z } from 'zod';
import { calendarIds, intervalIn } from './calendars.ts';
import { withWesternDigits } from './digits.ts';
import { monthPrecision } from './month-precision.ts';

const digits = z.string().regex(/^\p{Nd}{1,4}$/u);
const day = z.string().refine(isPlainDate).transform(plainDate);
const about = z.boolean().optional();

/** A date in the person's own calendar and digits. Exact as it is, it is identity: it is sealed as text and never a payload. */
const saidDate = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('day'), calendar: z.enum(calendarIds), year: digits, month: z.number().int(), day: digits, about }),
  z.strictObject({ shape: z.literal('month'), calendar: z.enum(calendarIds), year: digits, month: z.number().int(), about }),
  z.strictObject({ shape: z.literal('year'), calendar: z.enum(calendarIds), year: digits, about }),
  z.strictObject({ shape: z.literal('between'), calendar: z.enum(calendarIds), year: digits, until: digits, about }),
  /** Completed years on a day: "about fifteen today". Years of age are counted as Gregorian years. */
  z.strictObject({ shape: z.literal('age'), age: digits, on: day, about }),
]);
export type SaidDate = z.input<typeof saidDate>;

/** `coded` is what rules may know; `interval` still says the day, where one was said. */
export type Understood = { readonly interval: DateInterval; readonly coded: ApproximateDate };
type Problem = { readonly problem: 'incomplete' | 'no-such-day' | 'perhaps-another-calendar' };

export const saidDateText = (said: SaidDate): string => canonicalJson(JSON.parse(JSON.stringify(said)) as JsonValue);

/** Undefined when the text is not a date that was written by `saidDateText`. */
export function readSaidDate(text: string): SaidDate | undefined {
  try {
    const read = saidDate.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The days it may have been. A year that no living person was born in is not understood: it is perhaps of another calendar. */
export function understood(said: SaidDate): Understood | Problem {
  if (!saidDate.safeParse(said).success) return { problem: 'incomplete' };
  const interval = intervalOfSaid(said);
  if (interval === undefined) return { problem: 'no-such-day' };
  if (interval.earliest < '1850-01-01' || interval.latest > '2150-12-31') return { problem: 'perhaps-another-calendar' };
  return { interval, coded: monthPrecision(interval, said.about === true) };
}

function intervalOfSaid(said: SaidDate): DateInterval | undefined {
  const number = (text: string) => Number(withWesternDigits(text));
  if (said.shape === 'age') {
    const on = plainDate(said.on);
    const age = number(said.age);
    return age > 130 ? undefined : { earliest: addDays(addYears(on, -age - 1), 1), latest: addYears(on, -age) };
  }
  const from = intervalIn(said.calendar, number(said.year), 'month' in said ? said.month : undefined, said.shape === 'day' ? number(said.day) : undefined);
  if (said.shape !== 'between' || from === undefined) return from;
  const until = intervalIn(said.calendar, number(said.until));
  return until === undefined || until.latest < from.latest ? undefined : { earliest: from.earliest, latest: until.latest };
}
