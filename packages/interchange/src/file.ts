import { type JsonValue, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { Cell } from './cell.ts';
import { readCsv } from './csv.ts';
import { rowsOfJson } from './json-rows.ts';
import type { Letters } from './letters.ts';
import { readSheets } from './spreadsheet.ts';
import { textOfBytes } from './visible.ts';

export const FILE_AT_MOST = 10_000_000;
const limits = { rows: 20_000, columns: 1_000, row: 50_000 };

/** One table of a file; a file of separated values or of records has one, without a name. */
export type NamedTable = { readonly name: string; readonly cells: readonly (readonly Cell[])[] };

/** What kind of file it is, its bytes say; never its name. */
export async function readTables(bytes: Buffer, letters: Letters): Promise<Result<readonly NamedTable[], Refusal>> {
  if (bytes.length > FILE_AT_MOST) return refused({ kind: 'file-too-large' });
  if (bytes.subarray(0, 2).toString('latin1') === 'PK' || bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    const sheets = await readSheets(bytes);
    return sheets.ok ? withinLimits(sheets.value) : sheets;
  }
  const text = textIn(bytes, letters);
  if (text.trim() === '') return refused({ kind: 'not-a-table' });
  if (/^\s*[[{]/.test(text)) {
    const value = parsed(text);
    const rows = value === undefined ? undefined : rowsOfJson(value);
    return rows === undefined ? refused({ kind: 'not-a-table' }) : withinLimits([{ name: '', cells: rows }]);
  }
  if (/^\s*</.test(text) || bytes.subarray(0, 4).toString('latin1') === '%PDF') return refused({ kind: 'not-a-table' });
  return withinLimits([{ name: '', cells: readCsv(text) }]);
}

function withinLimits(tables: readonly NamedTable[]): Result<readonly NamedTable[], Refusal> {
  for (const { cells } of tables) {
    if (cells.length > limits.rows || cells.some((line) => line.length > limits.columns)) return refused({ kind: 'too-many-rows' });
    const long = cells.findIndex((line) => line.reduce((sum: number, cell) => sum + String(cell ?? '').length, 0) > limits.row);
    if (long !== -1) return refused({ kind: 'row-too-long', row: long + 1 });
  }
  return ok(tables);
}

function textIn(bytes: Buffer, letters: Letters): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const wide = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  if (letters !== 'utf-8') return new TextDecoder(letters).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (problem) {
    // Letters of another encoding, which only the person knows: kept as their bytes and told.
    if (problem instanceof TypeError) return textOfBytes(bytes).replace(/^\ufeff/, '');
    throw problem;
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
