import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseState, caseFold, standingHolds } from '@sojourn/casework';
import {
  type CaseId,
  canonicalJson,
  type JsonValue,
  type OrganisationId,
  ok,
  type PersonId,
  type Refusal,
  type Result,
  refused,
  type UserId,
} from '@sojourn/kernel';
import { countErasable, type Erasure, expunge, forErasing, readCase, readCaseForUpdate, refoldCase, withContext } from '@sojourn/storage';
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
  decidedAt: z.number().int().exactOptional(),
  onlyAbout: z
    .uuid()
    .transform((id) => id as PersonId)
    .exactOptional(),
});

/** Beside the database and its backups, so that neither coming back undoes an erasure. Ids and codes only. */
export const erasureLedger = (dataFolder: string): string => join(dataFolder, 'erased.jsonl');

/**
 * Written down first in both places, then done: broken off anywhere, the next start finishes it. Refused under a legal hold,
 * and where `unless` finds a reason; the case stays locked meanwhile, so that no hold comes between.
 */
export async function erase(
  desk: Desk,
  dataFolder: string,
  erasure: Erasure,
  unless: (state: CaseState) => Refusal | undefined = () => undefined,
): Promise<Result<Erasure, Refusal>> {
  const done = await withContext(desk.storage, whoOf(erasure), async (tx): Promise<Result<Erasure, Refusal>> => {
    const held = await readCaseForUpdate<CaseState>(tx, caseFold, erasure.caseId);
    if (held === undefined) return refused({ kind: 'no-such-case' });
    const refusal = standingHolds(held.state).length > 0 ? { kind: 'under-legal-hold' } : unless(held.state);
    if (refusal !== undefined) return refused(refusal);
    appendFileSync(erasureLedger(dataFolder), `${canonicalJson(erasure as unknown as JsonValue)}\n`, { mode: 0o600, flush: true });
    await takeAway(desk, erasure);
    return ok(erasure);
  });
  if (done.ok) await refoldCase(desk.storage, whoOf(erasure), caseFold, erasure.caseId);
  return done;
}

const whoOf = ({ organisationId, approvedBy }: Erasure) => ({
  organisationId: organisationId as OrganisationId,
  actorId: approvedBy as UserId,
  purpose: 'administration' as const,
});

async function carryOut(desk: Desk, erasure: Erasure): Promise<void> {
  await takeAway(desk, erasure);
  await refoldCase(desk.storage, whoOf(erasure), caseFold, erasure.caseId);
}

async function takeAway(desk: Desk, erasure: Erasure): Promise<void> {
  await desk.vault.rememberErasure({ ...erasure, record: erasure as unknown as JsonValue });
  for (const subjectId of erasure.subjectIds) await desk.vault.destroyPersonKey(erasure.organisationId, subjectId);
  await withContext(forErasing(desk.storage), whoOf(erasure), (tx) => expunge(tx, erasure));
}

/** Before anyone signs in, and whatever hold a backup brought back: what either ledger says was erased, and a restored backup brought back, is erased again. */
export async function eraseAgain(desk: Desk, dataFolder: string, say: (message: string) => void): Promise<void> {
  const kept = (await desk.vault.erasures()).map(({ record }) => erasureSchema.parse(record));
  const known = new Map([...readLedger(dataFolder), ...kept].map((one) => [one.certificateId, one]));
  let again = 0;
  for (const erasure of known.values()) {
    const { here, left } = await withContext(desk.storage, whoOf(erasure), async (tx) => ({
      here: (await readCase<CaseState>(tx, caseFold, erasure.caseId)) !== undefined,
      left: await countErasable(tx, erasure.caseId, erasure.reach, erasure.decidedAt, erasure.onlyAbout),
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
