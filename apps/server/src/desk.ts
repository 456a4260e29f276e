import type { CaseState } from '@sojourn/casework';
import type { Bundle } from '@sojourn/catalogue';
import { type Chance, type Clock, dateOfInstant, type PlainDate } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import type { Storage } from '@sojourn/storage';
import type { Vault } from '@sojourn/vault';

/** What every operation of this server is given. */
export type Desk = { readonly storage: Storage; readonly vault: Vault; readonly bundle: Bundle; readonly clock: Clock; readonly chance: Chance };

/** Fund managers and finance serve every office; the others see the cases of their own. */
export function maySeeCase(actor: Actor, state: CaseState): boolean {
  return actor.officeId === state.officeId || actor.roles.includes('fund-manager') || actor.roles.includes('finance');
}

export function todayOf(desk: Desk): PlainDate {
  return dateOfInstant(desk.clock.now());
}
