/** Six kinds of help, then the fund's other budget lines. */
export const services = [
  'accommodation',
  'medical',
  'psychosocial',
  'legal',
  'travel-documents',
  'career-counselling',
  'food',
  'clothing-hygiene',
  'interpretation',
  'local-transport',
  'international-travel',
  'education',
  'vocational-training',
  'livelihood-grant',
  'cash',
  'family-assessment',
  'monitoring',
  'other',
] as const;
export type Service = (typeof services)[number];

export const units = ['night', 'day', 'session', 'visit', 'item', 'journey', 'month', 'lump-sum'] as const;

export const contactSources = [
  'self',
  'family',
  'hotline',
  'ngo',
  'health-service',
  'embassy',
  'un-agency',
  'law-enforcement',
  'immigration-service',
  'central-government',
  'local-government',
  'legal-service',
  'company',
  'school',
  'other',
  'not-known',
] as const;

/** A question about safety, skippable like every other: three ways not to have an answer. */
export const skippable = ['yes', 'no', 'not-asked', 'declined', 'not-known'] as const;
export type Skippable = (typeof skippable)[number];

export const elementAnswers = ['present', 'absent', 'unclear'] as const;
export const conclusions = ['victim-of-trafficking', 'presumed-more-time', 'not-trafficked-but-vulnerable', 'not-trafficked'] as const;

export const alternativeAnswers = ['can-help', 'cannot-help', 'no-reply'] as const;
export const notComparableReasons = [
  'sex',
  'age',
  'nationality',
  'form-of-exploitation',
  'no-places',
  'no-funds',
  'unsafe',
  'time-limit',
  'no-such-service',
  'status',
  'other',
] as const;

export const decisions = ['eligible', 'emergency-only', 'more-information', 'refused'] as const;
export const decidersReasons = [
  'tests-met',
  'not-trafficked',
  'no-border-crossed',
  'comparable-help-exists',
  'no-consent',
  'fund-rules',
  'immediate-danger',
  'facts-missing',
] as const;
/** Written with the outcome of an appeal, never chosen. */
export const decisionReasons = [...decidersReasons, 'appeal-reversed', 'appeal-sent-back'] as const;
export const referrals = [
  'national-programme',
  'regional-programme',
  'asylum-system',
  'child-protection',
  'health-service',
  'legal-aid',
  'other-organisation',
  'no-service-available',
] as const;

/** How a case ended. */
export const closingOutcomes = [
  'goals-reached',
  'handed-over',
  'person-left',
  'no-contact',
  'help-refused',
  'not-eligible',
  'died',
  'opened-by-mistake',
  'other',
] as const;

/** Kinds of entries that one act writes in both of the records it touches. */
export const writtenInBoth = ['records-joined', 'records-join-confirmed', 'records-parted', 'records-told-apart'] as const;

/** How we know that two records are of one person. */
export const joinGrounds = ['person-says-so', 'same-document', 'same-name-and-birth', 'known-to-staff', 'other'] as const;
/** How we know that two records are of two people. */
export const apartGrounds = ['person-says-so', 'other-document', 'both-known-to-staff', 'other-birth', 'other'] as const;
/** Why two records are taken apart again. */
export const partGrounds = ['not-the-same-person', 'joined-by-mistake', 'person-asked', 'other'] as const;

/** Why a record may not be erased for now. */
export const holdGrounds = ['court', 'investigation', 'complaint', 'person-asked'] as const;

export const paymentMethods = ['bank-transfer', 'cash-advance', 'voucher', 'mobile-money', 'direct-to-provider'] as const;

/** What a file is that a person gave. */
export const attachmentKinds = ['identity-document', 'contract', 'payslip', 'medical', 'court-or-police', 'photo', 'message', 'other-document'] as const;
