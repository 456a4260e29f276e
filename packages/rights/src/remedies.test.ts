import { readFileSync } from 'node:fs';
import type { Catalogue } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import { describe, expect, it } from 'vitest';
import { corridor, type FearAsked, joiningAdds, joiningAddsFor, remediesFor, reservedOn, rightsBrief } from './index.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const day = plainDate('2015-01-15');

function personWith(held: Readonly<Record<string, JsonValue>>): Facts {
  return { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };
}
const worker = personWith({ 'person.migrant-worker': true, 'person.treat-as-child': false, 'person.trafficked': true, 'person.regular-situation': false });
const states = [
  { state: 'LBN', role: 'destination' as const },
  { state: 'PHL', role: 'origin' as const },
];
const remedies = (fear: FearAsked, from: Catalogue = catalogue) => remediesFor(from, rightsBrief(from, worker, states, day), states, fear, day);

describe('what a person can do', () => {
  it('the consulate is offered only after fear was asked in private and denied', () => {
    const offered = (fear: FearAsked) => remedies(fear).some((line) => line.remedy.kind === 'consulate');
    expect([offered('not-asked'), offered('fear'), offered('no-fear')]).toEqual([false, false, true]);
  });
  it('a complaint to a treaty body is open against a State that joined its protocol, and only there', () => {
    const open = (state: string, id: string) => remedies('no-fear').find((line) => line.state === state && line.remedy.id === id)?.open;
    expect([open('PHL', 'human-rights-committee'), open('LBN', 'human-rights-committee')]).toEqual(['yes', 'no']);
  });
  it('what a State accepts by a declaration we have not read is not known, never no', () => {
    const cat = remedies('no-fear').find((line) => line.state === 'LBN' && line.remedy.id === 'committee-against-torture');
    expect(cat).toMatchObject({ open: 'unknown', party: { is: 'party' } });
    const declared: Catalogue = {
      ...catalogue,
      reservations: [
        ...catalogue.reservations,
        {
          instrument: 'cat',
          iso3: 'LBN',
          articles: ['22'],
          effect: 'accepts',
          says: 'Accepts complaints.',
          source: 'untc-2015',
          asOf: plainDate('2015-03-14'),
          review: 'unreviewed',
        },
      ],
    };
    expect(remedies('no-fear', declared).find((line) => line.state === 'LBN' && line.remedy.id === 'committee-against-torture')?.open).toBe('yes');
  });
  it('complaints to the Committee on Migrant Workers are not offered as open while the procedure is not in force', () =>
    expect(remedies('no-fear').find((line) => line.state === 'PHL' && line.remedy.id === 'committee-migrant-workers')?.open).toBe('no'));
  it('where nobody knows whether an office tells the immigration police, independent help comes first', () => {
    for (const { remedy, independentHelpFirst } of remedies('no-fear')) expect(independentHelpFirst, remedy.id).toBe(remedy.reportsToImmigration !== 'no');
    expect(remedies('no-fear').find((line) => line.remedy.id === 'labour-inspection')?.independentHelpFirst).toBe(true);
  });
  it('what a deployment knows of a body in one State counts there, from that day on, and nowhere else', () => {
    const known: Catalogue = {
      ...catalogue,
      remedies: catalogue.remedies.map((one) =>
        one.id === 'ombuds'
          ? {
              ...one,
              in: [
                { state: 'LBN', reportsToImmigration: 'yes', source: 'general-knowledge', asOf: plainDate('2014-01-01') },
                { state: 'LBN', reportsToImmigration: 'no', source: 'general-knowledge', asOf: plainDate('2015-01-15') },
                { state: 'LBN', reportsToImmigration: 'yes', source: 'general-knowledge', asOf: plainDate('2015-01-16') },
              ],
            }
          : one,
      ),
    };
    const ombuds = (state: string) => remedies('no-fear', known).find((line) => line.state === state && line.remedy.id === 'ombuds');
    expect(ombuds('LBN')).toMatchObject({
      reportsToImmigration: 'no',
      knownHere: { source: 'general-knowledge', asOf: '2015-01-15' },
      independentHelpFirst: false,
    });
    expect(ombuds('PHL')).not.toHaveProperty('knownHere');
    expect(ombuds('PHL')).toMatchObject({ reportsToImmigration: 'not-known', independentHelpFirst: true });
  });
  it('a body hears only of rights whose treaty binds that State', () => {
    for (const line of remedies('no-fear')) {
      if (line.remedy.instruments.length === 0) continue;
      const brief = rightsBrief(catalogue, worker, states, day);
      for (const id of line.rights) {
        const cited =
          brief
            .find((one) => one.right.id === id)
            ?.duties.filter((duty) => duty.state === line.state)
            .flatMap((duty) => duty.citations) ?? [];
        expect(
          cited.some((one) => line.remedy.instruments.includes(one.instrument) && one.party.is === 'party'),
          `${line.remedy.id} ${id}`,
        ).toBe(true);
      }
    }
  });
  it('in no language is a number of days, weeks or months stated for a remedy that no lawyer reviewed', () => {
    for (const texts of Object.values(catalogue.texts))
      for (const text of Object.values(texts?.['remedies'] ?? {}))
        expect(JSON.stringify(text)).not.toMatch(/[0-9٠-٩]+ *(day|week|month|year|jour|semaine|mois|an|día|semana|mes|año|يوم|أسبوع|شهر|سنة)/i);
  });
});

