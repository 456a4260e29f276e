import { addDays, type PlainDate, plainDate } from '@sojourn/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarId, calendarIds, dayIn, intervalIn, monthsIn } from './index.ts';

const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const days = (from: string, count: number) => fc.integer({ min: 0, max: count }).map((n) => addDays(plainDate(from), n));
const centuries = days('1700-01-01', 146_097);

/** What the browser's own calendars say: another implementation of the same arithmetic. */
function byIntl(calendar: CalendarId, day: PlainDate) {
  const format = new Intl.DateTimeFormat('en-u-nu-latn', { calendar, timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  const parts = Object.fromEntries(format.formatToParts(new Date(`${day}T00:00:00Z`)).map(({ type, value }) => [type, value]));
  return { year: Number(parts['year'] ?? parts['relatedYear']), month: Number(parts['month']), day: Number(parts['day']) };
}

describe(`five calendars against Intl over four centuries (seed ${seed})`, () => {
  it.each(calendarIds)('%s: a day is the same day there', (calendar) => {
    fc.assert(
      fc.property(centuries, (day) => {
        expect(dayIn(calendar, day)).toEqual(byIntl(calendar, day));
      }),
      { seed, numRuns: 600 },
    );
  });

  it.each(calendarIds)('%s: there and back is where we were', (calendar) => {
    fc.assert(
      fc.property(centuries, (day) => {
        const { year, month, day: dayOfMonth } = dayIn(calendar, day);
        expect(intervalIn(calendar, year, month, dayOfMonth)).toEqual({ earliest: day, latest: day });
      }),
      { seed, numRuns: 600 },
    );
  });

  it.each(calendarIds)('%s: a month or a year alone holds its own days and no other', (calendar) => {
    fc.assert(
      fc.property(centuries, fc.boolean(), (day, wholeYear) => {
        const { year, month } = dayIn(calendar, day);
        const interval = intervalIn(calendar, year, wholeYear ? undefined : month);
        if (interval === undefined) throw new Error('it exists');
        const isIn = (one: PlainDate) => {
          const there = byIntl(calendar, one);
          return there.year === year && (wholeYear || there.month === month);
        };
        expect([addDays(interval.earliest, -1), interval.earliest, day, interval.latest, addDays(interval.latest, 1)].map(isIn)).toEqual([
          false,
          true,
          true,
          true,
          false,
        ]);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('days people know', () => {
  it.each([
    ['ethiopic', [1984, 1, 1], '1991-09-12'],
    ['ethiopic', [1992, 1, 1], '1999-09-12'],
    ['ethiopic', [1992, 13, 5], '2000-09-10'],
    ['ethiopic', [1991, 13, 6], '1999-09-11'],
    ['persian', [1370, 1, 1], '1991-03-21'],
    ['persian', [1399, 12, 30], '2021-03-20'],
    ['islamic-umalqura', [1445, 9, 1], '2024-03-11'],
    ['islamic-tbla', [1445, 9, 1], '2024-03-10'],
    ['gregory', [2000, 2, 29], '2000-02-29'],
  ] as const)('%s %j is %s', (calendar, [year, month, day], gregorian) => {
    expect(intervalIn(calendar, year, month, day)?.earliest).toBe(gregorian);
  });
  it('an Ethiopic year begins in one of our years and ends in the next', () => {
    expect(intervalIn('ethiopic', 1984)).toEqual({ earliest: '1991-09-12', latest: '1992-09-10' });
  });
  it('what a calendar does not have is not moved to a neighbour', () => {
    expect(intervalIn('ethiopic', 1992, 13, 6)).toBeUndefined();
    expect(intervalIn('ethiopic', 1992, 14, 1)).toBeUndefined();
    expect(intervalIn('persian', 1400, 12, 30)).toBeUndefined();
    expect(intervalIn('gregory', 1999, 2, 29)).toBeUndefined();
    expect(intervalIn('islamic-civil', 1445, 0)).toBeUndefined();
    expect(monthsIn('ethiopic')).toBe(13);
  });
});
