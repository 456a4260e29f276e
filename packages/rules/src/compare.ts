import { addYears, compareDates, type DateInterval, intervalOf, isApproximateDate, type JsonValue, type PlainDate, plainDate } from '@sojourn/kernel';
import type { Comparison } from './expression.ts';

export type Three = 'yes' | 'no' | 'unknown';

/**
 * A value that is only approximate is compared three-valued: yes or no when every exact value it may stand for says so.
 * A value of the wrong kind answers nothing; it never becomes a no.
 */
export function meets(comparison: Comparison, value: JsonValue, day?: PlainDate): Three {
  if ('is' in comparison) return among([comparison.is], comparison, value);
  if ('is-not' in comparison) return opposite(among([comparison['is-not']], comparison, value));
  if ('in' in comparison) return among(comparison.in, comparison, value);
  if ('before' in comparison) return within(dates(value), (on) => compareDates(on, plainDate(comparison.before)) < 0);
  if ('after' in comparison) return within(dates(value), (on) => compareDates(on, plainDate(comparison.after)) > 0);
  if ('younger-than' in comparison) {
    if (day === undefined) throw new Error('A rule that counts years needs the day it is asked about');
    const years = comparison['younger-than'];
    return within(dates(value), (born) => compareDates(addYears(born, years), day) > 0);
  }
  const limit = 'at-least' in comparison ? comparison['at-least'] : comparison['at-most'];
  const range = amounts(value, typeof limit === 'number' ? undefined : limit.currency);
  const at = typeof limit === 'number' ? limit : limit.minor;
  return within(range, (n) => ('at-least' in comparison ? n >= at : n <= at));
}

type Open = { readonly 'leaves-open'?: readonly JsonValue[] | undefined };

// A fact with several values (citizenships, kinds of exploitation) meets "is" and "in" when one of them does.
function among(wanted: readonly JsonValue[], { 'leaves-open': open }: Open, value: JsonValue): Three {
  const values = isList(value) ? value : [value];
  if (values.some((one) => wanted.includes(one))) return 'yes';
  return open?.some((one) => values.includes(one)) === true ? 'unknown' : 'no';
}

/** Every test here only grows or only shrinks along the line, so the two ends answer for all between them. */
function within<Point>(range: readonly [Point, Point] | undefined, holds: (point: Point) => boolean): Three {
  if (range === undefined) return 'unknown';
  const [first, last] = [holds(range[0]), holds(range[1])];
  return first === last ? (first ? 'yes' : 'no') : 'unknown';
}

function dates(value: JsonValue): readonly [PlainDate, PlainDate] | undefined {
  if (typeof value !== 'string' || !isApproximateDate(value)) return undefined;
  const { earliest, latest }: DateInterval = intervalOf(value);
  return [earliest, latest];
}

/** A number, a range `{ least, most }`, or money of the same currency: without a rate two currencies cannot be compared. */
function amounts(value: JsonValue, currency: string | undefined): readonly [number, number] | undefined {
  if (typeof value === 'number') return currency === undefined ? [value, value] : undefined;
  if (value === null || typeof value !== 'object' || isList(value)) return undefined;
  const { minor, least, most } = value;
  if (typeof minor === 'number') return currency !== undefined && value['currency'] === currency ? [minor, minor] : undefined;
  return currency === undefined && typeof least === 'number' && typeof most === 'number' ? [least, most] : undefined;
}

const opposite = (answer: Three): Three => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown');

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
