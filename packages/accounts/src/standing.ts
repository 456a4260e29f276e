import { addDays, type PlainDate } from '@sojourn/kernel';

/** What the account's row says, as days. */
export type AccountDays = {
  readonly locked: boolean;
  /** From this day on nobody signs in as this person. */
  readonly leavesOn?: PlainDate | undefined;
  /** The last day this person worked here with rights to see identity, or the day those were restored. */
  readonly identityUsedOn?: PlainDate | undefined;
};

/** Unused days after which rights to see identity lapse. */
export const unusedDays = 30;

/** Locked by an administrator, or the day of leaving has come. */
export function isLockedOut({ locked, leavesOn }: AccountDays, today: PlainDate): boolean {
  return locked || (leavesOn !== undefined && leavesOn <= today);
}

/** After 30 days on which it was not used; on the 31st the right is gone, until someone restores it. */
export function identityHasLapsed({ identityUsedOn }: AccountDays, today: PlainDate): boolean {
  return identityUsedOn !== undefined && addDays(identityUsedOn, unusedDays) < today;
}
