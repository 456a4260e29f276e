import {
  type CaseState,
  caseFold,
  finding,
  isFoundBy,
  joinedWith,
  QUESTION_DAYS,
  QUESTIONS_A_DAY,
  SEARCHES_A_DAY,
  type SearchReason,
  stageOf,
  standingOf,
} from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, canonicalJson, type EntryId, type JsonValue, mintId, type OfficeId, ok, type PlainDate, refused } from '@sojourn/kernel';
import { type Actor, decideAccess } from '@sojourn/operations';
import type { SearchKind } from '@sojourn/people';
import { type Likeness, likeness } from '@sojourn/people/search';
import {
  type Candidate,
  type ContextTx,
  findByTokens,
  forgetSearchRequests,
  keepSearchAnswer,
  keepSearchRequest,
  keepSearchUse,
  lastSearchSwitch,
  listColleagues,
  listOffices,
  logAccess,
  ownSearchRequests,
  readCasesTogether,
  readSearchIndex,
  requestsToReview,
  type SearchRequest,
  searchesOn,
  switchSearch,
} from '@sojourn/storage';
import { type Desk, todayOf } from '../desk.ts';
import { officesOf, reached } from '../reach.ts';
import { keysOf, wantedUnder } from '../search-tokens.ts';
import type { Answering } from './answer.ts';
import { personAt } from './records.ts';

type Queries = typeof caseworkQueries;
type Found = { readonly state: CaseState; readonly likeness: Likeness; readonly who: 'person' | 'somebody-else' };

const DAY = 24 * 3_600_000;
const AT_MOST = 300;
const SHOWN_AT_MOST = 30;
const mint = (desk: Desk) => mintId<EntryId>(desk.chance, desk.clock.now());

/** Undefined: no tokens are there yet. `more`: more may fit than were looked at. */
async function findPeople(
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  { kind, words }: { readonly kind: SearchKind; readonly words: string },
  offices: readonly OfficeId[],
): Promise<{ readonly found: readonly Found[]; readonly more: boolean } | 'off' | 'not-yet' | 'too-little'> {
  const index = await readSearchIndex(tx);
  if (index?.off === true) return 'off';
  if (index?.generation == null) return 'not-yet';
  const { generation, bits } = index;
  const wanted = wantedUnder(await keysOf(desk, tx, { generation, bits }), kind, words);
  if (wanted.words.length === 0) return 'too-little';
  const { rows, more } = await findByTokens(tx, { generation, offices, ...wanted, atMost: AT_MOST });
  const states = await readCasesTogether<CaseState>(tx, caseFold, [...new Set(rows.map((row) => row.caseId))], () => []);
  const may = new Map([...states].map(([caseId, { state }]) => [caseId, reached(desk, actor, state)]));
  const open = rows.filter((row) => {
    const state = may.get(row.caseId);
    return state !== undefined && isFoundBy(state, kind, row);
  });
  const texts = await openTogether(desk, tx, open);
  const found = new Map<CaseId, Found>();
  for (const [at, row] of open.entries()) {
    const [state, text] = [may.get(row.caseId), texts[at]];
    const like = text === undefined ? undefined : likeness(kind, words, text);
    if (state === undefined) continue;
    if (like === undefined) continue;
    const one: Found = { state, likeness: like, who: row.subjectId === state.personId ? 'person' : 'somebody-else' };
    const before = found.get(row.caseId);
    if (before === undefined || rank(one) < rank(before)) found.set(row.caseId, one);
  }
  return { found: [...found.values()].sort((a, b) => rank(a) - rank(b)), more };
}

const rank = ({ likeness: like, who }: Found): number => (like === 'same' ? 0 : 2) + (who === 'person' ? 0 : 1);

