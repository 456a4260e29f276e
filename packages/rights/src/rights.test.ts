import { readFileSync } from 'node:fs';
import type { Catalogue, Instrument } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import { describe, expect, it } from 'vitest';
import { partyOn, rightsBrief } from './index.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const today = plainDate('2026-11-24');

function instrument(id: string): Instrument {
  const found = catalogue.instruments.find((i) => i.id === id);
  if (found === undefined) throw new Error(`No instrument ${id}`);
  return found;
}
const party = (id: string, iso3: string, day = '2026-11-24', from: Catalogue = catalogue) => partyOn(from, instrument(id), iso3, plainDate(day));

function personWith(held: Readonly<Record<string, JsonValue>>): Facts {
  return { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };
}
const woman = personWith({
  'person.trafficked': true,
  'person.treat-as-child': false,
  'person.detained': false,
  'person.migrant-worker': true,
  'person.seeks-asylum': false,
});
const girl = personWith({
  'person.trafficked': true,
  'person.treat-as-child': true,
  'person.detained': false,
  'person.migrant-worker': false,
  'person.seeks-asylum': false,
});

describe('who is bound on a day', () => {
  it('the Philippines: the ICRMW, from its own entry into force, not from the deposit in 1995', () => {
    expect(party('icrmw', 'PHL')).toMatchObject({ is: 'party', boundFrom: '2003-07-01', source: 'untc-2015' });
    expect(party('icrmw', 'PHL', '2003-06-30')).toMatchObject({ is: 'not-yet-in-force' });
    expect(party('icrmw', 'PHL', '2003-07-01')).toMatchObject({ is: 'party' });
  });
  it('a State that no source lists was not a party on the source’s date, and is not known after it', () => {
    expect(party('icrmw', 'LBN', '2015-01-01')).toMatchObject({ is: 'not-a-party' });
    expect(party('icrmw', 'LBN')).toMatchObject({ is: 'not-known', why: 'after-as-of' });
  });
  it('the ILO Protocol has no status source here: not known for every State, never no', () => {
    for (const { iso3 } of catalogue.places) expect(party('ilo-p029', iso3)).toMatchObject({ is: 'not-known', why: 'no-source' });
  });
  it('a consent known by its year only leaves the days between not known', () => {
    const year = party('icrmw', 'BEN', '2018-12-01');
    expect(year).toMatchObject({ is: 'not-known', why: 'between-dates' });
    expect(party('icrmw', 'BEN')).toMatchObject({ is: 'party', precision: 'year', boundFrom: '2018' });
  });
  it('where two sources give different years the dated one is chosen and the other shown', () => {
    expect(party('crc', 'PAK')).toMatchObject({ is: 'party', precision: 'day', others: [{ on: '1995' }] });
  });
});

describe('a treaty’s own clause, below, at and above', () => {
  const consent = (id: string, on: string): Catalogue => ({
    ...catalogue,
    events: [
      ...catalogue.events.filter((e) => e.instrument !== id),
      { instrument: id, iso3: 'ZZZ', event: 'ratification', on, precision: 'day', source: 'untc-2015', asOf: plainDate('2015-03-14') },
    ],
  });
  it.each([
    ['palermo-trafficking', '2010-01-31', '2010-03-02'],
    ['crc', '2011-05-12', '2011-06-11'],
    ['iccpr', '2010-11-30', '2011-02-28'],
    ['icrmw', '2010-11-24', '2011-03-01'],
    ['icrmw', '2004-04-01', '2004-08-01'],
    ['refugee-1951', '2010-01-01', '2010-04-01'],
    ['cat', '2010-02-01', '2010-03-03'],
  ])('%s, deposited %s, binds from %s', (id, deposited, from) => {
    const world = consent(id, deposited);
    const before = plainDate(new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10));
    expect([party(id, 'ZZZ', before, world).is, party(id, 'ZZZ', from, world).is]).toEqual(['not-yet-in-force', 'party']);
  });
});

describe('the brief', () => {
  const states = [
    { state: 'LBN', role: 'destination' as const },
    { state: 'PHL', role: 'origin' as const },
  ];
  const brief = (facts: Facts, from: Catalogue = catalogue) => rightsBrief(from, facts, states, today);
  it('a trafficked woman holds the rights of a victim and of a worker, not those of a child', () => {
    const ids = brief(woman).map((line) => line.right.id);
    expect(ids).toEqual(expect.arrayContaining(['R08', 'R12', 'R46', 'R03']));
    expect(ids).not.toContain('R61');
  });
  it('a girl holds the rights of a child', () => expect(brief(girl).map((l) => l.right.id)).toEqual(expect.arrayContaining(['R61', 'R62', 'R63'])));
  it('a person nobody asked anything may hold them: not known, with what would settle it', () => {
    const line = brief(personWith({})).find((l) => l.right.id === 'R61');
    expect(line).toMatchObject({ holds: 'unknown', ask: ['person.treat-as-child'] });
  });
  it('the prohibition of torture binds without a treaty', () => {
    const line = rightsBrief(catalogue, woman, [{ state: 'XKX', role: 'destination' }], today).find((l) => l.right.id === 'R03');
    expect(line?.duties[0]?.binds).toBe('yes');
  });
  it('adding a ratification never removes a right, and never makes a binding duty less', () => {
    const rank = { no: 0, unknown: 1, yes: 2 };
    const before = brief(woman);
    for (const { id } of catalogue.instruments) {
      const more: Catalogue = {
        ...catalogue,
        events: [
          ...catalogue.events,
          { instrument: id, iso3: 'LBN', event: 'accession', on: '2014-01-01', precision: 'day', source: 'untc-2015', asOf: plainDate('2015-03-14') },
        ],
      };
      const after = brief(woman, more);
      expect(after.map((l) => l.right.id)).toEqual(before.map((l) => l.right.id));
      const pairs = after.flatMap((line, index) => line.duties.map((duty, at) => [duty.binds, before[index]?.duties[at]?.binds ?? 'no'] as const));
      expect(pairs.every(([now, then]) => rank[now] >= rank[then])).toBe(true);
    }
  });
});
