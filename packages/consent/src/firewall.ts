import { type Recipient, type RecipientKind, recipientKinds } from '@sojourn/directory';
import { ok, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type DataClass, identifyingClasses } from './data-classes.ts';
import type { ConsentPurpose, Ground } from './purposes.ts';

export type Towards = {
  readonly kind: RecipientKind;
  readonly recipientId?: string;
  /** Last day of the safeguards they gave in writing. */
  readonly agreementUntil?: PlainDate;
};

export const towards = ({ kind, recipientId, agreement }: Recipient): Towards => ({
  kind,
  recipientId,
  ...(agreement === undefined ? {} : { agreementUntil: agreement.expiresOn }),
});

type Passing = {
  readonly to: Towards;
  readonly purpose: ConsentPurpose;
  readonly ground: Ground;
  readonly dataClasses: readonly DataClass[];
  /** Linked to the case as those who harmed, recruited or lent. */
  readonly barred: readonly string[];
  readonly on: PlainDate;
};

/** Asked before any authority is looked for. Roles, consent and grounds do not enter here: what is closed is closed. */
export function passesFirewall({ to, purpose, ground, dataClasses, barred, on }: Passing): Result<true, Refusal> {
  const reach = recipientKinds[to.kind];
  if (reach === 'never') return refused({ kind: 'firewall', recipient: to.kind });
  if (to.recipientId !== undefined && barred.includes(to.recipientId)) return refused({ kind: 'firewall-linked-to-case' });
  if (reach === 'without-identity' && dataClasses.some((one) => identifyingClasses.includes(one))) return refused({ kind: 'recipient-without-identity' });
  if (reach === 'by-filing') {
    const rescue = to.kind === 'police' && ground === 'vital-interest';
    const ordered = to.kind === 'court' && ground === 'court-order';
    if (purpose !== 'filing' && purpose !== 'consular-contact' && !rescue && !ordered) return refused({ kind: 'needs-a-filing', recipient: to.kind });
    return ok(true);
  }
  if (purpose === 'filing' || purpose === 'consular-contact') return refused({ kind: 'not-an-authority', recipient: to.kind });
  if (purpose !== 'sharing' || to.kind === 'this-organisation' || to.kind === 'family' || ground === 'vital-interest') return ok(true);
  if (to.agreementUntil === undefined) return refused({ kind: 'agreement-needed' });
  return to.agreementUntil < on ? refused({ kind: 'agreement-expired', on: to.agreementUntil }) : ok(true);
}
