export { type Citation, type Duty, type RightLine, rightsBrief, type StateInRole } from './brief.ts';
export { type PartyAnswer, partyOn } from './party.ts';
export { factsOfPersona, type Persona, personas } from './personas.ts';
export { treatyRelations } from './relations.ts';
export { type FearAsked, type RemedyLine, reachesSomewhere, remediesFor } from './remedies.ts';
export { listsOn, type Reserved, reservedOn } from './reserved.ts';
export { type Added, type CorridorLine, corridor, type Ground, type Joining, joiningAdds, joiningAddsFor } from './what-if.ts';
