import { type CaseState, caseFold, historyFor, mayOpenWords, partsSeenBy, rowFor, rowOf, standingOf, viewFor, viewOf } from '@sojourn/casework';
import { caseSummaryPolicy, caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, ok, refused } from '@sojourn/kernel';
import { type Actor, type CaseStanding, decideAccess } from '@sojourn/operations';
import { accessToCase, type CasePlace, certificatesOf, listColleagues, readCasePage, readEntries, readSealed } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';
import { casePlace, readCursor, writeCursor } from './cursor.ts';

const AT_ONCE = 200;

/** Read until the page is full: of what is read, only what this person may view is in it. */
export const listOwnCases: Answering<(typeof caseworkQueries)['cases.list']> = async (desk, actor, tx, { cursor, limit }) => {
  const [today, now] = [todayOf(desk), desk.clock.now()];
  const { policy } = caseworkQueries['case.view'];
  const start = cursor === undefined ? { urgent: true, after: undefined, began: now } : readCursor(casePlace, cursor);
  if (start === undefined) return refused({ kind: 'cursor-not-understood' });
  const cases = [];
  for (let place: CasePlace = start; ; ) {
    const page = await readCasePage<CaseState>(tx, caseFold, place, AT_ONCE);
    for (const { held, place: here } of page) {
      const access = decideAccess(policy, actor, standingOf(held.state, now));
      if (access.ok && cases.length === limit) return ok({ cases, next: writeCursor(place) });
      if (access.ok) cases.push(rowFor(rowOf(held.state, today), access.value.roles));
      place = here;
    }
    if (page.length < AT_ONCE) return ok({ cases });
  }
};

/** Every operation on this case that this person may do now, by name. */
function mayDo(actor: Actor, standing: CaseStanding): string[] {
  const policies = { ...caseworkActs, ...caseworkQueries, 'case.summary': { policy: caseSummaryPolicy } };
  return Object.entries(policies)
    .filter(([, { policy }]) => policy.about === 'case' && decideAccess(policy, actor, standing).ok)
    .map(([name]) => name);
}

export const viewCase: Answering<(typeof caseworkQueries)['case.view']> = async (desk, actor, tx, { caseId }, { held, access }) => {
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
  const may = mayDo(actor, standingOf(held.state, desk.clock.now()));
  const certificates = [...(await certificatesOf(tx, caseId as CaseId))];
  return ok({
    case: viewFor(viewOf(held.state, todayOf(desk)), access.roles),
    history: [...historyFor(history, access.roles)],
    people: Object.fromEntries(people),
    may,
    certificates: partsSeenBy(access.roles).has('certificates') ? certificates : [],
  });
};

export const revealIdentity: Answering<(typeof caseworkQueries)['identity.reveal']> = async (desk, actor, tx, { caseId, sealedIds }, { held, access }) => {
  const asked = held.state.sealed.filter((words) => sealedIds.includes(words.sealedId));
  if (asked.some((words) => !mayOpenWords(access.roles, words))) return refused({ kind: 'not-allowed' });
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
export const accessOfCase: Answering<(typeof caseworkQueries)['case.access']> = async (_desk, _actor, tx, { caseId }) => {
  const people = await listColleagues(tx);
  const lines = await accessToCase(tx, caseId as CaseId, 300);
  return ok({ lines: lines.map(({ at, actorId, operation, outcome }) => ({ at, person: people.get(actorId) ?? '', operation, outcome })) });
};
