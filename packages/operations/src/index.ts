export { type Actor, type Purpose, type Role, purposes, roles } from './actor.ts';
export {
  type ActDeclaration, type ActRequest, type AnyAct, type DecideContext, type Offline, type SealedFieldRule, declareAct,
} from './act.ts';
export { type AnyQuery, type QueryDeclaration, declareQuery } from './query.ts';
export { type ActOutcome, authorise, runAct } from './run-act.ts';
export { type OpenApiDocument, openApiDocument } from './open-api.ts';
export { type ActInput, type ActReceipt, type Client, type QueryInput, type QueryOutput, type Send, createClient } from './client.ts';
