import { randomBytes } from 'node:crypto';
import {
  type ChainFinding,
  chained,
  type DraftEntry,
  type Entry,
  type Envelope,
  entryIdOf,
  type Fold,
  type FoldEntry,
  foldEntries,
  type SealedReference,
  type SealedText,
  verifyChain,
} from '@sojourn/journal';
import type { CaseId, EntryId, Instant, JsonValue, OfficeId, PlainDate, SealedId } from '@sojourn/kernel';
import type { ActRequest } from '@sojourn/operations';
import { type FileFinding, findingsOfFiles, measureAttachments } from './attachments.ts';
import type { ContextTx } from './context.ts';
import { keepTokens, type SearchToken } from './search.ts';

/** Sealing as storage needs it: ciphertext bound to the place where it will stand. */
export type Seal = (
  place: { readonly subjectId: string; readonly entryId: string; readonly field: string },
  text: string,
) => Promise<{ readonly ciphertext: Uint8Array; readonly fingerprint: string }>;

/** Which words of which entry, before they were sealed. */
type TokenPlace = { readonly sealedId: SealedId; readonly kind: string; readonly field: string };

export type HeldCase<State> = { readonly caseId: CaseId; readonly sequence: number; readonly headHash: string; readonly state: State };

export type SnapshotRow = {
  readonly case_id: string;
  readonly sequence: number;
  readonly head_hash: string;
  readonly fold_version: number;
  readonly state: unknown;
};

/** Where a case stands and nothing of what it holds: read before it is decided whether the rest may be. `standing` is null where an earlier release wrote it. With `lock`, until the transaction ends. */
export async function readStanding<Standing>(
  tx: ContextTx,
  caseId: CaseId,
  lock: boolean,
): Promise<{ readonly officeId: OfficeId; readonly standing: Standing | null } | undefined> {
  const rows = await tx.rows<{ readonly officeId: OfficeId; readonly standing: Standing | null }>(
    `select office_id as "officeId", state -> 'standing' as standing from sojourn.case_snapshot where organisation_id = $1 and case_id = $2${lock ? ' for update' : ''}`,
    [tx.organisationId, caseId],
  );
  return rows[0];
}

/** Locks the case until the transaction ends. An old snapshot is folded again from its entries. */
export async function readCaseForUpdate<State>(tx: ContextTx, fold: Fold<State>, caseId: CaseId): Promise<HeldCase<State> | undefined> {
  const rows = await tx.rows<SnapshotRow>(
    'select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot where organisation_id = $1 and case_id = $2 for update',
    [tx.organisationId, caseId],
  );
  return rows[0] === undefined ? undefined : heldOf(tx, fold, rows[0]);
}

/**
 * Locks some cases and those that belong with them, always in the order of their ids, so that no two acts wait for each other.
 * Where a locked case names more, all are let go and taken again in order. A case that is not there is not in the answer.
 */
export async function readCasesForUpdate<State>(
  tx: ContextTx,
  fold: Fold<State>,
  caseIds: readonly CaseId[],
  belongTogether: (state: State) => readonly CaseId[],
): Promise<ReadonlyMap<CaseId, HeldCase<State>>> {
  let wanted = [...new Set(caseIds)].sort();
  await tx.rows('savepoint locking');
  for (;;) {
    const locked = new Map<CaseId, HeldCase<State>>();
    for (const caseId of wanted) {
      const one = await readCaseForUpdate(tx, fold, caseId);
      if (one !== undefined) locked.set(caseId, one);
    }
    const named = new Set([...wanted, ...[...locked.values()].flatMap(({ state }) => belongTogether(state))]);
    if (named.size === wanted.length) {
      await tx.rows('release savepoint locking');
      return locked;
    }
    await tx.rows('rollback to savepoint locking');
    wanted = [...named].sort();
  }
}

