import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readTables } from './file.ts';
import { readHtcds } from './index.ts';

const sample = new URL('../../../e2e/fixtures/htcds-sample.xlsx', import.meta.url);
const places = [
  { iso2: 'GH', iso3: 'GHA', english: 'Ghana' },
  { iso2: 'TJ', iso3: 'TJK', english: 'Tajikistan' },
  { iso2: 'UZ', iso3: 'UZB', english: 'Uzbekistan' },
  { iso2: 'VN', iso3: 'VNM', english: 'Viet Nam' },
];

async function made(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('Sheet1'), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
const refusalOf = async (bytes: Buffer) => {
  const read = await readTables(bytes, 'utf-8');
  return read.ok ? undefined : read.refusal.kind;
};

describe('the filled template', () => {
  it('is read: six rows, of which one is a repetition', async () => {
    const read = await readTables(await readFile(sample), 'utf-8');
    if (!read.ok) throw new Error(read.refusal.kind);
    const rows = readHtcds(read.value[0]?.cells ?? [], places)?.rows.filter(({ outcome }) => outcome !== 'empty') ?? [];
    expect(rows.map(({ row, outcome, name }) => [row, outcome, name])).toEqual([
      [3, 'new', 'Kofi Mensah-Adeyemi'],
      [4, 'new', 'Мадина Рахимова'],
      [5, 'unclear', 'سلمى'],
      [6, 'new', 'Thi Lan Nguyen'],
      [7, 'new', ''],
      [8, 'new', 'Kofi Mensah-Adeyemi'],
    ]);
    expect(new Set(rows.map(({ rowText }) => rowText)).size).toBe(5);
    // Written as a spreadsheet's day; the suite runs in an awkward time zone.
    expect(rows[0]?.facts.find(({ fact }) => fact === 'referral.received-on')?.value).toBe('2026-09-28');
    expect(rows[0]?.verbatim).toContain('1992-06-17');
  });
});

describe('a file that would be read wrongly is refused with its reason', () => {
  it('merged cells', async () => {
    expect(await refusalOf(await made((sheet) => sheet.mergeCells('A1:B2')))).toBe('merged-cells');
  });
  it('a formula that was never calculated, and a cell that shows an error', async () => {
    const withCell = (value: ExcelJS.CellValue) => made((sheet) => void sheet.addRow([value]));
    expect(await refusalOf(await withCell({ formula: '1+1' }))).toBe('formula-without-value');
    expect(await refusalOf(await withCell({ error: '#N/A' }))).toBe('cell-with-error');
  });
  it('a password', async () => {
    const container = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusalOf(container)).toBe('password-protected');
  });
  it.each([
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['half a zip', Buffer.from('PK\u0003\u0004 and nothing more')],
  ])('%s', async (_, bytes) => expect(await refusalOf(bytes)).toBe('not-a-spreadsheet'));
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a web page', Buffer.from('<html><table><tr><td>prs_FirstName</td></tr></table></html>')],
    ['a list of numbers', Buffer.from('[1, 2]')],
    ['half of a list', Buffer.from('[{"prs_FirstName": "Ana"')],
    ['a PDF', Buffer.from('%PDF-1.7 prs_FirstName')],
  ])('%s', async (_, bytes) => expect(await refusalOf(bytes)).toBe('not-a-table'));
  it('every way of cutting a real file short', async () => {
    const whole = await readFile(sample);
    for (const length of [10, 100, 1_000, whole.length - 30, whole.length - 1]) expect(await refusalOf(whole.subarray(0, length))).toBe('not-a-spreadsheet');
  });
  it('a file that unpacks to far more than it says', async () => {
    const data = deflateRawSync(Buffer.alloc(80_000_000));
    const name = Buffer.from('xl/workbook.xml');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(10, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, data]);
    const directory = Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(14), name]);
    const end = Buffer.alloc(18);
    end.writeUInt16LE(1, 6);
    end.writeUInt32LE(directory.length, 8);
    end.writeUInt32LE(local.length, 12);
    expect(await refusalOf(Buffer.concat([local, directory, Buffer.from('504b0506', 'hex'), end]))).toBe('file-too-large');
  });
  it('a row longer than any record', async () => {
    expect(await refusalOf(await made((sheet) => void sheet.addRow(['x'.repeat(30_000), 'y'.repeat(30_000)])))).toBe('row-too-long');
  });
});
