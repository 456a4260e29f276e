import { addDays, intervalOf, isApproximateDate, type PlainDate, plainDate, reachedAgeOn } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { NO, UNKNOWN, YES } from './answer.ts';
import { testOf } from './compare.ts';
import { seeded } from './oracle/index.ts';

const seed = Number(process.env['SEED'] ?? 20_261_125);
const DAYS = ['2026-11-25', '2024-02-29', '2025-02-28', '2025-03-01', '2026-01-01', '2026-12-31'].map(plainDate);

/** As the words say it: yes when every day that it may be says so. */
function slowly(text: string, holds: (on: PlainDate) => boolean) {
  if (!isApproximateDate(text)) return UNKNOWN;
  const { earliest, latest } = intervalOf(text);
  const [first, last] = [holds(earliest), holds(latest)];
  return first === last ? (first ? YES : NO) : UNKNOWN;
}

describe(`days are compared quickly and not otherwise (seed ${seed})`, () => {
  const random = seeded(seed);
  const near = Array.from({ length: 400 }, () => addDays(plainDate('2008-11-25'), Math.floor((random() - 0.5) * 1_600)));
  const texts = [
    ...near,
    ...near.map((on) => on.slice(0, 7)),
    ...near
      .slice(0, 40)
      .flatMap((on) => [on.slice(0, 4), `${on.slice(0, 3)}X`, `${on.slice(0, 7)}~`, `${on}?`, `${on.slice(0, 4)}/${Number(on.slice(0, 4)) + 1}`]),
    ...[
      '2008-02-29',
      '2007-02-29',
      '2008-13',
      '2008-00',
      '2008-1-01',
      '2008-11-31',
      '20081125',
      '2008/11',
      '',
      'yes',
      '0001-01-01',
      '9999-12-31',
      '0001',
      '2008-11-5',
      '2008-1a',
    ],
  ];
  it('at, below and above a birthday, in leap years too', () => {
    for (const day of DAYS)
      for (const years of [0, 15, 16, 18, 100, 3_000]) {
        const test = testOf({ fact: 'born', 'younger-than': years });
        for (const text of texts)
          expect(test(text, day), `${text} younger than ${years} on ${day}`).toBe(slowly(text, (born) => !reachedAgeOn(born, years, day)));
      }
  });
  it('before and after a day', () => {
    for (const limit of ['2008-11-25', '2008-03-01', '2008-02-29', '2008-12-31', '9999-12-31', '0001-01-01'].map(plainDate))
      for (const text of texts) {
        expect(testOf({ fact: 'day', before: limit })(text, undefined), `${text} before ${limit}`).toBe(slowly(text, (on) => on < limit));
        expect(testOf({ fact: 'day', after: limit })(text, undefined), `${text} after ${limit}`).toBe(slowly(text, (on) => on > limit));
      }
  });
});
