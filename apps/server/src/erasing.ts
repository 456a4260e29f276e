import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseState, caseFold, joinedWith, standingHolds } from '@sojourn/casework';
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
import {
  type ContextTx,
  countErasable,
  type Erasure,
  expunge,
  forErasing,
  type HeldCase,
  readCase,
  readCasesForUpdate,
  readCasesTogether,
  refoldCase,
  subjectsOfCases,
  withContext,
} from '@sojourn/storage';
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

type Asked = Omit<Erasure, 'certificateId' | 'subjectIds'>;

/**
 * Written down first in both places, then done: broken off anywhere, the next start finishes it. Records that are joined as
 * one person's go together, each under a certificate of its own; refused where a legal hold stands on any of them, and where
 * `unless` finds a reason. All stay locked meanwhile, so that no hold and no join comes between. The asked-for case comes first.
 */
export async function erase(
  desk: Desk,
  dataFolder: string,
  asked: Asked,
  mint: () => string,
  unless: (states: readonly CaseState[]) => Refusal | undefined = () => undefined,
): Promise<Result<readonly Erasure[], Refusal>> {
  const done = await withContext(desk.storage, whoOf(asked), async (tx): Promise<Result<readonly Erasure[], Refusal>> => {
    const held = await readCasesForUpdate<CaseState>(tx, caseFold, [asked.caseId], joinedWith);
    if (!held.has(asked.caseId)) return refused({ kind: 'no-such-case' });
    const states = [...held.values()].map((one) => one.state);
    const refusal = states.some((state) => standingHolds(state).length > 0) ? { kind: 'under-legal-hold' } : unless(states);
    if (refusal !== undefined) return refused(refusal);
    const { onlyAbout, ...rest } = asked;
    const erasures = (await reachOf(tx, asked.caseId, held, onlyAbout)).map(
      ({ caseCode: _code, ...one }): Erasure => ({ ...rest, ...one, certificateId: mint() }),
    );
    for (const erasure of erasures)
      appendFileSync(erasureLedger(dataFolder), `${canonicalJson(erasure as unknown as JsonValue)}\n`, { mode: 0o600, flush: true });
    for (const erasure of erasures) await takeAway(desk, erasure);
    return ok(erasures);
  });
  if (done.ok) for (const { caseId } of done.value) await refoldCase(desk.storage, whoOf(asked), caseFold, caseId);
  return done;
}

type Reached = Pick<Erasure, 'caseId' | 'subjectIds' | 'onlyAbout'> & { readonly caseCode: string };

/** What an erasure of a case, or of one person of it, would reach now: the case itself, then those joined with it. */
export async function erasureReaches(tx: ContextTx, caseId: CaseId, onlyAbout?: PersonId): Promise<readonly Reached[]> {
  return reachOf(tx, caseId, await readCasesTogether<CaseState>(tx, caseFold, [caseId], joinedWith), onlyAbout);
}

/** Whoever's case it is has other records; somebody else of the case is a person of this one alone. */
async function reachOf(tx: ContextTx, asked: CaseId, held: ReadonlyMap<CaseId, HeldCase<CaseState>>, onlyAbout?: PersonId): Promise<readonly Reached[]> {
  const all = [asked, ...[...held.keys()].filter((caseId) => caseId !== asked)];
  const personOf = (caseId: CaseId) => held.get(caseId)?.state.personId;
  const caseIds = onlyAbout === undefined || onlyAbout === personOf(asked) ? all : [asked];
  const subjects = await subjectsOfCases(tx, caseIds);
  return caseIds.map((caseId) => {
    const one = onlyAbout === undefined ? undefined : caseId === asked ? onlyAbout : personOf(caseId);
    const reached = { caseId, caseCode: held.get(caseId)?.state.caseCode ?? '' };
    return one === undefined ? { ...reached, subjectIds: subjects.get(caseId) ?? [] } : { ...reached, subjectIds: [one], onlyAbout: one };
  });
}

const whoOf = ({ organisationId, approvedBy }: Pick<Erasure, 'organisationId' | 'approvedBy'>) => ({
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
  const { kept, known } = await erasuresKnown(desk, dataFolder);
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

/** What both ledgers remember: the key store's, and all together. */
export async function erasuresKnown(
  desk: Desk,
  dataFolder: string,
): Promise<{ readonly kept: readonly Erasure[]; readonly known: ReadonlyMap<string, Erasure> }> {
  const kept = (await desk.vault.erasures()).map(({ record }) => erasureSchema.parse(record));
  return { kept, known: new Map([...readLedger(dataFolder), ...kept].map((one) => [one.certificateId, one])) };
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
