import { createHash, randomBytes } from 'node:crypto';
import { type Complaint, type ComplaintStage, complaintContent, dueAt, mayFollow } from '@sojourn/governance';
import type { governanceQueries } from '@sojourn/governance/operations';
import { type CaseId, type EntryId, mintId, ok, refused } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import {
  type ColleagueRow,
  type ComplaintRow,
  type ComplaintStepRow,
  type ContextTx,
  caseCodeOf,
  findComplaintByCode,
  keepComplaint,
  keepComplaintStep,
  keepComplaintWord,
  keepDoor,
  listColleagues,
  listComplaintAccess,
  listComplaintSteps,
  listComplaints,
  listComplaintWords,
  listOffices,
  lockComplaint,
  logComplaintAccess,
  readColleagues,
  readDoor,
} from '@sojourn/storage';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import type { Answering } from './answer.ts';

const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 16 letters that no eye takes for another: too many to try. */
export const complaintCode = (bytes: Buffer): string =>
  [...bytes.subarray(0, 16)]
    .map((byte) => letters.charAt(byte % letters.length))
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
export const complaintCodeHash = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
const mint = (desk: Desk) => mintId<EntryId>(desk.chance, desk.clock.now());
const place = (tx: ContextTx, complaintId: string, field: string) => ({
  organisationId: tx.organisationId,
  subjectId: complaintId,
  entryId: complaintId,
  field,
});

/** A person, or an office, as this one complaint knows it: nothing of who it is, and nothing that another complaint would repeat. */
const markOf = (desk: Desk, tx: ContextTx, complaintId: string, who: string) => desk.vault.mark(tx.organisationId, 'complaint', `${complaintId}|${who}`);

/** Those it is about, and everybody of their offices. */
async function keptFrom(
  desk: Desk,
  tx: ContextTx,
  complaintId: string,
  named: readonly string[],
  colleagues: readonly ColleagueRow[],
  office: string | undefined,
): Promise<readonly string[]> {
  const offices = [...colleagues.filter((one) => named.includes(one.userId)).map((one) => one.officeId), ...(office === undefined ? [] : [office])];
  return Promise.all([...new Set([...named, ...offices])].map((who) => markOf(desk, tx, complaintId, who)));
}

async function isKeptFrom(
  desk: Desk,
  tx: ContextTx,
  who: Pick<Actor, 'userId' | 'officeId'>,
  complaint: ComplaintRow,
  steps: readonly ComplaintStepRow[],
): Promise<boolean> {
  const marks = new Set([complaint, ...steps].flatMap((one) => one.keptFrom));
  const own = await Promise.all([who.userId, who.officeId].map((one) => markOf(desk, tx, complaint.complaintId, one)));
  return own.some((mark) => marks.has(mark));
}

/** Sealed and kept; once for each code. Who sends it is asked nowhere. */
export async function keepNewComplaint(desk: Desk, tx: ContextTx, content: Complaint, code: string, withMany = false): Promise<void> {
  const complaintId = mint(desk);
  const { ciphertext } = await desk.vault.seal(place(tx, complaintId, 'complaint'), JSON.stringify(complaintContent.parse(content)));
  const kept = await keptFrom(desk, tx, complaintId, content.named, await readColleagues(tx), content.atTheDoor?.officeId);
  await keepComplaint(tx, { complaintId, receivedAt: desk.clock.now(), keptFrom: kept, sealed: ciphertext, codeHash: complaintCodeHash(code), withMany });
}

/** What its maker is told: by when they hear of it, and whether anybody here may review it. */
export async function receiptOf(
  desk: Desk,
  tx: ContextTx,
  complaint: ComplaintRow,
): Promise<{ readonly acknowledgedBy: number; readonly reviewersHere: boolean }> {
  const reviewers = (await readColleagues(tx)).filter((one) => one.roles.includes('safeguarding'));
  const free = await Promise.all(reviewers.map(async (one) => !(await isKeptFrom(desk, tx, one, complaint, []))));
  return { acknowledgedBy: dueAt('received', complaint.receivedAt) ?? complaint.receivedAt, reviewersHere: free.includes(true) };
}

export const fileComplaint: Answering<(typeof governanceQueries)['complaint.file']> = async (desk, actor, tx, { sayWhoIAm, ...said }) => {
  const known = await listColleagues(tx);
  if (said.named.some((one) => !known.has(one))) return refused({ kind: 'no-such-colleague', where: ['named'] });
  const code = complaintCode(randomBytes(16));
  await keepNewComplaint(desk, tx, { ...said, ...(sayWhoIAm ? { from: actor.userId } : {}) }, code);
  const kept = await findComplaintByCode(tx, complaintCodeHash(code));
  if (kept === undefined) throw new Error('A complaint that was kept is not there');
  return ok({ code, ...(await receiptOf(desk, tx, kept)) });
};