/** Some cases and those that belong with them, as they are now. */
export async function readCasesTogether<State>(
  tx: ContextTx,
  fold: Fold<State>,
  caseIds: readonly CaseId[],
  belongTogether: (state: State) => readonly CaseId[],
): Promise<ReadonlyMap<CaseId, HeldCase<State>>> {
  const found = new Map<CaseId, HeldCase<State>>();
  const asked = new Set<CaseId>();
  for (let next: readonly CaseId[] = [...new Set(caseIds)]; next.length > 0; ) {
    for (const caseId of next) asked.add(caseId);
    const rows = await tx.rows<SnapshotRow>(
      'select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot where organisation_id = $1 and case_id = any($2::uuid[]) order by case_id',
      [tx.organisationId, next],
    );
    const read = await Promise.all(rows.map((row) => heldOf(tx, fold, row)));
    for (const one of read) found.set(one.caseId, one);
    next = [...new Set(read.flatMap(({ state }) => belongTogether(state)))].filter((caseId) => !asked.has(caseId));
  }
  return found;
}

export async function readCase<State>(tx: ContextTx, fold: Fold<State>, caseId: CaseId): Promise<HeldCase<State> | undefined> {
  const rows = await tx.rows<SnapshotRow>(
    'select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot where organisation_id = $1 and case_id = $2',
    [tx.organisationId, caseId],
  );
  return rows[0] === undefined ? undefined : heldOf(tx, fold, rows[0]);
}

/** The 500 last changed, newest first: of one office where given, else of the whole organisation. */
export async function listCases<State>(tx: ContextTx, fold: Fold<State>, only: { readonly officeId?: string } = {}): Promise<readonly HeldCase<State>[]> {
  const rows = await tx.rows<SnapshotRow>(
    `select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot
     where organisation_id = $1 and ($2::uuid is null or office_id = $2) order by updated_at desc, case_id limit 500`,
    [tx.organisationId, only.officeId ?? null],
  );
  return Promise.all(rows.map((row) => heldOf(tx, fold, row)));
}

/** Every case of the organisation, page by page in the order of their ids; `visit` ends it by answering false. */
export async function eachCase<State>(
  tx: ContextTx,
  fold: Fold<State>,
  visit: (cases: readonly HeldCase<State>[], done: number) => Promise<boolean>,
): Promise<void> {
  for (let [after, done]: [string | null, number] = [null, 0]; ; ) {
    const rows: readonly SnapshotRow[] = await tx.rows<SnapshotRow>(
      `select case_id, sequence, head_hash, fold_version, state from sojourn.case_snapshot
       where organisation_id = $1 and ($2::uuid is null or case_id > $2) order by case_id limit 500`,
      [tx.organisationId, after],
    );
    if (rows.length === 0) return;
    const cases = await Promise.all(rows.map((row) => heldOf(tx, fold, row)));
    done += rows.length;
    after = rows.at(-1)?.case_id ?? null;
    if (!(await visit(cases, done)) || rows.length < 500) return;
  }
}

export async function countCases(tx: ContextTx): Promise<number> {
  const [row] = await tx.rows<{ readonly count: string }>('select count(*) as count from sojourn.case_snapshot where organisation_id = $1', [
    tx.organisationId,
  ]);
  return Number(row?.count ?? 0);
}

/** An old snapshot is folded again from its entries. */
export async function heldOf<State>(tx: ContextTx, fold: Fold<State>, row: SnapshotRow): Promise<HeldCase<State>> {
  const caseId = row.case_id as CaseId;
  const state = row.fold_version === fold.version ? (row.state as State) : foldEntries(fold, await readEntries(tx, caseId));
  return { caseId, sequence: row.sequence, headHash: row.head_hash, state };
}

