import { crc32, inflateRawSync } from 'node:zlib';
import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import ExcelJS from 'exceljs';
import readWorkbook from 'read-excel-file/node';
import type { Cell } from './cell.ts';
import { guarded } from './guarded.ts';

const limits = { unpacked: 60_000_000, parts: 500 };

/** The filled sheets of an .xlsx or .xlsm file; days as 'YYYY-MM-DD' whatever the machine's time zone. Macros are not looked at. */
export async function readSheets(bytes: Buffer): Promise<Result<readonly { readonly name: string; readonly cells: readonly (readonly Cell[])[] }[], Refusal>> {
  // Excel wraps an encrypted workbook in the container that .xls files used.
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    return refused({ kind: bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'password-protected' : 'not-a-spreadsheet' });
  const parts = unpack(bytes);
  if (!parts.ok) return parts;
  const problem = problemIn(parts.value);
  if (problem !== undefined) return refused(problem);
  const read = await readWorkbook(pack(parts.value), {
    trim: false,
    parseNumber: (digits) => (Number.isSafeInteger(Number(digits)) ? Number(digits) : digits),
  }).catch(() => undefined);
  if (read === undefined) return refused({ kind: 'not-a-spreadsheet' });
  const sheets = read.map(({ sheet, data }) => ({ name: sheet, cells: data.map((line) => line.map(cellOf)) }));
  return ok(sheets.filter(({ cells }) => cells.some((line) => line.some((cell) => cell !== null))));
}

/** Things that would be read wrongly without anyone seeing it. */
function problemIn(parts: ReadonlyMap<string, Buffer>): Refusal | undefined {
  if (!parts.has('xl/workbook.xml')) return { kind: 'not-a-spreadsheet' };
  for (const [name, part] of parts) {
    const xml = part.toString('utf8');
    if (xml.includes('<!DOCTYPE')) return { kind: 'not-a-spreadsheet' };
    if (!name.startsWith('xl/worksheets/')) continue;
    if (/<(\w+:)?mergeCell\s/.test(xml)) return { kind: 'merged-cells' };
    if (/<\/f>\s*<\/c>|<f[^>]*\/>\s*<\/c>/.test(xml)) return { kind: 'formula-without-value' };
    if (/<c\s[^>]*\bt="e"/.test(xml)) return { kind: 'cell-with-error' };
  }
  return undefined;
}

/** The parts a reader needs, inflated within a budget: what a file says about its own size is not believed. */
function unpack(bytes: Buffer): Result<ReadonlyMap<string, Buffer>, Refusal> {
  const no = refused({ kind: 'not-a-spreadsheet' });
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK' || end === -1 || end + 22 > bytes.length) return no;
  const [count, found] = [bytes.readUInt16LE(end + 10), new Map<string, Buffer>()];
  if (count > limits.parts) return refused({ kind: 'file-too-large' });
  let [at, left] = [bytes.readUInt32LE(end + 16), limits.unpacked];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) return no;
    const [flags, method, size, local] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if ((flags & 1) === 1) return refused({ kind: 'password-protected' });
    if (!/^\[Content_Types\]\.xml$|^_rels\/|^xl\/.*\.(xml|rels)$/.test(name)) continue;
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50 || found.has(name)) return no;
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const part = inflated(bytes.subarray(from, from + size), method, left);
    if (part === undefined) return no;
    if (part === 'too-large') return refused({ kind: 'file-too-large' });
    left -= part.length;
    found.set(name, part);
  }
  return ok(found);
}

function inflated(data: Buffer, method: number, left: number): Buffer | 'too-large' | undefined {
  if (method === 0) return data.length > left ? 'too-large' : data;
  if (method !== 8) return undefined;
  if (left < 1) return 'too-large';
  try {
    return inflateRawSync(data, { maxOutputLength: left });
  } catch (problem) {
    // A damaged file is the sender's, not our fault; anything else is.
    if (problem instanceof RangeError) return 'too-large';
    if (problem instanceof Error && 'code' in problem && String(problem.code).startsWith('Z_')) return undefined;
    throw problem;
  }
}

/** The same parts without compression, so that the reader sees exactly what was checked. */
function pack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const [bodies, index]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, data] of parts) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('504b0304', 'hex'), common, title, data);
    index.push(Buffer.from('504b01021400', 'hex'), common, tail, title);
    offset += 30 + title.length + data.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.size, 4);
  end.writeUInt16LE(parts.size, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('504b0506', 'hex'), end]);
}

function cellOf(cell: unknown): Cell {
  // A spreadsheet's day has no zone; the reader gives it as midnight UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null;
}

/** One sheet of texts, every cell guarded. Nothing in it says who made it, or when. */
export async function writeSpreadsheet(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = '';
  book.created = new Date(0);
  book.modified = new Date(0);
  const sheet = book.addWorksheet('export');
  for (const row of rows) sheet.addRow(row.map(guarded));
  return Buffer.from(await book.xlsx.writeBuffer());
}
