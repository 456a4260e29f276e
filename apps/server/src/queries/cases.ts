import {
  type CaseState,
  caseFold,
  goesOnWhenJoined,
  historyFor,
  joinedInto,
  mayOpenWords,
  partsSeenBy,
  rowFor,
  rowOf,
  standingOf,
  viewFor,
  viewOf,
} from '@sojourn/casework';
import { caseworkActs, caseworkDocuments, caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, ok, refused } from '@sojourn/kernel';
import { type Actor, type CaseStanding, decideAccess } from '@sojourn/operations';
import { accessToCase, type CasePlace, certificatesOf, listColleagues, readCasePage, readEntries, readSealed } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';
import { casePlace, readCursor, writeCursor } from './cursor.ts';
import { historyOf } from './history.ts';
import { joinedRecords, linksOf, personAt } from './records.ts';

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
      const shown = access.ok ? await personAt(desk, tx, actor, { state: held.state, access: access.value }) : undefined;
      if (shown !== undefined && cases.length === limit) return ok({ cases, next: writeCursor(place) });
      if (shown !== undefined) cases.push(rowFor(rowOf(shown.state, today), shown.access.roles));
      place = here;
    }
    if (page.length < AT_ONCE) return ok({ cases });
  }
};

/** Every operation on this case that this person may do now, by name. */
function mayDo(actor: Actor, standing: CaseStanding, state: CaseState): string[] {
  const policies = { ...caseworkActs, ...caseworkQueries, ...caseworkDocuments };
  return Object.entries(policies)
    .filter(([, { policy }]) => policy.about === 'case' && decideAccess(policy, actor, standing).ok)
    .filter(([, operation]) => !('offline' in operation) || joinedInto(state) === undefined || goesOnWhenJoined(operation))
    .map(([name]) => name);
}

export const viewCase: Answering<(typeof caseworkQueries)['case.view']> = async (desk, actor, tx, { caseId }, { held, access, records }) => {
  const people = await listColleagues(tx);
  const id = caseId as CaseId;
  const history = historyOf(await readEntries(tx, id), people);
  const may = mayDo(actor, standingOf(held.state, desk.clock.now()), held.state);
  const certificates = [...(await certificatesOf(tx, caseId as CaseId))];
  return ok({
    case: viewFor(viewOf(held.state, todayOf(desk)), access.roles),
    history: [...historyFor(history, access.roles)],
    people: Object.fromEntries(people),
    may,
    certificates: partsSeenBy(access.roles).has('certificates') ? certificates : [],
    joined: [...(await joinedRecords(desk, tx, people, id, records, access.roles))],
    links: partsSeenBy(access.roles).has('history') ? [...(await linksOf(desk, tx, actor, people, held.state, access))] : [],
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
