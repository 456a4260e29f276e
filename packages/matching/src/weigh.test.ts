import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Described, evidenceCodes, isProposed, weigh } from './index.ts';

const someone = (more: Partial<Described> = {}): Described => ({ names: [], phones: [], documents: [], ...more });
const salma = someone({ names: ['Salma Haddad'], birth: '1994-05', gender: 'Feminine', citizenship: ['SYR'] });

describe('two records may be of one person', () => {
  it('a name and a birth that agree make it likely; a name alone, possible; nothing but sex and citizenship, no question', () => {
    expect(weigh(salma, salma)).toEqual({
      is: 'likely',
      evidence: ['name-same', 'birth-same-month', 'gender-same', 'citizenship-shared'],
      notCompared: ['phone', 'document'],
    });
    expect(weigh(salma, someone({ names: ['Haddad, Salma'] }))).toMatchObject({ is: 'possible', evidence: ['name-same'] });
    expect(weigh(salma, someone({ gender: 'Feminine', citizenship: ['SYR'], birth: '1994-05' })).is).toBe('not-proposed');
  });
  it.each([
    ['سلمى حداد', 'name-in-another-script'],
    ['Сальма Хадад', 'name-in-another-script'],
    ['Selma Hadad', 'name-written-otherwise'],
    ['SALMA  HADDAD', 'name-same'],
  ])('%s is heard as Salma Haddad', (name, evidence) => {
    expect(weigh(salma, someone({ names: [name], birth: '1994' }))).toMatchObject({ is: 'likely', evidence: [evidence, 'birth-same-year'] });
  });
  it('a name in letters that cannot be told one by one is not compared, neither for nor against', () => {
    expect(weigh(salma, someone({ names: ['王小明'], phones: ['+961 70 123 456'] }))).toMatchObject({ is: 'not-proposed', evidence: [] });
    expect(weigh(someone({ names: ['王小明'] }), someone({ names: ['王小明'] })).evidence).toEqual(['name-same']);
  });
  it('a name that is not heard in another script says little: it is not compared', () => {
    expect(weigh(salma, someone({ names: ['Мадина Рахимова'], phones: salma.phones }))).toMatchObject({ is: 'not-proposed', evidence: [] });
    expect(weigh(salma, someone({ names: ['Madina Rakhimova'] })).evidence).toEqual(['name-differs']);
  });
  it('one of several names is enough, and another that differs is no evidence against', () => {
    expect(weigh(salma, someone({ names: ['Umm Karim', 'سلمى'], birth: '1994-05' })).evidence[0]).not.toBe('name-differs');
  });
  it('births: the month, the year, or wide intervals that meet; further apart is against; seven or eight years may be a calendar', () => {
    const birth = (a: string, b: string) => weigh(someone({ birth: a }), someone({ birth: b })).evidence;
    expect(birth('1994-05', '1994-05')).toEqual(['birth-same-month']);
    expect(birth('1994-05', '1994')).toEqual(['birth-same-year']);
    expect(birth('1994', '1995')).toEqual(['birth-apart']);
    expect(birth('1994', '1995~')).toEqual(['birth-may-agree']);
    expect(birth('199X', '1994-05')).toEqual(['birth-may-agree']);
    expect(birth('1994-05', '1986-10')).toEqual(['birth-apart-as-calendars']);
    expect(birth('1994-05', '1984-05')).toEqual(['birth-apart']);
  });
  it('a birth that speaks against it makes a likely pair only possible, and a pair of names none', () => {
    const phones = ['+961 70 123 456'];
    expect(weigh({ ...salma, phones }, someone({ names: ['Salma Haddad'], phones: ['0096170123456'], birth: '1971' }))).toMatchObject({
      is: 'possible',
      evidence: ['name-same', 'phone-same', 'birth-apart'],
    });
    expect(weigh(salma, someone({ names: ['Salma Haddad'], birth: '1971' })).is).toBe('not-proposed');
  });
  it('a phone that families share is only possible; another phone or another paper says nothing', () => {
    const one = someone({ names: ['Ana Reyes'], phones: ['+961 70 123 456'], documents: ['P1234567'] });
    expect(weigh(one, someone({ names: ['Ben Cruz'], phones: ['+961 70 123 456'] }))).toMatchObject({
      is: 'possible',
      evidence: ['name-differs', 'phone-same'],
    });
    expect(weigh(one, someone({ phones: ['+961 71 999 999'], documents: ['X9'] })).evidence).toEqual([]);
    expect(weigh(one, someone({ documents: ['p 123-4567'] })).is).toBe('likely');
  });
});

const described: fc.Arbitrary<Described> = fc.record(
  {
    names: fc.array(fc.constantFrom('Salma Haddad', 'سلمى حداد', 'Ana Reyes', 'Ann Rayes', 'Мадина', '王小明', 'Mohammed Ali', 'محمد علي'), { maxLength: 2 }),
    phones: fc.array(fc.constantFrom('+961 70 123 456', '0096170123456', '+961 71 999 999'), { maxLength: 2 }),
    documents: fc.array(fc.constantFrom('P1234567', 'p 123 4567', 'X99 8877'), { maxLength: 1 }),
    birth: fc.constantFrom('1994', '1994-05', '199X', '1986~', '1971/1972'),
    gender: fc.constantFrom('Feminine', 'Masculine', 'NonSpecifiedUnknown'),
    citizenship: fc.subarray(['SYR', 'PHL', 'stateless']),
  },
  { requiredKeys: ['names', 'phones', 'documents'] },
);
const known = ['names', 'phones', 'documents', 'birth', 'gender', 'citizenship'] as const;
const without = ({ [known[0]]: names, ...rest }: Described, gone: (typeof known)[number]): Described => {
  if (gone === 'names' || gone === 'phones' || gone === 'documents') return { ...rest, names, [gone]: [] };
  return Object.fromEntries(Object.entries({ ...rest, names }).filter(([key]) => key !== gone)) as Described;
};

describe('whatever two people are compared', () => {
  it('what is missing never counts as agreement: taking anything away from either adds no evidence', () =>
    fc.assert(
      fc.property(described, described, fc.constantFrom(...known), (a, b, gone) => {
        const before = new Set(weigh(a, b).evidence);
        for (const one of weigh(without(a, gone), b).evidence) expect(before).toContain(one);
        expect(weigh(someone(), b)).toMatchObject({ is: 'not-proposed', evidence: [] });
      }),
    ));
  it('either way round the answer is the same', () =>
    fc.assert(
      fc.property(described, described, (a, b) => {
        expect(weigh(a, b)).toEqual(weigh(b, a));
      }),
    ));
  it('sex, citizenship and birth alone propose nobody: half a town shares them', () =>
    fc.assert(
      fc.property(described, described, (a, b) => {
        const bare = { ...a, names: [], phones: [], documents: [] };
        expect(isProposed(weigh(bare, b))).toBe(false);
      }),
    ));
  it('every kind of evidence is one that can be found', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(described, described, (a, b) => {
        for (const one of weigh(a, b).evidence) seen.add(one);
      }),
      { numRuns: 5_000, seed: 4 },
    );
    expect([...seen].sort()).toEqual([...evidenceCodes].sort());
  });
});
