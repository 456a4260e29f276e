import { canonicalJson, type JsonValue } from '@sojourn/kernel';
import { type ColumnSubject, type ColumnUse, isLabel, labelFits, standardName, subjectOf, useOf } from './htcds-columns.ts';
import { type FactFlag, type PlaceCode, readFact } from './read-fact.ts';

/** A cell as a reader of spreadsheets gives it: a day already as 'YYYY-MM-DD', everything else as its text. */
export type Cell = string | number | boolean | null;
export type Flag = {
  readonly column: string;
  readonly kind:
    | FactFlag
    | 'header-disagrees'
    | 'header-repeated'
    | 'unknown-column'
    | 'no-header'
    | 'no-label-row'
    | 'row-above-header'
    | 'consent-needs-own-record'
    | 'contact-not-known-safe'
    | 'too-long';
  readonly text: string;
};
export type ImportedRow = {
  /** As numbered in the spreadsheet, from 1. */
  readonly row: number;
  readonly outcome: 'new' | 'unclear' | 'empty';
  readonly facts: readonly { readonly column: string; readonly fact: string; readonly value: JsonValue }[];
  /** Every filled cell is here, coded or not. */
  readonly sealed: readonly { readonly column: string; readonly field: 'name' | 'import-row'; readonly subject: ColumnSubject }[];
  readonly flags: readonly Flag[];
  readonly name: string;
  /** Every cell of the row, word for word, in the order of the columns. */
  readonly verbatim: string;
  /** One text for one content, whatever the order of columns, the running number and the spaces around: to know a row again by its mark. */
  readonly rowText: string;
};
export type Sheet = { readonly headerFlags: readonly Flag[]; readonly rows: readonly ImportedRow[] };

type Column = { readonly index: number; readonly name: string; readonly use: ColumnUse; readonly flag?: Flag };

/**
 * Reads the official HTCDS 2.0 spreadsheet: system names in row 1, labels in row 2, data from row 3, a running number in
 * column A. No cell is dropped and none is mapped to a neighbour: what is not understood is kept word for word and flagged.
 * Undefined when no such names are found.
 */
export function readHtcds(cells: readonly (readonly Cell[])[], places: readonly PlaceCode[]): Sheet | undefined {
  const top = cells.slice(0, 10).findIndex((line) => line.filter((cell) => standardName(text(cell)) !== undefined).length >= 3);
  const names = cells[top];
  if (names === undefined) return undefined;
  const hasLabels = cells[top + 1]?.some((cell) => isLabel(text(cell))) === true;
  const labels = hasLabels ? (cells[top + 1] ?? []) : [];
  const from = hasLabels ? top + 2 : top + 1;
  const width = Math.max(...cells.map((line) => line.length));
  const repeated = new Set(names.map((cell) => standardName(text(cell))).filter((name, index, all) => name !== undefined && all.indexOf(name) !== index));
  const columns = Array.from({ length: width }, (_, index) => columnOf(index, text(names[index]), text(labels[index]), repeated));
  const above = cells.slice(0, top).flatMap((line, index) => (line.some((cell) => text(cell) !== '') ? [`${index + 1}`] : []));
  return {
    headerFlags: [
      ...above.map((row): Flag => ({ column: row, kind: 'row-above-header', text: '' })),
      ...(hasLabels ? [] : [{ column: '', kind: 'no-label-row', text: '' } satisfies Flag]),
      ...columns.flatMap(({ flag }) => (flag === undefined ? [] : [flag])),
    ],
    rows: cells.slice(from).map((line, index) => readRow(line, from + index + 1, columns, places)),
  };
}

function columnOf(index: number, header: string, label: string, repeated: ReadonlySet<string | undefined>): Column {
  const name = standardName(header);
  const kept = (kind: Flag['kind']): Column => {
    const column = header || label || columnLetters(index);
    return { index, name: column, use: { as: 'kept' }, flag: { column, kind, text: [header, label].filter((words) => words !== '').join(' / ') } };
  };
  if (header === '' && label === '') return { index, name: columnLetters(index), use: { as: 'kept' } };
  if (header === '') return kept('no-header');
  if (name === undefined) return kept('unknown-column');
  if (repeated.has(name)) return kept('header-repeated');
  if (label !== '' && !labelFits(name, label)) return kept('header-disagrees');
  return { index, name: header, use: useOf(name) };
}

function readRow(line: readonly Cell[], row: number, columns: readonly Column[], places: readonly PlaceCode[]): ImportedRow {
  const filled = columns.filter((column) => text(line[column.index]) !== '' && !isRunningNumber(column, line[column.index]));
  const facts: ImportedRow['facts'][number][] = [];
  const flags: Flag[] = [];
  const named: string[] = [];
  for (const { index, name, use } of filled) {
    const raw = String(line[index] ?? '');
    if (use.as === 'fact') {
      const read = readFact(use, raw, places);
      flags.push(...read.flags.map((flag) => ({ column: name, ...flag })));
      if (read.value !== undefined) facts.push({ column: name, fact: use.fact, value: read.value });
    } else if (use.as === 'name') named.push(raw.trim());
    else if (use.as === 'consent') flags.push({ column: name, kind: 'consent-needs-own-record', text: '' });
    else if (use.as === 'contact') flags.push({ column: name, kind: 'contact-not-known-safe', text: '' });
    else if (name === columnLetters(index)) flags.push({ column: name, kind: 'no-header', text: '' });
  }
  const name = named.join(' ');
  if (name.length > 300) flags.push({ column: 'prs_FirstName', kind: 'too-long', text: '' });
  const cells = filled.map(({ name: column, index }) => [column, String(line[index] ?? '')] as const);
  return {
    row,
    outcome: filled.length === 0 ? 'empty' : flags.some(({ kind }) => kind === 'unknown-code' || kind === 'unclear-date') ? 'unclear' : 'new',
    facts,
    sealed: filled.map(({ name: column, use }) => ({
      column,
      field: use.as === 'name' && name.length <= 300 ? 'name' : 'import-row',
      subject: subjectOf(standardName(column) ?? ''),
    })),
    flags,
    name: name.length <= 300 ? name : '',
    verbatim: canonicalJson(cells),
    rowText: canonicalJson(cells.map(([column, words]) => `${standardName(column) ?? column}=${words.normalize('NFC').trim()}`).sort()),
  };
}

/** The template numbers its rows in a column without a name; anything else there is somebody's words. */
function isRunningNumber({ index, name }: Column, cell: Cell | undefined): boolean {
  return index === 0 && name === 'A' && /^\d{1,6}$/.test(text(cell));
}

/** As a spreadsheet names its columns: 0 is A, 35 is AJ. */
function columnLetters(index: number): string {
  return (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
}

function text(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell).trim();
}
