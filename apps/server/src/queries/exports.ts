import { askLedger, type CaseState, caseFold, type ExportFormat, packageOf, standingOf } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import { held, towards } from '@sojourn/consent';
import { type Recipient, recipientKinds, recipientSchema } from '@sojourn/directory';
import { type CodedRecord, htcdsColumnOf, toCsv, toHtcds } from '@sojourn/interchange';
import { writeSpreadsheet } from '@sojourn/interchange/spreadsheet';
import { canonicalJson, type EntryId, type JsonValue, mintId, ok, type Refusal, type Result, refused, sha256Hex } from '@sojourn/kernel';
import { type Actor, decideAccess, isNever } from '@sojourn/operations';
import {
  askToExport,
  type CasePlace,
  type ContextTx,
  decideExport,
  findExport,
  listColleagues,
  listExports,
  listRecipients,
  noteTaken,
  readCasePage,
} from '@sojourn/storage';
import { Encrypter } from 'age-encryption';
import { asOnePerson } from '../case-access.ts';
import { type Desk, todayOf } from '../desk.ts';
import type { FileAnswer } from '../http/files.ts';
import type { Answering } from './answer.ts';
import { findRecipient } from './sharing.ts';

type Queries = typeof caseworkQueries;
type Wanted = { readonly recipientId: string; readonly facts: readonly string[]; readonly format: ExportFormat };
type Leaving = {
  readonly recipient: Recipient;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** As it is written into the file. */
  readonly table: readonly (readonly string[])[];
  readonly dataClasses: readonly string[];
  readonly staying: ReadonlyMap<string, number>;
  readonly fingerprint: string;
};

const AT_ONCE = 200;

/** Every case this person may view, and of each what its person has agreed may go to this recipient: asked of the ledger, one by one. */
async function leaving(desk: Desk, actor: Actor, tx: ContextTx, { recipientId, facts: chosen, format }: Wanted): Promise<Result<Leaving, Refusal>> {
  if (isHtcds(format) && chosen.some((fact) => htcdsColumnOf(fact) === undefined)) return refused({ kind: 'not-in-this-format' });
  const found = await findRecipient(tx, recipientId);
  if (!found.ok) return found;
  const recipient = found.value;
  if (recipientKinds[recipient.kind] !== 'by-consent') return refused({ kind: 'recipient-never' });
  const [today, now] = [todayOf(desk), desk.clock.now()];
  const facts = [...new Set(chosen)].sort();
  const [rows, records]: [string[][], CodedRecord[]] = [[], []];
  const dataClasses = new Set<string>();
  const staying = new Map<string, number>();
  const take = (state: CaseState): Refusal | undefined => {
    const known = facts.filter((fact) => packageOf(state, { recipientId, subjectId: state.personId, facts: [fact], sealedIds: [] }, today).ok);
    const made = packageOf(state, { recipientId, subjectId: state.personId, facts: known, sealedIds: [] }, today);
    if (!made.ok) return made.refusal;
    const may = askLedger(
      state,
      { purpose: 'sharing', to: towards(recipient), dataClasses: made.value.dataClasses, ground: 'consent' },
      { on: today, at: now },
    );
    if (!may.ok) return may.refusal;
    held(may.value, 'sharing');
    const values = new Map(made.value.facts.map((line) => [line.fact, line.is === 'value' ? line.value : line.is]));
    for (const one of made.value.dataClasses) dataClasses.add(one);
    rows.push([state.caseCode, ...facts.map((fact) => textOf(values.get(fact)))]);
    const coded = made.value.facts.flatMap((line) => (line.is === 'value' ? [[line.fact, line.value as JsonValue] as const] : []));
    records.push({ caseCode: state.caseCode, facts: new Map(coded) });
    return undefined;
  };
  for (let place: CasePlace = { urgent: true, after: undefined, began: now }; ; ) {
    const page = await readCasePage<CaseState>(tx, caseFold, place, AT_ONCE);
    for (const one of page) {
      place = one.place;
      const { state } = one.held;
      if (!decideAccess(caseworkQueries['case.view'].policy, actor, standingOf(state, now)).ok) continue;
      const refusal = take(await asOnePerson(tx, state));
      if (refusal !== undefined) staying.set(refusal.kind, (staying.get(refusal.kind) ?? 0) + 1);
    }
    if (page.length < AT_ONCE) break;
  }
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  records.sort((a, b) => (a.caseCode < b.caseCode ? -1 : 1));
  const columns = ['case', ...facts];
  const places = desk.bundle.catalogue.places.map((place) => ({ iso2: place.iso2, iso3: place.iso3, english: place.name.en }));
  const table = isHtcds(format) ? toHtcds(facts, records, places) : [columns, ...rows];
  return ok({
    recipient,
    columns,
    rows,
    table,
    dataClasses: [...dataClasses].sort(),
    staying,
    fingerprint: sha256Hex(canonicalJson({ recipientId, columns, rows })),
  });
}

