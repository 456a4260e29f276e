export { type RowActs, actsForRow } from './acts-for-row.ts';
export { type Cell, type Flag, type ImportedRow, type PlaceCode, type Sheet, readHtcds } from './read-htcds.ts';
