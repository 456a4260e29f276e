import { harbourPeople } from './harbour-people.ts';
import { harderPeople } from './harder-people.ts';
import { southernPeople } from './southern-people.ts';
import type { DemoPerson } from './steps.ts';

/** Invented, every one; hard cases on purpose. `personId`, `subjectId` and ids of earlier entries are filled in when they are replayed. */
export const demoPeople: readonly DemoPerson[] = [...harbourPeople, ...harderPeople, ...southernPeople];
