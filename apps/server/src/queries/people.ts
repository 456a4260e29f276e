import { hashOfCode, identityHasLapsed, isLockedOut, mayApprove, mayGive, mayManage, newCode, slipGroups } from '@sojourn/accounts';
import type { accountQueries } from '@sojourn/accounts/operations';
import { type EntryId, mintId, ok, type PlainDate, type Refusal, refused, type UserId } from '@sojourn/kernel';
import type { Actor, Role } from '@sojourn/operations';
import {
  addPerson,
  type ContextTx,
  changesOf,
  findPerson,
  findRequest,
  keepChange,
  keepRequest,
  keepSlip,
  linkSignOn,
  listColleagues,
  listOffices,
  listPeople,
  lockPerson,
  openRequests,
  type PersonRow,
  restoreIdentity,
  setLeaving,
  setRoles,
  settleRequest,
  unlockPerson,
} from '@sojourn/storage';
import { type Desk, todayOf } from '../desk.ts';
import { hashOfSubject } from '../sign-in/sign-on.ts';
import type { Answering } from './answer.ts';

type Queries = typeof accountQueries;
const HOUR = 3_600_000;
const INVITATION_LASTS = 7 * 24 * HOUR;
const RESET_LASTS = 24 * HOUR;
const REQUEST_LASTS = 7 * 24 * HOUR;
const done = ok({ done: true as const });
const mint = (desk: Desk) => mintId<EntryId>(desk.chance, desk.clock.now());

function standingOf(row: PersonRow, today: PlainDate) {
  const days = { locked: row.locked, leavesOn: row.leavesOn ?? undefined, identityUsedOn: row.identityUsedOn ?? undefined };
  if (row.locked) return 'locked' as const;
  if (isLockedOut(days, today)) return 'left' as const;
  if (row.invited) return 'invited' as const;
  return identityHasLapsed(days, today) ? ('identity-lapsed' as const) : ('active' as const);
}

export const peopleList: Answering<Queries['people.list']> = async (desk, actor, tx) => {
  const today = todayOf(desk);
  const people = (await listPeople(tx)).map(({ locked, invited, ...row }) => ({
    ...row,
    roles: [...row.roles],
    standing: standingOf({ locked, invited, ...row }, today),
  }));
  const requests = (await openRequests(tx, desk.clock.now())).map(({ firstHash: _hash, content, ...row }) => ({
    ...row,
    roles: [...(content.roles ?? [])],
    mine: row.requestedBy === actor.userId || row.userId === actor.userId,
  }));
  return ok({ people, offices: [...(await listOffices(tx))], requests });
};

export const peopleHistory: Answering<Queries['people.history']> = async (_desk, _actor, tx, { userId }) => {
  const names = await listColleagues(tx);
  const changes = (await changesOf(tx, userId)).map(({ kind, at, byUser, content }) => ({
    kind,
    at,
    by: names.get(byUser) ?? '',
    roles: [...(content.roles ?? [])],
    on: content.on ?? null,
  }));
  return ok({ changes });
};

/** Someone of this organisation, whom this actor may manage. */
async function managed(tx: ContextTx, actor: Actor, userId: string): Promise<PersonRow | Refusal> {
  const person = await findPerson(tx, userId);
  if (person === undefined) return { kind: 'no-such-person' };
  return mayManage(actor, { ...person, userId }) ?? person;
}
const isRefusal = (one: PersonRow | Refusal): one is Refusal => 'kind' in one;

async function giveSlip(desk: Desk, tx: ContextTx, userId: string) {
  const now = desk.clock.now();
  const code = newCode(desk.chance, slipGroups);
  const expiresAt = now + INVITATION_LASTS;
  await keepSlip(tx, { slipId: mint(desk), kind: 'invitation', userId, firstHash: hashOfCode(code), secondHash: null, madeAt: now, expiresAt });
  return ok({ waits: false, code, expiresAt });
}

