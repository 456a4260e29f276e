import type { CaseId, OfficeId, PersonId, SealedId, UserId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type SearchIndex = {
  /** In use; absent while the first is being built. */
  readonly generation: number | null;
  readonly version: number | null;
  readonly next: number | null;
  readonly nextVersion: number | null;
  readonly afterCase: CaseId | null;
};

const index = 'generation, version, next, next_version as "nextVersion", after_case as "afterCase"';

export async function readSearchIndex(tx: ContextTx): Promise<SearchIndex | undefined> {
  return (await tx.rows<SearchIndex>(`select ${index} from sojourn.search_index where organisation_id = $1`, [tx.organisationId]))[0];
}

/** As it stays until the transaction ends: what begins a new key waits for those who still write with the old one. */
export async function holdSearchIndex(tx: ContextTx): Promise<SearchIndex | undefined> {
  return (await tx.rows<SearchIndex>(`select ${index} from sojourn.search_index where organisation_id = $1 for share`, [tx.organisationId]))[0];
}

/** A key to build next to the one in use, unless one is being built already. */
export async function beginSearchIndex(tx: ContextTx, next: number, version: number): Promise<SearchIndex> {
  await tx.rows(
    `insert into sojourn.search_index as held (organisation_id, next, next_version) values ($1,$2,$3)
     on conflict (organisation_id) do update set next = $2, next_version = $3, after_case = null where held.next is null`,
    [tx.organisationId, next, version],
  );
  const begun = await readSearchIndex(tx);
  if (begun === undefined) throw new Error('The search index was not begun');
  return begun;
}

export async function movedTo(tx: ContextTx, afterCase: CaseId): Promise<void> {
  await tx.rows('update sojourn.search_index set after_case = $2 where organisation_id = $1', [tx.organisationId, afterCase]);
}

/** The new key is in use, and every mark of an older one is gone. */
export async function takeNextIndex(tx: ContextTx, next: number): Promise<void> {
  const [taken] = await tx.rows<{ generation: number }>(
    `update sojourn.search_index set generation = next, version = next_version, next = null, next_version = null, after_case = null
     where organisation_id = $1 and next = $2 returning generation`,
    [tx.organisationId, next],
  );
  if (taken !== undefined)
    await tx.rows('delete from sojourn.search_token where organisation_id = $1 and generation <> $2', [tx.organisationId, taken.generation]);
}

/** Until the transaction ends: of two servers, one at a time builds for an organisation. */
export async function takeTurnAtIndex(tx: ContextTx): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 8))', [tx.organisationId]);
}

/** Locked, in the order of their ids. */
export async function nextCasesForIndex(tx: ContextTx, after: CaseId | null, atOnce: number): Promise<readonly CaseId[]> {
  const rows = await tx.rows<{ caseId: CaseId }>(
    `select case_id as "caseId" from sojourn.case_snapshot where organisation_id = $1 and ($2::uuid is null or case_id > $2) order by case_id limit $3 for update`,
    [tx.organisationId, after, atOnce],
  );
  return rows.map((row) => row.caseId);
}

/** All the buckets of one sealed value, under one key. */
export type SearchToken = { readonly generation: number; readonly sealedId: SealedId; readonly buckets: readonly number[] };

/** Of one case, in the transaction in which the words are sealed. Once for each key: fillers that were drawn twice would show which buckets are none. */
export async function keepTokens(tx: ContextTx, officeId: OfficeId, tokens: readonly SearchToken[]): Promise<void> {
  for (const { generation, sealedId, buckets } of tokens)
    await tx.rows(
      `insert into sojourn.search_token (organisation_id, generation, office_id, bucket, sealed_id, buckets)
       select $1, $2, $3, b, $4, $5::int[] from unnest($5::int[]) as b
       where not exists (select 1 from sojourn.search_token t where t.organisation_id = $1 and t.sealed_id = $4 and t.generation = $2)`,
      [tx.organisationId, generation, officeId, sealedId, [...buckets].sort((a, b) => a - b)],
    );
}

