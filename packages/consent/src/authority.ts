import { type EntryId, type Instant, ok, type PersonId, type PlainDate, type Refusal, type Result, refused, unreachable } from '@sojourn/kernel';
import { type DataClass, vitalClasses } from './data-classes.ts';
import type { FilingKind } from './filings.ts';
import { passesFirewall, type Towards } from './firewall.ts';
import { type AgeSpan, assentNeeded, guardedBy } from './guardianship.ts';
import { type ConsentPurpose, type Ground, mayRestOn } from './purposes.ts';
import type { ConsentRecord, InvalidReason, Ledger } from './records.ts';
import { vitalInterestStands } from './vital-interest.ts';
import { withheldFrom } from './withholding.ts';

type Basis = { readonly ground: Ground; readonly basedOn: EntryId; readonly dataClasses: readonly DataClass[] };

/** Held, not asserted. Nothing outside this file can make one: the constructor is not exported, a cast fails the house check, and `held` refuses a copy. */
class Authority<Purpose extends ConsentPurpose> {
  readonly #made = true;
  readonly purpose: Purpose;
  readonly ground: Ground;
  /** The entry it rests on. A job carries this id and asks again. */
  readonly basedOn: EntryId;
  readonly subjectId: PersonId;
  readonly to: Towards;
  readonly dataClasses: readonly DataClass[];
  constructor(purpose: Purpose, subjectId: PersonId, to: Towards, basis: Basis) {
    this.purpose = purpose;
    this.subjectId = subjectId;
    this.to = to;
    this.ground = basis.ground;
    this.basedOn = basis.basedOn;
    this.dataClasses = basis.dataClasses;
  }
  static made(value: object): boolean {
    return #made in value && value.#made;
  }
}
export type AuthorityFor<Purpose extends ConsentPurpose> = Authority<Purpose>;

/** What an effect calls on the authority it was given, last thing before it acts. Throws on one that the ledger did not make. */
export function held<Purpose extends ConsentPurpose>(authority: AuthorityFor<Purpose>, purpose: Purpose): AuthorityFor<Purpose> {
  if (!Authority.made(authority) || authority.purpose !== purpose) throw new Error('An authority that the ledger did not make');
  return authority;
}

export type Ask<Purpose extends ConsentPurpose> = {
  readonly purpose: Purpose;
  readonly to: Towards;
  readonly subjectId: PersonId;
  /** What would be used or leave, by class. */
  readonly dataClasses: readonly DataClass[];
  readonly on: PlainDate;
  readonly at: Instant;
  readonly isChild: 'yes' | 'no' | 'unknown';
  readonly age?: AgeSpan;
  readonly ground?: Ground;
  /** Consent to one filing is no consent to another with the same authority. */
  readonly filing?: FilingKind;
  /** People of the case who are said to have done harm. */
  readonly alsoBarred?: readonly string[];
};

/**
 * The one door to an authority. First the firewall and what the person withheld, which no ground opens; then the ground.
 * Read again in the transaction of every effect: what was withdrawn meanwhile is gone.
 */
export function authorityFor<const Purpose extends ConsentPurpose>(ledger: Ledger, ask: Ask<Purpose>): Result<AuthorityFor<Purpose>, Refusal> {
  const ground = ask.ground ?? 'consent';
  if (!mayRestOn(ask.purpose, ground)) return refused({ kind: 'never-on-this-ground', purpose: ask.purpose, ground });
  const open = passesFirewall({ ...ask, ground, barred: [...ledger.bars.map((bar) => bar.recipientId), ...(ask.alsoBarred ?? [])] });
  if (!open.ok) return open;
  const [withheld] = ground === 'court-order' ? [] : withheldFrom(ledger.withholdings, ask);
  if (withheld !== undefined) return refused({ kind: 'withheld', dataClass: withheld });
  const basis = basisOf(ledger, ask, ground);
  if (!basis.ok) return basis;
  const missing = ask.dataClasses.find((one) => !basis.value.dataClasses.includes(one));
  if (missing !== undefined) return refused({ kind: 'consent-does-not-cover', purpose: ask.purpose, dataClass: missing });
  return ok(new Authority(ask.purpose, ask.subjectId, ask.to, basis.value));
}

function basisOf(ledger: Ledger, ask: Ask<ConsentPurpose>, ground: Ground): Result<Basis, Refusal> {
  if (ground === 'consent') return consentBasis(ledger, ask);
  if (ground === 'vital-interest') return vitalBasis(ledger, ask);
  if (ground === 'best-interests') return bestInterestsBasis(ledger, ask);
  return ground === 'court-order' ? courtBasis(ledger, ask) : unreachable(ground);
}

/** What leaves the house names its recipient; what stays here, or has no one's name in it, is agreed to by kind. */
const namesRecipient: readonly ConsentPurpose[] = ['sharing', 'filing', 'consular-contact'];

/**
 * The latest answer decides, a refusal of the whole kind included. A child, or someone who may be one, is never asked for
 * consent alone: a verified guardian's consent with the child's assent is needed; a self-declared relative has no authority.
 */