const isHtcds = (format: ExportFormat): boolean => format.startsWith('htcds-');
const kindOf = (format: ExportFormat): 'csv' | 'xlsx' => (format.endsWith('csv') ? 'csv' : 'xlsx');

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.map(String).join(' ') : String(value);
}

export const previewExport: Answering<Queries['export.preview']> = async (desk, actor, tx, wanted) => {
  const made = await leaving(desk, actor, tx, wanted);
  if (!made.ok) return made;
  const { recipient, columns, rows, dataClasses, staying, fingerprint } = made.value;
  const { recipientId, name, kind } = recipient;
  return ok({
    recipient: { recipientId, name, kind },
    columns: [...columns],
    dataClasses: [...dataClasses],
    cases: rows.length,
    staying: [...staying].map(([why, cases]) => ({ kind: why, cases })),
    fingerprint,
  });
};

export const askForExport: Answering<Queries['export.ask']> = async (desk, actor, tx, { fingerprint, recipientKey, ...wanted }) => {
  if (!understood(recipientKey)) return refused({ kind: 'recipient-key-not-understood' });
  const made = await leaving(desk, actor, tx, wanted);
  if (!made.ok) return made;
  if (made.value.rows.length === 0) return refused({ kind: 'nothing-may-leave' });
  if (made.value.fingerprint !== fingerprint) return refused({ kind: 'export-changed' });
  const exportId = mintId<EntryId>(desk.chance, desk.clock.now());
  await askToExport(tx, { exportId, ...wanted, recipientKey, fingerprint, cases: made.value.rows.length });
  return ok({ exportId });
};

function understood(key: string): boolean {
  try {
    new Encrypter().addRecipient(key);
    return key.startsWith('age1');
  } catch {
    return false;
  }
}

export const listAsked: Answering<Queries['exports.list']> = async (_desk, actor, tx) => {
  const decides = isNever(caseworkQueries['export.decide'].policy, actor) === undefined;
  const [people, recipients] = [await listColleagues(tx), await listRecipients(tx)];
  const seen = (await listExports(tx)).filter((one) => decides || one.requestedBy === actor.userId);
  return ok({
    exports: seen.map(({ facts, ...rest }) => {
      const known = recipientSchema.safeParse(recipients.get(rest.recipientId));
      return {
        ...rest,
        facts: [...facts],
        requester: people.get(rest.requestedBy) ?? '',
        recipient: known.success ? known.data.name : '',
        mine: rest.requestedBy === actor.userId,
      };
    }),
  });
};

export const decideOnExport: Answering<Queries['export.decide']> = async (_desk, actor, tx, { exportId, fingerprint, approve }) => {
  const asked = await findExport(tx, exportId);
  if (asked === undefined) return refused({ kind: 'no-such-export' });
  if (asked.requestedBy === actor.userId) return refused({ kind: 'export-needs-another-person' });
  if (asked.state !== 'asked') return refused({ kind: 'export-already-decided' });
  if (asked.fingerprint !== fingerprint) return refused({ kind: 'export-changed' });
  await decideExport(tx, exportId, approve);
  return ok({ done: true });
};

/** Made anew and compared: whoever withdrew since it was approved is not in it, and then nothing leaves before it was looked at again. */
export const takeExport: Answering<Queries['export.take']> = async (desk, actor, tx, { exportId }) => {
  const asked = await findExport(tx, exportId);
  if (asked === undefined || asked.requestedBy !== actor.userId) return refused({ kind: 'no-such-export' });
  if (asked.state !== 'approved') return refused({ kind: asked.state === 'asked' ? 'export-not-approved' : 'export-already-decided' });
  if (!asked.fresh) return refused({ kind: 'export-has-expired' });
  const made = await leaving(desk, actor, tx, asked);
  if (!made.ok) return made;
  if (made.value.fingerprint !== asked.fingerprint) return refused({ kind: 'export-changed' });
  const { table } = made.value;
  const plain = kindOf(asked.format) === 'csv' ? Buffer.from(toCsv(table)) : await writeSpreadsheet(table);
  const encrypter = new Encrypter();
  encrypter.addRecipient(asked.recipientKey);
  const sealed = Buffer.from(await encrypter.encrypt(new Uint8Array(plain)));
  await noteTaken(tx, exportId);
  const answer: FileAnswer = {
    mediaType: 'application/octet-stream',
    bytes: sealed.length,
    name: `export-${exportId.slice(-6)}.${kindOf(asked.format)}.age`,
    pieces: (async function* () {
      yield sealed;
    })(),
  };
  return ok(answer);
};
