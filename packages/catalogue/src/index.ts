export {
  type Catalogue, catalogueSchema, clauseSchema, type Fact, factSchema, type Instrument, instrumentSchema, eventSchema, type Language, languages, placeSchema, type Programme, programmeSchema,
  type Right, rightSchema, sourceSchema, type StateRole, stateRoles, textSchema, type TreatyEvent,
} from './schema.ts';
export { type Problem, problemsIn } from './problems.ts';
export { bundleHashOf, type Bundle } from './bundle.ts';
export { checkFactValue } from './check-fact.ts';
export { readStrictYaml } from './strict-yaml.ts';
