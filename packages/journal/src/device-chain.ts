import { type ActId, type CaseId, canonicalJson, type DeviceId, sha256Hex } from '@sojourn/kernel';

/** One act as its device counted it. It says which act and which case, never what was in it. */
export type DeviceRow = {
  readonly deviceId: DeviceId;
  readonly deviceSequence: number;
  readonly actId: ActId;
  readonly caseId: CaseId;
  readonly name: string;
  /** Link of the act before, as the device said; undefined from a sender that keeps no chain. */
  readonly previous: string | undefined;
};

export function deviceLink({ deviceId, deviceSequence, actId, caseId, name, previous }: DeviceRow): string {
  return sha256Hex(canonicalJson({ deviceId, deviceSequence, actId, caseId, name, previous: previous ?? null }));
}

/**
 * `never-received`: the device counted an act that did not reach us (it may still lie in its outbox).
 * `counted-twice`: two acts under one number, so the device was copied or set back. `other-predecessor`: the act before is not the one the device meant.
 */
export type DeviceFinding = { readonly deviceSequence: number; readonly kind: 'never-received' | 'counted-twice' | 'other-predecessor' };

/** What the acts of one device tell about those that are missing. Only numbers below the highest received can be missed. */
export function findingsOfDevice(rows: readonly DeviceRow[]): readonly DeviceFinding[] {
  const linked = rows.filter((row) => row.previous !== undefined);
  const byNumber = Map.groupBy(linked, (row) => row.deviceSequence);
  const last = linked.reduce((most, row) => Math.max(most, row.deviceSequence), 0);
  const findings: DeviceFinding[] = [];
  for (let deviceSequence = 1; deviceSequence <= last; deviceSequence += 1) {
    const here = byNumber.get(deviceSequence) ?? [];
    const before = byNumber.get(deviceSequence - 1) ?? [];
    if (here.length === 0) findings.push({ deviceSequence, kind: 'never-received' });
    if (here.length > 1) findings.push({ deviceSequence, kind: 'counted-twice' });
    const links = deviceSequence === 1 ? [''] : before.map(deviceLink);
    if (links.length > 0 && here.some((row) => !links.includes(row.previous ?? ''))) findings.push({ deviceSequence, kind: 'other-predecessor' });
  }
  return findings;
}
