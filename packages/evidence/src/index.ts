export { type Cost, type Indicators, indicatorsOf, type Median, type Share, yearsOf } from './indicators.ts';
export { FEWEST, OTHERS, type ReleasedGroups } from './release-groups.ts';
export type { ReleasedTable } from './release-table.ts';
export { ageBandOf, type EvidenceRow, oneCode } from './rows.ts';