type EntryRow = {
  readonly case_id: string;
  readonly sequence: number;
  readonly entry_id: string;
  readonly act_id: string;
  readonly kind: string;
  readonly version: number;
  readonly author_id: string;
  readonly device_id: string;
  readonly device_sequence: number;
  readonly basis: number;
  readonly occurred_earliest: string;
  readonly occurred_latest: string;
  readonly recorded_at: number;
  readonly received_at: number;
  readonly source: string;
  readonly bundle_hash: string;
  readonly commitment: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly salt: string | null;
  readonly payload: JsonValue | null;
  readonly expunged_under: string | null;
};
type SealedRow = { readonly sealed_id: string; readonly entry_id: string; readonly subject_id: string; readonly field: string; readonly fingerprint: string };

type JournalRow = { readonly row: EntryRow; readonly envelope: Envelope; readonly sealed: readonly SealedReference[] };

const rowsOf = async (tx: ContextTx, caseId: CaseId): Promise<readonly JournalRow[]> => (await rowsOfCases(tx, [caseId])).get(caseId) ?? [];

async function rowsOfCases(tx: ContextTx, caseIds: readonly CaseId[]): Promise<ReadonlyMap<CaseId, readonly JournalRow[]>> {
  const entries = await tx.rows<EntryRow>(
    `select e.*, p.salt, p.payload, p.expunged_under from sojourn.entry e left join sojourn.entry_payload p on p.organisation_id = e.organisation_id and p.entry_id = e.entry_id
     where e.organisation_id = $1 and e.case_id = any($2) order by e.case_id, e.sequence`,
    [tx.organisationId, caseIds],
  );
  const byEntry = await sealedOf(tx, caseIds);
  const rows = entries.map((row) => ({ row, envelope: fullEnvelopeOf(tx, row), sealed: byEntry.get(row.entry_id) ?? [] }));
  return Map.groupBy(rows, ({ envelope }) => envelope.caseId);
}

const referenceOf = (row: SealedRow): SealedReference => ({
  sealedId: row.sealed_id as SealedId,
  field: row.field,
  subjectId: row.subject_id as SealedReference['subjectId'],
  fingerprint: row.fingerprint,
});

const entryOf = ({ row, envelope, sealed }: JournalRow): Entry => ({ envelope, payload: row.payload ?? undefined, sealed });

export const readEntries = async (tx: ContextTx, caseId: CaseId): Promise<readonly Entry[]> => (await rowsOf(tx, caseId)).map(entryOf);

type FoldRow = Omit<EntryRow, 'bundle_hash' | 'commitment' | 'previous_hash' | 'hash' | 'salt' | 'expunged_under'>;

/**
 * The journals of all cases from one id to another in two statements, as folds read them: a folded case needs no hash. Each
 * payload is looked up by its entry: joined as a whole, every payload of the organisation is read anew for every some hundred cases.
 */
export async function readJournals(tx: ContextTx, first: CaseId, last: CaseId): Promise<ReadonlyMap<CaseId, readonly FoldEntry[]>> {
  const rows = await tx.rows<FoldRow>(
    `select e.case_id, e.sequence, e.entry_id, e.act_id, e.kind, e.version, e.author_id, e.device_id, e.device_sequence, e.basis, e.occurred_earliest, e.occurred_latest,
       e.recorded_at, e.received_at, e.source, p.payload
     from sojourn.entry e left join lateral
       (select payload from sojourn.entry_payload where organisation_id = e.organisation_id and entry_id = e.entry_id offset 0) p on true
     where e.organisation_id = $1 and e.case_id >= $2 and e.case_id <= $3 order by e.case_id, e.sequence`,
    [tx.organisationId, first, last],
  );
  const byEntry = byEntryOf(
    await tx.rows<SealedRow>(
      'select sealed_id, entry_id, subject_id, field, fingerprint from sojourn.sealed_value where organisation_id = $1 and case_id >= $2 and case_id <= $3 order by sealed_id',
      [tx.organisationId, first, last],
    ),
  );
  const entries = rows.map((row): FoldEntry => ({ envelope: envelopeOf(tx, row), payload: row.payload ?? undefined, sealed: byEntry.get(row.entry_id) ?? [] }));
  return Map.groupBy(entries, ({ envelope }) => envelope.caseId);
}

