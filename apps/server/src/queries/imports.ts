import { type CaseState, caseFold } from '@sojourn/casework';
import { caseworkActs } from '@sojourn/casework/operations';
import { actsForRow, firstThatLooksReal, type ImportedRow, readHtcdsTables, type Sheet } from '@sojourn/interchange';
import { readTables } from '@sojourn/interchange/file';
import type { importFile, interchangeQueries, LawfulBasis } from '@sojourn/interchange/operations';
import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  type EntryId,
  mintId,
  ok,
  type PersonId,
  type Refusal,
  type Result,
  refused,
} from '@sojourn/kernel';
import { alikeWithin, type Described, type Weighed } from '@sojourn/matching';
import type { Actor, ActRequest, AnyAct } from '@sojourn/operations';
import { type ContextTx, findImportedRow, importSourceOf, keepImportedRow, keepImportSource, listColleagues, logAccess, readCase } from '@sojourn/storage';
import type { z } from 'zod';
import type { Desk } from '../desk.ts';
import { describedByFacts, likelySame } from '../likely-same.ts';
import { performAct } from '../perform-act.ts';
import type { Answering } from './answer.ts';

type Given = Pick<z.output<typeof importFile>, 'file' | 'letters'>;
type Marks = { readonly mark: string; readonly contentMark?: string };

async function sheetFrom(desk: Desk, { file, letters }: Given): Promise<Result<Sheet, Refusal>> {
  const tables = await readTables(Buffer.from(file, 'base64'), letters);
  if (!tables.ok) return tables;
  const places = desk.bundle.catalogue.places.map((p) => ({ iso2: p.iso2, iso3: p.iso3, english: p.name.en }));
  const sheet = readHtcdsTables(tables.value, places);
  if (sheet === 'more-than-one-sheet') return refused({ kind: 'more-than-one-sheet' });
  if (sheet === undefined) return refused({ kind: 'not-an-htcds-spreadsheet' });
  const real = desk.inventedOnly === true ? firstThatLooksReal(sheet.rows.filter(({ outcome }) => outcome !== 'empty')) : undefined;
  return real === undefined ? ok(sheet) : refused({ kind: 'demo-takes-invented-only', row: real.row, where: [real.why] });
}

/** A row is known again by the id a form gave it, where it has one; else by what it says. */
async function marksOf(desk: Desk, actor: Actor, { submission, rowText }: ImportedRow): Promise<Marks> {
  const markOf = (text: string) => desk.vault.mark(actor.organisationId, 'import-row', text);
  const content = await markOf(rowText);
  return submission === undefined ? { mark: content } : { mark: await markOf(`submission|${submission}`), contentMark: content };
}

/** Of one file: what each filled row is, in the light of what was recorded before and of the rows above it. */
async function standingIn(desk: Desk, actor: Actor, tx: ContextTx, row: ImportedRow, seen: Map<string, string | undefined>) {
  const { mark, contentMark } = await marksOf(desk, actor, row);
  const before = seen.has(mark) ? { contentMark: seen.get(mark) } : await findImportedRow(tx, mark);
  if (before === undefined) {
    seen.set(mark, contentMark);
    return row.outcome;
  }
  return contentMark === undefined || before.contentMark == null || before.contentMark === contentMark ? ('already-here' as const) : ('changed-since' as const);
}

export const previewImport: Answering<(typeof interchangeQueries)['import.preview']> = async (desk, actor, tx, { from, atMost, ...given }) => {
  const sheet = await sheetFrom(desk, given);
  if (!sheet.ok) return sheet;
  const seen = new Map<string, string | undefined>();
  const filled = sheet.value.rows.filter((row) => row.outcome !== 'empty');
  const counts = { all: filled.length, new: 0, unclear: 0, 'already-here': 0, 'changed-since': 0 };
  const described = filled.map(describedAsRow);
  const within = alikeWithin(described);
  const rows = [];
  for (const [at, row] of filled.entries()) {
    const outcome = await standingIn(desk, actor, tx, row, seen);
    if (outcome !== 'empty') counts[outcome] += 1;
    if (at < from || at >= from + atMost) continue;
    const mayBe = outcome === 'new' || outcome === 'unclear' ? await whoElse(desk, actor, tx, filled, described, within, at) : [];
    rows.push({
      row: row.row,
      outcome,
      facts: row.facts.map((f) => ({ ...f, value: f.value as never })),
      sealed: [...row.sealed],
      flags: [...row.flags],
      mayBe,
    });
  }
  const oddRows = filled.filter(({ flags }) => flags.some(({ kind }) => kind === 'odd-bytes')).length;
  return ok({ rows, counts, headerFlags: [...sheet.value.headerFlags], oddRows });
};

const describedAsRow = (row: ImportedRow): Described => ({
  names: row.name === '' ? [] : [row.name],
  phones: row.phones,
  documents: row.documents,
  ...describedByFacts(new Map(row.facts.map(({ fact, value }) => [fact, value]))),
});

/** Cases that are here, and other rows of the same file, that may be of the person of one row. */
async function whoElse(
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  rows: readonly ImportedRow[],
  described: readonly Described[],
  within: ReturnType<typeof alikeWithin>,
  at: number,
) {
  const one = described[at];
  const here = one === undefined ? [] : ((await likelySame(desk, actor, tx, one, new Set())) ?? []);
  for (const { state } of here)
    await logAccess(tx, {
      accessId: mintId<EntryId>(desk.chance, desk.clock.now()),
      operation: 'import.preview',
      purpose: 'import',
      caseId: state.caseId,
      outcome: 'done',
    });
  const weighed = ({ is, evidence, notCompared }: Weighed) => ({
    is: is === 'likely' ? ('likely' as const) : ('possible' as const),
    evidence: [...evidence],
    notCompared: [...notCompared],
  });
  return [
    ...here.map((found) => ({ ...weighed(found), caseId: found.state.caseId, caseCode: found.state.caseCode })),
    // Of two rows that say the same name and no more, nobody is asked: that is what a list of people looks like.
    ...within(at)
      .filter(({ is }) => is === 'likely')
      .map((found) => ({ ...weighed(found), row: rows[found.at]?.row ?? 0 })),
  ];
}

