import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actsForRow, type ImportedRow, readHtcds } from './index.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const places = [
  { iso2: 'TZ', iso3: 'TZA', english: 'Tanzania' },
  { iso2: 'SY', iso3: 'SYR', english: 'Syria' },
  { iso2: 'NO', iso3: 'NOR', english: 'Norway' },
];

async function official(): Promise<{
  readonly cells: readonly (readonly unknown[])[];
  readonly rows: readonly ImportedRow[];
  readonly headerFlags: readonly { readonly column: string; readonly kind: string }[];
}> {
  const cells = await readSpreadsheet(readFileSync(new URL('../../../e2e/fixtures/two-people.htcds.xlsx', import.meta.url)));
  if (!cells.ok) throw new Error(cells.refusal.kind);
  const sheet = readHtcds(cells.value, places);
  if (sheet === undefined) throw new Error('Not read as HTCDS');
  return { cells: cells.value, ...sheet };
}
const rowAt = (rows: readonly ImportedRow[], row: number): ImportedRow => {
  const found = rows.find((one) => one.row === row);
  if (found === undefined) throw new Error(`No row ${row}`);
  return found;
};

describe('the official HTCDS spreadsheet', () => {
  it('a full row becomes coded facts; the birth date at month precision, the exact one sealed', async () => {
    const row = rowAt((await official()).rows, 3);
    const facts = Object.fromEntries(row.facts.map((f) => [f.fact, f.value]));
    expect(facts).toMatchObject({
      'person.birth-date': '1991-04',
      'person.gender': 'Masculine',
      'person.citizenship': ['TZA'],
      'trafficking.htcds-status': 'ActualVictimOfTrafficking',
      'trafficking.htcds-decider': 'NGO',
      'trafficking.methods-of-control': ['WithholdsDocuments', 'DebtBondage'],
      'referral.received-on': '2026-11-02',
    });
    expect(row.verbatim).toContain('1991-04-17');
  });
  it('the code "DebtBondage " is trimmed with a warning', async () =>
    expect(rowAt((await official()).rows, 3).flags).toContainEqual({
      column: 'vic_MethodsOfControl',
      kind: 'trimmed',
      text: 'WithholdsDocuments;DebtBondage',
    }));
  it('a tick is not a consent', async () =>
    expect(rowAt((await official()).rows, 3).flags).toContainEqual({ column: 'con_Consent', kind: 'consent-needs-own-record', text: '' }));
  it('unknown codes and unclear dates are kept word for word and flagged, never mapped to a neighbour', async () => {
    const row = rowAt((await official()).rows, 4);
    expect(row.outcome).toBe('unclear');
    expect(row.flags).toEqual(
      expect.arrayContaining([
        { column: 'prs_Birthdate', kind: 'unclear-date', text: '03/04/2009' },
        { column: 'prs_Citizenship', kind: 'unknown-code', text: 'Atlantis' },
        { column: 'vic_TypeOfExploitation', kind: 'unknown-code', text: 'ForcedCriminality' },
      ]),
    );
    expect(row.facts.some((f) => f.fact === 'person.birth-date' || f.fact === 'trafficking.types-of-exploitation')).toBe(false);
    expect(row.verbatim).toContain('ForcedCriminality');
  });
  it('columns whose name and label say two things are believed by neither', async () => {
    const flagged = (await official()).headerFlags.filter((f) => f.kind === 'header-disagrees').map((f) => f.column);
    expect(flagged).toEqual(['prs_MailingCity', 'prs_MailingCountry', 'prs_MailingStreet', 'prs_MailingPostalCode']);
  });
  it('no cell is lost: each is in the sealed row, word for word', async () => {
    const { cells, rows } = await official();
    for (const row of rows.filter((r) => r.outcome !== 'empty')) {
      const kept = (JSON.parse(row.verbatim) as readonly (readonly [string, string])[]).map(([, text]) => text);
      const given = (cells[row.row - 1] ?? [])
        .slice(1)
        .filter((cell) => cell !== null && String(cell).trim() !== '')
        .map(String);
      expect(kept).toEqual(given);
    }
  });
  it('numbered lines with nothing in them are empty', async () => expect((await official()).rows.filter((r) => r.outcome === 'empty')).toHaveLength(8));
  it('`NO` stays Norway', () => {
    const sheet = readHtcds(
      [
        ['', 'vic_TraffickingStatus', 'prs_Citizenship'],
        ['', 'Trafficking Status', 'Citizenship'],
        [1, null, 'NO'],
      ],
      places,
    );
    expect(sheet?.rows[0]?.facts).toEqual([{ column: 'prs_Citizenship', fact: 'person.citizenship', value: ['NOR'] }]);
  });
  it('a spreadsheet of something else is not read as HTCDS', () => expect(readHtcds([['Name', 'Age']], places)).toBeUndefined());
  it('names travel sealed, never as coded input', async () => {
    const acts = actsForRow(rowAt((await official()).rows, 3), { personId: 'p', presentCountry: 'LBN' });
    expect(JSON.stringify([acts.contact.input, acts.facts])).not.toMatch(/Zuberi|Testperson|255 700|1991-04-17/);
    expect(acts.contact.sealed.map((s) => s.field)).toEqual(['name', 'safe-contact', 'import-row']);
  });
  it('what is no spreadsheet is refused calmly', async () =>
    expect(await readSpreadsheet(Buffer.from('hello'))).toMatchObject({ ok: false, refusal: { kind: 'not-a-spreadsheet' } }));
});
