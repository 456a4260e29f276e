import { describe, expect, it } from 'vitest';
import { actsForRow, type Cell, readHtcds } from './index.ts';

const places = [
  { iso2: 'LB', iso3: 'LBN', english: 'Lebanon' },
  { iso2: 'IR', iso3: 'IRN', english: 'Iran, Islamic Republic of' },
  { iso2: 'CI', iso3: 'CIV', english: 'Côte d’Ivoire' },
  { iso2: 'NA', iso3: 'NAM', english: 'Namibia' },
];
const names = ['', 'prs_FirstName', 'prs_SecondName', 'vic_TraffickingStatus', 'prs_Gender', 'prs_Citizenship', 'prs_Birthdate', 'vic_MethodsOfControl'];
const labels = ['', 'First Name', 'Second Name', 'Trafficking Status', 'Gender', 'Citizenship', 'Birthdate', 'Methods of Control'];

function sheetOf(extra: readonly (readonly [string, string])[], ...lines: readonly (readonly Cell[])[]) {
  const sheet = readHtcds([[...names, ...extra.map(([name]) => name)], [...labels, ...extra.map(([, label]) => label)], ...lines], places);
  if (sheet === undefined) throw new Error('Not read as HTCDS');
  return sheet;
}
function rowOf(cells: Readonly<Record<string, Cell>>, extra: readonly (readonly [string, string])[] = []) {
  const all = [...names, ...extra.map(([name, label]) => name || label)];
  const [row] = sheetOf(
    extra,
    all.map((name, index) => (index === 0 ? 1 : (cells[name] ?? null))),
  ).rows;
  if (row === undefined) throw new Error('No row');
  return row;
}
const factOf = (row: ReturnType<typeof rowOf>, fact: string) => row.facts.find((one) => one.fact === fact)?.value;
const kindsOf = (row: ReturnType<typeof rowOf>) => row.flags.map(({ kind }) => kind);

describe('headers', () => {
  it('a name and a label that disagree are believed neither: the address stays where it is', () => {
    const extra = [
      ['prs_MailingCity', 'Mailing Street'],
      ['prs_MailingCountry', 'Mailing City'],
    ] as const;
    const sheet = sheetOf(extra, [1, 'Ana', ...Array(6).fill(null), '12 Orchard Lane', 'LB']);
    expect(sheet.headerFlags.map(({ column, kind }) => [column, kind])).toEqual(extra.map(([name]) => [name, 'header-disagrees']));
    expect(sheet.rows[0]?.facts).toEqual([]);
    expect(sheet.rows[0]?.verbatim).toContain('["prs_MailingCountry","LB"]');
  });
  it('a column of facts whose visible label was changed is no longer that column', () => {
    const sheet = sheetOf([['cas_IncomingReferralDate', 'Date of arrest']], [1, ...Array(7).fill(null), '2026-01-02']);
    expect(sheet.headerFlags[0]?.kind).toBe('header-disagrees');
    expect(sheet.rows[0]?.facts).toEqual([]);
  });
  it('a label without a name keeps its cells', () => {
    const row = rowOf({ 'Reason for Outgoing Referral': 'Other' }, [['', 'Reason for Outgoing Referral']]);
    expect(row.sealed).toEqual([{ column: 'Reason for Outgoing Referral', field: 'import-row', subject: 'person' }]);
  });
  it.each(['vic_TraffickinStatusDecisionMakingOrg', 'vic_TraffickingStatusDecisionMakingOrg', 'vic_Trafficking_Status_Decision_Making_Org'])(
    '%s is one column',
    (name) => {
      const row = rowOf({ [name]: 'Police' }, [[name, 'Trafficking Status Decision Making Organization']]);
      expect(factOf(row, 'trafficking.htcds-decider')).toBe('Police');
    },
  );
  it('a name that stands twice is believed nowhere', () => {
    const sheet = sheetOf([['prs_Gender', 'Gender']], [1, null, null, null, 'Feminine', null, null, null, 'Masculine']);
    expect(sheet.headerFlags.map(({ kind }) => kind)).toEqual(['header-repeated', 'header-repeated']);
    expect(sheet.rows[0]?.facts).toEqual([]);
  });
  it('without a row of labels the second row is a person, and without names nothing is read', () => {
    const sheet = readHtcds([names, [1, 'Ana', null, null, 'Feminine']], places);
    expect(sheet?.rows.map(({ row, name }) => [row, name])).toEqual([[2, 'Ana']]);
    expect(sheet?.headerFlags[0]?.kind).toBe('no-label-row');
    expect(
      readHtcds(
        [
          ['Name', 'Age'],
          ['Ana', 30],
        ],
        places,
      ),
    ).toBeUndefined();
    expect(readHtcds([], places)).toBeUndefined();
  });
  it('rows keep the numbers they have in the spreadsheet, also under a title', () => {
    const sheet = readHtcds([['My list'], names, labels, [], [1, 'Ana']], places);
    expect(sheet?.headerFlags[0]).toEqual({ column: '1', kind: 'row-above-header', text: '' });
    expect(sheet?.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [4, 'empty'],
      [5, 'new'],
    ]);
  });
});

