import type { Brand } from './brand.ts';
import { addYears, build, daysInMonth, isPlainDate, type PlainDate, plainDate } from './plain-date.ts';

/**
 * A date as people know it, in EDTF level 0–1 (ISO 8601-2): '1998-03-04', '1998-03', '1998', '199X' (a digit not known),
 * '1998~' (about), '1998?' (uncertain), '1998%' (both): each is one year either side, so that nobody is made surely older
 * or younger by a doubt; '1995/1999' (between).
 */
export type ApproximateDate = Brand<string, 'ApproximateDate'>;

/** Both ends included. */
export type DateInterval = { readonly earliest: PlainDate; readonly latest: PlainDate };

export function isApproximateDate(text: string): text is ApproximateDate {
  return read(text) !== undefined;
}

/** Throws when the text is none of the forms above. */
export function approximateDate(text: string): ApproximateDate {
  if (!isApproximateDate(text)) throw new Error('Not a date or an approximate date');
  return text;
}

export function intervalOf(date: ApproximateDate | PlainDate): DateInterval {
  const interval = read(date);
  if (interval === undefined) throw new Error('Not a date or an approximate date');
  return interval;
}

function read(text: string): DateInterval | undefined {
  const [from, to, more] = text.split('/');
  if (more !== undefined || from === undefined) return undefined;
  const first = readOne(from);
  if (to === undefined || first === undefined) return first;
  const last = readOne(to);
  if (last === undefined || last.latest < first.earliest) return undefined;
  return { earliest: first.earliest, latest: last.latest };
}

function readOne(text: string): DateInterval | undefined {
  const about = /[~?%]$/.test(text);
  const bare = about ? text.slice(0, -1) : text;
  const interval = readBare(bare);
  if (interval === undefined || !about) return interval;
  if (interval.earliest < '0002-01-01' || interval.latest > '9998-12-31') return undefined;
  return { earliest: addYears(interval.earliest, -1), latest: addYears(interval.latest, 1) };
}

function readBare(text: string): DateInterval | undefined {
  if (isPlainDate(text)) return { earliest: text, latest: text };
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month !== null) {
    const [y, m] = [Number(month[1]), Number(month[2])];
    if (y < 2 || m < 1 || m > 12) return undefined;
    return { earliest: build(y, m, 1), latest: build(y, m, daysInMonth(y, m)) };
  }
  const yearOfMonth = /^(\d{4})-XX$/.exec(text)?.[1] ?? text;
  if (!/^(\d{4}|(?!00)\d{2}(\dX|XX))$/.test(yearOfMonth) || yearOfMonth < '0002') return undefined;
  return { earliest: plainDate(`${yearOfMonth.replaceAll('X', '0')}-01-01`), latest: plainDate(`${yearOfMonth.replaceAll('X', '9')}-12-31`) };
}
