import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  approximateDate,
  bothHold,
  type CaseId,
  canonicalJson,
  dateOfInstant,
  eitherHolds,
  instant,
  intervalOf,
  isApproximateDate,
  isPlainDate,
  isUuid,
  mintId,
  plainDate,
  reachedAgeOn,
  sha256Hex,
  type Verdict,
} from './index.ts';

describe('calendar days', () => {
  it('knows which days exist', () => {
    expect(['2024-02-29', '2026-02-28', '2000-02-29'].every(isPlainDate)).toBe(true);
    expect(['2026-02-29', '1900-02-29', '2026-13-01', '2026-4-1', ''].some(isPlainDate)).toBe(false);
  });
  it('adds days and months across month ends and leap years', () => {
    expect(addDays(plainDate('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(plainDate('1970-01-01'), -1)).toBe('1969-12-31');
    expect(addMonths(plainDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(plainDate('2003-07-01'), -7)).toBe('2002-12-01');
    expect(addYears(plainDate('2024-02-29'), 18)).toBe('2042-02-28');
  });
  it('takes the day where the office is, not where Greenwich is', () => {
    const justAfterMidnightInNairobi = instant(1_767_215_400_000);
    expect(dateOfInstant(justAfterMidnightInNairobi)).toBe('2025-12-31');
    expect(dateOfInstant(justAfterMidnightInNairobi, 180)).toBe('2026-01-01');
  });
});

describe('dates as people know them', () => {
  it('keeps a month, a year, about and between as an interval', () => {
    expect(intervalOf(approximateDate('2008-02'))).toEqual({ earliest: '2008-02-01', latest: '2008-02-29' });
    expect(intervalOf(approximateDate('1998~'))).toEqual({ earliest: '1997-01-01', latest: '1999-12-31' });
    expect(intervalOf(approximateDate('1995/1999-06'))).toEqual({ earliest: '1995-01-01', latest: '1999-06-30' });
    expect(['1999/1995', '98', '2026-00', 'x'].some(isApproximateDate)).toBe(false);
  });
  it('whoever is said to be born in the last years of the calendar has not come of age', () => {
    for (const birth of ['9981-12-31', '9982-01-01', '9999-12-31']) expect(reachedAgeOn(plainDate(birth), 18, plainDate('2026-11-25'))).toBe(false);
    expect(reachedAgeOn(plainDate('9981-12-31'), 18, plainDate('9999-12-31'))).toBe(true);
    expect(reachedAgeOn(plainDate('9982-01-01'), 18, plainDate('9999-12-31'))).toBe(false);
  });

  it('an age from a birth year has two ends', () => {
    const day = plainDate('2026-11-24');
    expect(ageOn(intervalOf(approximateDate('2008')), day)).toEqual({ least: 17, most: 18 });
    expect(ageOn(intervalOf(approximateDate('2008-11-24')), day)).toEqual({ least: 18, most: 18 });
    expect(ageOn(intervalOf(approximateDate('2008-11-25')), day)).toEqual({ least: 17, most: 17 });
  });
});

describe('four answers', () => {
  const yes: Verdict = { is: 'yes', because: [{ fact: 'a' }] };
  const no: Verdict = { is: 'no', because: [{ fact: 'b' }] };
  const unknown: Verdict = { is: 'unknown', ask: ['c'], because: [] };
  const notApplicable: Verdict = { is: 'not-applicable', because: [] };
  it('no beats unknown in "and"; yes beats unknown in "or"', () => {
    expect(bothHold(unknown, no).is).toBe('no');
    expect(bothHold(yes, unknown)).toMatchObject({ is: 'unknown', ask: ['c'] });
    expect(eitherHolds(unknown, yes).is).toBe('yes');
    expect(eitherHolds(unknown, no)).toMatchObject({ is: 'unknown', ask: ['c'] });
  });
  it('what does not apply is left out', () => {
    expect(bothHold(notApplicable, no)).toBe(no);
    expect(eitherHolds(notApplicable, notApplicable).is).toBe('not-applicable');
  });
});

describe('fingerprints and ids', () => {
  it('one value has one text whatever the order of its keys', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'é'], c: undefined })).toBe('{"a":[true,null,"é"],"b":1}');
  });
  it('SHA-256 of "abc" is the published one', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
  it('ids are UUIDv7 and sort by time', () => {
    const chance = { bytes: (count: number) => new Uint8Array(count).fill(0xff) };
    const early = mintId<CaseId>(chance, instant(1_000));
    const late = mintId<CaseId>(chance, instant(2_000));
    expect(isUuid(early) && isUuid(late) && early < late).toBe(true);
  });
});
