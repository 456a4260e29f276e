export { actsForRow, type RowActs } from './acts-for-row.ts';
export type { Cell } from './cell.ts';
export { columnTable } from './column-table.ts';
export { toCsv } from './guarded.ts';
export { firstThatLooksReal } from './looks-real.ts';
export type { PlaceCode } from './read-fact.ts';
export { readHtcds, readHtcdsTables, type Sheet } from './read-htcds.ts';
export type { ImportedRow } from './read-row.ts';
export { type CodedRecord, htcdsColumnOf, toHtcds } from './to-htcds.ts';
