import { canonicalJson, type JsonValue } from '@sojourn/kernel';
import type { Cell, Flag } from './cell.ts';
import { type Column, columnLetters } from './columns.ts';
import { submissionOf } from './form-columns.ts';
import type { ColumnSubject, FactUse } from './htcds-columns.ts';
import { type PlaceCode, readFact } from './read-fact.ts';
import { visible } from './visible.ts';

export type ImportedRow = {
  /** As numbered in the file, from 1. */
  readonly row: number;
  readonly outcome: 'new' | 'unclear' | 'empty';
  readonly facts: readonly { readonly column: string; readonly fact: string; readonly value: JsonValue }[];
  /** Every filled cell is here, coded or not. */
  readonly sealed: readonly { readonly column: string; readonly field: 'name' | 'import-row'; readonly subject: ColumnSubject }[];
  readonly flags: readonly Flag[];
  readonly name: string;
  /** What else tells who somebody is; for finding the same person only, never recorded from here. */
  readonly phones: readonly string[];
  readonly documents: readonly string[];
  /** Every cell of the row, word for word, in the order of the columns. */
  readonly verbatim: string;
  /** One text for one content, whatever the order of columns, the running number and the spaces around: to know a row again by its mark. */
  readonly rowText: string;
  /** The id a form gave it: it stays when the submission is edited. */
  readonly submission: string | undefined;
};
type Filled = Column & { readonly raw: string; readonly odd: boolean };

export function readRow(line: readonly Cell[], row: number, columns: readonly Column[], places: readonly PlaceCode[]): ImportedRow {
  const filled = columns.flatMap((column): readonly Filled[] => {
    const cell = line[column.index];
    const shown = visible(cell === null || cell === undefined ? '' : String(cell));
    return shown.text.trim() === '' || isRunningNumber(column, shown.text) ? [] : [{ ...column, raw: shown.text, odd: shown.odd }];
  });
  const facts: ImportedRow['facts'][number][] = [];
  const flags: Flag[] = filled.filter(({ odd }) => odd).map(({ name: column }) => ({ column, kind: 'odd-bytes', text: '' }));
  const take = (column: string, use: FactUse, raw: string) => {
    const read = readFact(use, raw, places);
    flags.push(...read.flags.map((flag) => ({ column, ...flag })));
    if (read.value !== undefined) facts.push({ column, fact: use.fact, value: read.value });
  };
  const ticked = tickedIn(filled);
  for (const { index, name, key, use, raw } of filled) {
    if (use.as === 'fact') {
      const beside = ticked.get(key);
      if (beside === undefined || agree(use, raw, beside.codes, places)) take(name, use, raw);
      else flags.push({ column: name, kind: 'choices-disagree', text: raw.trim() });
    } else if (use.as === 'consent') flags.push({ column: name, kind: 'consent-needs-own-record', text: '' });
    else if (use.as === 'phone' || use.as === 'email') flags.push({ column: name, kind: 'contact-not-known-safe', text: '' });
    else if (use.as === 'kept' && name === columnLetters(index)) flags.push({ column: name, kind: 'no-header', text: '' });
  }
  const whole = new Set(filled.flatMap(({ key, use }) => (use.as === 'fact' ? [key] : [])));
  for (const [of, { use, codes, unclear }] of ticked) {
    flags.push(...unclear.map(({ name: column, raw }): Flag => ({ column, kind: 'unknown-code', text: raw.trim() })));
    if (!whole.has(of) && codes.length > 0) take(of, use, use.many === true ? codes.join(';') : codes.length === 1 ? (codes[0] ?? '') : codes.join(' + '));
  }
  const named = filled.filter(({ use }) => use.as === 'name').map(({ raw }) => raw.trim());
  const name = named.join(' ');
  if (name.length > 300) flags.push({ column: 'prs_FirstName', kind: 'too-long', text: '' });
  const cells = filled.map(({ name: column, raw }) => [column, raw] as const);
  const said = filled.filter(({ use }) => use.as !== 'form' && use.as !== 'submission');
  const wordsOf = (as: 'phone' | 'document') => filled.flatMap(({ use, raw }) => (use.as === as ? [raw.trim()] : []));
  const unclear = ['unknown-code', 'unclear-date', 'choices-disagree', 'odd-bytes'];
  return {
    row,
    outcome: said.every(({ use, raw }) => use.as === 'choice' && isUnticked(raw))
      ? 'empty'
      : flags.some(({ kind }) => unclear.includes(kind))
        ? 'unclear'
        : 'new',
    facts,
    sealed: filled.map(({ name: column, use, subject }) => ({
      column,
      field: use.as === 'name' && name.length <= 300 ? 'name' : 'import-row',
      subject,
    })),
    flags,
    name: name.length <= 300 ? name : '',
    phones: wordsOf('phone'),
    documents: wordsOf('document'),
    verbatim: canonicalJson(cells),
    rowText: canonicalJson(said.map(({ key, raw }) => `${key}=${raw.normalize('NFC').trim()}`).sort()),
    submission: submissionOf(cells),
  };
}

type Ticked = { readonly use: FactUse; readonly codes: readonly string[]; readonly unclear: readonly Filled[] };

/** The answers with a tick, by the column they are of. */
function tickedIn(filled: readonly Filled[]): ReadonlyMap<string, Ticked> {
  const found = new Map<string, Ticked>();
  for (const one of filled) {
    if (one.use.as !== 'choice') continue;
    const before = found.get(one.use.of) ?? { use: one.use.use, codes: [], unclear: [] };
    const { code } = one.use;
    if (/^(1|true)$/i.test(one.raw.trim())) found.set(one.use.of, { ...before, codes: [...before.codes, code] });
    else found.set(one.use.of, isUnticked(one.raw) ? before : { ...before, unclear: [...before.unclear, one] });
  }
  return found;
}

const isUnticked = (raw: string): boolean => /^(0|false)$/i.test(raw.trim());

/** What stands in the whole column and what is ticked beside it: the same answers, or neither is believed. */
function agree(use: FactUse, raw: string, codes: readonly string[], places: readonly PlaceCode[]): boolean {
  const sorted = (words: string) => JSON.stringify([readFact(use, words, places).value ?? []].flat().map(String).sort());
  return sorted(raw) === sorted(codes.join(';'));
}

/** The template numbers its rows in a column without a name; anything else there is somebody's words. */
function isRunningNumber({ index, name }: Column, words: string): boolean {
  return index === 0 && name === 'A' && /^\d{1,6}$/.test(words.trim());
}
