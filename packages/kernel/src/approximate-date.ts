import type { Brand } from './brand.ts';
import { addYears, build, daysInMonth, isPlainDate, type PlainDate, plainDate } from './plain-date.ts';

/**
 * A date as people know it, in EDTF level 0–1 (ISO 8601-2): '1998-03-04', '1998-03', '1998',
 * '1998~' (about: one year either side), '1995/1999' (between).
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
  const about = text.endsWith('~');
  const bare = about ? text.slice(0, -1) : text;
  const interval = readBare(bare);
  if (interval === undefined || !about) return interval;
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
  if (!/^\d{4}$/.test(text) || Number(text) < 2) return undefined;
  return { earliest: plainDate(`${text}-01-01`), latest: plainDate(`${text}-12-31`) };
}
