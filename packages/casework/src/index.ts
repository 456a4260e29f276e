export * from './codes.ts';
export { isChild } from './age.ts';
export { caseFold } from './fold.ts';
export {
  type Alternative, type Application, type CaseState, type Decision, type Delivery, type Identification, type NextStep, type Payment,
  type PlanLine, type SealedHere, type Stage, nextSteps, planTotals, stageOf,
} from './state.ts';
export { type CaseRow, type CaseView, type HistoryLine, rowOf, viewOf } from './view.ts';