/** Ids follow from the row's mark: an import that broke off goes on where it stopped, and a second one creates nothing. */
export const commitImport: Answering<(typeof interchangeQueries)['import.commit']> = async (desk, actor, tx, given, _found, { progress }) => {
  const sheet = await sheetFrom(desk, given);
  if (!sheet.ok) return sheet;
  const importId = await keepSender(desk, tx, given);
  const created: { row: number; caseId: string; caseCode: string }[] = [];
  const [alreadyHere, changedSince, skipped]: [number[], number[], number[]] = [[], [], []];
  const notRecorded: { row: number; kind: string }[] = [];
  const chosen = given.rows === undefined ? undefined : new Set(given.rows);
  const leftOut = new Set(given.leaveOut);
  const { rows } = sheet.value;
  for (const [at, row] of rows.entries()) {
    // Between two rows nothing is half done.
    if (await progress(at, rows.length)) return refused({ kind: 'work-cancelled' });
    if (row.outcome === 'empty') continue;
    if (leftOut.has(row.row) || chosen?.has(row.row) === false) {
      skipped.push(row.row);
      continue;
    }
    const marks = await marksOf(desk, actor, row);
    const before = await findImportedRow(tx, marks.mark);
    if (before !== undefined) {
      const same = marks.contentMark === undefined || before.contentMark === null || before.contentMark === marks.contentMark;
      (same ? alreadyHere : changedSince).push(row.row);
      continue;
    }
    const state = await record(desk, actor, tx, row, { ...marks, importId }, given);
    if (state.ok) created.push({ row: row.row, caseId: state.value.caseId, caseCode: state.value.caseCode });
    else notRecorded.push({ row: row.row, kind: state.refusal.kind });
  }
  await progress(rows.length, rows.length);
  return ok({ created, alreadyHere, changedSince, skipped, refused: notRecorded });
};

type Sender = { readonly sender: string; readonly agreement: string; readonly lawfulBasis: LawfulBasis; readonly format: string };

/** Who sent it is said of the whole file, before its first row is recorded. */
async function keepSender(desk: Desk, tx: ContextTx, { sender, agreement, lawfulBasis, format }: Sender): Promise<string> {
  const importId = mintId<EntryId>(desk.chance, desk.clock.now());
  const sealed = await desk.vault.sealSecret(tx.organisationId, 'import-source', importId, Buffer.from(canonicalJson({ sender, agreement }), 'utf8'));
  await keepImportSource(tx, { importId, lawfulBasis, format, sealed });
  return importId;
}

async function record(
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  row: ImportedRow,
  kept: Marks & { readonly importId: string },
  { deviceId, presentCountry }: { readonly deviceId: string; readonly presentCountry: string },
): Promise<Result<CaseState, Refusal>> {
  const id = (part: string) => desk.vault.mark(actor.organisationId, 'import-row', `${kept.mark}|${part}`).then(uuidFrom);
  const [caseId, personId] = [(await id('case')) as CaseId, (await id('person')) as PersonId];
  const acts = actsForRow(row, { personId, presentCountry });
  const request = (actId: string, basis: number, input: unknown, sealed: ActRequest['sealed'] = []): ActRequest => ({
    actId: actId as ActId,
    caseId,
    deviceId: deviceId as DeviceId,
    deviceSequence: row.row,
    basis,
    recordedAt: desk.clock.now(),
    input,
    sealed,
  });
  const steps: readonly (readonly [AnyAct, ActRequest])[] = [
    [
      caseworkActs['contact.record'] as AnyAct,
      request(
        await id('contact'),
        0,
        acts.contact.input,
        acts.contact.sealed.map((s) => ({ ...s, subjectId: s.subjectId as PersonId })),
      ),
    ],
    ...(acts.facts === undefined ? [] : [[caseworkActs['facts.assert'] as AnyAct, request(await id('facts'), 1, acts.facts.input)] as const]),
  ];
  for (const [act, one] of steps) {
    const done = await performAct(desk, actor, act, one);
    if (!done.ok && done.refusal.kind !== 'same-act-other-content') return done;
  }
  await keepImportedRow(tx, { ...kept, caseId });
  const held = await readCase<CaseState>(tx, caseFold, caseId);
  if (held === undefined) throw new Error('An imported case is missing');
  return ok(held.state);
}

function uuidFrom(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Of a case that came of a file: who sent it, and under what. */
export const sourceOfCase: Answering<(typeof interchangeQueries)['import.source']> = async (desk, _actor, tx, { caseId }) => {
  const source = await importSourceOf(tx, caseId as CaseId);
  if (source === undefined) return ok({});
  const { importId, importedAt, importedBy, lawfulBasis, sealed } = source;
  const words = (await desk.vault.openSecret(tx.organisationId, 'import-source', importId, sealed)).toString('utf8');
  const { sender, agreement } = JSON.parse(words) as { readonly sender: string; readonly agreement: string };
  const by = (await listColleagues(tx)).get(importedBy) ?? '';
  return ok({ source: { sender, agreement, lawfulBasis: lawfulBasis as LawfulBasis, on: importedAt, by } });
};
