export { actsForRow, type RowActs } from './acts-for-row.ts';
export { type Cell, type Flag, type ImportedRow, type PlaceCode, readHtcds, type Sheet } from './read-htcds.ts';