const stepWords = z.object({ note: z.string(), reply: z.string() });
const stageOf = (steps: readonly ComplaintStepRow[]): ComplaintStage => (steps.at(-1)?.stage as ComplaintStage | undefined) ?? 'received';

async function wordsOf(desk: Desk, tx: ContextTx, step: ComplaintStepRow): Promise<z.output<typeof stepWords>> {
  if (step.sealed === null) return { note: '', reply: '' };
  const opened = await desk.vault.revealText(place(tx, step.complaintId, `step-${step.number}`), step.sealed);
  return opened.ok ? stepWords.parse(JSON.parse(opened.value)) : { note: '', reply: '' };
}

async function contentOf(desk: Desk, tx: ContextTx, { complaintId, sealed }: ComplaintRow): Promise<Complaint | undefined> {
  const opened = await desk.vault.revealText(place(tx, complaintId, 'complaint'), sealed);
  return opened.ok ? complaintContent.parse(JSON.parse(opened.value)) : undefined;
}

const due = (stage: ComplaintStage, receivedAt: number) => {
  const at = dueAt(stage, receivedAt);
  return at === undefined ? {} : { dueAt: at };
};

export const followComplaint: Answering<(typeof governanceQueries)['complaint.follow']> = async (desk, _actor, tx, { code }) => {
  const complaint = await findComplaintByCode(tx, complaintCodeHash(code));
  return complaint === undefined ? refused({ kind: 'no-such-complaint' }) : ok(await followed(desk, tx, complaint));
};

/** Its steps and what was answered; never a note, and nobody's name. */
export async function followed(desk: Desk, tx: ContextTx, complaint: ComplaintRow) {
  const rows = (await listComplaintSteps(tx)).filter((one) => one.complaintId === complaint.complaintId);
  const steps = [];
  for (const row of rows) {
    const { reply } = await wordsOf(desk, tx, row);
    steps.push({
      stage: row.stage as ComplaintStage,
      at: row.at,
      ...(row.outcome === null ? {} : { outcome: row.outcome }),
      ...(reply === '' ? {} : { reply }),
    });
  }
  return { receivedAt: complaint.receivedAt, ...due(stageOf(rows), complaint.receivedAt), steps };
}

/** What was added by its code, oldest first. */
export async function addedWords(desk: Desk, tx: ContextTx, complaintId: string): Promise<readonly { readonly at: number; readonly words: string }[]> {
  const rows = (await listComplaintWords(tx)).filter((one) => one.complaintId === complaintId);
  return Promise.all(
    rows.map(async ({ at, number, sealed }) => {
      const opened = await desk.vault.revealText(place(tx, complaintId, `word-${number}`), sealed);
      return { at, words: opened.ok ? opened.value : '' };
    }),
  );
}

/** The same words sent twice are kept once: a phone with a poor network sends again. */
export async function addWords(desk: Desk, tx: ContextTx, complaintId: string, words: string): Promise<void> {
  await lockComplaint(tx, complaintId);
  const there = await addedWords(desk, tx, complaintId);
  if (there.at(-1)?.words === words) return;
  const number = there.length + 1;
  const { ciphertext } = await desk.vault.seal(place(tx, complaintId, `word-${number}`), words);
  await keepComplaintWord(tx, { complaintId, number, at: desk.clock.now(), sealed: ciphertext });
}

export const openDoor: Answering<(typeof governanceQueries)['complaint.door']> = async (desk, _actor, tx, { open, leaveTo }) => {
  await keepDoor(tx, { open, leaveTo: leaveTo ?? null }, desk.clock.now());
  return ok({ doorOpen: open, ...(leaveTo === undefined ? {} : { leaveTo }) });
};

type Reviewable = { readonly complaint: ComplaintRow; readonly steps: readonly ComplaintStepRow[] };

/** Those this reviewer may see. One that is kept from them is nowhere: not in a list, not in a count. */
async function reviewable(desk: Desk, tx: ContextTx, actor: Actor): Promise<readonly Reviewable[]> {
  const steps = Map.groupBy(await listComplaintSteps(tx), (one) => one.complaintId);
  const all = (await listComplaints(tx)).map((complaint) => ({ complaint, steps: steps.get(complaint.complaintId) ?? [] }));
  const hidden = await Promise.all(all.map((one) => isKeptFrom(desk, tx, actor, one.complaint, one.steps)));
  return all.filter((_, index) => hidden[index] === false);
}

