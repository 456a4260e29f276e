/** What a colleague is to a case. `named`: sees a restricted case without working on it, as whoever decides on money. */
export const teamParts = ['owner', 'member', 'named'] as const;

export const conflictKinds = ['relative', 'friend', 'partner', 'party-to-the-events', 'complaint', 'other'] as const;

/** Why someone reached past their own cases. */
export const emergencyReasons = ['danger-to-life', 'medical', 'child-alone', 'nobody-else-there', 'person-at-the-door'] as const;

/** Hours a broken glass stays open, at most. */
export const longestEmergency = 12;

/** It is looked at within a day by someone else. */
export const HOURS_TO_REVIEW = 24;

export const emergencyFindings = ['justified', 'not-justified'] as const;
