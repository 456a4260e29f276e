import { type CaseState, caseFold } from '@sojourn/casework';
import { caseworkActs } from '@sojourn/casework/operations';
import { actsForRow, firstThatLooksReal, type ImportedRow, readHtcds, type Sheet } from '@sojourn/interchange';
import type { interchangeQueries } from '@sojourn/interchange/operations';
import { readSpreadsheet } from '@sojourn/interchange/spreadsheet';
import { type ActId, type CaseId, type DeviceId, ok, type PersonId, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { Actor, ActRequest, AnyAct } from '@sojourn/operations';
import { type ContextTx, findImportedRow, keepImportedRow, readCase } from '@sojourn/storage';
import type { Desk } from '../desk.ts';
import { performAct } from '../perform-act.ts';
import type { Answering } from './answer.ts';

async function sheetFrom(desk: Desk, file: string): Promise<Result<Sheet, Refusal>> {
  const cells = await readSpreadsheet(Buffer.from(file, 'base64'));
  if (!cells.ok) return cells;
  const places = desk.bundle.catalogue.places.map((p) => ({ iso2: p.iso2, iso3: p.iso3, english: p.name.en }));
  const sheet = readHtcds(cells.value, places);
  if (sheet === undefined) return refused({ kind: 'not-an-htcds-spreadsheet' });
  const real = desk.inventedOnly === true ? firstThatLooksReal(sheet.rows.filter(({ outcome }) => outcome !== 'empty')) : undefined;
  return real === undefined ? ok(sheet) : refused({ kind: 'demo-takes-invented-only', row: real.row, where: [real.why] });
}

const markOf = (desk: Desk, actor: Actor, row: ImportedRow) => desk.vault.mark(actor.organisationId, 'import-row', row.rowText);

export const previewImport: Answering<(typeof interchangeQueries)['import.preview']> = async (desk, actor, tx, { file }) => {
  const sheet = await sheetFrom(desk, file);
  if (!sheet.ok) return sheet;
  const seen = new Set<string>();
  const rows = [];
  for (const row of sheet.value.rows) {
    const mark = await markOf(desk, actor, row);
    const known = row.outcome !== 'empty' && (seen.has(mark) || (await findImportedRow(tx, mark)) !== undefined);
    seen.add(mark);
    rows.push({
      row: row.row,
      outcome: known ? ('already-here' as const) : row.outcome,
      facts: row.facts.map((f) => ({ ...f, value: f.value as never })),
      sealed: [...row.sealed],
      flags: [...row.flags],
    });
  }
  return ok({ rows: rows.filter((row) => row.outcome !== 'empty'), headerFlags: [...sheet.value.headerFlags] });
};

/** Ids follow from the row's mark: an import that broke off goes on where it stopped, and a second one creates nothing. */
export const commitImport: Answering<(typeof interchangeQueries)['import.commit']> = async (
  desk,
  actor,
  tx,
  { file, deviceId, presentCountry, rows: chosen },
  _found,
  { progress },
) => {
  const sheet = await sheetFrom(desk, file);
  if (!sheet.ok) return sheet;
  const created: { row: number; caseId: string; caseCode: string }[] = [];
  const [alreadyHere, skipped]: [number[], number[]] = [[], []];
  const { rows } = sheet.value;
  for (const [at, row] of rows.entries()) {
    // Between two rows nothing is half done.
    if (await progress(at, rows.length)) return refused({ kind: 'work-cancelled' });
    if (row.outcome === 'empty') continue;
    if (chosen !== undefined && !chosen.includes(row.row)) {
      skipped.push(row.row);
      continue;
    }
    const mark = await markOf(desk, actor, row);
    if ((await findImportedRow(tx, mark)) !== undefined) {
      alreadyHere.push(row.row);
      continue;
    }
    const state = await record(desk, actor, row, mark, deviceId, presentCountry, tx);
    if (!state.ok) return state;
    created.push({ row: row.row, caseId: state.value.caseId, caseCode: state.value.caseCode });
  }
  await progress(rows.length, rows.length);
  return ok({ created, alreadyHere, skipped });
};

async function record(
  desk: Desk,
  actor: Actor,
  row: ImportedRow,
  mark: string,
  deviceId: string,
  presentCountry: string,
  tx: ContextTx,
): Promise<Result<CaseState, Refusal>> {
  const id = (part: string) => desk.vault.mark(actor.organisationId, 'import-row', `${mark}|${part}`).then(uuidFrom);
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
    if (!done.ok && done.refusal.kind !== 'same-act-other-content') return refused({ ...done.refusal, row: row.row });
  }
  await keepImportedRow(tx, mark, caseId);
  const held = await readCase<CaseState>(tx, caseFold, caseId);
  if (held === undefined) throw new Error('An imported case is missing');
  return ok(held.state);
}

function uuidFrom(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