async function sealedOf(tx: ContextTx, caseIds: readonly CaseId[]): Promise<ReadonlyMap<string, readonly SealedReference[]>> {
  const sealed = await tx.rows<SealedRow>(
    'select sealed_id, entry_id, subject_id, field, fingerprint from sojourn.sealed_value where organisation_id = $1 and case_id = any($2) order by sealed_id',
    [tx.organisationId, caseIds],
  );
  return byEntryOf(sealed);
}

const byEntryOf = (sealed: readonly SealedRow[]): ReadonlyMap<string, readonly SealedReference[]> =>
  new Map([...Map.groupBy(sealed, (one) => one.entry_id)].map(([entryId, rows]) => [entryId, rows.map(referenceOf)]));

/** What a check of one case found: the chain's own findings, a sealed value that was replaced, a file that is not as the journal says, a snapshot that ends elsewhere (0: no entry). */
export type CaseFinding = ChainFinding | FileFinding | { readonly sequence: number; readonly kind: 'sealed-value-replaced' | 'snapshot-ends-elsewhere' };

/** What the chain of one case can vouch for, without a head kept elsewhere: who rewrites chain and snapshot together is not found. */
export async function verifyCase(tx: ContextTx, caseId: CaseId): Promise<readonly CaseFinding[]> {
  const rows = await rowsOf(tx, caseId);
  const findings: CaseFinding[] = [
    ...verifyChain(
      rows.map(({ row, envelope, sealed }) => ({
        envelope,
        ...(row.salt === null || row.payload === null ? {} : { content: { salt: row.salt, payload: row.payload, sealed } }),
        ...(row.expunged_under === null ? {} : { expungedUnder: row.expunged_under }),
      })),
    ),
  ];
  const replaced = await tx.rows<{ entry_id: string }>(
    `select distinct entry_id from sojourn.sealed_value where organisation_id = $1 and case_id = $2 and ciphertext is not null and encode(sha256(ciphertext), 'hex') <> fingerprint`,
    [tx.organisationId, caseId],
  );
  for (const { row } of rows)
    if (replaced.some((one) => one.entry_id === row.entry_id)) findings.push({ sequence: row.sequence, kind: 'sealed-value-replaced' });
  const kept = rows.filter(({ row }) => row.kind === 'attachment-kept');
  if (kept.length > 0)
    findings.push(
      ...findingsOfFiles(
        kept.map(({ row }) => ({ sequence: row.sequence, entryId: row.entry_id, payload: row.payload ?? undefined })),
        await measureAttachments(tx, caseId),
      ),
    );
  const [snapshot] = await tx.rows<{ sequence: number; head_hash: string }>(
    'select sequence, head_hash from sojourn.case_snapshot where organisation_id = $1 and case_id = $2',
    [tx.organisationId, caseId],
  );
  const last = rows.at(-1)?.row;
  if (snapshot?.sequence !== last?.sequence || snapshot?.head_hash !== last?.hash)
    findings.push({ sequence: last?.sequence ?? 0, kind: 'snapshot-ends-elsewhere' });
  return findings;
}

function envelopeOf(tx: ContextTx, row: FoldRow): FoldEntry['envelope'] {
  return {
    organisationId: tx.organisationId,
    caseId: row.case_id,
    sequence: row.sequence,
    entryId: row.entry_id,
    actId: row.act_id,
    kind: row.kind,
    version: row.version,
    authorId: row.author_id,
    deviceId: row.device_id,
    deviceSequence: row.device_sequence,
    basis: row.basis,
    occurredEarliest: row.occurred_earliest,
    occurredLatest: row.occurred_latest,
    recordedAt: row.recorded_at,
    receivedAt: row.received_at,
    source: row.source,
  } as FoldEntry['envelope'];
}

