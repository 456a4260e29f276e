export { isChild } from './age.ts';
export * from './codes.ts';
export { caseFold } from './fold.ts';
export {
  type Alternative,
  type Application,
  type CaseState,
  type Decision,
  type Delivery,
  type Identification,
  type NextStep,
  nextSteps,
  type Payment,
  type PlanLine,
  planTotals,
  type SealedHere,
  type Stage,
  stageOf,
  standingHolds,
} from './state.ts';
export { type CaseRow, type CaseView, type HistoryLine, rowOf, viewOf } from './view.ts';
