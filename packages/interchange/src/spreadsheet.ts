import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { readSheet } from 'read-excel-file/node';
import type { Cell } from './read-htcds.ts';

const TEN_MEGABYTES = 10_000_000;

/** The first sheet of an .xlsx file; days as 'YYYY-MM-DD' whatever the machine's time zone. */
export async function readSpreadsheet(bytes: Buffer): Promise<Result<readonly (readonly Cell[])[], Refusal>> {
  if (bytes.length > TEN_MEGABYTES) return refused({ kind: 'file-too-large' });
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return refused({ kind: 'not-a-spreadsheet' });
  const cells = await readSheet(bytes, { trim: false }).catch(() => undefined);
  return cells === undefined ? refused({ kind: 'not-a-spreadsheet' }) : ok(cells.map((line) => line.map(cellOf)));
}

function cellOf(cell: unknown): Cell {
  // A spreadsheet's day has no zone; the reader gives it as midnight UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null;
}
