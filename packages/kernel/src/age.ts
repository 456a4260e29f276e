import type { DateInterval } from './approximate-date.ts';
import { addYears, compareDates, type PlainDate } from './plain-date.ts';

/** Whole years, both ends included: someone born "in 2008" is 17–18 during 2026. */
export type Age = { readonly least: number; readonly most: number };

/**
 * A person born on 29 February completes a year on 28 February in a common year (the earlier day protects no one less).
 * Whoever would reach the age after the last year of the calendar (a birth written down as 9999) has not reached it.
 */
export function reachedAgeOn(birth: PlainDate, years: number, day: PlainDate): boolean {
  if (Number(birth.slice(0, 4)) + years > 9999) return false;
  return compareDates(addYears(birth, years), day) <= 0;
}

export function ageOn(birth: DateInterval, day: PlainDate): Age {
  return { least: wholeYears(birth.latest, day), most: wholeYears(birth.earliest, day) };
}

function wholeYears(birth: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return reachedAgeOn(birth, years, day) ? years : years - 1;
}
