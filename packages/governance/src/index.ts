export {
  type Complaint,
  type ComplaintStage,
  complaintCategories,
  complaintContent,
  complaintOutcomes,
  complaintStages,
  dueAt,
  mayFollow,
} from './complaints.ts';
export { type Lending, lendableRoles, longestLending, mayLend } from './lending.ts';
