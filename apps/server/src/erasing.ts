import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseState, caseFold } from '@sojourn/casework';
import { type CaseId, canonicalJson, type JsonValue, type OrganisationId, type PersonId, type UserId } from '@sojourn/kernel';
import { countErasable, type Erasure, expunge, forErasing, readCase, refoldCase, withContext } from '@sojourn/storage';
import { z } from 'zod';
import type { Desk } from './desk.ts';

const erasureSchema = z.strictObject({
  organisationId: z.uuid(),
  certificateId: z.uuid(),
  caseId: z.uuid().transform((id) => id as CaseId),
  reach: z.enum(['identity', 'whole']),
  reason: z.string(),
  subjectIds: z.array(z.uuid().transform((id) => id as PersonId)),
  requestedBy: z.uuid(),
  approvedBy: z.uuid(),
  goneFromBackupsOn: z.string(),
});

/** Beside the database and its backups, so that neither coming back undoes an erasure. Ids and codes only. */
export const erasureLedger = (dataFolder: string): string => join(dataFolder, 'erased.jsonl');

/** Written down first in both places, then done: broken off anywhere, the next start finishes it. */
export async function erase(desk: Desk, dataFolder: string, erasure: Erasure): Promise<void> {
  appendFileSync(erasureLedger(dataFolder), `${canonicalJson(erasure as unknown as JsonValue)}\n`, { mode: 0o600, flush: true });
  await carryOut(desk, erasure);
}

async function carryOut(desk: Desk, erasure: Erasure): Promise<void> {
  await desk.vault.rememberErasure({ ...erasure, record: erasure as unknown as JsonValue });
  for (const subjectId of erasure.subjectIds) await desk.vault.destroyPersonKey(erasure.organisationId, subjectId);
  const who = { organisationId: erasure.organisationId as OrganisationId, actorId: erasure.approvedBy as UserId, purpose: 'administration' as const };
  await withContext(forErasing(desk.storage), who, (tx) => expunge(tx, erasure));
  await refoldCase(desk.storage, who, caseFold, erasure.caseId);
}

/** Before anyone signs in: what either ledger says was erased, and a restored backup brought back, is erased again. */
export async function eraseAgain(desk: Desk, dataFolder: string, say: (message: string) => void): Promise<void> {
  const kept = (await desk.vault.erasures()).map(({ record }) => erasureSchema.parse(record));
  const known = new Map([...readLedger(dataFolder), ...kept].map((one) => [one.certificateId, one]));
  let again = 0;
  for (const erasure of known.values()) {
    const who = { organisationId: erasure.organisationId as OrganisationId, actorId: erasure.approvedBy as UserId, purpose: 'administration' as const };
    const { here, left } = await withContext(desk.storage, who, async (tx) => ({
      here: (await readCase<CaseState>(tx, caseFold, erasure.caseId)) !== undefined,
      left: await countErasable(tx, erasure.caseId, erasure.reach),
    }));
    const remembered = kept.some((one) => one.certificateId === erasure.certificateId);
    if (here && left.entries + left.sealedValues === 0 && remembered) {
      for (const subjectId of erasure.subjectIds) await desk.vault.destroyPersonKey(erasure.organisationId, subjectId);
    } else if (here) {
      await carryOut(desk, erasure);
      again += 1;
    }
  }
  if (again > 0) say(`${again} erasures were carried out again: what a backup brought back is gone.`);
}

function readLedger(dataFolder: string): readonly Erasure[] {
  const path = erasureLedger(dataFolder);
  if (!existsSync(path)) return [];
  // A line cut short by a crash was not acknowledged to anyone.
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const read = erasureSchema.safeParse(parsed(line));
      return read.success ? [read.data] : [];
    });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
