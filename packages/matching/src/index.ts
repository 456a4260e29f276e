export { aboutCodes, type Evidence, evidenceCodes } from './evidence.ts';
export { type Described, isProposed, type Weighed, weigh } from './weigh.ts';
