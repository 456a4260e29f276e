export { actsForRow, type RowActs } from './acts-for-row.ts';
export { toCsv } from './guarded.ts';
export { firstThatLooksReal } from './looks-real.ts';
export type { PlaceCode } from './read-fact.ts';
export { type Cell, type Flag, type ImportedRow, readHtcds, type Sheet } from './read-htcds.ts';
