import {
  addMonths,
  ageOn,
  type DateInterval,
  dayNumber,
  fromDayNumber,
  intervalOf,
  isApproximateDate,
  type JsonValue,
  type PlainDate,
  plainDate,
} from '@sojourn/kernel';
import { type Answer, NO, UNKNOWN, YES } from './answer.ts';
import type { Scalar } from './expression.ts';

/** A number, an amount of money in minor units, or a day counted from 1970: between two ends, which are the same when it is exact. */
export type Quantity = { readonly kind: 'number' | 'money' | 'day'; readonly least: number; readonly most: number; readonly currency: string };
/** What a value came to. `open`: not known. `none`: does not apply. A list of codes is a fact with several values. */
export type Held = Quantity | { readonly kind: 'codes'; readonly codes: readonly Scalar[] } | { readonly kind: 'open' } | { readonly kind: 'none' };

export const OPEN: Held = { kind: 'open' };
export const NONE: Held = { kind: 'none' };

export const number = (least: number, most = least): Held => quantity('number', least, most, '');
const day = (least: number, most = least): Held => quantity('day', least, most, '');
export const isQuantity = (held: Held): held is Quantity => 'least' in held;
export const isExact = (held: Held): boolean => (isQuantity(held) ? held.least === held.most : held.kind === 'codes');
/** A date of which only the month or the year is known is written exactly and is not exact. */
export const isSettled = (held: Held): boolean => {
  const size = measured(held);
  return isQuantity(size) ? isExact(size) : isExact(held);
};

/** A value beyond what whole numbers can count exactly is not known rather than nearly right. */
export function quantity(kind: Quantity['kind'], least: number, most: number, currency: string): Held {
  const fits = kind === 'number' ? Number.isFinite(least) && Number.isFinite(most) : Number.isSafeInteger(least) && Number.isSafeInteger(most);
  return fits && least <= most ? { kind, least, most, currency } : OPEN;
}

/** A recorded value: dates and codes are both text, and which it is shows where it is used. */
export function heldOf(value: JsonValue | undefined): Held {
  if (value === undefined || value === null) return OPEN;
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string' || typeof value === 'boolean') return { kind: 'codes', codes: [value] };
  if (isList(value)) return { kind: 'codes', codes: value.filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') };
  const { minor, currency, least, most } = value;
  if (typeof minor === 'number' && typeof currency === 'string') return quantity('money', minor, minor, currency);
  return typeof least === 'number' && typeof most === 'number' ? number(least, most) : OPEN;
}

/** As a quantity; text that is a date or an approximate date is a day or a range of days. */
export function measured(held: Held): Held {
  if (held.kind !== 'codes') return held;
  const [one, ...more] = held.codes;
  if (more.length > 0 || one === undefined) return OPEN;
  if (typeof one === 'number') return number(one);
  if (typeof one !== 'string' || !isApproximateDate(one)) return OPEN;
  const { earliest, latest } = intervalOf(one);
  return day(dayNumber(earliest), dayNumber(latest));
}

/** Do both ends of one lie below, or not below, both ends of the other? Two currencies, or a day and a number, cannot be compared. */
export function less(a: Held, b: Held, orEqual: boolean): Answer {
  const [one, other] = [measured(a), measured(b)];
  if (!isQuantity(one) || !isQuantity(other) || one.kind !== other.kind || one.currency !== other.currency) return UNKNOWN;
  if (orEqual ? one.most <= other.least : one.most < other.least) return YES;
  return (orEqual ? one.least > other.most : one.least >= other.most) ? NO : UNKNOWN;
}

/** The same value; of several values, one of them. */
export function same(a: Held, b: Held): Answer {
  if (a.kind === 'codes' && b.kind === 'codes') {
    if (a.codes.some((one) => b.codes.includes(one))) return YES;
    const [first, second] = [a.codes[0], b.codes[0]];
    return first === undefined || second === undefined || typeof first !== typeof second ? UNKNOWN : NO;
  }
  const [one, other] = [measured(a), measured(b)];
  if (!isQuantity(one) || !isQuantity(other) || one.kind !== other.kind || one.currency !== other.currency) return UNKNOWN;
  if (one.most < other.least || other.most < one.least) return NO;
  return isExact(one) && isExact(other) ? YES : UNKNOWN;
}

/** The value that may be either: between the two where they can be counted, not known where they differ otherwise. */
export function eitherOf(values: readonly Held[]): Held {
  const [first, ...rest] = values;
  if (first === undefined) return OPEN;
  return rest.reduce((one, other) => {
    if (one.kind === 'codes' && other.kind === 'codes')
      return one.codes.length === 1 && other.codes.length === 1 && one.codes[0] === other.codes[0] ? one : OPEN;
    if (one.kind === 'none' && other.kind === 'none') return NONE;
    if (!isQuantity(one) || !isQuantity(other) || one.kind !== other.kind || one.currency !== other.currency) return OPEN;
    return quantity(one.kind, Math.min(one.least, other.least), Math.max(one.most, other.most), one.currency);
  }, first);
}

export type Unit = 'days' | 'months' | 'years';

/** How long from one day to another, in completed units; negative when the second comes first. */
export function between(from: Held, to: Held, unit: Unit): Held {
  const [a, b] = [measured(from), measured(to)];
  if (a.kind !== 'day' || b.kind !== 'day') return OPEN;
  return number(long(a.most, b.least, unit), long(a.least, b.most, unit));
}

function long(from: number, to: number, unit: Unit): number {
  if (unit === 'days') return to - from;
  if (to < from) return 0 - long(to, from, unit);
  const [start, end] = [fromDayNumber(from), fromDayNumber(to)];
  if (unit === 'years') return ageOn({ earliest: start, latest: start } as DateInterval, end).least;
  const months = (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7));
  return addMonths(start, months) <= end ? months : months - 1;
}

export function shifted(from: Held, by: Held, unit: Unit): Held {
  const [start, steps] = [measured(from), measured(by)];
  if (start.kind !== 'day' || steps.kind !== 'number') return OPEN;
  // Half a day or half a month is no day of the calendar.
  if (!Number.isInteger(steps.least) || !Number.isInteger(steps.most)) return OPEN;
  const ends = [moved(start.least, steps.least, unit), moved(start.most, steps.most, unit)] as const;
  // What lies beyond the calendar is no day.
  if (ends[0] === undefined || ends[1] === undefined) return OPEN;
  return day(ends[0], ends[1]);
}

const [FIRST, LAST] = [dayNumber(plainDate('0001-01-01')), dayNumber(plainDate('9999-12-31'))];

function moved(at: number, by: number, unit: Unit): number | undefined {
  if (unit === 'days') return at + by >= FIRST && at + by <= LAST ? at + by : undefined;
  const start = fromDayNumber(at);
  const months = by * (unit === 'years' ? 12 : 1);
  const year = Number(start.slice(0, 4)) + Math.floor((Number(start.slice(5, 7)) - 1 + months) / 12);
  return year >= 1 && year <= 9999 ? dayNumber(addMonths(start, months)) : undefined;
}

/** For people and for the record: a day is text again. */
export function jsonOf(held: Held, end: 'least' | 'most'): JsonValue | undefined {
  if (held.kind === 'codes') return held.codes.length === 1 ? held.codes[0] : held.codes;
  if (!isQuantity(held)) return undefined;
  if (held.kind === 'money') return { minor: held[end], currency: held.currency };
  return held.kind === 'day' ? fromDayNumber(held[end]) : held[end];
}

export const dayHeld = (on: PlainDate): Held => day(dayNumber(plainDate(on)));

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
