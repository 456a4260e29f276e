import { type AccessBatch, type AccessLine, digestOfLines, firstBatchLink, hashOfBatch } from '@sojourn/journal';
import { type CaseId, derivedId, type OrganisationId, type UserId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type SealedBatch = AccessBatch & { readonly hash: string; readonly toSeq: number; readonly publicKey: string; readonly signature: string };
/** How a batch's hash is signed; the key lies outside the database. */
export type Sign = (hash: string) => { readonly publicKey: string; readonly signature: string };

/** Where lines stand that belong to no organisation: a sign-in by nobody we know, a command at the machine. It holds no case. */
export const outside = {
  organisationId: derivedId<OrganisationId>('outside every organisation'),
  name: 'Sign-ins and commands',
  userId: '00000000-0000-0000-0000-000000000000' as UserId,
} as const;

const AT_MOST = 5_000;
// A line takes its number before it is committed: one that was slow is looked for behind the last sealed one.
const BEHIND = 20_000;
const line = `access_id as "accessId", actor_id as "actorId", operation, purpose, case_id as "caseId", outcome, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

const batchColumns = `organisation_id as "organisationId", batch, line_ids as "lineIds", to_seq::float8 as "toSeq", digest, previous_hash as "previousHash", hash, sealed_at::float8 as "sealedAt", public_key as "publicKey", signature`;

export async function readBatches(tx: ContextTx, after: number, limit: number): Promise<readonly SealedBatch[]> {
  return tx.rows<SealedBatch>(`select ${batchColumns} from sojourn.access_batch where organisation_id = $1 and batch > $2 order by batch limit $3`, [
    tx.organisationId,
    after,
    limit,
  ]);
}

export async function lastBatch(tx: ContextTx): Promise<SealedBatch | undefined> {
  return (
    await tx.rows<SealedBatch>(`select ${batchColumns} from sojourn.access_batch where organisation_id = $1 order by batch desc limit 1`, [tx.organisationId])
  )[0];
}

export async function readAccessLines(tx: ContextTx, ids: readonly string[]): Promise<ReadonlyMap<string, AccessLine>> {
  const rows = await tx.rows<AccessLine>(`select ${line} from sojourn.access_log where organisation_id = $1 and access_id = any($2::uuid[])`, [
    tx.organisationId,
    [...ids],
  ]);
  return new Map(rows.map((row) => [row.accessId, row]));
}

/** Lines that no batch holds yet. A batch that holds a line ends at its number or later, so older batches need not be looked at. */
export async function unsealedLines(tx: ContextTx, limit: number): Promise<readonly (AccessLine & { readonly seq: number })[]> {
  return tx.rows<AccessLine & { readonly seq: number }>(
    `with behind as materialized (select coalesce(max(to_seq), 0) - ${BEHIND} as seq from sojourn.access_batch where organisation_id = $1),
       sealed as materialized (select unnest(b.line_ids) as id from sojourn.access_batch b, behind where b.organisation_id = $1 and b.to_seq > behind.seq)
     select ${line}, l.seq::float8 as seq from sojourn.access_log l
     where l.organisation_id = $1 and l.seq > (select seq from behind) and not exists (select 1 from sealed where sealed.id = l.access_id)
     order by l.seq limit $2`,
    [tx.organisationId, limit],
  );
}

/** All of them, however old: a line that was put in by force behind the last sealed ones is among them. */
export async function countUnsealed(tx: ContextTx): Promise<{ readonly lines: number; readonly oldest: string | null; readonly behind: number }> {
  const [found] = await tx.rows<{ lines: number; oldest: string | null; behind: number }>(
    `with behind as materialized (select coalesce(max(to_seq), 0) - ${BEHIND} as seq from sojourn.access_batch where organisation_id = $1),
       sealed as materialized (select unnest(line_ids) as id from sojourn.access_batch where organisation_id = $1),
       open as (select l.seq, l.at from sojourn.access_log l where l.organisation_id = $1 and not exists (select 1 from sealed where sealed.id = l.access_id))
     select count(*)::int as lines, to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as oldest,
       count(*) filter (where open.seq <= (select seq from behind))::int as behind from open`,
    [tx.organisationId],
  );
  return found ?? { lines: 0, oldest: null, behind: 0 };
}

/** One batch, where there is something to seal. Another server that seals at this moment goes first; nobody who writes a line waits. */
export async function sealAccessLines(tx: ContextTx, sign: Sign, now: number): Promise<number> {
  const [mine] = await tx.rows<{ mine: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 1)) as mine', [`${tx.organisationId} access`]);
  if (mine?.mine !== true) return 0;
  const found = await unsealedLines(tx, AT_MOST);
  if (found.length === 0) return 0;
  const before = await lastBatch(tx);
  const lines = found.map(({ seq: _seq, ...rest }) => rest);
  const unsigned: AccessBatch = {
    organisationId: tx.organisationId,
    batch: (before?.batch ?? 0) + 1,
    lineIds: lines.map((one) => one.accessId),
    digest: digestOfLines(lines),
    previousHash: before?.hash ?? firstBatchLink(tx.organisationId),
    sealedAt: now,
  };
  const hash = hashOfBatch(unsigned);
  const { publicKey, signature } = sign(hash);
  const toSeq = Math.max(before?.toSeq ?? 0, ...found.map((one) => one.seq));
  await tx.rows(
    'insert into sojourn.access_batch (organisation_id, batch, line_ids, to_seq, digest, previous_hash, hash, sealed_at, public_key, signature) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)',
    [tx.organisationId, unsigned.batch, unsigned.lineIds, toSeq, unsigned.digest, unsigned.previousHash, hash, now, publicKey, signature],
  );
  return found.length;
}

/** The last lines about one case, newest first. */
export async function accessToCase(tx: ContextTx, caseId: CaseId, limit: number): Promise<readonly AccessLine[]> {
  return tx.rows<AccessLine>(`select ${line} from sojourn.access_log where organisation_id = $1 and case_id = $2 order by seq desc limit $3`, [
    tx.organisationId,
    caseId,
    limit,
  ]);
}
