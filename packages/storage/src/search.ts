import type { CaseId, OfficeId, PersonId, SealedId, UserId } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type SearchIndex = {
  /** In use; absent while the first is being built, and where search is switched off. */
  readonly generation: number | null;
  readonly version: number | null;
  /** Of the numbers that names are found by. */
  readonly bits: number;
  readonly next: number | null;
  readonly nextVersion: number | null;
  readonly nextBits: number | null;
  readonly afterCase: CaseId | null;
  /** The organisation keeps no tokens. */
  readonly off: boolean;
  /** The newest key there ever was. */
  readonly last: number;
};

const index = 'generation, version, bits, next, next_version as "nextVersion", next_bits as "nextBits", after_case as "afterCase", off, last';

export async function readSearchIndex(tx: ContextTx): Promise<SearchIndex | undefined> {
  return (await tx.rows<SearchIndex>(`select ${index} from sojourn.search_index where organisation_id = $1`, [tx.organisationId]))[0];
}

/** As it stays until the transaction ends: what begins a new key, or switches search off, waits for those who still write with the old one. */
export async function holdSearchIndex(tx: ContextTx): Promise<SearchIndex | undefined> {
  return (await tx.rows<SearchIndex>(`select ${index} from sojourn.search_index where organisation_id = $1 for share`, [tx.organisationId]))[0];
}

/** A key to build next to the one in use, unless one is being built already or search is switched off. */
export async function beginSearchIndex(tx: ContextTx, { version, bits }: { readonly version: number; readonly bits: number }): Promise<SearchIndex> {
  await tx.rows(
    `insert into sojourn.search_index as held (organisation_id, next, next_version, next_bits, last) values ($1, 1, $2, $3, 1)
     on conflict (organisation_id) do update set next = greatest(held.last, held.generation) + 1, next_version = $2, next_bits = $3, last = greatest(held.last, held.generation) + 1, after_case = null
     where held.next is null and not held.off`,
    [tx.organisationId, version, bits],
  );
  const begun = await readSearchIndex(tx);
  if (begun === undefined) throw new Error('The search index was not begun');
  return begun;
}

export async function movedTo(tx: ContextTx, afterCase: CaseId): Promise<void> {
  await tx.rows('update sojourn.search_index set after_case = $2 where organisation_id = $1', [tx.organisationId, afterCase]);
}

/** The new key is in use, and every mark of an older one is gone. False where that key is no longer the next: search was switched off meanwhile. */
export async function takeNextIndex(tx: ContextTx, next: number): Promise<boolean> {
  const [taken] = await tx.rows<{ generation: number }>(
    `update sojourn.search_index set generation = next, version = next_version, bits = next_bits, next = null, next_version = null, next_bits = null, after_case = null
     where organisation_id = $1 and next = $2 returning generation`,
    [tx.organisationId, next],
  );
  if (taken !== undefined)
    await tx.rows('delete from sojourn.search_token where organisation_id = $1 and generation <> $2', [tx.organisationId, taken.generation]);
  return taken !== undefined;
}

/** Waits for those who still write tokens; afterwards there is none, and nobody writes any until it is switched on. */
export async function switchSearch(tx: ContextTx, off: boolean, at: number): Promise<void> {
  await tx.rows('insert into sojourn.search_index (organisation_id) values ($1) on conflict do nothing', [tx.organisationId]);
  await tx.rows('select 1 from sojourn.search_index where organisation_id = $1 for update', [tx.organisationId]);
  await tx.rows(
    `update sojourn.search_index set off = $2, last = greatest(last, generation, next), generation = null, version = null, next = null, next_version = null, next_bits = null, after_case = null
     where organisation_id = $1 and off <> $2`,
    [tx.organisationId, off],
  );
  if (off) await tx.rows('delete from sojourn.search_token where organisation_id = $1', [tx.organisationId]);
  await tx.rows(
    `insert into sojourn.search_switch (organisation_id, number, off, by_user, at)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from sojourn.search_switch where organisation_id = $1`,
    [tx.organisationId, off, tx.actorId, at],
  );
}

export type SearchSwitch = { readonly off: boolean; readonly byUser: UserId; readonly at: number };

/** The last time it was switched, if ever. */
export async function lastSearchSwitch(tx: ContextTx): Promise<SearchSwitch | undefined> {
  return (
    await tx.rows<SearchSwitch>('select off, by_user as "byUser", at from sojourn.search_switch where organisation_id = $1 order by number desc limit 1', [
      tx.organisationId,
    ])
  )[0];
}

