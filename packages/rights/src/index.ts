export { type Citation, type Duty, type RightLine, rightsBrief, type StateInRole } from './brief.ts';
export { type PartyAnswer, partyOn } from './party.ts';
export { type Reserved, reservedOn } from './reserved.ts';
