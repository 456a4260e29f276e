export { evidenceCodes } from './evidence.ts';
export { weighedSchema } from './schema.ts';
export { type Described, isProposed, type Weighed, weigh } from './weigh.ts';
export { alikeWithin } from './within.ts';