const fullEnvelopeOf = (tx: ContextTx, row: EntryRow): Envelope => ({
  ...envelopeOf(tx, row),
  bundleHash: row.bundle_hash,
  commitment: row.commitment,
  previousHash: row.previous_hash,
  hash: row.hash,
});

export type Appending<State> = {
  readonly fold: Fold<State>;
  readonly held: HeldCase<State> | undefined;
  /** All that the act writes; what belongs in another case than this one is left to the call for that case. */
  readonly drafts: readonly DraftEntry[];
  readonly request: ActRequest;
  /** One of the further cases of the act, with what its author had seen of it; the act's own where nothing is said. */
  readonly place?: { readonly caseId: CaseId; readonly basis: number };
  readonly receivedAt: Instant;
  /** The day it happened, where neither act nor draft says. */
  readonly on: PlainDate;
  readonly bundleHash: string;
  readonly mint: () => string;
  readonly seal: Seal;
  /** What sealed words are found by: written with them, in the same transaction. */
  readonly tokensOf?: (place: TokenPlace, text: string) => Promise<readonly SearchToken[]>;
  readonly columnsOf: (state: State) => { readonly officeId: string; readonly caseCode: string; readonly urgent?: boolean };
};

/** Seals, chains and writes the entries of one act and moves the snapshot by compare-and-set, all in the caller's transaction. */
export async function appendEntries<State>(tx: ContextTx, appending: Appending<State>): Promise<HeldCase<State> & { readonly entryIds: readonly EntryId[] }> {
  const { request, held: before, fold } = appending;
  const { caseId } = appending.place ?? request;
  const claimed = new Set(appending.drafts.flatMap((draft) => draft.sealedFields ?? []));
  // What a person told us is never dropped in silence because an act forgot to name it.
  if (request.sealed?.some((text) => !claimed.has(text.field)) === true) throw new Error('An act left a sealed text without an entry');
  let last = before === undefined ? undefined : { sequence: before.sequence, hash: before.headHash };
  const written: Entry[] = [];
  const tokens: SearchToken[] = [];
  for (const [index, draft] of appending.drafts.entries()) {
    if ((draft.caseId ?? request.caseId) !== caseId) continue;
    const entry = await writeEntry(tx, appending, draft, index, last, tokens);
    last = entry.envelope;
    written.push(entry);
  }
  if (last === undefined) throw new Error('An act that opens a case writes an entry');
  const { sequence, hash: headHash } = last;
  const state = before === undefined ? foldEntries(fold, written) : written.reduce((folded, entry) => fold.apply(folded, entry), before.state);
  if (written.length > 0) await writeSnapshot(tx, appending, state, before?.sequence, sequence, headHash);
  await keepTokens(tx, appending.columnsOf(state).officeId as OfficeId, tokens);
  return { caseId, sequence, headHash, state, entryIds: written.map((entry) => entry.envelope.entryId) };
}

async function writeEntry<State>(
  tx: ContextTx,
  appending: Appending<State>,
  draft: DraftEntry,
  index: number,
  before: { readonly sequence: number; readonly hash: string } | undefined,
  tokens: SearchToken[],
): Promise<Entry> {
  const { on, receivedAt, bundleHash } = appending;
  const request = { ...appending.request, ...appending.place };
  const entryId = entryIdOf(request.actId, index);
  const sealed = await sealTexts(
    appending,
    entryId,
    (request.sealed ?? [])
      .filter((text) => draft.sealedFields?.includes(text.field) === true)
      .map((text) => (draft.sealedFor === undefined ? text : { ...text, subjectId: draft.sealedFor })),
  );
  for (const { reference, text } of sealed)
    if (appending.tokensOf !== undefined)
      tokens.push(...(await appending.tokensOf({ sealedId: reference.sealedId, kind: draft.kind, field: reference.field }, text)));
  const salt = randomBytes(16).toString('hex');
  const references = sealed.map(({ reference }) => reference);
  const { organisationId, actorId: authorId } = tx;
  const envelope = chained(draft, { organisationId, authorId, act: request, index, before, on, receivedAt, bundleHash, salt, sealed: references });
  await insertEntry(tx, envelope, draft.payload, salt);
  for (const { reference, ciphertext } of sealed) {
    await tx.rows(
      'insert into sojourn.sealed_value (organisation_id, sealed_id, case_id, entry_id, subject_id, field, fingerprint, ciphertext) values ($1,$2,$3,$4,$5,$6,$7,$8)',
      [organisationId, reference.sealedId, request.caseId, entryId, reference.subjectId, reference.field, reference.fingerprint, ciphertext],
    );
  }
  return { envelope, payload: draft.payload, sealed: references };
}

