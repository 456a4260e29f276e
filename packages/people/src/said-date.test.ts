import { addDays, ageOn, intervalOf, isApproximateDate, plainDate } from '@sojourn/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarIds, dayIn, readSaidDate, type SaidDate, saidDateText, understood, withWesternDigits } from './index.ts';

const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const digitSets = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '০১২৩৪৫৬৭৮৯', '၀၁၂၃၄၅၆၇၈၉'];
const born = fc.integer({ min: 0, max: 45_000 }).map((n) => addDays(plainDate('1905-01-01'), n));
const coded = (said: SaidDate) => {
  const read = understood(said);
  return 'problem' in read ? read.problem : read.coded;
};

describe('digits of every script', () => {
  it.each(digitSets)('%s', (digits) => expect(withWesternDigits(`${digits}/x`)).toBe('0123456789/x'));
});

describe(`a date as it was said (seed ${seed})`, () => {
  const said = fc.tuple(born, fc.constantFrom(...calendarIds), fc.constantFrom(...digitSets), fc.constantFrom('day', 'month', 'year'), fc.boolean());
  it('whatever calendar, digits and precision: the day is inside what rules are told, and rules are never told a day', () => {
    fc.assert(
      fc.property(said, ([day, calendar, digits, shape, about]) => {
        const there = dayIn(calendar, day);
        const write = (n: number) => String(n).replace(/\d/g, (digit) => digits.charAt(Number(digit)));
        const whole = { shape, calendar, year: write(there.year), month: there.month, day: write(there.day), about } as const;
        const { month, day: dayOfMonth, ...year } = whole;
        const one = (shape === 'day' ? whole : shape === 'month' ? { ...year, month } : year) as SaidDate;
        const read = understood(one);
        if ('problem' in read) throw new Error(read.problem);
        expect(read.coded).not.toMatch(/\d{4}-\d{2}-\d{2}/);
        const interval = intervalOf(read.coded);
        expect(interval.earliest <= day && day <= interval.latest).toBe(true);
        expect(interval.earliest <= read.interval.earliest && read.interval.latest <= interval.latest).toBe(true);
        expect(readSaidDate(saidDateText(one))).toEqual(one);
      }),
      { seed, numRuns: 1_500 },
    );
  });

  it('an age on a day holds everybody who is that old on it, and without "about" hardly anybody else', () => {
    const on = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(plainDate('2020-01-01'), n));
    fc.assert(
      fc.property(on, fc.integer({ min: 0, max: 99 }), fc.boolean(), born, (day, years, about, birth) => {
        const read = understood({ shape: 'age', age: String(years), on: day, about });
        if ('problem' in read) throw new Error(read.problem);
        const { earliest, latest } = intervalOf(read.coded);
        const isThatOld = ageOn({ earliest: birth, latest: birth }, day).least === years;
        if (isThatOld) expect(earliest <= birth && birth <= latest).toBe(true);
        const told = ageOn({ earliest, latest }, day);
        expect([years - told.least <= (about ? 2 : 1), told.most - years <= (about ? 2 : 1)]).toEqual([true, true]);
      }),
      { seed, numRuns: 1_500 },
    );
  });
});

describe('what rules are told', () => {
  it.each([
    [{ shape: 'day', calendar: 'ethiopic', year: '1984', month: 1, day: '15' }, '1991-09'],
    [{ shape: 'month', calendar: 'ethiopic', year: '1984', month: 1 }, '1991-09/1991-10'],
    [{ shape: 'year', calendar: 'ethiopic', year: '1984' }, '1991-09/1992-09'],
    [{ shape: 'year', calendar: 'persian', year: '۱۳۷۰' }, '1991-03/1992-03'],
    [{ shape: 'year', calendar: 'gregory', year: '١٩٩١' }, '1991'],
    [{ shape: 'year', calendar: 'gregory', year: '1991', about: true }, '1991~'],
    [{ shape: 'between', calendar: 'gregory', year: '1990', until: '1993' }, '1990/1993'],
    [{ shape: 'age', age: '15', on: '2026-11-25' }, '2010-11/2011-11'],
    [{ shape: 'age', age: '15', on: '2026-11-25', about: true }, '2010-11~/2011-11~'],
  ] as const)('%j is %s', (said, told) => expect(coded(said)).toBe(told));
  it('everything it tells is a date that is understood', () => expect(isApproximateDate('2010-11~/2011-11~')).toBe(true));
  it.each([
    [{ shape: 'year', calendar: 'gregory', year: '1370' }, 'perhaps-another-calendar'],
    [{ shape: 'day', calendar: 'gregory', year: '1999', month: 2, day: '29' }, 'no-such-day'],
    [{ shape: 'between', calendar: 'gregory', year: '1993', until: '1990' }, 'no-such-day'],
    [{ shape: 'year', calendar: 'gregory', year: '' }, 'incomplete'],
    [{ shape: 'age', age: '131', on: '2026-11-25' }, 'no-such-day'],
  ] as const)('%j is asked about again: %s', (said, problem) => expect(coded(said)).toBe(problem));
  it('words that are no such date are not taken for one', () => {
    for (const text of ['', 'null', '{', '{"shape":"day"}', '{"shape":"year","calendar":"mayan","year":"1"}']) expect(readSaidDate(text)).toBeUndefined();
  });
});