/** Their keys are fetched together; each is undefined where its person was erased. */
async function openTogether(desk: Desk, { organisationId }: ContextTx, rows: readonly Candidate[]): Promise<readonly (string | undefined)[]> {
  const opened = await desk.vault.revealTexts(
    rows.map(({ subjectId, entryId, field, ciphertext }) => ({ place: { organisationId, subjectId, entryId, field }, ciphertext })),
  );
  return opened.map((one) => (one.ok ? one.value : undefined));
}

/** Each person once: records that are joined stand as the one that is kept. That a case was shown is written down with the case. */
async function shownOf(desk: Desk, actor: Actor, tx: ContextTx, operation: string, found: readonly Found[]) {
  const [people, offices] = [await listColleagues(tx), new Map((await listOffices(tx)).map((one) => [one.officeId, one.name]))];
  const shown = new Map<CaseId, Found>();
  for (const one of found) {
    const state = await keptRecord(desk, actor, tx, one.state);
    if (!shown.has(state.caseId)) shown.set(state.caseId, { ...one, state });
  }
  const some = [...shown.values()].slice(0, SHOWN_AT_MOST);
  for (const { state } of some)
    await logAccess(tx, {
      accessId: mint(desk),
      operation,
      purpose: operation === 'people.search' ? 'assistance' : 'supervision',
      caseId: state.caseId,
      outcome: 'done',
    });
  return some.map(({ state, likeness: like, who }) => ({
    caseId: state.caseId,
    caseCode: state.caseCode,
    stage: stageOf(state),
    likeness: like,
    who,
    office: offices.get(state.officeId) ?? '',
    team: state.standing.team.map((one) => people.get(one.userId) ?? ''),
  }));
}

async function keptRecord(desk: Desk, actor: Actor, tx: ContextTx, state: CaseState): Promise<CaseState> {
  if (joinedWith(state).length === 0) return state;
  const group = await readCasesTogether<CaseState>(tx, caseFold, [state.caseId], joinedWith);
  for (const { state: one } of group.values()) {
    const access = decideAccess(finding, actor, standingOf(one, desk.clock.now()));
    const at = access.ok && reached(desk, actor, one) !== undefined ? await personAt(desk, tx, actor, { state: one, access: access.value }) : undefined;
    if (at !== undefined) return at.state;
  }
  return state;
}

const asked = (words: { readonly kind: SearchKind; readonly words: string }): string => canonicalJson({ ...words } satisfies JsonValue);

/**
 * What other offices have is not looked at here, and so is told in nothing: not by the answer, not by its size, not by what
 * is done to make it. A question to them is kept sealed, and each office looks for itself when its supervisor opens the list.
 */
export const searchPeople: Answering<Queries['people.search']> = async (desk, actor, tx, { beyond, reason, ...words }) => {
  const [now, today] = [desk.clock.now(), todayOf(desk)];
  const used = await searchesOn(tx, today);
  if (used.all >= SEARCHES_A_DAY || (beyond && used.beyond >= QUESTIONS_A_DAY)) return refused({ kind: 'search-quota-used' });
  const looked = await findPeople(desk, actor, tx, words, officesOf(actor));
  if (looked === 'off') return refused({ kind: 'search-switched-off' });
  if (looked === 'not-yet') return refused({ kind: 'search-being-built' });
  if (looked === 'too-little') return refused({ kind: 'search-says-too-little' });
  const found = await shownOf(desk, actor, tx, 'people.search', looked.found);
  const mark = await desk.vault.mark(tx.organisationId, 'search-use', `${actor.userId}|${today}|${asked(words)}`);
  await keepSearchUse(tx, { useId: mint(desk), day: today satisfies PlainDate, at: now, kind: words.kind, mark, beyond, shown: found.length });
  await forgetSearchRequests(tx, now);
  const more = looked.more || looked.found.length > SHOWN_AT_MOST;
  const answer = { found, more, left: SEARCHES_A_DAY - used.all - 1 };
  if (!beyond) return ok(answer);
  const requestId = mint(desk);
  const until = now + QUESTION_DAYS * DAY;
  const sealed = await desk.vault.sealSecret(tx.organisationId, 'search-request', requestId, Buffer.from(asked(words), 'utf8'));
  await keepSearchRequest(tx, { requestId, officeId: actor.officeId, askedAt: now, untilAt: until, kind: words.kind, reason, sealed });
  return ok({ ...answer, beyond: { answer: 'a-reviewer-will-contact-you', requestId, until } });
};