describe('what States declared, as the catalogue has it', () => {
  const reserved = (id: string, article: string, iso3: string) => {
    const found = catalogue.instruments.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return reservedOn(catalogue, found, article, iso3, day);
  };
  it('Mexico and Uruguay accept complaints by migrant workers; Lebanon reserves a mother’s nationality for her children; Thailand narrows refugee children’s protection', () => {
    for (const iso3 of ['MEX', 'URY', 'GTM', 'SLV']) expect(reserved('icrmw', '77', iso3).rows.map((row) => row.effect)).toContain('accepts');
    expect(reserved('cedaw', '9(2)', 'LBN').rows).toMatchObject([{ effect: 'excludes' }]);
    expect(reserved('crc', '22(1)', 'THA').rows).toMatchObject([{ effect: 'modifies' }]);
    expect(reserved('crc', '37(d)', 'JPN').rows).toEqual([]);
  });
  it('where only some articles were read, nothing is known of the others', () => {
    expect(reserved('crc', '22(1)', 'FRA').lists).toHaveLength(1);
    expect(reserved('crc', '28(1)', 'FRA').lists).toEqual([]);
    expect(reserved('cat', '22', 'LBN').lists).toEqual([]);
  });
});

describe('what joining a treaty would add', () => {
  const icrmw = catalogue.instruments.find((one) => one.id === 'icrmw');
  if (icrmw === undefined) throw new Error('No ICRMW');
  it('for Lebanon: free information for migrants, which no other treaty in the catalogue owes there for certain', () => {
    const { party, adds } = joiningAdds(catalogue, icrmw, 'LBN', day);
    expect(party.is).toBe('not-a-party');
    expect(adds.find((one) => one.right.id === 'R54')?.articles).toContain('33');
    expect(adds.find((one) => one.right.id === 'R03')?.today).toBe('yes');
    expect(adds.find((one) => one.right.id === 'R15')?.today).toBe('yes');
    expect(adds.find((one) => one.right.id === 'R30')?.today).toBe('for-some');
  });
  it('joining turns what was not bound into bound, and nothing into less', () => {
    const joined: Catalogue = {
      ...catalogue,
      events: [
        ...catalogue.events,
        { instrument: 'icrmw', iso3: 'LBN', event: 'accession', on: '2005-01-01', precision: 'day', source: 'untc-2015', asOf: plainDate('2015-03-14') },
      ],
    };
    const binds = (from: Catalogue) =>
      new Map(
        rightsBrief(from, worker, states.slice(0, 1), day).map((line) => [
          line.right.id,
          line.duties
            .map((duty) => duty.binds)
            .sort()
            .at(-1),
        ]),
      );
    const [before, after] = [binds(catalogue), binds(joined)];
    for (const { right, today } of joiningAdds(catalogue, icrmw, 'LBN', day).adds)
      if (today === 'yes' && before.has(right.id)) expect(after.get(right.id), right.id).toBe(before.get(right.id));
    expect([before.get('R54'), after.get('R54')]).toEqual(['no', 'yes']);
    const gained = joiningAddsFor(catalogue, icrmw, { state: 'LBN', role: 'destination' }, worker, day);
    expect(gained).toEqual(expect.arrayContaining(['R54', 'R30', 'R39']));
    expect(gained).not.toContain('R03');
    expect(gained).not.toContain('R73');
  });
});

describe('along a way', () => {
  it('says for each State what it owes in its own role, and where it has no duty of that kind', () => {
    const lines = corridor(catalogue, worker, states, day);
    const line = lines.find((one) => one.right.id === 'R14');
    expect(line?.along.map((one) => one.role)).toEqual(['destination', 'origin']);
    const only = lines.find((one) => one.right.id === 'R72');
    expect(only?.along.find((one) => one.role === 'destination')?.binds).toBe('no-duty');
  });
});

describe('annexes that a State left out', () => {
  const migration = catalogue.instruments.find((one) => one.id === 'ilo-c097');
  if (migration === undefined) throw new Error('ILO 97 is not there');
  const effects = (state: string, article: string) => reservedOn(catalogue, migration, article, state, day).rows.map((row) => row.effect);
  it('bind it in nothing: Kenya left out all three of ILO 97, Algeria the second', () => {
    expect([effects('KEN', 'Annex I(5)'), effects('DZA', 'Annex I(5)'), effects('DZA', 'Annex II')]).toEqual([['excludes'], [], ['excludes']]);
  });
  it('are not known of a State that the part of the list we read does not name, never none', () => {
    const lists = (state: string) => reservedOn(catalogue, migration, 'Annex I', state, day).lists.length;
    expect([lists('ALB'), lists('PHL'), lists('NOR')]).toEqual([1, 0, 0]);
  });
  it('and branches of social security that States accepted are in no source of ours: not known', () => {
    for (const id of ['ilo-c102', 'ilo-c118']) {
      const instrument = catalogue.instruments.find((one) => one.id === id);
      if (instrument === undefined) throw new Error(`${id} is not there`);
      expect([instrument.status, reservedOn(catalogue, instrument, '2', 'PHL', day)]).toEqual([[], { rows: [], lists: [] }]);
    }
  });
});
