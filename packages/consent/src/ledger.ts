import { type EntryId, ok, type PersonId, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';

/** Each purpose is agreed to on its own; one tick for everything is a defect. */
export const consentPurposes = ['assistance', 'sharing', 'return', 'publishing', 'photo', 'tracing', 'statistics', 'follow-up'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Whom a consent may be given towards, by kind; a named recipient is an entry of the directory, never free text. */
export const recipientKinds = [
  'this-organisation',
  'health-service',
  'lawyer',
  'shelter',
  'other-organisation',
  'family',
  'consulate',
  'police',
  'court',
  'donor-without-identity',
  'research-without-identity',
] as const;

/** The forms that were ever read to people; a record names the one that was. */
export const formVersions = ['2026-1'] as const;

export type ConsentRecord = {
  readonly entryId: EntryId;
  readonly subjectId: PersonId;
  readonly purpose: ConsentPurpose;
  readonly recipient: string;
  readonly answer: 'given' | 'refused';
  readonly givenOn: PlainDate;
  readonly expiresOn?: PlainDate;
  readonly formVersion: string;
  /** Set when the person cannot decide alone: a guardian verified by the office, with the child's assent. */
  readonly guardian?: 'court-appointed' | 'parent-verified' | 'self-declared' | 'none';
  readonly assent?: 'given' | 'refused' | 'not-able';
  readonly withdrawnOn?: PlainDate;
};

declare const held: unique symbol;

/** Held, not asserted: only this ledger makes one, and an effect reads it again in its own transaction. */
export type AuthorityFor<Purpose extends ConsentPurpose> = {
  readonly [held]: Purpose;
  readonly purpose: Purpose;
  readonly consent: EntryId;
  readonly subjectId: PersonId;
  readonly recipient: string;
};

type Ask<Purpose extends ConsentPurpose> = {
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly subjectId: PersonId;
  readonly on: PlainDate;
  readonly isChild: 'yes' | 'no' | 'unknown';
};

/**
 * The latest answer for this purpose and recipient decides. A child, or someone who may be one, is never asked for
 * consent alone: a verified guardian's consent with the child's assent is needed; a self-declared relative has no authority.
 */
export function authorityFor<const Purpose extends ConsentPurpose>(
  records: readonly ConsentRecord[],
  ask: Ask<Purpose>,
): Result<AuthorityFor<Purpose>, Refusal> {
  const latest = records.filter((r) => r.purpose === ask.purpose && r.recipient === ask.recipient && r.subjectId === ask.subjectId).at(-1);
  if (latest === undefined) return refused({ kind: 'consent-missing', purpose: ask.purpose });
  if (latest.answer === 'refused') return refused({ kind: 'consent-refused', purpose: ask.purpose });
  if (latest.withdrawnOn !== undefined && latest.withdrawnOn <= ask.on)
    return refused({ kind: 'consent-withdrawn', purpose: ask.purpose, on: latest.withdrawnOn });
  if (latest.expiresOn !== undefined && latest.expiresOn < ask.on) return refused({ kind: 'consent-expired', purpose: ask.purpose, on: latest.expiresOn });
  if (ask.isChild !== 'no') {
    const verified = latest.guardian === 'court-appointed' || latest.guardian === 'parent-verified';
    if (!verified) return refused({ kind: 'guardian-consent-needed', purpose: ask.purpose });
    if (latest.assent !== 'given') return refused({ kind: 'assent-needed', purpose: ask.purpose });
  }
  const authority = { purpose: ask.purpose, consent: latest.entryId, subjectId: latest.subjectId, recipient: latest.recipient };
  return ok(authority as AuthorityFor<Purpose>);
}

export function hasAgreed(records: readonly ConsentRecord[], ask: Ask<ConsentPurpose>): boolean {
  return authorityFor(records, ask).ok;
}
