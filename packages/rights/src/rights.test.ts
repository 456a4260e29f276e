import { readFileSync } from 'node:fs';
import type { Catalogue, Instrument } from '@sojourn/catalogue';
import { addDays, type JsonValue, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partyOn, reservedOn, rightsBrief } from './index.ts';
import { touches } from './reserved.ts';

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
    expect(party('icrmw', 'BEN')).toMatchObject({ is: 'party', precision: 'year', atTheLatest: true, boundFrom: '2019-04-01' });
  });
  it('Lebanon: the Covenant, from its general entry into force; the ICRMW not known today', () => {
    expect(party('iccpr', 'LBN')).toMatchObject({ is: 'party', boundFrom: '1976-03-23', event: 'accession', asOf: '2015-03-14' });
    expect(party('palermo-trafficking', 'LBN')).toMatchObject({ is: 'party', boundFrom: '2005-11-04' });
    expect(party('crc', 'LBN')).toMatchObject({ is: 'party', boundFrom: '1991-06-13' });
  });
  it('a list of the members of the United Nations says nothing of a State outside them', () => {
    expect(party('icrmw', 'COK', '2014-01-01')).toMatchObject({ is: 'not-a-party', source: 'untc-2015' });
    expect(party('icrmw', 'COK', '2020-01-01')).toMatchObject({ is: 'not-known', why: 'after-as-of', asOf: '2015-03-14' });
    expect(party('icrmw', 'LBN', '2020-01-01')).toMatchObject({ is: 'not-a-party', source: 'status-2022' });
  });
  it('a territory, or a place whose status the sources do not state, is never "no"', () => {
    for (const { iso3 } of catalogue.places.filter((place) => place.kind === 'territory' || place.kind === 'no-statement')) {
      for (const { id } of catalogue.instruments) expect(['party', 'not-known', 'not-yet-in-force']).toContain(party(id, iso3, '2010-01-01').is);
    }
  });
  it('a year that an earlier complete list contradicts is a disagreement, not a yes', () =>
    expect(party('iccpr', 'SLB')).toMatchObject({ is: 'not-known', why: 'sources-disagree' }));
  it('half a list says yes of those on it, and of the others nothing', () => {
    expect(party('ilo-c097', 'ITA')).toMatchObject({ is: 'party' });
    expect(party('ilo-c097', 'PHL', '1990-01-01')).toMatchObject({ is: 'not-known', why: 'list-incomplete' });
    expect(party('ilo-c097', 'COG', '2024-10-25').is).toBe('not-yet-in-force');
    expect(party('ilo-c097', 'COG', '2024-10-26').is).toBe('party');
  });
  it('a party known without a date is bound when even the latest date has passed', () => {
    expect(party('ilo-c181', 'ALB', '2024-02-29')).toMatchObject({ is: 'not-known', why: 'between-dates' });
    expect(party('ilo-c181', 'ALB', '2024-03-01')).toMatchObject({ is: 'party', atTheLatest: true });
  });
  it('a successor State is bound at the latest from its declaration; before that we do not say no', () => {
    const succession = catalogue.events.find((e) => e.event === 'succession' && e.instrument === 'crc');
    if (succession === undefined) throw new Error('No succession');
    expect(party('crc', succession.iso3, succession.on)).toMatchObject({ is: 'party', atTheLatest: true, boundFrom: succession.on });
    expect(party('crc', succession.iso3, addDays(plainDate(succession.on), -1)).is).toBe('not-known');
  });
  it('a signature alone binds no one', () => expect(party('icrmw', 'LBR', '2014-01-01')).toMatchObject({ is: 'not-a-party', signed: true }));
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
    ['palermo-trafficking', '2002-05-28', '2003-12-25'],
    ['palermo-trafficking', '2003-11-26', '2003-12-26'],
    ['palermo-trafficking', '2010-01-31', '2010-03-02'],
    ['palermo-smuggling', '2008-02-01', '2008-03-02'],
    ['crc', '1990-08-03', '1990-09-02'],
    ['crc', '1990-08-04', '1990-09-03'],
    ['crc', '2011-05-12', '2011-06-11'],
    ['iccpr', '1972-11-03', '1976-03-23'],
    ['iccpr', '2010-11-24', '2011-02-24'],
    ['iccpr', '2010-11-30', '2011-02-28'],
    ['icrmw', '1995-07-05', '2003-07-01'],
    ['icrmw', '2010-11-24', '2011-03-01'],
    ['icrmw', '2010-10-31', '2011-02-01'],
    ['icrmw', '2004-04-01', '2004-08-01'],
    ['refugee-1951', '1954-01-22', '1954-04-22'],
    ['refugee-1951', '1954-01-23', '1954-04-23'],
    ['refugee-1951', '2010-01-01', '2010-04-01'],
    ['refugee-1967', '1967-10-03', '1967-10-04'],
    ['refugee-1967', '1967-10-05', '1967-10-05'],
    ['cat', '1987-05-27', '1987-06-26'],
    ['cat', '2010-02-01', '2010-03-03'],
    ['icescr', '2012-02-29', '2012-05-29'],
    ['vccr', '2010-12-31', '2011-01-30'],
    ['ilo-c189', '2012-06-14', '2013-09-05'],
    ['ilo-c189', '2014-03-24', '2015-03-24'],
  ])('%s, deposited %s, binds from %s', (id, deposited, from) => {
    const world = consent(id, deposited);
    const around = [-1, 0, 1].map((days) => party(id, 'ZZZ', addDays(plainDate(from), days), world).is);
    expect(around).toEqual(['not-yet-in-force', 'party', 'party']);
  });
});