export const listReviewable: Answering<(typeof governanceQueries)['complaints.list']> = async (desk, actor, tx) => {
  const complaints = [];
  const words = await listComplaintWords(tx);
  for (const { complaint, steps } of await reviewable(desk, tx, actor)) {
    const stage = stageOf(steps);
    const content = await contentOf(desk, tx, complaint);
    complaints.push({
      complaintId: complaint.complaintId,
      receivedAt: complaint.receivedAt,
      stage,
      category: content?.category ?? '',
      wroteAgain: words.some((one) => one.complaintId === complaint.complaintId && one.at > (steps.at(-1)?.at ?? 0)),
      withMany: complaint.withMany,
      ...due(stage, complaint.receivedAt),
    });
  }
  const { open, leaveTo } = await readDoor(tx);
  return ok({ doorOpen: open, ...(leaveTo === null ? {} : { leaveTo }), complaints });
};

export const readComplaint: Answering<(typeof governanceQueries)['complaint.read']> = async (desk, actor, tx, { complaintId }) => {
  const found = (await reviewable(desk, tx, actor)).find((one) => one.complaint.complaintId === complaintId);
  const content = found === undefined ? undefined : await contentOf(desk, tx, found.complaint);
  if (found === undefined || content === undefined) return refused({ kind: 'no-such-complaint' });
  await logComplaintAccess(tx, { lineId: mint(desk), complaintId, what: 'read', at: desk.clock.now() });
  const people = await listColleagues(tx);
  const name = (userId: string) => people.get(userId) ?? '';
  const steps = [];
  for (const row of found.steps) {
    const { note, reply } = await wordsOf(desk, tx, row);
    const said = { ...(note === '' ? {} : { note }), ...(reply === '' ? {} : { reply }), ...(row.outcome === null ? {} : { outcome: row.outcome }) };
    steps.push({ stage: row.stage as ComplaintStage, at: row.at, by: name(row.byUser), ...said });
  }
  const door = content.atTheDoor;
  const offices = door?.officeId === undefined ? [] : await listOffices(tx);
  const office = offices.find((one) => one.officeId === door?.officeId)?.name;
  const caseCode = content.caseId === undefined ? undefined : await caseCodeOf(tx, content.caseId as CaseId);
  return ok({
    complaintId,
    receivedAt: found.complaint.receivedAt,
    ...due(stageOf(found.steps), found.complaint.receivedAt),
    category: content.category,
    named: content.named.map(name),
    words: content.words,
    ...(content.from === undefined ? {} : { from: name(content.from) }),
    ...(caseCode === undefined ? {} : { caseCode }),
    ...(door === undefined ? {} : { atTheDoor: { whom: door.whom, reach: door.reach, language: door.language, ...(office === undefined ? {} : { office }) } }),
    added: [...(await addedWords(desk, tx, complaintId))],
    steps,
    readBy: (await listComplaintAccess(tx, complaintId)).map(({ actorId, what, at }) => ({ person: name(actorId), what, at })),
  });
};

export const moveComplaint: Answering<(typeof governanceQueries)['complaint.move']> = async (desk, actor, tx, input) => {
  const { complaintId, stage, outcome, named, note, reply } = input;
  const found = (await reviewable(desk, tx, actor)).find((one) => one.complaint.complaintId === complaintId);
  if (found === undefined) return refused({ kind: 'no-such-complaint' });
  if (!mayFollow(stageOf(found.steps), stage)) return refused({ kind: 'not-from-here', stage: stageOf(found.steps) });
  if ((stage === 'closed') !== (outcome !== undefined)) return refused({ kind: 'outcome-needed', where: ['outcome'] });
  const colleagues = await readColleagues(tx);
  const number = found.steps.length + 1;
  const { ciphertext } = await desk.vault.seal(place(tx, complaintId, `step-${number}`), JSON.stringify({ note, reply }));
  const kept = await keptFrom(desk, tx, complaintId, named, colleagues, undefined);
  await keepComplaintStep(tx, { complaintId, number, stage, outcome: outcome ?? null, at: desk.clock.now(), keptFrom: kept, sealed: ciphertext });
  await logComplaintAccess(tx, { lineId: mint(desk), complaintId, what: stage, at: desk.clock.now() });
  return ok({ complaintId });
};
