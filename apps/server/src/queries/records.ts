import {
  type CaseState,
  comparedFacts,
  comparing,
  groupOf,
  historyFor,
  type JoinedRecord,
  joinedInto,
  joinedWith,
  type Link,
  type LinkView,
  mayOpenWords,
  type Records,
  rowOf,
  sideOf,
  stageOf,
  standingHolds,
  standingOf,
  together,
  whyNotJoined,
  writtenWhileJoined,
} from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import type { Entry } from '@sojourn/journal';
import { type CaseId, type EntryId, mintId, ok, refused } from '@sojourn/kernel';
import { type Actor, type Allowed, decideAccess, type Role } from '@sojourn/operations';
import { type ContextTx, findCaseByCode, listOffices, logAccess, readEntries } from '@sojourn/storage';
import { erasedAmong, type FoundCase, findCase, readableWith } from '../case-access.ts';
import { type Desk, todayOf } from '../desk.ts';
import { alreadyDecided, describedAs, likelySame } from '../likely-same.ts';
import type { Answering } from './answer.ts';
import { historyOf } from './history.ts';

/** What tells who somebody is and how to reach them safely. */
const nameFields = ['name', 'nickname', 'safe-contact'];

type Visible = { readonly state: CaseState; readonly access: Allowed };

/**
 * What a list shows at the place of a case: each person once. Records that are joined stand as the one that is kept, at its
 * own place, or where danger was told in another of them, at the place of that one, which is among the urgent.
 */
export async function personAt(desk: Desk, tx: ContextTx, actor: Actor, { state, access }: Visible): Promise<Visible | undefined> {
  if (joinedWith(state).length === 0) return { state, access };
  const records = await readableWith(desk, tx, actor, state, access);
  const group = groupOf(state.caseId, records);
  const kept = keptOf(state, records);
  const urgent = [kept, ...group.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1))].find((one) => rowOf(one, todayOf(desk)).urgent.length > 0);
  if ((urgent ?? kept).caseId !== state.caseId) return undefined;
  const own = decideAccess(caseworkQueries['case.view'].policy, actor, standingOf(kept, desk.clock.now()));
  return own.ok ? { state: together(kept.caseId, await readableWith(desk, tx, actor, kept, own.value)), access: own.value } : { state, access };
}

function keptOf(state: CaseState, records: Records): CaseState {
  const into = joinedInto(state);
  const kept = into === undefined ? undefined : records.get(into.otherCaseId);
  return kept === undefined ? state : keptOf(kept, records);
}

/** One case beside another, where this person may view it. */
async function viewable(desk: Desk, tx: ContextTx, actor: Actor, caseId: CaseId): Promise<FoundCase | undefined> {
  const found = await findCase(desk, tx, actor, comparing, caseId);
  return found.ok ? found.value : undefined;
}

/** The other records of this person, each with its history; that they were read is written down for each. */
export async function joinedRecords(
  desk: Desk,
  tx: ContextTx,
  people: ReadonlyMap<string, string>,
  caseId: CaseId,
  records: Records,
  roles: readonly Role[],
): Promise<readonly JoinedRecord[]> {
  const [, ...others] = groupOf(caseId, records);
  const read: JoinedRecord[] = [];
  for (const state of others) {
    await noteReading(desk, tx, 'case.view', state.caseId);
    const entries: readonly Entry[] = await readEntries(tx, state.caseId);
    const { caseCode, personId, sequence, sealed } = state;
    read.push({
      caseId: state.caseId,
      caseCode,
      personId,
      sequence,
      stage: stageOf(state),
      holds: standingHolds(state).length,
      recalls: state.shares.filter((one) => one.recall !== undefined && one.recall.answer === undefined).length,
      sealed: sealed
        .filter((words) => mayOpenWords(roles, words))
        .map(({ sealedId, subjectId, field, entryId, kind, sequence: at }) => ({ sealedId, subjectId, field, entryId, kind, sequence: at })),
      history: [...historyFor(historyOf(entries, people), roles)],
    });
  }
  return read;
}

