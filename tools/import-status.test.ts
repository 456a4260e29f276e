import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importStatus } from './import-status.ts';

const real = join(import.meta.dirname, '..', 'catalogue');
const dated = 'treaty,iso3,participant,signature_date,consent_date,consent_action';
const yearly = 'treaty,iso3,member,status,year,note';
const untc = ['--source', 'untc-2015', '--as-of', '2015-03-14'];
const later = ['--source', 'status-2022', '--as-of', '2022-08-25'];

/** A catalogue of one's own, and what importing a list into it says. */
function importing(head: string, rows: readonly string[]) {
  const root = join(mkdtempSync(join(tmpdir(), 'status-')), 'catalogue');
  cpSync(real, root, { recursive: true });
  const list = join(root, '..', 'list.csv');
  writeFileSync(list, `${[head, ...rows].join('\n')}\n`);
  const parties = (id = 'icrmw') => readFileSync(join(root, `ratifications/${id}.csv`), 'utf8');
  return {
    parties,
    run: (...more: readonly string[]) => {
      const said: string[] = [];
      const code = importStatus([list, ...more], (line) => said.push(line), root);
      return { code, said: said.join('\n') };
    },
  };
}

describe('importing a list of treaty status', () => {
  it('shows what would change and writes nothing by itself', () => {
    const { run, parties } = importing(yearly, [
      'ICRMW,BEN,Benin,state party,2018,',
      'ICRMW,PHL,Philippines,state party,1995,',
      'ICRMW,LBN,"Lebanon, of old",state party,2021,',
    ]);
    const before = parties();
    const { code, said } = run(...later);
    expect([code, parties()]).toEqual([0, before]);
    expect(said).toContain('+ LBN,ratification-or-accession,2021,year,status-2022,2022-08-25');
    expect(said).toContain('- TGO,ratification-or-accession,2020,year,status-2022,2022-08-25   (stays until named in --replace)');
    expect(said).not.toMatch(/[+-] (PHL|BEN)/);
    expect(said).toContain('Nothing was written.');
  });
  it('writes what is new, keeps what the source said before, and leaves other sources alone', () => {
    const { run, parties } = importing(yearly, ['ICRMW,LBN,Lebanon,state party,2021,', 'ICRMW,TGO,Togo,state party,2019,']);
    const before = parties().split('\n');
    run(...later, '--write');
    const after = parties().split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual(['LBN,ratification-or-accession,2021,year,status-2022,2022-08-25']);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  });
  it('replaces what a State’s row said only when a person names the State', () => {
    const { run, parties } = importing(yearly, ['ICRMW,BEN,Benin,state party,2017,', 'ICRMW,TGO,Togo,state party,2019,']);
    run(...later, '--write', '--replace', 'TGO');
    expect(parties()).toContain('TGO,ratification-or-accession,2019,year,status-2022');
    expect(parties()).not.toContain('TGO,ratification-or-accession,2020');
    expect(parties()).toContain('BEN,ratification-or-accession,2018,year,status-2022');
    expect(parties()).toContain('VEN,ratification-or-accession,2016,year,status-2022');
  });
  it('carries a later day of the same list to the rows that it says again', () => {
    const { run, parties } = importing(yearly, ['ICRMW,BEN,Benin,state party,2018,']);
    expect(run('--source', 'status-2022', '--as-of', '2022-12-31', '--write').said).toContain('1 renewed');
    expect(parties()).toContain('BEN,ratification-or-accession,2018,year,status-2022,2022-12-31');
  });
  it.each([
    ['an accession on the day of the signature', dated, 'ICRMW,KEN,Kenya,2004-09-22,2004-09-22,accession', untc, /an accession on the day of the signature/],
    ['a date before adoption', dated, 'ICRMW,LBN,Lebanon,,1890-12-18,accession', untc, /before the treaty was adopted/],
    ['a date after the list’s own', dated, 'ICRMW,LBN,Lebanon,,2015-03-15,accession', untc, /after the day of the list/],
    ['a ratification before its signature', dated, 'ICRMW,LBN,Lebanon,2004-09-22,2004-09-21,ratification', untc, /before its own signature/],
    ['a day that is in no calendar', dated, 'ICRMW,LBN,Lebanon,,2011-02-29,accession', untc, /no day of the calendar/],
    ['a place nobody knows', dated, 'ICRMW,QQQ,Nowhere,,2011-02-28,accession', untc, /not in places\.csv/],
    ['the year of the signature where another list knows the consent', yearly, 'ICERD,USA,United States,state party,1966,', later, /year of the signature/],
    ['the year of the signature where a later list knows of no consent', yearly, 'OP-CEDAW,ZMB,Zambia,state party,2008,', later, /year of the signature/],
    ['day and month exchanged', dated, 'CRC,DJI,Djibouti,,1990-06-12,ratification', later, /the other way round/],
  ])('refuses %s, says why, and writes nothing of it', (_what, head, row, given, why) => {
    const { run, parties } = importing(head, [row]);
    const consents = () =>
      ['icrmw', 'icerd', 'cedaw-op', 'crc'].flatMap((id) =>
        parties(id)
          .split('\n')
          .filter((line) => !line.includes(',signature,')),
      );
    const before = consents();
    const { said } = run(...given, '--write');
    expect(said).toMatch(new RegExp(`^! .*${why.source}`, 'm'));
    expect(consents()).toEqual(before);
  });
  it('refuses both of two days for one consent', () => {
    const { run } = importing(dated, ['ICRMW,LBN,Lebanon,,2011-02-28,accession', 'ICRMW,LBN,Lebanon,,2012-02-28,accession']);
    expect(run(...untc).said.match(/twice with different days/g)).toHaveLength(2);
  });
  it('asks for the source first, and for what it is not given', () => {
    const { run } = importing(dated, ['ICRMW,LBN,Lebanon,,2011-02-28,accession']);
    expect(run('--source', 'hearsay', '--as-of', '2015-03-14')).toMatchObject({ code: 1, said: expect.stringContaining('sources.yaml') });
    expect(run('--source', 'untc-2015')).toMatchObject({ code: 1, said: expect.stringContaining('--as-of') });
  });
  it('reads a whole list treaty by treaty, and says which the catalogue does not have', () => {
    const { run } = importing(dated, ['C189,NOR,Norway,,2014-01-01,ratification', 'TRAFFIC-1950,NOR,Norway,,1952-01-01,accession']);
    const { said } = run(...untc);
    expect(said).toContain('TRAFFIC-1950: the catalogue has no such treaty');
    expect(said).toContain('ilo-c189: 1 rows read, 1 new');
    expect(said).toContain('does not yet name untc-2015');
  });
});
