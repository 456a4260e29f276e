import { beirutPeople } from './beirut-people.ts';
import { harbourPeople } from './harbour-people.ts';
import { harderPeople } from './harder-people.ts';
import { nairobiPeople } from './nairobi-people.ts';
import { southernPeople } from './southern-people.ts';
import type { DemoPerson } from './steps.ts';
import { tunisPeople } from './tunis-people.ts';

/** Invented, every one; hard cases on purpose. `personId`, `subjectId` and ids of earlier entries are filled in when they are replayed. */
export const firstPeople: readonly DemoPerson[] = [...harbourPeople, ...harderPeople, ...southernPeople];
/** Further ones, who come while people look at the first. */
const furtherPeople: readonly DemoPerson[] = [...beirutPeople, ...tunisPeople, ...nairobiPeople];
export const demoPeople: readonly DemoPerson[] = [...firstPeople, ...furtherPeople];
