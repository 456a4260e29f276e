export {
  type ActDeclaration,
  type ActRequest,
  type AnyAct,
  type DecideContext,
  declareAct,
  type Offline,
  type SealedFieldRule,
} from './act.ts';
export { type Actor, type Purpose, purposes, type Role, roles } from './actor.ts';
export { type ActInput, type ActReceipt, type Client, createClient, type QueryInput, type QueryOutput, queryPath, type Send } from './client.ts';
export { type OpenApiDocument, openApiDocument } from './open-api.ts';
export { type AnyQuery, declareQuery, type QueryDeclaration } from './query.ts';
export { type ActOutcome, authorise, runAct } from './run-act.ts';
