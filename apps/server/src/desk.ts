import type { Bundle } from '@sojourn/catalogue';
import { type Chance, type Clock, dateOfInstant, type PlainDate } from '@sojourn/kernel';
import type { Policy } from '@sojourn/operations';
import type { Storage } from '@sojourn/storage';
import type { Vault } from '@sojourn/vault';

/** What every operation of this server is given. */
export type Desk = { readonly storage: Storage; readonly vault: Vault; readonly bundle: Bundle; readonly clock: Clock; readonly chance: Chance };

export function todayOf(desk: Desk): PlainDate {
  return dateOfInstant(desk.clock.now());
}

/** For an operation that does not read sealed words: a vault that opens nothing, whatever its code says. */
export function deskFor(policy: Policy, desk: Desk): Desk {
  if (policy.sealed === 'reads') return desk;
  const revealText = () => Promise.reject(new Error('An operation that reads no sealed words tried to open some'));
  return { ...desk, vault: { ...desk.vault, revealText, forOneOperation: () => ({ ...desk.vault.forOneOperation(), revealText }) } };
}