describe('a withdrawal', () => {
  const leaving = (on: string, again?: string): Catalogue => ({
    ...catalogue,
    events: [
      ...catalogue.events,
      { instrument: 'iccpr-op1', iso3: 'ZZZ', event: 'accession', on: '1990-01-01', precision: 'day', source: 'untc-2015', asOf: plainDate('2015-03-14') },
      {
        instrument: 'iccpr-op1',
        iso3: 'ZZZ',
        event: 'withdrawal',
        on,
        precision: on.length === 4 ? 'year' : 'day',
        source: 'untc-2015',
        asOf: plainDate('2015-03-14'),
      },
      ...(again === undefined
        ? []
        : [
            {
              instrument: 'iccpr-op1',
              iso3: 'ZZZ',
              event: 'accession',
              on: again,
              precision: 'day',
              source: 'untc-2015',
              asOf: plainDate('2015-03-14'),
            } as const,
          ]),
    ],
  });
  it('frees the State only when its notice has run, three months later: the day before, the day, the day after', () => {
    const world = leaving('2000-05-10');
    expect(['2000-05-09', '2000-05-10', '2000-08-09', '2000-08-10', '2000-08-11'].map((day) => party('iccpr-op1', 'ZZZ', day, world).is)).toEqual([
      'party',
      'party',
      'party',
      'not-a-party',
      'not-a-party',
    ]);
    expect(party('iccpr-op1', 'ZZZ', '2010-01-01', world)).toMatchObject({ is: 'not-a-party', withdrewFrom: '2000-08-10' });
  });
  it('known by its year only leaves the days between not known', () => {
    const world = leaving('2000');
    expect(['2000-03-31', '2000-04-01', '2001-03-30', '2001-03-31'].map((day) => party('iccpr-op1', 'ZZZ', day, world).is)).toEqual([
      'party',
      'not-known',
      'not-known',
      'not-a-party',
    ]);
  });
  it('does not stop a State from joining again', () => {
    const world = leaving('2000-05-10', '2005-01-01');
    expect(party('iccpr-op1', 'ZZZ', '2004-12-31', world).is).toBe('not-a-party');
    expect(party('iccpr-op1', 'ZZZ', '2005-04-01', world)).toMatchObject({ is: 'party', boundFrom: '2005-04-01' });
  });
  it('from a treaty without such a clause is not known, never no', () => {
    const world: Catalogue = {
      ...catalogue,
      events: [
        ...catalogue.events,
        { instrument: 'iccpr', iso3: 'LBN', event: 'withdrawal', on: '2001-01-01', precision: 'day', source: 'untc-2015', asOf: plainDate('2015-03-14') },
      ],
    };
    expect(party('iccpr', 'LBN', '2010-01-01', world)).toMatchObject({ is: 'not-known', why: 'withdrawal-unclear' });
  });
});

