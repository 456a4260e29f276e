export { type PartyAnswer, partyOn } from './party.ts';
export { type Citation, type Duty, type RightLine, type StateInRole, rightsBrief } from './brief.ts';
