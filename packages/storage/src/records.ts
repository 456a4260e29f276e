import type { DeviceRow } from '@sojourn/journal';
import { type ActId, type CaseId, canonicalJson, type JsonValue, type Refusal } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type Receipt = { readonly digest: string; readonly response: JsonValue };

export async function findReceipt(tx: ContextTx, actId: ActId): Promise<Receipt | undefined> {
  return (await tx.rows<Receipt>('select digest, response from sojourn.act_receipt where organisation_id = $1 and act_id = $2', [tx.organisationId, actId]))[0];
}

/** The same act, sent twice at the same moment: the second waits here until the first has committed, and then finds its receipt. */
export async function oneAtATime(tx: ContextTx, actId: ActId): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tx.organisationId} ${actId}`]);
}

export async function keepReceipt(tx: ContextTx, actId: ActId, receipt: Receipt, receivedAt: number): Promise<void> {
  await tx.rows('insert into sojourn.act_receipt (organisation_id, act_id, digest, response, received_at) values ($1,$2,$3,$4,$5)', [
    tx.organisationId,
    actId,
    receipt.digest,
    JSON.stringify(receipt.response),
    receivedAt,
  ]);
}

/** Kinds and coded facts only; what the act carried in sealed texts stays with the sender. */
export async function keepRefusedAct(
  tx: ContextTx,
  refused: { readonly refusedId: string; readonly actId: ActId; readonly caseId: CaseId; readonly name: string; readonly refusal: Refusal },
): Promise<void> {
  await tx.rows('insert into sojourn.refused_act (organisation_id, refused_id, act_id, actor_id, case_id, name, refusal) values ($1,$2,$3,$4,$5,$6,$7)', [
    tx.organisationId,
    refused.refusedId,
    refused.actId,
    tx.actorId,
    refused.caseId,
    refused.name,
    JSON.stringify(refused.refusal),
  ]);
}

/** Refused acts too: the device counted them. The same act, sent again, is one row. */
export async function keepDeviceAct(tx: ContextTx, row: DeviceRow, receivedAt: number): Promise<void> {
  await tx.rows(
    'insert into sojourn.device_act (organisation_id, device_id, device_sequence, act_id, case_id, name, previous, received_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing',
    [tx.organisationId, row.deviceId, row.deviceSequence, row.actId, row.caseId, row.name, row.previous ?? null, receivedAt],
  );
}

export async function listDeviceActs(tx: ContextTx): Promise<readonly DeviceRow[]> {
  const rows = await tx.rows<Omit<DeviceRow, 'previous'> & { readonly previous: string | null }>(
    `select device_id as "deviceId", device_sequence as "deviceSequence", act_id as "actId", case_id as "caseId", name, previous
     from sojourn.device_act where organisation_id = $1 and previous is not null order by device_id, device_sequence`,
    [tx.organisationId],
  );
  return rows.map((row) => ({ ...row, previous: row.previous ?? undefined }));
}

export async function logAccess(
  tx: ContextTx,
  line: { readonly accessId: string; readonly operation: string; readonly purpose: string; readonly caseId?: string; readonly outcome: string },
): Promise<void> {
  await tx.rows('insert into sojourn.access_log (organisation_id, access_id, actor_id, operation, purpose, case_id, outcome) values ($1,$2,$3,$4,$5,$6,$7)', [
    tx.organisationId,
    line.accessId,
    tx.actorId,
    line.operation,
    line.purpose,
    line.caseId ?? null,
    line.outcome,
  ]);
}

export type SealedRow = {
  readonly sealedId: string;
  readonly entryId: string;
  readonly subjectId: string;
  readonly field: string;
  readonly ciphertext: Buffer | null;
};

export function readSealed(tx: ContextTx, caseId: CaseId, sealedIds: readonly string[]): Promise<readonly SealedRow[]> {
  return tx.rows<SealedRow>(
    'select sealed_id as "sealedId", entry_id as "entryId", subject_id as "subjectId", field, ciphertext from sojourn.sealed_value where organisation_id = $1 and case_id = $2 and sealed_id = any($3::uuid[])',
    [tx.organisationId, caseId, [...sealedIds]],
  );
}

/** Kept once and never changed: every decision names the bundle it relied on. Throws when other content stands under the hash. */
export async function archiveBundle(tx: ContextTx, bundleHash: string, content: string): Promise<void> {
  const kept = await tx.rows('insert into sojourn.bundle (bundle_hash, content) values ($1,$2) on conflict do nothing returning 1', [bundleHash, content]);
  if (kept.length === 1) return;
  const [before] = await tx.rows<{ content: string }>('select content from sojourn.bundle where bundle_hash = $1', [bundleHash]);
  const same = (text: string) => canonicalJson(JSON.parse(text) as JsonValue);
  if (before === undefined || same(before.content) !== same(content)) throw new Error('Another catalogue is archived under this fingerprint');
}

/** A catalogue that decided something, by its fingerprint. */
export async function findBundle(tx: ContextTx, bundleHash: string): Promise<{ readonly content: string; readonly archivedAt: number } | undefined> {
  const [kept] = await tx.rows<{ content: string; archivedAt: number }>(
    `select content, (extract(epoch from archived_at) * 1000)::bigint as "archivedAt" from sojourn.bundle where bundle_hash = $1`,
    [bundleHash],
  );
  return kept;
}

export async function isArchived(tx: ContextTx, bundleHash: string): Promise<boolean> {
  return (await tx.rows('select 1 from sojourn.bundle where bundle_hash = $1', [bundleHash])).length > 0;
}

/** Display names of colleagues in the same organisation. */
export async function listColleagues(tx: ContextTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ user_id: string; display_name: string }>('select user_id, display_name from sojourn.app_user where organisation_id = $1', [
    tx.organisationId,
  ]);
  return new Map(rows.map((row) => [row.user_id, row.display_name]));
}
