import { canonicalJson, isPlainDate, type JsonValue } from '@sojourn/kernel';
import { type ColumnUse, columnKey, useOf } from './htcds-columns.ts';

/** A cell as a reader of spreadsheets gives it: a day already as 'YYYY-MM-DD', everything else as its text. */
export type Cell = string | number | boolean | null;
export type Flag = {
  readonly column: string;
  readonly kind: 'unknown-code' | 'trimmed' | 'unclear-date' | 'header-disagrees' | 'unknown-column' | 'no-header' | 'consent-needs-own-record';
  readonly text: string;
};
export type ImportedRow = {
  /** As numbered in the spreadsheet, from 1. */
  readonly row: number;
  readonly outcome: 'new' | 'unclear' | 'empty';
  readonly facts: readonly { readonly column: string; readonly fact: string; readonly value: JsonValue }[];
  readonly sealed: readonly { readonly column: string; readonly field: 'name' | 'contact' | 'import-row' }[];
  readonly flags: readonly Flag[];
  readonly name: string;
  readonly contact: string;
  /** Every cell of the row, word for word, by column. */
  readonly verbatim: string;
};
export type Sheet = { readonly headerFlags: readonly Flag[]; readonly rows: readonly ImportedRow[] };
export type PlaceCode = { readonly iso2: string; readonly iso3: string; readonly english: string };

/**
 * Reads the official HTCDS 2.0 spreadsheet: system names in row 1, labels in row 2, data from row 3, a running number in
 * column A. No cell is dropped and none is mapped to a neighbour: what is not understood is kept word for word and flagged.
 */
export function readHtcds(cells: readonly (readonly Cell[])[], places: readonly PlaceCode[]): Sheet | undefined {
  const [names = [], labels = [], ...data] = cells;
  if (!names.some((name) => columnKey(String(name ?? '')) === 'vic_traffickingstatus')) return undefined;
  const headers = names.map((name, index) => headerOf(text(name), text(labels[index] ?? null), index));
  const width = Math.max(headers.length, labels.length);
  const columns = Array.from({ length: width }, (_, index) => headers[index] ?? headerOf('', text(labels[index] ?? null), index));
  const rows = data.map((line, index) => readRow(line, index + 3, columns, places));
  return { headerFlags: columns.flatMap((column) => column.flags), rows };
}

type Column = { readonly index: number; readonly name: string; readonly use: ColumnUse; readonly flags: readonly Flag[] };

function headerOf(name: string, label: string, index: number): Column {
  if (index === 0) return { index, name: 'row number', use: { as: 'kept' }, flags: [] };
  const flag = (kind: Flag['kind']): readonly Flag[] => [{ column: name || label, kind, text: name === '' ? label : `${name} / ${label}` }];
  if (name === '') return { index, name: label, use: { as: 'kept' }, flags: label === '' ? [] : flag('no-header') };
  if (label !== '' && !agree(name, label)) return { index, name, use: { as: 'kept' }, flags: flag('header-disagrees') };
  return { index, name, use: useOf(name), flags: [] };
}

// Labels that say the same as their column in other words.
const sameInOtherWords: Readonly<Record<string, string>> = {
  traffickinstatusdecisionmakingorg: 'traffickingstatusdecisionmakingorganization',
  traffickingstatusdecisionmakingorg: 'traffickingstatusdecisionmakingorganization',
  mailingstate: 'mailingstateprovince',
  mailingpostalcode: 'mailingzippostalcode',
};

// 'prs_MailingCity' under the label 'Mailing Street' says two things: neither is believed.
function agree(name: string, label: string): boolean {
  const letters = (words: string) => words.toLowerCase().replace(/[^a-z]/g, '');
  const code = letters(name.slice(name.indexOf('_') + 1));
  return code === letters(label) || sameInOtherWords[code] === letters(label);
}

function readRow(line: readonly Cell[], row: number, columns: readonly Column[], places: readonly PlaceCode[]): ImportedRow {
  const filled = columns.filter((column) => column.index > 0 && text(line[column.index] ?? null) !== '');
  const facts: ImportedRow['facts'][number][] = [];
  const sealed: ImportedRow['sealed'][number][] = [];
  const flags: Flag[] = [];
  const named: string[] = [];
  const contacts: string[] = [];
  for (const { index, name, use } of filled) {
    const raw = String(line[index] ?? '');
    const words = raw.trim();
    if (use.as === 'fact') {
      const read = readFact(use, name, raw, places);
      flags.push(...read.flags);
      if (read.value !== undefined) facts.push({ column: name, fact: use.fact, value: read.value });
      sealed.push({ column: name, field: 'import-row' });
    } else if (use.as === 'name' || use.as === 'contact') {
      (use.as === 'name' ? named : contacts).push(words);
      sealed.push({ column: name, field: use.as });
    } else {
      if (use.as === 'consent') flags.push({ column: name, kind: 'consent-needs-own-record', text: '' });
      sealed.push({ column: name, field: 'import-row' });
    }
  }
  const unclear = flags.some((flag) => flag.kind === 'unknown-code' || flag.kind === 'unclear-date');
  const verbatim = canonicalJson(filled.map(({ name, index }) => [name, String(line[index] ?? '')]));
  return {
    row,
    outcome: filled.length === 0 ? 'empty' : unclear ? 'unclear' : 'new',
    facts,
    sealed,
    flags,
    name: named.join(' '),
    contact: contacts.join('\n'),
    verbatim,
  };
}

type FactUse = Extract<ColumnUse, { readonly as: 'fact' }>;
type ReadFact = { readonly value: JsonValue | undefined; readonly flags: readonly Flag[] };

function readFact(use: FactUse, column: string, raw: string, places: readonly PlaceCode[]): ReadFact {
  if (use.kind === 'birth' || use.kind === 'day') {
    const day = raw.trim();
    // The exact birth date stays sealed; rules read the month.
    if (isPlainDate(day)) return { value: use.kind === 'birth' ? day.slice(0, 7) : day, flags: [] };
    if (use.kind === 'birth' && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(day)) return { value: day, flags: [] };
    return { value: undefined, flags: [{ column, kind: 'unclear-date', text: day }] };
  }
  const flags: Flag[] = [];
  const parts = use.many === true ? raw.split(/[;,|\n]/) : [raw];
  const found = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const code = use.kind === 'country' ? countryOf(part, places) : use.codes?.find((known) => known === part);
      if (code === undefined) flags.push({ column, kind: 'unknown-code', text: part });
      return code === undefined ? [] : [code];
    });
  if (parts.some((part, index) => part.trim() !== part && part.trim() !== '' && !(index > 0 && part.trimStart() === part.slice(1))))
    flags.push({ column, kind: 'trimmed', text: raw.trim() });
  const unique = [...new Set(found)];
  // Part of a list would read as the whole of it: with an unknown code among them, nothing is coded.
  const value = unique.length === 0 || (flags.some((f) => f.kind === 'unknown-code') && use.many !== true) ? undefined : use.many === true ? unique : unique[0];
  return { value, flags };
}

function countryOf(part: string, places: readonly PlaceCode[]): string | undefined {
  if (part.toLowerCase() === 'stateless') return 'stateless';
  return places.find((place) => place.iso2 === part || place.iso3 === part || place.english.toLowerCase() === part.toLowerCase())?.iso3;
}

function text(cell: Cell): string {
  return cell === null ? '' : String(cell).trim();
}
