import type { Cell, Flag } from './cell.ts';
import { formColumn } from './form-columns.ts';
import { type ColumnSubject, type ColumnUse, isLabel, labelFits, nameLabelled, standardName, subjectOf, useOf } from './htcds-columns.ts';

/** `name`: as the file has it. `key`: the same for one column however a file names it. */
export type Column = {
  readonly index: number;
  readonly name: string;
  readonly key: string;
  readonly subject: ColumnSubject;
  readonly use: ColumnUse;
  readonly flag?: Flag;
};
export type Header = { readonly columns: readonly Column[]; readonly from: number; readonly flags: readonly Flag[] };

/**
 * Finds the names of the standard in a table: in the hidden first row of its spreadsheets, over the answers of its form (in groups or
 * not), or, where a form was exported by its labels, the labels. Undefined where there are none.
 */
export function findHeader(cells: readonly (readonly Cell[])[]): Header | undefined {
  const ten = cells.slice(0, 10);
  const named = ten.findIndex((line) => line.filter((cell) => text(cell) === 'sojourn_case' || nameIn(text(cell)) !== undefined).length >= 3);
  const labelled = named === -1 ? ten.findIndex(isLineOfLabels) : -1;
  const top = named === -1 ? labelled : named;
  const names = cells[top];
  if (names === undefined) return undefined;
  const nameOf = named === -1 ? nameLabelled : nameIn;
  const hasLabels = named !== -1 && cells[top + 1]?.some((cell) => isLabel(text(cell))) === true;
  const labels = hasLabels ? (cells[top + 1] ?? []) : [];
  const from = hasLabels ? top + 2 : top + 1;
  const width = cells.reduce((most, line) => Math.max(most, line.length), 0);
  const known = names.map((cell) => nameOf(text(cell)));
  const repeated = new Set(known.filter((name, index) => name !== undefined && known.indexOf(name) !== index));
  const columns = Array.from({ length: width }, (_, index) => columnOf(index, text(names[index]), text(labels[index]), nameOf, repeated));
  const above = cells.slice(0, top).flatMap((line, index) => (line.some((cell) => text(cell) !== '') ? [`${index + 1}`] : []));
  const ofForm = columns.some(({ use }) => use.as === 'form' || use.as === 'submission');
  return {
    columns,
    from,
    flags: [
      ...above.map((row): Flag => ({ column: row, kind: 'row-above-header', text: '' })),
      ...(named === -1 ? [{ column: '', kind: 'read-by-labels', text: '' } satisfies Flag] : []),
      ...(hasLabels || ofForm || named === -1 ? [] : [{ column: '', kind: 'no-label-row', text: '' } satisfies Flag]),
      ...columns.flatMap(({ flag }) => (flag === undefined ? [] : [flag])),
    ],
  };
}

function columnOf(
  index: number,
  header: string,
  label: string,
  nameOf: (header: string) => string | undefined,
  repeated: ReadonlySet<string | undefined>,
): Column {
  const column = header || label || columnLetters(index);
  const is = (use: ColumnUse, key = column): Column => ({ index, name: column, key, subject: subjectOf(key), use });
  const kept = (kind: Flag['kind'], key?: string): Column => ({
    ...is({ as: 'kept' }, key),
    flag: { column, kind, text: [header, label].filter((words) => words !== '').join(' / ') },
  });
  if (header === '' && label === '') return is({ as: 'kept' });
  if (header === '') return kept('no-header');
  const form = formColumn(header);
  if (form !== undefined) return is({ as: form });
  const name = nameOf(header);
  const choice = name === undefined ? choiceOf(header, nameOf) : undefined;
  if (choice !== undefined) return is(choice, `${choice.of}/${choice.code}`);
  if (name === undefined) return kept('unknown-column');
  if (repeated.has(name)) return kept('header-repeated');
  return label !== '' && !labelFits(name, label) ? kept('header-disagrees', name) : is(useOf(name), name);
}

/** A form's groups stand before a name: 'person/prs_First_Name' (KoboToolbox), 'person-prs_First_Name' (ODK Central). */
function nameIn(header: string): string | undefined {
  return standardName(header) ?? standardName(header.split(/[/.:-]/).at(-1) ?? '');
}

/** 'vic_Methods_of_Control/DebtBondage': one answer of several, with a tick or without. */
function choiceOf(header: string, nameOf: (header: string) => string | undefined): Extract<ColumnUse, { readonly as: 'choice' }> | undefined {
  const at = header.lastIndexOf('/');
  const of = at === -1 ? undefined : nameOf(header.slice(0, at));
  const use = of === undefined ? undefined : useOf(of);
  if (of === undefined || use?.as !== 'fact' || (use.kind !== 'code' && use.kind !== 'country')) return undefined;
  return { as: 'choice', of, code: header.slice(at + 1).trim(), use };
}

function isLineOfLabels(line: readonly Cell[]): boolean {
  const names = line.map((cell) => nameLabelled(text(cell)));
  return names.filter((name) => name !== undefined).length >= 5 && names.some((name) => name?.startsWith('vic_') === true);
}

/** As a spreadsheet names its columns: 0 is A, 35 is AJ. */
export function columnLetters(index: number): string {
  return (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
}

function text(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell).trim();
}
