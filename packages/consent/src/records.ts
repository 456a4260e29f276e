import type { RecipientKind } from '@sojourn/directory';
import type { EntryId, Instant, PersonId, PlainDate, UserId } from '@sojourn/kernel';
import type { DataClass } from './data-classes.ts';
import type { FilingKind } from './filings.ts';
import type { ConsentPurpose } from './purposes.ts';

export const invalidReasons = ['pressure', 'detention-without-alternative', 'interpreter-conflict', 'blank', 'not-understood'] as const;
export type InvalidReason = (typeof invalidReasons)[number];
export const interpreters = ['none', 'vetted', 'not-vetted'] as const;
export const capacities = ['able', 'with-support', 'not-able'] as const;
export const methods = ['signature', 'thumbprint', 'oral-witnessed'] as const;
export const witnesses = ['none', 'staff', 'independent'] as const;
export const readers = ['the-person', 'staff', 'interpreter', 'recording'] as const;
export const assents = ['given', 'refused', 'not-able'] as const;

/** Shown or read, answered, and by whom: one purpose, one recipient. Nothing here is ever overwritten. */
export type ConsentRecord = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly purpose: ConsentPurpose;
  readonly recipient: RecipientKind;
  /** Present when it names one recipient of the directory. */
  readonly recipientId?: string;
  readonly dataClasses: readonly DataClass[];
  /** Which filing it asks for, where it is one. */
  readonly filing?: FilingKind;
  readonly answer: 'given' | 'refused';
  readonly givenOn: PlainDate;
  readonly expiresOn?: PlainDate;
  readonly formVersion: string;
  /** Fingerprint of the words that were read. Absent from what releases before the forms recorded. */
  readonly formHash?: string;
  readonly language: string;
  readonly interpreter: (typeof interpreters)[number];
  readonly interpreterConflict: boolean;
  readonly reader?: (typeof readers)[number];
  readonly capacity: (typeof capacities)[number];
  readonly method: (typeof methods)[number];
  readonly witness?: (typeof witnesses)[number];
  readonly invalid: readonly InvalidReason[];
  /** The entry of the guardian who answered for the person. */
  readonly guardianId?: EntryId;
  /** Who took part, each somebody of the case in their own right. */
  readonly witnessId?: PersonId;
  readonly interpreterId?: PersonId;
  /** What a form of before guardians had entries of their own said. */
  readonly guardian?: 'court-appointed' | 'parent-verified' | 'self-declared' | 'none';
  readonly assent?: (typeof assents)[number];
  readonly withdrawnOn?: PlainDate;
};

export const guardianClaims = ['court-appointed', 'parent', 'relative', 'self-declared'] as const;
export const guardianEvidence = ['court-order', 'birth-record', 'authority-letter', 'family-record', 'home-visit'] as const;

/** Someone who says they may answer for the person. No authority until a named colleague has verified it with evidence. */
export type GuardianRecord = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly claim: (typeof guardianClaims)[number];
  /** Somebody of the case in their own right; what releases before the people of a case recorded has none. */
  readonly personId?: PersonId;
  readonly recordedBy: UserId;
  readonly verified?: { readonly by: UserId; readonly on: PlainDate; readonly evidence: (typeof guardianEvidence)[number]; readonly until?: PlainDate };
  /** Their interests and the person's are known to differ. */
  readonly inConflict: boolean;
  readonly endedOn?: PlainDate;
};

/** "Do not tell them that." Without a class: nothing. Without a recipient: nobody. */
export type Withholding = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly dataClass?: DataClass;
  readonly recipient?: RecipientKind;
  readonly recipientId?: string;
  readonly liftedOn?: PlainDate;
};

/** Linked to the case as one who harmed, recruited or lent: no consent, role or ground opens the way. */
export const barReasons = ['alleged-perpetrator', 'recruiter', 'creditor', 'works-with-them'] as const;
export type Bar = { readonly entryId: EntryId; readonly recipientId: string; readonly why: (typeof barReasons)[number] };

export const dangers = ['danger-to-life', 'abduction', 'medical-emergency', 'suicide-risk', 'child-in-danger'] as const;
export type VitalInterest = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly danger: (typeof dangers)[number];
  readonly recipientId: string;
  readonly recipient: RecipientKind;
  readonly dataClasses: readonly DataClass[];
  readonly invokedBy: UserId;
  readonly invokedAt: Instant;
  readonly review?: { readonly by: UserId; readonly upheld: boolean; readonly at: Instant };
};

export type BestInterests = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly purpose: ConsentPurpose;
  readonly recipientId: string;
  readonly recipient: RecipientKind;
  readonly dataClasses: readonly DataClass[];
  readonly proposedBy: UserId;
  readonly until: PlainDate;
  readonly confirmedBy?: UserId;
};

export type CourtOrder = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly recipientId: string;
  readonly dataClasses: readonly DataClass[];
  readonly until: PlainDate;
  readonly recordedBy: UserId;
  readonly legalReview?: { readonly by: UserId; readonly finding: 'binding-and-precise' | 'challenge-it' };
  readonly confirmedBy?: UserId;
};

/** Everything about one case that can give or take authority, in the order it was written. */
export type Ledger = {
  readonly consents: readonly ConsentRecord[];
  readonly guardians: readonly GuardianRecord[];
  readonly withholdings: readonly Withholding[];
  readonly bars: readonly Bar[];
  readonly vitalInterests: readonly VitalInterest[];
  readonly bestInterests: readonly BestInterests[];
  readonly courtOrders: readonly CourtOrder[];
};

export const emptyLedger: Ledger = {
  consents: [],
  guardians: [],
  withholdings: [],
  bars: [],
  vitalInterests: [],
  bestInterests: [],
  courtOrders: [],
};
