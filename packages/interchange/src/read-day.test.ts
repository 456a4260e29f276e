import { describe, expect, it } from 'vitest';
import { readDay } from './read-day.ts';

describe('a day as people write it', () => {
  it.each([
    ['2021-04-03', '2021-04-03'],
    ['2021-4-3', '2021-04-03'],
    ['2021-04-03T00:00:00.000Z', '2021-04-03'],
    ['25/12/1990', '1990-12-25'],
    ['12/25/1990', '1990-12-25'],
    ['04/04/2021', '2021-04-04'],
    ['3 April 1990', '1990-04-03'],
    ['03-Apr-1990', '1990-04-03'],
    ['April 3, 1990', '1990-04-03'],
    ['٢٥/١٢/١٩٩٠', '1990-12-25'],
    ['۱۹۹۰-۱۲-۲۵', '1990-12-25'],
  ])('%s is one day', (words, day) => expect(readDay(words)).toEqual({ is: 'day', day }));

  it.each(['03/04/2021', '3.4.2021', '04-03-2021'])('%s is two days, and neither is chosen', (words) =>
    expect(readDay(words)).toEqual({ is: 'either', days: ['2021-03-04', '2021-04-03'] }),
  );

  it.each(['', 'unknown', '31/02/2021', '13/13/2021', '03/04/21', '1375-05-12', '2540', '44287', '1899-12-31', '2100-01-01'])(
    '%s is no day of our calendar',
    (words) => expect(readDay(words)).toEqual({ is: 'unclear' }),
  );

  it.each([
    ['1998', { is: 'year', text: '1998' }],
    ['1998-03', { is: 'month', text: '1998-03' }],
    ['03/1998', { is: 'month', text: '1998-03' }],
  ])('%s is as much as is known', (words, read) => expect(readDay(words)).toEqual(read));
});