export const listOwnSearches: Answering<Queries['people.search-requests']> = async (desk, _actor, tx) => {
  const now = desk.clock.now();
  await forgetSearchRequests(tx, now);
  const people = await listColleagues(tx);
  const requests = (await ownSearchRequests(tx, now - 90 * DAY)).map(({ untilAt, contacts, kind, reason, ...one }) => ({
    ...one,
    kind: kind as SearchKind,
    reason: reason as SearchReason,
    until: untilAt,
    is: contacts.length > 0 ? ('contact' as const) : untilAt > now ? ('waiting' as const) : ('over' as const),
    by: contacts.map((userId) => people.get(userId) ?? ''),
  }));
  return ok({ requests });
};

/** Of what other offices asked, what may be about someone of this reviewer's own office. The rest is not shown. */
export const listSearchReviews: Answering<Queries['people.search-reviews']> = async (desk, actor, tx) => {
  const now = desk.clock.now();
  await forgetSearchRequests(tx, now);
  const [people, offices] = [await listColleagues(tx), new Map((await listOffices(tx)).map((one) => [one.officeId, one.name]))];
  const reviews = [];
  for (const request of await requestsToReview(tx, actor.officeId, now)) {
    const words = await openRequest(desk, tx, request);
    const looked = words === undefined ? 'too-little' : await findPeople(desk, actor, tx, words, [actor.officeId]);
    const ours = typeof looked === 'string' ? [] : looked.found.filter(({ state }) => state.officeId === actor.officeId);
    if (words === undefined || ours.length === 0) continue;
    reviews.push({
      requestId: request.requestId,
      kind: words.kind,
      reason: request.reason as SearchReason,
      words: words.words,
      askedAt: request.askedAt,
      until: request.untilAt,
      by: people.get(request.askedBy) ?? '',
      office: offices.get(request.officeId) ?? '',
      found: await shownOf(desk, actor, tx, 'people.search-reviews', ours),
    });
  }
  return ok({ reviews });
};

async function openRequest(
  desk: Desk,
  tx: ContextTx,
  { requestId, sealed }: SearchRequest,
): Promise<{ readonly kind: SearchKind; readonly words: string } | undefined> {
  if (sealed === null) return undefined;
  const text = (await desk.vault.openSecret(tx.organisationId, 'search-request', requestId, sealed)).toString('utf8');
  return JSON.parse(text) as { readonly kind: SearchKind; readonly words: string };
}

/** A question that is not there, is over or is of one's own office has one answer. */
export const answerSearch: Answering<Queries['people.answer-search']> = async (desk, actor, tx, { requestId, answer }) => {
  const now = desk.clock.now();
  const open = await requestsToReview(tx, actor.officeId, now);
  if (!open.some((one) => one.requestId === requestId)) return refused({ kind: 'no-such-request' });
  await keepSearchAnswer(tx, requestId, actor.officeId, answer, now);
  return ok({ requestId });
};

export const searchStanding: Answering<Queries['search.standing']> = async (_desk, _actor, tx) => {
  const [index, last] = [await readSearchIndex(tx), await lastSearchSwitch(tx)];
  const off = index?.off === true;
  return ok(last === undefined ? { off } : { off, by: (await listColleagues(tx)).get(last.byUser) ?? '', at: last.at });
};

/** Off, everything people are found by is gone before the answer; its key goes within a minute. On, it is made anew while people work. */
export const switchSearching: Answering<Queries['search.switch']> = async (desk, _actor, tx, { off }) => {
  if (((await readSearchIndex(tx))?.off === true) !== off) await switchSearch(tx, off, desk.clock.now());
  return ok({ off });
};
