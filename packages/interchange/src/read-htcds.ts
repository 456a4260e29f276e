import type { Cell, Flag } from './cell.ts';
import { findHeader } from './columns.ts';
import type { PlaceCode } from './read-fact.ts';
import { type ImportedRow, readRow } from './read-row.ts';

export type Sheet = { readonly headerFlags: readonly Flag[]; readonly rows: readonly ImportedRow[] };
type Table = { readonly name: string; readonly cells: readonly (readonly Cell[])[] };

/**
 * Reads records in the HTCDS 2.0 format: the official spreadsheets (system names in row 1, labels in row 2, a running number in column
 * A), submissions of the official form, or such names over any table. No cell is dropped and none is mapped to a neighbour: what is
 * not understood is kept word for word and flagged. Undefined when no such names are found.
 */
export function readHtcds(cells: readonly (readonly Cell[])[], places: readonly PlaceCode[]): Sheet | undefined {
  const header = findHeader(cells);
  if (header === undefined) return undefined;
  const { columns, from, flags } = header;
  return { headerFlags: flags, rows: cells.slice(from).map((line, index) => readRow(line, from + index + 1, columns, places)) };
}

/** Of several sheets the one with names of the standard; the others (lists of choices, notes) are not read, and that is said. */
export function readHtcdsTables(tables: readonly Table[], places: readonly PlaceCode[]): Sheet | 'more-than-one-sheet' | undefined {
  const found = tables.flatMap((table) => {
    const sheet = readHtcds(table.cells, places);
    return sheet === undefined ? [] : [{ table, sheet }];
  });
  const [first, ...more] = found;
  if (first === undefined) return undefined;
  if (more.length > 0) return 'more-than-one-sheet';
  const others = tables.filter((table) => table !== first.table);
  return { ...first.sheet, headerFlags: [...first.sheet.headerFlags, ...others.map(({ name }): Flag => ({ column: name, kind: 'other-sheet', text: name }))] };
}
