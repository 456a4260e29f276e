import {
  ageOn,
  compareDates,
  type DateInterval,
  intervalOf,
  isApproximateDate,
  type JsonValue,
  type PlainDate,
  plainDate,
  reachedAgeOn,
} from '@sojourn/kernel';
import { type Answer, NO, UNKNOWN, YES } from './answer.ts';
import type { Amount, Comparison, Scalar } from './expression.ts';

/** What a comparison says of one value on a day; `undefined` is no value. Made once for each rule and asked for every person. */
export type Test = (value: JsonValue | undefined, day: PlainDate | undefined) => Answer;

/**
 * A value that is only approximate is compared three-valued: yes or no when every exact value it may stand for says so.
 * A value of the wrong kind answers nothing; it never becomes a no.
 */
export function testOf(comparison: Comparison): Test {
  if ('is' in comparison) return amongTest([comparison.is], comparison['leaves-open'], YES, NO);
  if ('is-not' in comparison) return amongTest([comparison['is-not']], comparison['leaves-open'], NO, YES);
  if ('in' in comparison) return amongTest(comparison.in, comparison['leaves-open'], YES, NO);
  if ('before' in comparison) return dateTest((on) => compareDates(on, plainDate(comparison.before)) < 0);
  if ('after' in comparison) return dateTest((on) => compareDates(on, plainDate(comparison.after)) > 0);
  if ('younger-than' in comparison) {
    const years = comparison['younger-than'];
    return (value, day) => within(dates(value), (born) => !reachedAgeOn(born, years, dayNeeded(day)));
  }
  if ('aged' in comparison) return agedTest(comparison.aged);
  if ('at-least' in comparison) return amountTest(comparison['at-least'], (n, at) => n >= at);
  if ('at-most' in comparison) return amountTest(comparison['at-most'], (n, at) => n <= at);
  if ('more-than' in comparison) return amountTest(comparison['more-than'], (n, at) => n > at);
  return amountTest(comparison['less-than'], (n, at) => n < at);
}

// A fact with several values (citizenships, kinds of exploitation) meets "is" and "in" when one of them does.
function amongTest(wanted: readonly Scalar[], open: readonly Scalar[] | undefined, met: Answer, notMet: Answer): Test {
  const [only, ...more] = wanted;
  const kinds = new Set(wanted.map((one) => typeof one));
  const one = (value: JsonValue | undefined): Answer => {
    if (wanted.some((code) => code === value)) return met;
    if (!kinds.has(typeof value as 'string')) return UNKNOWN;
    return open?.some((code) => code === value) === true ? UNKNOWN : notMet;
  };
  const several = (values: readonly JsonValue[]): Answer => {
    if (values.some((value) => wanted.some((code) => code === value))) return met;
    const rest = values.map(one);
    return rest.length === 0 || rest.includes(UNKNOWN) ? UNKNOWN : notMet;
  };
  if (more.length > 0 || open !== undefined) return (value) => (Array.isArray(value) ? several(value as readonly JsonValue[]) : one(value));
  const kind = typeof only;
  return (value) => {
    if (value === only) return met;
    if (typeof value === kind) return notMet;
    return Array.isArray(value) ? several(value as readonly JsonValue[]) : UNKNOWN;
  };
}

function dateTest(holds: (on: PlainDate) => boolean): Test {
  return (value) => within(dates(value), holds);
}

/** Completed years on the day, both ends included. */
function agedTest({ from, to }: { readonly from: number; readonly to: number }): Test {
  return (value, day) => {
    const on = dayNeeded(day);
    const born = dates(value);
    if (born === undefined) return UNKNOWN;
    const { least, most } = ageOn({ earliest: born[0], latest: born[1] }, on);
    if (from <= least && most <= to) return YES;
    return most < from || to < least ? NO : UNKNOWN;
  };
}

function dayNeeded(day: PlainDate | undefined): PlainDate {
  if (day === undefined) throw new Error('A rule that counts years needs the day it is asked about');
  return day;
}

function amountTest(limit: Amount, holds: (n: number, at: number) => boolean): Test {
  const [at, currency] = typeof limit === 'number' ? [limit, undefined] : [limit.minor, limit.currency];
  return (value) => within(amounts(value, currency), (n) => holds(n, at));
}

/** Every test here only grows or only shrinks along the line, so the two ends answer for all between them. */
function within<Point>(range: readonly [Point, Point] | undefined, holds: (point: Point) => boolean): Answer {
  if (range === undefined) return UNKNOWN;
  const [first, last] = [holds(range[0]), holds(range[1])];
  return first === last ? (first ? YES : NO) : UNKNOWN;
}

function dates(value: JsonValue | undefined): readonly [PlainDate, PlainDate] | undefined {
  if (typeof value !== 'string' || !isApproximateDate(value)) return undefined;
  const { earliest, latest }: DateInterval = intervalOf(value);
  return [earliest, latest];
}

/** A number, a range `{ least, most }`, or money of the same currency: without a rate two currencies cannot be compared. */
function amounts(value: JsonValue | undefined, currency: string | undefined): readonly [number, number] | undefined {
  if (typeof value === 'number') return currency === undefined ? [value, value] : undefined;
  if (value === undefined || value === null || typeof value !== 'object' || isList(value)) return undefined;
  const { minor, least, most } = value;
  if (typeof minor === 'number') return currency !== undefined && value['currency'] === currency ? [minor, minor] : undefined;
  return currency === undefined && typeof least === 'number' && typeof most === 'number' ? [least, most] : undefined;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