/** About how many numbers stand beside the names of the largest office: those of some buckets are counted. */
export async function numbersInLargestOffice(tx: ContextTx, { generation, bits }: { readonly generation: number; readonly bits: number }): Promise<number> {
  const looked = Math.min(64, 2 ** bits);
  const [row] = await tx.rows<{ numbers: number }>(
    `select coalesce(max(n), 0)::int as numbers from (
       select (select count(*) from sojourn.search_token t where t.organisation_id = $1 and t.generation = $2 and t.office_id = o.office_id and t.bucket < $3) as n
       from sojourn.office o where o.organisation_id = $1
     ) as offices`,
    [tx.organisationId, generation, looked],
  );
  return ((row?.numbers ?? 0) * 2 ** bits) / looked;
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

/** What is found: as above, without the kind of the entry. */
export type Candidate = Omit<SealedOfCase, 'kind' | 'ciphertext'> & { readonly ciphertext: Buffer };
type Words = readonly (readonly number[])[];

// A word that more rows bear than this is not looked up for itself, only compared in rows that a rarer one led to.
const FEW = 1_000;
// So many rows of the rarest word are compared before enough is enough; of those that share only some of the words, so many are opened.
const LOOKED_AT = 20_000;
const LOOKED_AT_FOR_SOME = 4_000;
const OPENED_FOR_SOME = 100;

/**
 * Sealed values of some offices, and of the asker's own team elsewhere, of which at least `needed` of the words (each any of
 * its buckets) may be; those that share all come first. `more`: not all that may be meant were looked at.
 */
export async function findByTokens(
  tx: ContextTx,
  where: {
    readonly generation: number;
    readonly offices: readonly OfficeId[];
    readonly words: Words;
    readonly needed: number;
    readonly atMost: number;
  },
): Promise<{ readonly rows: readonly Candidate[]; readonly more: boolean }> {
  const place = [tx.organisationId, where.generation, where.offices];
  const { words, borne } = await rarestFirst(tx, place, where.words);
  const rows = await tx.rows<Candidate & { readonly words: number }>(candidates(words.length, where.needed, borne), [
    ...[...place, where.atMost + 1, tx.actorId],
    ...words,
  ]);
  const all = rows.filter((row) => row.words === words.length).length;
  // Whoever bears so many of the words bears one of the rarest; where even that is borne by very many, not all of them were compared.
  const unseen = all <= where.atMost && (borne[0] ?? 0) >= FEW && (await isBorneByMore(tx, place, words[0] ?? []));
  return { rows: rows.slice(0, where.atMost), more: all > where.atMost || rows.length - all > OPENED_FOR_SOME || unseen };
}

/** The words in the order of how many bear them, counted up to `FEW`. */
async function rarestFirst(tx: ContextTx, place: readonly unknown[], words: Words): Promise<{ readonly words: Words; readonly borne: readonly number[] }> {
  const count = (_: unknown, at: number) => `(select count(*)::int from (select 1 ${tokensIn} and t.bucket = any($${at + 4}::int[]) limit ${FEW}) as bearing)`;
  const [row] = await tx.rows<{ counts: readonly number[] }>(`select array[${words.map(count).join(', ')}] as counts`, [...place, ...words]);
  const known = words.map((buckets, at) => ({ buckets, borne: row?.counts[at] ?? 0 }));
  const sorted = known.toSorted((a, b) => a.borne - b.borne || a.buckets.length - b.buckets.length);
  return { words: sorted.map((one) => one.buckets), borne: sorted.map((one) => one.borne) };
}

const isBorneByMore = async (tx: ContextTx, place: readonly unknown[], word: readonly number[]): Promise<boolean> =>
  (await tx.rows(`select 1 ${tokensIn} and t.bucket = any($4::int[]) offset ${LOOKED_AT} limit 1`, [...place, word])).length > 0;

const tokensIn = 'from sojourn.search_token t where t.organisation_id = $1 and t.generation = $2 and t.office_id = any($3::uuid[])';

/** The words are parameters from the sixth on, the rarest first. */
function candidates(words: number, needed: number, borne: readonly number[]): string {
  const parameter = (at: number) => `$${at + 6}::int[]`;
  const shared = (known: number) => Array.from({ length: words }, (_, at) => (at === known ? '1' : `(t.buckets && ${parameter(at)})::int`)).join(' + ');
  const led = (by: number, least: number, looked: number, limit: string) =>
    `(select sealed_id, words from (select t.sealed_id, ${shared(by)} as words from (select t.sealed_id, t.buckets ${tokensIn} and t.bucket = any(${parameter(by)}) limit ${looked}) as t offset 0) as compared
      where words >= ${least} limit ${limit})`;
  const some = words === needed ? [] : Array.from({ length: words - needed + 1 }, (_, at) => at).filter((at) => at === 0 || (borne[at] ?? 0) < FEW);
  const ways = [led(0, words, LOOKED_AT, '$4'), ...some.map((at) => led(at, needed, LOOKED_AT_FOR_SOME, String(LOOKED_AT_FOR_SOME)))];
  return `with met as (
    ${ways.join(' union ')}
    union
    select t.sealed_id, ${shared(-1)} as words from sojourn.case_member m join sojourn.sealed_value s on s.organisation_id = $1 and s.case_id = m.case_id
      join sojourn.search_token t on t.organisation_id = $1 and t.sealed_id = s.sealed_id and t.generation = $2 and ${shared(-1)} >= ${needed}
      where m.organisation_id = $1 and m.user_id = $5
  ),
  ranked as (select sealed_id, words, row_number() over (partition by words = ${words} order by words desc, sealed_id) as place from met),
  best as (select sealed_id, words from ranked where case when words = ${words} then place <= $4 else place <= ${OPENED_FOR_SOME + 1} end)
  select s.sealed_id as "sealedId", s.case_id as "caseId", s.entry_id as "entryId", s.subject_id as "subjectId", s.field, s.ciphertext, b.words
    from best b join sojourn.sealed_value s on s.organisation_id = $1 and s.sealed_id = b.sealed_id where s.ciphertext is not null order by b.words desc, s.sealed_id`;
}

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