export async function linksOf(
  desk: Desk,
  tx: ContextTx,
  actor: Actor,
  people: ReadonlyMap<string, string>,
  state: CaseState,
  access: Allowed,
): Promise<readonly LinkView[]> {
  const others = new Map<CaseId, CaseState>();
  for (const { otherCaseId } of state.links) {
    const found = await viewable(desk, tx, actor, otherCaseId);
    if (found !== undefined) others.set(otherCaseId, found.held.state);
  }
  return state.links.map((link) => {
    const other = others.get(link.otherCaseId);
    const by = ({ authorId, on }: Pick<Link, 'authorId' | 'on'>) => ({ author: people.get(authorId) ?? '', on });
    return {
      joinId: link.joinId,
      otherCaseId: link.otherCaseId,
      ...(other === undefined ? {} : { otherCode: other.caseCode }),
      part: link.part,
      ground: link.ground,
      joined: by(link),
      mayConfirm: other !== undefined && mayConfirm(actor, access, link),
      ...(link.confirmed === undefined ? {} : { confirmed: by(link.confirmed) }),
      ...(link.parted === undefined ? {} : { parted: { ...by(link.parted), ground: link.parted.ground } }),
      writtenThere:
        other === undefined || link.parted === undefined
          ? []
          : writtenWhileJoined(other, state.caseId).map(({ entryId, fact, source, answer }) => ({
              entryId,
              fact,
              source,
              answer: answer as LinkView['writtenThere'][number]['answer'],
            })),
    };
  });
}

function mayConfirm(actor: Actor, { roles, lentBy }: Allowed, { parted, confirmed, authorId, by }: Link): boolean {
  if (parted !== undefined || confirmed !== undefined || authorId === actor.userId || authorId === lentBy) return false;
  return roles.includes('supervisor') || (by === 'supervisor' && roles.includes('caseworker'));
}

/** Two records beside each other. Handles of names only for those whom the door to them is open; a code that is not there, or not theirs to see, is one answer. */
export const compareRecords: Answering<(typeof caseworkQueries)['records.compare']> = async (desk, actor, tx, { caseId, otherCode }, found) => {
  const otherId = await findCaseByCode(tx, otherCode);
  const there = await viewable(desk, tx, actor, otherId ?? (NOBODY as CaseId));
  if (there === undefined) return refused({ kind: 'no-such-case' });
  if (otherId === caseId) return refused({ kind: 'same-record' });
  await noteReading(desk, tx, 'records.compare', there.held.caseId);
  const opened = ({ held, access }: FoundCase) =>
    held.state.sealed.filter((words) => words.subjectId === held.state.personId && nameFields.includes(words.field) && mayOpenWords(access.roles, words));
  const [here, other] = [found.held.state, there.held.state];
  const erased = await erasedAmong(desk, tx, [here, other]);
  const against = (kept: 'this' | 'other') => {
    const why = whyNotJoined(here, other, kept, erased);
    return why === undefined ? {} : { [kept]: why.kind };
  };
  return ok({
    here: sideOf(here, opened(found)),
    there: sideOf(other, opened(there)),
    mayOpenNames: [found, there].every(({ access }) => mayOpenWords(access.roles, { kind: 'contact-recorded', field: 'name' })),
    facts: [...comparedFacts(here, other, todayOf(desk))],
    against: { ...against('this'), ...against('other') },
  });
};

/** Who else this may be: looked for each time anew, so that a name that was put right is compared as it is now. */
export const findLikelySame: Answering<(typeof caseworkQueries)['records.likely-same']> = async (desk, actor, tx, _input, found) => {
  const { state } = found.held;
  const likely = await likelySame(desk, actor, tx, await describedAs(desk, tx, state), alreadyDecided(state));
  const offices = new Map((await listOffices(tx)).map((one) => [one.officeId, one.name]));
  for (const one of likely ?? []) await noteReading(desk, tx, 'records.likely-same', one.state.caseId);
  return ok({
    ready: likely !== undefined,
    found: (likely ?? []).map(({ state: other, is, evidence, notCompared }) => ({
      is: is === 'likely' ? ('likely' as const) : ('possible' as const),
      evidence: [...evidence],
      notCompared: [...notCompared],
      caseId: other.caseId,
      caseCode: other.caseCode,
      stage: stageOf(other),
      office: offices.get(other.officeId) ?? '',
      sequence: other.sequence,
    })),
  });
};

/** No case has this id: asked for where a code names none, so that the same statements run. */
const NOBODY = '00000000-0000-8000-8000-000000000000';

const noteReading = (desk: Desk, tx: ContextTx, operation: string, caseId: CaseId) =>
  logAccess(tx, { accessId: mintId<EntryId>(desk.chance, desk.clock.now()), operation, purpose: 'assistance', caseId, outcome: 'done' });