describe('what a State declared', () => {
  const declared = (
    effect: 'excludes' | 'modifies' | 'accepts',
    articles: readonly string[],
    more: { readonly on?: string; readonly withdrawnOn?: string } = {},
  ): Catalogue => ({
    ...catalogue,
    instruments: catalogue.instruments.map((one) =>
      one.id === 'iccpr' ? { ...one, declarations: [{ source: 'untc-2015', asOf: plainDate('2015-03-14') }] } : one,
    ),
    reservations: [
      ...catalogue.reservations.filter((row) => row.instrument !== 'iccpr'),
      {
        instrument: 'iccpr',
        iso3: 'LBN',
        articles: [...articles],
        effect,
        says: 'For a test.',
        source: 'untc-2015',
        asOf: plainDate('2015-03-14'),
        review: 'unreviewed',
        ...(more.on === undefined ? {} : { on: plainDate(more.on) }),
        ...(more.withdrawnOn === undefined ? {} : { withdrawnOn: plainDate(more.withdrawnOn) }),
      },
    ],
  });
  const rows = (from: Catalogue, article: string, day = '2026-11-24') => reservedOn(from, instrument('iccpr'), article, 'LBN', plainDate(day)).rows.length;
  it('to an article touches its paragraphs, to a paragraph its article and no other paragraph', () => {
    expect([touches('37', '37(c)'), touches('37(c)', '37'), touches('37(c)', '37(c)'), touches('37(c)', '37(d)'), touches('3', '37')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(rows(declared('modifies', ['all']), '9(1)')).toBe(1);
  });
  it('counts from the day it was made to the day before it was withdrawn', () => {
    const world = declared('excludes', ['12'], { on: '1990-01-01', withdrawnOn: '2000-01-01' });
    expect(['1989-12-31', '1990-01-01', '1999-12-31', '2000-01-01'].map((day) => rows(world, '12(2)', day))).toEqual([0, 1, 1, 0]);
  });
  it('an excluded article binds that State in nothing; a narrowed one still binds, with the declaration beside it', () => {
    const onlyThis = (from: Catalogue): Catalogue => ({
      ...from,
      rights: from.rights.filter((right) => right.id === 'R06').map((right) => ({ ...right, basis: [{ instrument: 'iccpr', article: '8(3)' }] })),
    });
    const duty = (from: Catalogue) => rightsBrief(onlyThis(from), woman, [{ state: 'LBN', role: 'destination' }], today)[0]?.duties[0];
    expect(duty(declared('accepts', ['41']))).toMatchObject({ binds: 'yes', citations: [{ reserved: { rows: [] } }] });
    expect(duty(declared('excludes', ['8']))?.binds).toBe('no');
    expect(duty(declared('excludes', ['8(2)']))?.binds).toBe('yes');
    expect(duty(declared('modifies', ['8(3)']))).toMatchObject({ binds: 'yes', citations: [{ reserved: { rows: [{ effect: 'modifies' }] } }] });
  });
  it('where no list of declarations was read, nothing is said of there being none', () =>
    expect(reservedOn(catalogue, instrument('palermo-trafficking'), '6(3)', 'LBN', today)).toEqual({ rows: [], lists: [] }));
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
  it('an adult is not cited the Convention on the Rights of the Child, a child is', () => {
    const cited = (facts: Facts) => new Set(brief(facts).flatMap((l) => l.duties.flatMap((d) => d.citations.map((c) => c.instrument))));
    expect(cited(woman)).not.toContain('crc');
    expect(cited(girl)).toContain('crc');
  });
  it('only the State of origin owes the papers to return', () => {
    const duties = brief(woman).find((l) => l.right.id === 'R14')?.duties ?? [];
    expect(duties.map((d) => [d.role, ...d.citations.map((c) => c.article)])).toEqual([
      ['destination', '8(2)'],
      ['origin', '8(1)', '8(4)'],
    ]);
  });
  it('the ICRMW is whole, and its Part IV is cited only to workers in a regular situation', () => {
    const numbers = new Set(instrument('icrmw').articles.map(({ article }) => Number.parseInt(article, 10)));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 93 }, (_, at) => at + 1));
    expect(instrument('icrmw').parts?.flatMap(({ from, to }) => [from, to])).toEqual([1, 6, 7, 7, 8, 35, 36, 56, 57, 63, 64, 71, 72, 78, 79, 84, 85, 93]);
    const cited = (regular?: boolean) => {
      const held = { 'person.migrant-worker': true, 'person.treat-as-child': false };
      const lines = brief(personWith(regular === undefined ? held : { ...held, 'person.regular-situation': regular }));
      return lines.flatMap((l) => l.duties.flatMap((d) => d.citations)).find((c) => c.instrument === 'icrmw' && c.article === '44(2)')?.protects;
    };
    expect([cited(true), cited(false), cited()]).toEqual(['yes', undefined, 'unknown']);
  });
  it('a stateless person is pointed to no consulate; whom nobody asked about statelessness is', () => {
    const lines = (stateless?: boolean) => {
      const held = { 'person.detained': true, 'person.treat-as-child': false, ...(stateless === undefined ? {} : { 'person.stateless': stateless }) };
      return brief(personWith(held))
        .filter((l) => l.right.id === 'R23' || l.right.id === 'R24')
        .map((l) => [l.right.id, l.holds]);
    };
    const both = [
      ['R23', 'yes'],
      ['R24', 'yes'],
    ];
    expect([lines(true), lines(false), lines()]).toEqual([[], both, both]);
  });
  it('consular help is a choice of the State of origin in general law: the consular convention alone makes it no duty of that State', () => {
    const origin = brief(woman)
      .find((l) => l.right.id === 'R24')
      ?.duties.find((d) => d.role === 'origin');
    expect(origin?.citations.map((c) => c.instrument)).toEqual(['icrmw']);
  });
  it('what only a State without a source owes is not known, never no', () => {
    const duty = brief(woman).find((l) => l.right.id === 'R79')?.duties[0];
    expect(duty?.binds).toBe('unknown');
  });
  it('an answer settled by what is known does not change when more is asked, and "not known" never hides a right', () => {
    const asked = [
      'person.trafficked',
      'person.treat-as-child',
      'person.detained',
      'person.migrant-worker',
      'person.seeks-asylum',
      'person.smuggled',
      'person.regular-situation',
    ];
    const answers = fc.record(Object.fromEntries(asked.map((fact) => [fact, fc.boolean()])));
    fc.assert(
      fc.property(answers, fc.subarray(asked), (all, hidden) => {
        const known = Object.fromEntries(Object.entries(all).filter(([fact]) => !hidden.includes(fact)));
        const [less, more] = [known, all].map((held) => new Map(brief(personWith(held)).map((line) => [line.right.id, line.holds])));
        for (const { id } of catalogue.rights) {
          if (less?.get(id) === 'yes') expect(more?.get(id)).toBe('yes');
          if (more?.get(id) === 'yes') expect(['yes', 'unknown']).toContain(less?.get(id));
        }
      }),
      { numRuns: 200, verbose: true },
    );
  });
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