async function waitForAnother(
  desk: Desk,
  tx: ContextTx,
  kind: 'invitation' | 'roles',
  userId: string,
  wanted: { readonly roles: readonly Role[]; readonly officeId: string },
) {
  const now = desk.clock.now();
  const requestId = mint(desk);
  const expiresAt = now + REQUEST_LASTS;
  await keepRequest(tx, { requestId, kind, userId, content: wanted, firstHash: null, requestedAt: now, expiresAt });
  return ok({ waits: true, requestId, expiresAt });
}

export const invitePerson: Answering<Queries['people.invite']> = async (desk, actor, tx, input) => {
  const now = desk.clock.now();
  const given = mayGive(actor, input);
  if (typeof given !== 'string') return refused(given);
  if (!(await listOffices(tx)).some(({ officeId }) => officeId === input.officeId)) return refused({ kind: 'no-such-office' });
  const userId = mintId<UserId>(desk.chance, now);
  if (!(await addPerson(tx, { ...input, userId }))) return refused({ kind: 'name-is-taken' });
  await keepChange(tx, mint(desk), userId, 'invited', now, { roles: input.roles });
  return given === 'alone' ? giveSlip(desk, tx, userId) : waitForAnother(desk, tx, 'invitation', userId, input);
};

export const inviteAgain: Answering<Queries['people.invite-again']> = async (desk, actor, tx, { userId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  if (standingOf(person, todayOf(desk)) !== 'invited') return refused({ kind: 'not-invited-any-more' });
  const given = mayGive(actor, person);
  if (typeof given !== 'string') return refused(given);
  await keepChange(tx, mint(desk), userId, 'invited-again', desk.clock.now(), {});
  return given === 'alone' ? giveSlip(desk, tx, userId) : waitForAnother(desk, tx, 'invitation', userId, person);
};

export const changeRoles: Answering<Queries['people.change-roles']> = async (desk, actor, tx, { userId, roles, officeId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  if (!(await listOffices(tx)).some((office) => office.officeId === officeId)) return refused({ kind: 'no-such-office' });
  const given = mayGive(actor, { roles, officeId }, person.roles);
  if (typeof given !== 'string') return refused(given);
  if (given === 'with-another') return waitForAnother(desk, tx, 'roles', userId, { roles, officeId });
  const last = await leavesNoAdministrator(desk, tx, person, roles);
  if (last !== undefined) return refused(last);
  await setRoles(tx, userId, roles, officeId);
  await keepChange(tx, mint(desk), userId, 'roles', desk.clock.now(), { roles });
  return ok({ waits: false, expiresAt: 0 });
};

async function leavesNoAdministrator(desk: Desk, tx: ContextTx, person: PersonRow, rolesAfter: readonly Role[]): Promise<Refusal | undefined> {
  if (!person.roles.includes('administrator') || rolesAfter.includes('administrator')) return undefined;
  const today = todayOf(desk);
  const others = (await listPeople(tx)).filter((one) => one.userId !== person.userId && one.roles.includes('administrator'));
  return others.some((one) => ['active', 'identity-lapsed'].includes(standingOf(one, today))) ? undefined : { kind: 'last-administrator' };
}

export const lockOut: Answering<Queries['people.lock']> = async (desk, actor, tx, { userId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  const last = await leavesNoAdministrator(desk, tx, person, []);
  if (last !== undefined) return refused(last);
  await lockPerson(tx, userId, desk.clock.now());
  await keepChange(tx, mint(desk), userId, 'locked', desk.clock.now(), {});
  return done;
};

export const letIn: Answering<Queries['people.unlock']> = async (desk, actor, tx, { userId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  await unlockPerson(tx, userId);
  await keepChange(tx, mint(desk), userId, 'unlocked', desk.clock.now(), {});
  return done;
};

export const leaving: Answering<Queries['people.set-leaving']> = async (desk, actor, tx, { userId, leavesOn }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  const last = leavesOn === undefined ? undefined : await leavesNoAdministrator(desk, tx, person, []);
  if (last !== undefined) return refused(last);
  await setLeaving(tx, userId, leavesOn ?? null);
  await keepChange(tx, mint(desk), userId, leavesOn === undefined ? 'stays' : 'leaves', desk.clock.now(), leavesOn === undefined ? {} : { on: leavesOn });
  return done;
};

export const openNamesAgain: Answering<Queries['people.restore-identity']> = async (desk, actor, tx, { userId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  await restoreIdentity(tx, userId, todayOf(desk));
  await keepChange(tx, mint(desk), userId, 'identity-restored', desk.clock.now(), {});
  return done;
};

export const linkToProvider: Answering<Queries['people.link-sign-on']> = async (desk, actor, tx, { userId, subject }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  if (desk.signOnIssuer === undefined) return refused({ kind: 'no-sign-on-here' });
  const hash = subject === undefined ? null : hashOfSubject(desk.signOnIssuer, subject);
  if (!(await linkSignOn(tx, mint(desk), userId, hash, desk.clock.now()))) return refused({ kind: 'subject-is-taken' });
  await keepChange(tx, mint(desk), userId, subject === undefined ? 'sign-on-unlinked' : 'sign-on-linked', desk.clock.now(), {});
  return done;
};

export const requestReset: Answering<Queries['people.request-reset']> = async (desk, actor, tx, { userId }) => {
  const person = await managed(tx, actor, userId);
  if (isRefusal(person)) return refused(person);
  if (['locked', 'left', 'invited'].includes(standingOf(person, todayOf(desk)))) return refused({ kind: 'not-working-here-now' });
  const now = desk.clock.now();
  const [code, requestId, expiresAt] = [newCode(desk.chance, slipGroups), mint(desk), now + RESET_LASTS];
  await keepRequest(tx, { requestId, kind: 'reset', userId, content: {}, firstHash: hashOfCode(code), requestedAt: now, expiresAt });
  await keepChange(tx, mint(desk), userId, 'reset-asked', now, {});
  return ok({ waits: true, requestId, code, expiresAt });
};

export const approveRequest: Answering<Queries['people.approve']> = async (desk, actor, tx, { requestId }) => {
  const now = desk.clock.now();
  const request = await findRequest(tx, requestId, now);
  if (request === undefined) return refused({ kind: 'no-such-request' });
  const person = await findPerson(tx, request.userId);
  if (person === undefined) return refused({ kind: 'no-such-person' });
  const not = mayApprove(actor, request);
  if (not !== undefined) return refused(not);
  if (!(await settleRequest(tx, requestId, 'approved', now))) return refused({ kind: 'no-such-request' });
  await keepChange(
    tx,
    mint(desk),
    request.userId,
    `${request.kind}-approved`,
    now,
    request.content.roles === undefined ? {} : { roles: request.content.roles },
  );
  if (request.kind === 'invitation') return giveSlip(desk, tx, request.userId);
  if (request.kind === 'roles') {
    await setRoles(tx, request.userId, request.content.roles ?? person.roles, request.content.officeId ?? person.officeId);
    return ok({ waits: false, expiresAt: 0 });
  }
  const [code, expiresAt] = [newCode(desk.chance, slipGroups), now + RESET_LASTS];
  await keepSlip(tx, {
    slipId: mint(desk),
    kind: 'reset',
    userId: request.userId,
    firstHash: request.firstHash ?? '',
    secondHash: hashOfCode(code),
    madeAt: now,
    expiresAt,
  });
  return ok({ waits: false, code, expiresAt });
};

export const withdrawRequest: Answering<Queries['people.withdraw']> = async (desk, _actor, tx, { requestId }) => {
  const now = desk.clock.now();
  const request = await findRequest(tx, requestId, now);
  if (request === undefined || !(await settleRequest(tx, requestId, 'withdrawn', now))) return refused({ kind: 'no-such-request' });
  await keepChange(tx, mint(desk), request.userId, `${request.kind}-withdrawn`, now, {});
  return done;
};