export async function keepMembers(tx: ContextTx, caseId: CaseId, members: readonly UserId[]): Promise<void> {
  await tx.rows('delete from sojourn.case_member where organisation_id = $1 and case_id = $2 and user_id <> all($3::uuid[])', [
    tx.organisationId,
    caseId,
    members,
  ]);
  await tx.rows('insert into sojourn.case_member (organisation_id, user_id, case_id) select $1, u, $2 from unnest($3::uuid[]) as u on conflict do nothing', [
    tx.organisationId,
    caseId,
    members,
  ]);
}

export type SealedOfCase = {
  readonly sealedId: SealedId;
  readonly caseId: CaseId;
  readonly entryId: string;
  readonly subjectId: PersonId;
  readonly field: string;
  readonly kind: string;
  readonly ciphertext: Buffer | null;
};
const sealed = `s.sealed_id as "sealedId", s.case_id as "caseId", s.entry_id as "entryId", s.subject_id as "subjectId", s.field, e.kind, s.ciphertext`;

export const sealedOfCase = (tx: ContextTx, caseId: CaseId): Promise<readonly SealedOfCase[]> =>
  tx.rows<SealedOfCase>(
    `select ${sealed} from sojourn.sealed_value s join sojourn.entry e on e.organisation_id = s.organisation_id and e.entry_id = s.entry_id
     where s.organisation_id = $1 and s.case_id = $2 and s.ciphertext is not null`,
    [tx.organisationId, caseId],
  );

/**
 * Sealed values of some offices, and of the asker's own team elsewhere, of which at least `needed` of the words (each any of
 * its buckets) may be; those that share most come first. At most `atMost`, and one more where there are more.
 */
export function findByTokens(
  tx: ContextTx,
  where: {
    readonly generation: number;
    readonly offices: readonly OfficeId[];
    readonly words: readonly (readonly number[])[];
    readonly needed: number;
    readonly atMost: number;
  },
): Promise<readonly SealedOfCase[]> {
  const words = where.words.toSorted((a, b) => a.length - b.length);
  // Who bears so many of the words bears one of the rarest: enough of those are looked up for none to be missed.
  const lookedUp = words.slice(0, words.length - where.needed + 1).flat();
  return tx.rows<SealedOfCase>(candidates(words.length), [
    ...[tx.organisationId, where.generation, where.offices, [...new Set(lookedUp)], where.needed, where.atMost + 1, tx.actorId],
    ...words,
  ]);
}

const candidates = (words: number): string => {
  const shared = Array.from({ length: words }, (_, at) => `(t.buckets && $${at + 8}::int[])::int`).join(' + ');
  return `with met as (
    select t.sealed_id, ${shared} as words from sojourn.search_token t
      where t.organisation_id = $1 and t.generation = $2 and t.office_id = any($3::uuid[]) and t.bucket = any($4::int[]) and ${shared} >= $5
    union
    select t.sealed_id, ${shared} from sojourn.case_member m join sojourn.sealed_value s on s.organisation_id = $1 and s.case_id = m.case_id
      join sojourn.search_token t on t.organisation_id = $1 and t.sealed_id = s.sealed_id and t.generation = $2 and ${shared} >= $5
      where m.organisation_id = $1 and m.user_id = $7
  ),
  best as (select sealed_id, words from met order by words desc, sealed_id limit $6)
  select ${sealed} from best b join sojourn.sealed_value s on s.organisation_id = $1 and s.sealed_id = b.sealed_id
    join sojourn.entry e on e.organisation_id = $1 and e.entry_id = s.entry_id where s.ciphertext is not null order by b.words desc, s.sealed_id`;
};

/** Held by turns: two searches of one person are counted one after the other. */
export async function searchesOn(tx: ContextTx, day: string): Promise<{ readonly all: number; readonly beyond: number }> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`${tx.organisationId} ${tx.actorId}`]);
  const [row] = await tx.rows<{ all: number; beyond: number }>(
    'select count(*)::int as all, count(*) filter (where beyond)::int as beyond from sojourn.search_use where organisation_id = $1 and user_id = $2 and on_day = $3',
    [tx.organisationId, tx.actorId, day],
  );
  return row ?? { all: 0, beyond: 0 };
}

