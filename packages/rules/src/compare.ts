import {
  addDays,
  addYears,
  ageOn,
  type DateInterval,
  daysInMonth,
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
  if ('before' in comparison) return sideTest(plainDate(comparison.before), YES, NO);
  if ('after' in comparison) return sideTest(nextDay(plainDate(comparison.after)), NO, YES);
  if ('younger-than' in comparison) return youngerTest(comparison['younger-than']);
  if ('aged' in comparison) return agedTest(comparison.aged);
  if ('at-least' in comparison) return amountTest(comparison['at-least'], (n, at) => n >= at);
  if ('at-most' in comparison) return amountTest(comparison['at-most'], (n, at) => n <= at);
  if ('more-than' in comparison) return amountTest(comparison['more-than'], (n, at) => n > at);
  return amountTest(comparison['less-than'], (n, at) => n < at);
}

// A fact with several values (citizenships, kinds of exploitation) meets "is" and "in" when one of them does.
function amongTest(wanted: readonly Scalar[], open: readonly Scalar[] | undefined, met: Answer, notMet: Answer): Test {
  const [only, ...more] = wanted;
  const [sought, leftOpen]: readonly (readonly unknown[])[] = [wanted, open ?? []];
  const kinds: readonly string[] = wanted.map((one) => typeof one);
  const one = (value: JsonValue | undefined): Answer => {
    if (sought?.includes(value) === true) return met;
    if (!kinds.includes(typeof value)) return UNKNOWN;
    return leftOpen?.includes(value) === true ? UNKNOWN : notMet;
  };
  const several = (values: readonly JsonValue[]): Answer => {
    if (values.some((value) => sought?.includes(value))) return met;
    const rest = values.map(one);
    return rest.length === 0 || rest.includes(UNKNOWN) ? UNKNOWN : notMet;
  };
  if (more.length > 0) return (value) => (Array.isArray(value) ? several(value as readonly JsonValue[]) : one(value));
  const kind = typeof only;
  return (value) => {
    if (value === undefined) return UNKNOWN;
    if (value === only) return met;
    if (typeof value === kind) return open !== undefined && leftOpen?.includes(value) === true ? UNKNOWN : notMet;
    return Array.isArray(value) ? several(value as readonly JsonValue[]) : UNKNOWN;
  };
}

/** Days before the limit, and days from it on. */
function sideTest(limit: PlainDate, before: Answer, from: Answer): Test {
  return (value) => {
    const side = sideOf(value, limit);
    return side < 0 ? before : side > 0 ? from : UNKNOWN;
  };
}

/** The first birthday of those still too young is found once for each day that is asked about. */
function youngerTest(years: number): Test {
  let [known, limit]: [PlainDate | undefined, PlainDate | undefined] = [undefined, undefined];
  return (value, day) => {
    if (typeof value !== 'string' || (day === undefined && dates(value) === undefined)) return UNKNOWN;
    if (day === undefined || day !== known) [known, limit] = [day, firstYounger(years, dayNeeded(day))];
    const side = sideOf(value, limit as PlainDate);
    return side < 0 ? NO : side > 0 ? YES : UNKNOWN;
  };
}

/** Born on this day or later, somebody is younger than so many years on the day. */
function firstYounger(years: number, day: PlainDate): PlainDate {
  if (years >= Number(day.slice(0, 4)) - 1) return FIRST_DAY;
  let born = addDays(addYears(day, -years), -3);
  while (reachedAgeOn(born, years, day)) born = addDays(born, 1);
  return born;
}

const FIRST_DAY = plainDate('0001-01-01');
/** After the last day of the calendar sorts a text that no day reaches. */
const nextDay = (day: PlainDate): PlainDate => (day === '9999-12-31' ? ('~' as PlainDate) : addDays(day, 1));

/** Every day the value may stand for lies before the limit (-1), none does (1), or it cannot be said (0). */
function sideOf(value: JsonValue | undefined, limit: PlainDate): -1 | 0 | 1 {
  if (typeof value !== 'string') return 0;
  const form = plainForm(value);
  if (form === 0) {
    const range = dates(value);
    return range === undefined ? 0 : range[1] < limit ? -1 : range[0] >= limit ? 1 : 0;
  }
  if (form === 10) return value < limit ? -1 : 1;
  // A month: '1998-03' sorts before each of its days.
  if (!limit.startsWith(value)) return value < limit ? -1 : 1;
  return limit.endsWith('-01') ? 1 : 0;
}

/** 10 for a day, 7 for a month, written plainly and there in the calendar; 0 for everything that is to be read with care. */
function plainForm(text: string): 0 | 7 | 10 {
  const size = text.length;
  if ((size !== 10 && size !== 7) || text.charCodeAt(4) !== DASH) return 0;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  if (!(year >= 2 && month >= 1 && month <= 12)) return 0;
  if (size === 7) return 7;
  const day = text.charCodeAt(7) === DASH ? digits(text, 8) : Number.NaN;
  return day >= 1 && day <= daysInMonth(year, month) ? 10 : 0;
}
const DASH = 45;

/** Two digits as a number. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
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
  return (value) => {
    if (typeof value === 'number') return currency !== undefined ? UNKNOWN : holds(value, at) ? YES : NO;
    return within(amounts(value, currency), (n) => holds(n, at));
  };
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
  if (value === undefined || value === null || typeof value !== 'object' || isList(value)) return undefined;
  const { minor, least, most } = value;
  if (typeof minor === 'number') return currency !== undefined && value['currency'] === currency ? [minor, minor] : undefined;
  return currency === undefined && typeof least === 'number' && typeof most === 'number' ? [least, most] : undefined;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
