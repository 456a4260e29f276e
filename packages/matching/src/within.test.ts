import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeWithin, type Described, isProposed, weigh } from './index.ts';

const person = (name: string, more: Partial<Described> = {}): Described => ({ names: [name], phones: [], documents: [], ...more });

describe('rows of one file', () => {
  it('that may be of one person are found among many, whichever comes first and in whatever script', () => {
    const others = Array.from({ length: 500 }, (_, n) => person(`Invented${String.fromCharCode(97 + (n % 26))} Somebody${n}`, { birth: '1980' }));
    const alike = alikeWithin([person('Salma Haddad', { birth: '1994-05' }), ...others, person('سلمى حداد', { birth: '1994' })]);
    expect(alike(0)).toEqual([
      { at: 501, is: 'likely', evidence: ['name-in-another-script', 'birth-same-year'], notCompared: ['phone', 'document', 'gender', 'citizenship'] },
    ]);
    expect(alike(501).map(({ at }) => at)).toEqual([0]);
    expect(alike(600)).toEqual([]);
  });
  it('whoever is found is proposed by the comparison itself, and never oneself', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(person('Salma Haddad', { birth: '1994' }), person('Selma Hadad', { birth: '1994-02' }), person('Ana Reyes'), person('')), {
          maxLength: 12,
        }),
        (people) => {
          const alike = alikeWithin(people);
          for (const [at, one] of people.entries())
            for (const found of alike(at)) {
              expect(found.at).not.toBe(at);
              expect(isProposed(weigh(one, people[found.at] ?? one))).toBe(true);
            }
        },
      ),
    ));
});