function consentBasis({ consents, guardians }: Ledger, ask: Ask<ConsentPurpose>): Result<Basis, Refusal> {
  const { purpose, to, on } = ask;
  const about = consents.filter(
    (one) =>
      one.purpose === purpose &&
      one.subjectId === ask.subjectId &&
      one.recipient === to.kind &&
      one.filing === ask.filing &&
      (one.recipientId === undefined || one.recipientId === to.recipientId),
  );
  const latest = about.at(-1);
  if (latest === undefined) return refused({ kind: 'consent-missing', purpose });
  const overruled = stopped(latest, ask);
  if (overruled !== undefined) return refused(overruled);
  const consent = namesRecipient.includes(purpose) && to.recipientId !== undefined ? about.findLast((one) => one.recipientId === to.recipientId) : latest;
  if (consent === undefined) return refused({ kind: 'recipient-must-be-named', purpose });
  const wrong = stopped(consent, ask) ?? flawOf(consent);
  if (wrong !== undefined) return refused(wrong);
  if (ask.isChild !== 'no' || consent.capacity === 'not-able') {
    const guarded = guardedBy(guardians, consent, on);
    if (!guarded.ok) return ask.isChild === 'no' && guarded.refusal.kind === 'guardian-consent-needed' ? refused({ kind: 'capacity-needs-review' }) : guarded;
  }
  if (ask.isChild !== 'no' && assentNeeded(ask.age) && consent.assent !== 'given') return refused({ kind: 'assent-needed', purpose });
  if (ask.isChild !== 'no' && consent.assent === 'refused') return refused({ kind: 'assent-needed', purpose });
  return ok({ ground: 'consent', basedOn: consent.entryId, dataClasses: consent.dataClasses });
}

function stopped(consent: ConsentRecord, { purpose, on }: Ask<ConsentPurpose>): Refusal | undefined {
  if (consent.answer === 'refused') return { kind: 'consent-refused', purpose };
  if (consent.withdrawnOn !== undefined && consent.withdrawnOn <= on) return { kind: 'consent-withdrawn', purpose, on: consent.withdrawnOn };
  if (consent.expiresOn !== undefined && consent.expiresOn < on) return { kind: 'consent-expired', purpose, on: consent.expiresOn };
  return undefined;
}

/** Recorded all the same, and no authority: what was agreed to under pressure, or through an interpreter nobody checked, is not consent. */
export function flawsOf(consent: ConsentRecord): readonly (InvalidReason | 'interpreter-not-vetted')[] {
  if (consent.answer === 'refused') return [];
  const interpreter = consent.interpreter === 'not-vetted' ? (['interpreter-not-vetted'] as const) : [];
  const conflict = consent.interpreterConflict && !consent.invalid.includes('interpreter-conflict') ? (['interpreter-conflict'] as const) : [];
  return [...consent.invalid, ...conflict, ...interpreter];
}

function flawOf(consent: ConsentRecord): Refusal | undefined {
  const reasons = flawsOf(consent);
  return reasons.length === 0 ? undefined : { kind: 'consent-invalid', purpose: consent.purpose, reasons };
}

function vitalBasis({ vitalInterests }: Ledger, ask: Ask<ConsentPurpose>): Result<Basis, Refusal> {
  const vital = vitalInterests.findLast((one) => one.subjectId === ask.subjectId && one.recipientId === ask.to.recipientId);
  if (vital === undefined) return refused({ kind: 'vital-interest-missing' });
  const stands = vitalInterestStands(vital, ask.at);
  if (!stands.ok) return stands;
  return ok({ ground: 'vital-interest', basedOn: vital.entryId, dataClasses: vital.dataClasses.filter((one) => vitalClasses.includes(one)) });
}

function bestInterestsBasis({ bestInterests }: Ledger, ask: Ask<ConsentPurpose>): Result<Basis, Refusal> {
  const found = bestInterests.findLast((one) => one.subjectId === ask.subjectId && one.purpose === ask.purpose && one.recipientId === ask.to.recipientId);
  if (found === undefined) return refused({ kind: 'best-interests-missing' });
  if (ask.isChild === 'no') return refused({ kind: 'best-interests-of-a-child-only' });
  if (found.confirmedBy === undefined) return refused({ kind: 'another-person-must-confirm' });
  if (found.until < ask.on) return refused({ kind: 'best-interests-over', on: found.until });
  return ok({ ground: 'best-interests', basedOn: found.entryId, dataClasses: found.dataClasses });
}

/** Two people and a legal review; it releases what it names and nothing else. */
function courtBasis({ courtOrders }: Ledger, ask: Ask<ConsentPurpose>): Result<Basis, Refusal> {
  const order = courtOrders.findLast((one) => one.subjectId === ask.subjectId && one.recipientId === ask.to.recipientId);
  if (order === undefined) return refused({ kind: 'court-order-missing' });
  if (order.legalReview === undefined) return refused({ kind: 'legal-review-needed' });
  if (order.legalReview.finding !== 'binding-and-precise') return refused({ kind: 'court-order-challenged' });
  if (order.confirmedBy === undefined) return refused({ kind: 'another-person-must-confirm' });
  if (order.until < ask.on) return refused({ kind: 'court-order-over', on: order.until });
  return ok({ ground: 'court-order', basedOn: order.entryId, dataClasses: order.dataClasses });
}

export function hasAgreed(ledger: Ledger, ask: Ask<ConsentPurpose>): boolean {
  return authorityFor(ledger, ask).ok;
}