describe('codes', () => {
  it('"DebtBondage " is its code, and the space is told', () => {
    const row = rowOf({ vic_MethodsOfControl: 'DebtBondage ' });
    expect(factOf(row, 'trafficking.methods-of-control')).toEqual(['DebtBondage']);
    expect(kindsOf(row)).toEqual(['trimmed']);
  });
  it.each(['DebtBondage;FalsePromises', 'DebtBondage, FalsePromises', 'DebtBondage; FalsePromises;'])('%s is two codes', (words) => {
    const row = rowOf({ vic_MethodsOfControl: words });
    expect(factOf(row, 'trafficking.methods-of-control')).toEqual(['DebtBondage', 'FalsePromises']);
    expect(kindsOf(row)).toEqual([]);
  });
  it('an unknown code is kept word for word and flagged, beside the known ones', () => {
    const row = rowOf({ vic_MethodsOfControl: 'DebtBondage;Sorcery' });
    expect(row.outcome).toBe('unclear');
    expect(factOf(row, 'trafficking.methods-of-control')).toEqual(['DebtBondage']);
    expect(row.flags).toEqual([{ column: 'vic_MethodsOfControl', kind: 'unknown-code', text: 'Sorcery' }]);
    expect(row.verbatim).toContain('DebtBondage;Sorcery');
  });
  it('the standard’s own labels are read as their codes, and told', () => {
    const row = rowOf({ vic_MethodsOfControl: 'Threats of law enforcement', vic_TraffickingStatus: 'Not a victim of trafficking' });
    expect(factOf(row, 'trafficking.methods-of-control')).toEqual(['ThreatsLawEnforcement']);
    expect(factOf(row, 'trafficking.htcds-status')).toBe('NotAVictimOfTrafficking');
    expect(kindsOf(row)).toEqual(['read-as-code', 'read-as-code']);
  });
  it('places: codes, names with commas, no citizenship; never a guess', () => {
    expect(factOf(rowOf({ prs_Citizenship: 'LB, Iran, Islamic Republic of' }), 'person.citizenship')).toEqual(['LBN', 'IRN']);
    expect(factOf(rowOf({ prs_Citizenship: 'Stateless' }), 'person.citizenship')).toEqual(['stateless']);
    for (const name of ['Côte d’Ivoire', "Cote d'Ivoire", 'CIV']) expect(factOf(rowOf({ prs_Citizenship: name }), 'person.citizenship')).toEqual(['CIV']);
    for (const words of ['NA', 'lb', 'Lebanese', 'لبنان']) expect(factOf(rowOf({ prs_Citizenship: words }), 'person.citizenship')).toBeUndefined();
  });
});

