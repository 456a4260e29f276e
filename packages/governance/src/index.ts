export {
  type Complaint,
  type ComplaintStage,
  complaintCategories,
  complaintContent,
  complaintOutcomes,
  complaintStages,
  complaintsPerHour,
  dueAt,
  looksPerHour,
  mayFollow,
  pacePerHour,
  type SaidAtTheDoor,
  saidAtTheDoor,
  waitBeyondPace,
} from './complaints.ts';
export { type InstallationWarning, installationWarnings, warningsOf } from './installation.ts';
export { type Lending, lendableRoles, longestLending, mayLend } from './lending.ts';
