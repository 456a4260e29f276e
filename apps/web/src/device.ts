import { type ActId, type CaseId, type DeviceId, instant, mintId, type PersonId } from '@sojourn/kernel';

const chance = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };

export function newId<Id extends ActId | CaseId | PersonId | DeviceId>(): Id {
  return mintId<Id>(chance, instant(Date.now()));
}

/** This browser's own id and count of acts; they say nothing about a person. */
export function nextOnDevice(): { readonly deviceId: DeviceId; readonly deviceSequence: number } {
  const deviceId = (localStorage.getItem('sojourn.device') as DeviceId | null) ?? newId<DeviceId>();
  const deviceSequence = Number(localStorage.getItem('sojourn.acts') ?? '0') + 1;
  localStorage.setItem('sojourn.device', deviceId);
  localStorage.setItem('sojourn.acts', String(deviceSequence));
  return { deviceId, deviceSequence };
}