type SearchUse = {
  readonly useId: string;
  readonly day: string;
  readonly at: number;
  readonly kind: string;
  readonly mark: string;
  readonly beyond: boolean;
  readonly shown: number;
};

export async function keepSearchUse(tx: ContextTx, { useId, day, at, kind, mark, beyond, shown }: SearchUse): Promise<void> {
  await tx.rows(
    'insert into sojourn.search_use (organisation_id, use_id, user_id, on_day, at, kind, mark, beyond, shown) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [tx.organisationId, useId, tx.actorId, day, at, kind, mark, beyond, shown],
  );
}

export type SearchRequest = {
  readonly requestId: string;
  readonly askedBy: UserId;
  readonly officeId: OfficeId;
  readonly askedAt: number;
  readonly untilAt: number;
  readonly kind: string;
  readonly reason: string;
  readonly sealed: Buffer | null;
};
const request = `r.request_id as "requestId", r.asked_by as "askedBy", r.office_id as "officeId", r.asked_at as "askedAt", r.until_at as "untilAt", r.kind, r.reason, r.sealed`;

export async function keepSearchRequest(tx: ContextTx, one: Omit<SearchRequest, 'askedBy'>): Promise<void> {
  await tx.rows(
    'insert into sojourn.search_request (organisation_id, request_id, asked_by, office_id, asked_at, until_at, kind, reason, sealed) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [tx.organisationId, one.requestId, tx.actorId, one.officeId, one.askedAt, one.untilAt, one.kind, one.reason, one.sealed],
  );
}

/** What was asked and whose time is over says nothing any more. */
export async function forgetSearchRequests(tx: ContextTx, now: number): Promise<void> {
  await tx.rows('update sojourn.search_request set sealed = null where organisation_id = $1 and until_at <= $2 and sealed is not null', [
    tx.organisationId,
    now,
  ]);
}

/** Asked from elsewhere, open still, and not answered by this office. */
export const requestsToReview = (tx: ContextTx, officeId: OfficeId, now: number): Promise<readonly SearchRequest[]> =>
  tx.rows<SearchRequest>(
    `select ${request} from sojourn.search_request r where r.organisation_id = $1 and r.until_at > $3 and r.office_id <> $2 and r.asked_by <> $4
     and not exists (select 1 from sojourn.search_answer a where a.organisation_id = r.organisation_id and a.request_id = r.request_id and a.office_id = $2)
     order by r.asked_at limit 500`,
    [tx.organisationId, officeId, now, tx.actorId],
  );

export async function keepSearchAnswer(tx: ContextTx, requestId: string, officeId: OfficeId, answer: 'contact' | 'nothing', at: number): Promise<void> {
  await tx.rows(
    'insert into sojourn.search_answer (organisation_id, request_id, office_id, answer, answered_by, at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing',
    [tx.organisationId, requestId, officeId, answer, tx.actorId, at],
  );
}

type OwnRequest = Pick<SearchRequest, 'requestId' | 'askedAt' | 'untilAt' | 'kind' | 'reason'> & { readonly contacts: readonly UserId[] };

/** One's own of the last 90 days. That an office has nothing to tell is told to nobody. */
export const ownSearchRequests = (tx: ContextTx, since: number): Promise<readonly OwnRequest[]> =>
  tx.rows<OwnRequest>(
    `select r.request_id as "requestId", r.asked_at as "askedAt", r.until_at as "untilAt", r.kind, r.reason,
       array(select a.answered_by from sojourn.search_answer a where a.organisation_id = r.organisation_id and a.request_id = r.request_id and a.answer = 'contact' order by a.at) as contacts
     from sojourn.search_request r where r.organisation_id = $1 and r.asked_by = $2 and r.asked_at > $3 order by r.asked_at desc limit 100`,
    [tx.organisationId, tx.actorId, since],
  );
