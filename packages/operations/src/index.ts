export {
  type ActDeclaration,
  type ActRequest,
  type AnyAct,
  type DecideContext,
  declareAct,
  type OfAPerson,
  type Offline,
  type SealedFieldRule,
} from './act.ts';
export { type Actor, type LentRole, type Purpose, purposes, purposesOf, type Role, roles } from './actor.ts';
export {
  type ActInput,
  type ActReceipt,
  type Client,
  createClient,
  createOpenClient,
  type OpenClient,
  type QueryInput,
  type QueryOutput,
  queryPath,
  type Send,
} from './client.ts';
export { answeredDays, askedDays } from './days.ts';
export { type PartRules, partsFor } from './fields.ts';
export { mayBeInToken } from './for-tokens.ts';
export { type Expected, expectedOf, type MatrixRow, matrixPage, rowsOf, type Situation, situations } from './matrix.ts';
export { type OpenApiDocument, openApiDocument } from './open-api.ts';
export { type AnyOpenQuery, declareOpenFile, declareOpenQuery, type OpenQueryDeclaration } from './open-query.ts';
export { type Allowed, type CaseStanding, type Condition, decideAccess, everyRole, isNever, type Policy, type Reach } from './policy.ts';
export { type AnyQuery, declareQuery, pageInput, type QueryDeclaration } from './query.ts';
export { type ActOutcome, type RunContext, runAct, subjectOf } from './run-act.ts';
export { type Sensitive, sensitivityOf } from './sensitivity.ts';