describe('birth', () => {
  it.each([
    ['1990-03-04', '1990-03', []],
    ['1990-03', '1990-03', []],
    [1990, '1990', []],
    ['1990-01-01', '1990', ['perhaps-year-only']],
    ['03/04/2009', '2009-03/2009-04', ['unclear-date']],
    ['about 30', undefined, ['unclear-date']],
    [32936, undefined, ['unclear-date']],
  ])('%s is coded as %s; the exact words stay sealed', (cell, value, kinds) => {
    const row = rowOf({ prs_Birthdate: cell });
    expect(factOf(row, 'person.birth-date')).toBe(value);
    expect(kindsOf(row)).toEqual(kinds);
    expect(row.verbatim).toContain(String(cell));
  });
});

describe('what a file cannot decide', () => {
  it('a tick is not a consent, whichever way it is ticked', () => {
    for (const cell of [true, false, 'yes']) expect(kindsOf(rowOf({ con_Consent: cell }, [['con_Consent', 'Consent']]))).toEqual(['consent-needs-own-record']);
  });
  it('a telephone number is not a safe way to reach someone', () => {
    const row = rowOf({ prs_MobilePhone: '+961 70 000 000' }, [['prs_MobilePhone', 'Mobile Phone']]);
    expect(kindsOf(row)).toEqual(['contact-not-known-safe']);
    expect(actsForRow(row, { personId: 'p', presentCountry: 'LBN' }).contact.sealed.map(({ field }) => field)).toEqual(['import-row']);
  });
  it('another organisation’s status is a statement with source import, never our own conclusion', () => {
    const acts = actsForRow(rowOf({ vic_TraffickingStatus: 'ActualVictimOfTrafficking' }), { personId: 'p', presentCountry: 'LBN' });
    expect(acts.facts?.input).toEqual({
      facts: [{ subjectId: 'p', fact: 'trafficking.htcds-status', source: 'import', answer: { is: 'value', value: 'ActualVictimOfTrafficking' } }],
    });
  });
  it('names of colleagues are marked as theirs', () => {
    expect(rowOf({ cas_CaseOwner: 'Ines' }, [['cas_CaseOwner', 'Case Owner']]).sealed[0]?.subject).toBe('case-worker');
  });
});

describe('nothing is lost', () => {
  it('every filled cell of every column, known or not, is in the sealed row', () => {
    const words = (index: number) => `cell ${index}`;
    const line = Array.from({ length: 14 }, (_, index) => words(index));
    const row = sheetOf(
      [
        ['prs_MailingCity', 'Mailing Street'],
        ['xyz_Mine', 'Mine'],
        ['', 'No name'],
        ['', ''],
      ],
      line,
    ).rows[0];
    for (const [index] of line.entries()) expect(row?.verbatim).toContain(`"${words(index)}"`);
    expect(row?.sealed).toHaveLength(line.length);
  });
  it('a number alone in the column of running numbers is an empty row', () => {
    expect(sheetOf([], [7, ...Array(7).fill(null)]).rows[0]?.outcome).toBe('empty');
  });
  it('the same content has one text: another number, order of columns or space around changes nothing, another word does', () => {
    const first = sheetOf([], [1, 'Ana', null, null, 'Feminine']).rows[0]?.rowText;
    const [prefix, name, ...rest] = names;
    const moved = readHtcds([[prefix ?? '', ...rest, name ?? ''], [], [9, null, null, 'Feminine', null, null, null, ' Ana ']], places)?.rows.at(-1)?.rowText;
    expect(moved).toBe(first);
    expect(sheetOf([], [1, 'Ana', null, null, 'Masculine']).rows[0]?.rowText).not.toBe(first);
  });
  it('a name too long for its field stays in the row', () => {
    const row = rowOf({ prs_FirstName: 'x'.repeat(301) });
    expect([row.name, kindsOf(row)]).toEqual(['', ['too-long']]);
    expect(row.verbatim).toContain('x'.repeat(301));
  });
});
