import { type ActId, type CaseId, type DeviceId, instant, mintId, type PersonId } from '@sojourn/kernel';

const chance = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };

export function newId<Id extends ActId | CaseId | PersonId | DeviceId>(): Id {
  return mintId<Id>(chance, instant(Date.now()));
}
