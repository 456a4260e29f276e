import { describe, expect, it } from 'vitest';
import { ageBandOf, type EvidenceRow, indicatorsOf, oneCode, yearsOf } from './index.ts';

const nothing: EvidenceRow = {
  sex: 'feminine',
  ageBand: '25-39',
  citizenship: 'ETH',
  identifiedIn: 'LBN',
  form: 'forced-labour',
  applications: [],
  services: [],
  consentComplete: false,
  paid: [],
  appeals: [],
};
const people = (count: number, more: (at: number) => Partial<EvidenceRow>) => Array.from({ length: count }, (_, at) => ({ ...nothing, ...more(at) }));
const decided = (approved: boolean, hours: number, on = '2026-03-01') => ({
  askedOn: '2026-02-27',
  decided: { on, approved, reasons: [approved ? 'tests-met' : 'fund-rules'] },
  hoursToDecision: hours,
});

describe('the indicators of a year', () => {
  it('approval: of what was decided in the year, nothing of other years', () => {
    const rows = [
      ...people(9, (at) => ({ applications: [decided(true, 10 + at)] })),
      ...people(6, (at) => ({ applications: [decided(false, 40 + at)] })),
      ...people(20, () => ({ applications: [decided(false, 900, '2025-12-31')] })),
    ];
    const said = indicatorsOf(rows, 2026);
    expect(said.approved).toEqual({ is: 'share', part: 9, whole: 15 });
    expect(said.hoursToDecision).toEqual({ is: 'median', hours: 17, of: 15 });
    expect(said.refusedFor).toEqual({ is: 'groups', total: 6, groups: [{ code: 'fund-rules', count: 6 }] });
    expect(yearsOf(rows)).toEqual([2026, 2025]);
  });
  it('the middle of an even number of waits lies between the two in the middle', () => {
    const rows = people(6, (at) => ({ applications: [decided(true, [10, 20, 30, 40, 50, 1_000][at] ?? 0)] }));
    expect(indicatorsOf(rows, 2026).hoursToDecision).toEqual({ is: 'median', hours: 35, of: 6 });
  });
  it('a share is not shown where what it leaves out is few: two refused of twenty would be told by eighteen approved', () => {
    const rows = [...people(18, () => ({ applications: [decided(true, 1)] })), ...people(2, () => ({ applications: [decided(false, 1)] }))];
    expect(indicatorsOf(rows, 2026).approved).toEqual({ is: 'too-few' });
    expect(indicatorsOf(rows.slice(0, 18), 2026).approved).toEqual({ is: 'share', part: 18, whole: 18 });
    expect(indicatorsOf([], 2026).approved).toEqual({ is: 'none' });
  });
  it('a person helped ten times is one person, once in each kind of help', () => {
    const often = Array.from({ length: 10 }, (_, at) => ({ service: at < 9 ? 'food' : 'medical', on: '2026-05-01' }));
    const said = indicatorsOf(
      people(7, () => ({ services: often })),
      2026,
    );
    expect(said.assisted).toMatchObject({ total: 7 });
    expect(said.services).toMatchObject({ total: 7, groups: [{ count: 7 }, { count: 7 }] });
  });
  it('one person is never five: not by five kinds of help, five refusals, nor five appeals', () => {
    const helped = ['food', 'medical', 'legal', 'accommodation', 'clothing-hygiene'].map((service) => ({ service, on: '2026-05-01' }));
    const refused = Array.from({ length: 5 }, () => decided(false, 10));
    const appeals = Array.from({ length: 5 }, () => ({ decidedOn: '2026-06-01', reversed: true }));
    const alone = indicatorsOf([{ ...nothing, services: helped, applications: refused, appeals }], 2026);
    for (const one of [alone.services, alone.approved, alone.refusedFor, alone.hoursToDecision, alone.appealsReversed, alone.assisted])
      expect(one).toEqual({ is: 'too-few' });
    const among = indicatorsOf([...people(6, () => ({ services: helped.slice(0, 1) })), { ...nothing, services: helped.slice(1) }], 2026);
    expect(among.services).toEqual({ is: 'groups', total: 7, groups: [] });
  });
  it('an appeal counts in the year it was decided', () => {
    const rows = people(6, (at) => ({ appeals: [{ decidedOn: '2026-01-05', reversed: at > -1 }] }));
    expect(indicatorsOf(rows, 2026).appealsReversed).toEqual({ is: 'share', part: 6, whole: 6 });
    expect(indicatorsOf(rows, 2025).appealsReversed).toEqual({ is: 'none' });
  });
  it('costs are per person and per currency, and for four people they are not said', () => {
    const paid = (currency: string) => [{ currency, minor: 10_000, on: '2026-04-01' }];
    const rows = [...people(5, () => ({ paid: [...paid('USD'), ...paid('USD')] })), ...people(4, () => ({ paid: paid('EUR') }))];
    expect(indicatorsOf(rows, 2026).costs).toEqual([
      { is: 'too-few', currency: 'EUR' },
      { is: 'cost', currency: 'USD', minor: 100_000, people: 5 },
    ]);
  });
  it('an age that may lie in two bands is not known, and two forms of exploitation are several', () => {
    expect([ageBandOf({ least: 17, most: 18 }), ageBandOf({ least: 12, most: 17 }), ageBandOf(undefined)]).toEqual(['not-known', '12-17', 'not-known']);
    expect([oneCode([]), oneCode(['a']), oneCode(['a', 'b'])]).toEqual(['not-known', 'a', 'several']);
  });
});
