import { lawTablePdf } from '@sojourn/documents';
import { toCsv } from '@sojourn/interchange';
import { writeSpreadsheet } from '@sojourn/interchange/spreadsheet';

export type FileAnswer = { readonly type: string; readonly name: string; readonly bytes: Buffer };
export type TableFormat = 'csv' | 'xlsx' | 'pdf';

/** One answer of the law as a table. What it rests on and what it does not say stand below it in every format. */
export type LawTable = {
  readonly name: string;
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  /** `print`: also on paper, where codes for programs have no place. */
  readonly columns: readonly { readonly head: string; readonly print: boolean }[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
};

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const satisfies Record<TableFormat, string>;

export async function fileOf(table: LawTable, format: TableFormat): Promise<FileAnswer> {
  return { type: types[format], name: `${table.name}.${format}`, bytes: await bytesOf(table, format) };
}

async function bytesOf({ language, title, lead, columns, rows, notes }: LawTable, format: TableFormat): Promise<Buffer> {
  if (format === 'pdf') {
    const printed = <Cell>(cells: readonly Cell[]) => cells.filter((_, index) => columns[index]?.print === true);
    return lawTablePdf({ language, title, lead, head: printed(columns).map((one) => one.head), rows: rows.map(printed), notes });
  }
  const all = [columns.map((one) => one.head), ...rows, [], ...[title, lead, ...notes].map((note) => [note])];
  return format === 'csv' ? Buffer.from(toCsv(all), 'utf8') : writeSpreadsheet(all);
}
