import { type CaseState, caseFold, reviewDueAt, standingOf } from '@sojourn/casework';
import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { type CaseId, ok, refused } from '@sojourn/kernel';
import { type Actor, decideAccess } from '@sojourn/operations';
import {
  type ContextTx,
  casesNoticed,
  findCaseByCode,
  listColleagues,
  listNotices,
  putNoticeAway,
  readCase,
  readColleagues,
  readSealed,
} from '@sojourn/storage';
import { findCase } from '../case-access.ts';
import type { Desk } from '../desk.ts';
import type { Answering } from './answer.ts';

const MONTH = 30 * 24 * 3_600_000;

export const listTheColleagues: Answering<(typeof caseworkQueries)['colleagues.list']> = async (_desk, _actor, tx) =>
  ok({ colleagues: (await readColleagues(tx)).map(({ userId, name, office, roles }) => ({ userId, name, office, roles: [...roles] })) });

/** A case's code is shown where the reader may view the case or oversees what the notice is about. */
export const listOwnNotices: Answering<(typeof caseworkQueries)['notices.list']> = async (desk, actor, tx) => {
  const notices = [];
  for (const { caseCode, ...notice } of await listNotices(tx)) {
    const policies = [caseworkQueries['case.view'].policy, caseworkActs['glass.review'].policy];
    const answers = await Promise.all(policies.map((policy) => findCase(desk, tx, actor, policy, notice.caseId as CaseId)));
    notices.push({ ...notice, ...(answers.some((one) => one.ok) ? { caseCode } : {}) });
  }
  return ok({ notices });
};

export const noticeSeen: Answering<(typeof caseworkQueries)['notices.seen']> = async (desk, _actor, tx, { noticeId }) => {
  await putNoticeAway(tx, noticeId, desk.clock.now());
  return ok({ noticeId });
};

export const findForEmergency: Answering<(typeof caseworkQueries)['emergency.find']> = async (desk, actor, tx, { caseCode }) => {
  const code = caseCode.length === 9 ? caseCode : `${caseCode.slice(0, 4)}-${caseCode.slice(4)}`;
  const caseId = await findCaseByCode(tx, code);
  if (caseId === undefined) return refused({ kind: 'no-such-case' });
  const found = await findCase(desk, tx, actor, caseworkActs['glass.break'].policy, caseId);
  if (!found.ok) return found;
  const { state } = found.value.held;
  return ok({ caseId, personId: state.personId, sequence: state.sequence });
};

export const listEmergencies: Answering<(typeof caseworkQueries)['emergencies.list']> = async (desk, actor, tx) => {
  const now = desk.clock.now();
  const people = await listColleagues(tx);
  const found = await Promise.all((await casesNoticed(tx, 'glass-broken', now - MONTH)).map((caseId) => reviewable(desk, actor, tx, caseId)));
  const emergencies = found
    .flatMap((state) => (state === undefined ? [] : state.standing.emergencies.map((one) => ({ state, one }))))
    .filter(({ one }) => one.at >= now - MONTH)
    .map(({ state, one }) => ({
      caseId: state.caseId,
      caseCode: state.caseCode,
      personId: state.personId,
      sequence: state.sequence,
      glassId: one.entryId,
      by: one.by,
      person: people.get(one.by) ?? '',
      at: one.at,
      until: one.until,
      reason: one.reason,
      reviewDueAt: reviewDueAt(one),
      ...(one.review === undefined ? {} : { finding: one.review.finding }),
    }));
  return ok({ emergencies: emergencies.sort((a, b) => b.at - a.at) });
};

async function reviewable(desk: Desk, actor: Actor, tx: ContextTx, caseId: CaseId): Promise<CaseState | undefined> {
  const held = await readCase<CaseState>(tx, caseFold, caseId);
  const { policy } = caseworkActs['glass.review'];
  return held !== undefined && decideAccess(policy, actor, standingOf(held.state, desk.clock.now())).ok ? held.state : undefined;
}

export const reasonOfEmergency: Answering<(typeof caseworkQueries)['emergency.reason']> = async (desk, actor, tx, { caseId, glassId }, { held: { state } }) => {
  const words = state.sealed.find((one) => one.entryId === glassId && one.kind === 'glass-broken' && one.field === 'words');
  const [row] = words === undefined ? [] : await readSealed(tx, caseId as CaseId, [words.sealedId]);
  if (row === undefined || row.ciphertext === null) return ok({});
  const { subjectId, entryId, field } = row;
  const opened = await desk.vault.revealText({ organisationId: actor.organisationId, subjectId, entryId, field }, row.ciphertext);
  return ok(opened.ok ? { text: opened.value } : {});
};