/** Its envelope and, apart from it, what can be taken away. */
export async function insertEntry(tx: ContextTx, envelope: Envelope, payload: JsonValue, salt: string): Promise<void> {
  await tx.rows(
    `insert into sojourn.entry (organisation_id, case_id, sequence, entry_id, act_id, kind, version, author_id, device_id, device_sequence, basis, occurred_earliest, occurred_latest, recorded_at, received_at, source, bundle_hash, commitment, previous_hash, hash)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)`,
    [
      tx.organisationId,
      envelope.caseId,
      envelope.sequence,
      envelope.entryId,
      envelope.actId,
      envelope.kind,
      envelope.version,
      envelope.authorId,
      envelope.deviceId,
      envelope.deviceSequence,
      envelope.basis,
      envelope.occurredEarliest,
      envelope.occurredLatest,
      envelope.recordedAt,
      envelope.receivedAt,
      envelope.source,
      envelope.bundleHash,
      envelope.commitment,
      envelope.previousHash,
      envelope.hash,
    ],
  );
  await tx.rows('insert into sojourn.entry_payload (organisation_id, entry_id, salt, payload) values ($1,$2,$3,$4)', [
    tx.organisationId,
    envelope.entryId,
    salt,
    JSON.stringify(payload),
  ]);
}

async function sealTexts<State>(appending: Appending<State>, entryId: EntryId, texts: readonly SealedText[]) {
  const sealed = [];
  for (const { field, subjectId, text } of texts) {
    const { ciphertext, fingerprint } = await appending.seal({ subjectId, entryId, field }, text);
    sealed.push({ text, ciphertext, reference: { sealedId: appending.mint() as SealedId, field, subjectId, fingerprint } });
  }
  return sealed.sort((a, b) => (a.reference.sealedId < b.reference.sealedId ? -1 : 1));
}

async function writeSnapshot<State>(
  tx: ContextTx,
  appending: Appending<State>,
  state: State,
  from: number | undefined,
  to: number,
  headHash: string,
): Promise<void> {
  const { officeId, caseCode, urgent = null } = appending.columnsOf(state);
  const { caseId } = appending.place ?? appending.request;
  const json = JSON.stringify(state);
  if (from === undefined) {
    await tx.rows(
      'insert into sojourn.case_snapshot (organisation_id, case_id, office_id, case_code, sequence, head_hash, fold_version, state, urgent) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
      [tx.organisationId, caseId, officeId, caseCode, to, headHash, appending.fold.version, json, urgent],
    );
    return;
  }
  const moved = await tx.rows(
    `update sojourn.case_snapshot set sequence = $3, head_hash = $4, fold_version = $5, state = $6, updated_at = clock_timestamp(), urgent = $8,
     urgent_at = case when $8 and not coalesce(urgent, true) then clock_timestamp() else urgent_at end
     where organisation_id = $1 and case_id = $2 and sequence = $7 returning 1`,
    [tx.organisationId, caseId, to, headHash, appending.fold.version, json, from, urgent],
  );
  if (moved.length !== 1) throw new Error('The snapshot moved while the case was locked');
}
