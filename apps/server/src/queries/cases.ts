import { type CaseState, caseFold, rowOf, viewOf } from '@sojourn/casework';
import { caseworkActs, type caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, ok, refused } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import { authorise } from '@sojourn/operations';
import { accessToCase, type ContextTx, certificatesOf, listCases, listColleagues, readCase, readEntries, readSealed } from '@sojourn/storage';
import { maySeeCase, todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';

export const listOwnCases: Answering<(typeof caseworkQueries)['cases.list']> = async (desk, actor, tx) => {
  const today = todayOf(desk);
  const cases = (await listCases<CaseState>(tx, caseFold)).filter(({ state }) => maySeeCase(actor, state)).map(({ state }) => rowOf(state, today));
  return ok({ cases: cases.sort((a, b) => b.urgent.length - a.urgent.length || (a.openedOn < b.openedOn ? 1 : -1)) });
};

/** Not there and not yours are the same answer. */
export async function findOwnCase(tx: ContextTx, actor: Actor, caseId: string): Promise<CaseState | undefined> {
  const held = await readCase<CaseState>(tx, caseFold, caseId as CaseId);
  return held !== undefined && maySeeCase(actor, held.state) ? held.state : undefined;
}

export const viewCase: Answering<(typeof caseworkQueries)['case.view']> = async (desk, actor, tx, { caseId }) => {
  const state = await findOwnCase(tx, actor, caseId);
  if (state === undefined) return refused({ kind: 'no-such-case' });
  const people = await listColleagues(tx);
  const history = (await readEntries(tx, caseId as CaseId)).map(({ envelope, payload, sealed }) => ({
    sequence: envelope.sequence,
    entryId: envelope.entryId,
    actId: envelope.actId,
    kind: envelope.kind,
    version: envelope.version,
    deviceId: envelope.deviceId,
    deviceSequence: envelope.deviceSequence,
    basis: envelope.basis,
    authorId: envelope.authorId,
    author: people.get(envelope.authorId) ?? '',
    source: envelope.source,
    occurredEarliest: envelope.occurredEarliest,
    occurredLatest: envelope.occurredLatest,
    recordedAt: envelope.recordedAt,
    receivedAt: envelope.receivedAt,
    ...(payload === undefined ? {} : { payload: JSON.parse(JSON.stringify(payload)) }),
    sealedFields: sealed.map((s) => s.field),
  }));
  const may = Object.values(caseworkActs)
    .filter((act) => !act.opensCase && authorise(act.who, actor) === undefined)
    .map((act) => act.name);
  const certificates = [...(await certificatesOf(tx, caseId as CaseId))];
  return ok({ case: viewOf(state, todayOf(desk)), history, people: Object.fromEntries(people), may, certificates });
};

export const revealIdentity: Answering<(typeof caseworkQueries)['identity.reveal']> = async (desk, actor, tx, { caseId, sealedIds }) => {
  if ((await findOwnCase(tx, actor, caseId)) === undefined) return refused({ kind: 'no-such-case' });
  const values = [];
  for (const row of await readSealed(tx, caseId as CaseId, sealedIds)) {
    const opened =
      row.ciphertext === null
        ? undefined
        : await desk.vault.revealText(
            { organisationId: actor.organisationId, subjectId: row.subjectId, entryId: row.entryId, field: row.field },
            row.ciphertext,
          );
    values.push({ sealedId: row.sealedId, field: row.field, ...(opened?.ok === true ? { text: opened.value, erased: false } : { erased: true }) });
  }
  return ok({ values });
};

/** Its own reading is in the list the next time. */
export const accessOfCase: Answering<(typeof caseworkQueries)['case.access']> = async (_desk, actor, tx, { caseId }) => {
  if ((await findOwnCase(tx, actor, caseId)) === undefined) return refused({ kind: 'no-such-case' });
  const people = await listColleagues(tx);
  const lines = await accessToCase(tx, caseId as CaseId, 300);
  return ok({ lines: lines.map(({ at, actorId, operation, outcome }) => ({ at, person: people.get(actorId) ?? '', operation, outcome })) });
};
