import type { PlainDate } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import type { ContextTx } from './context.ts';

/** A colleague as those who look after accounts see them. */
export type PersonRow = {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly officeId: string;
  readonly roles: readonly Role[];
  readonly locked: boolean;
  readonly leavesOn: PlainDate | null;
  readonly identityUsedOn: PlainDate | null;
  readonly hasSecondFactor: boolean;
  readonly invited: boolean;
};

const person = `select u.user_id as "userId", u.username, u.display_name as "displayName", u.office_id as "officeId", u.roles, u.locked, u.leaves_on as "leavesOn", u.identity_used_on as "identityUsedOn",
  (exists (select 1 from sojourn.authenticator_app a where a.organisation_id = u.organisation_id and a.user_id = u.user_id and a.confirmed_at is not null and a.removed_at is null)
   or exists (select 1 from sojourn.passkey p where p.organisation_id = u.organisation_id and p.user_id = u.user_id and p.removed_at is null)) as "hasSecondFactor",
  (exists (select 1 from sojourn.account_change c where c.organisation_id = u.organisation_id and c.user_id = u.user_id and c.kind = 'invited')
   and not exists (select 1 from sojourn.slip s where s.organisation_id = u.organisation_id and s.user_id = u.user_id and s.used_at is not null)) as invited
  from sojourn.app_user u where u.organisation_id = $1`;

export const listPeople = (tx: ContextTx): Promise<readonly PersonRow[]> => tx.rows<PersonRow>(`${person} order by u.display_name`, [tx.organisationId]);

/** Held until the transaction ends: two people who change one account take turns. */
export async function findPerson(tx: ContextTx, userId: string): Promise<PersonRow | undefined> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 3))', [`${tx.organisationId} ${userId}`]);
  return (await tx.rows<PersonRow>(`${person} and u.user_id = $2`, [tx.organisationId, userId]))[0];
}

export const listOffices = (tx: ContextTx) =>
  tx.rows<{ readonly officeId: string; readonly name: string }>(
    'select office_id as "officeId", name from sojourn.office where organisation_id = $1 order by name',
    [tx.organisationId],
  );

type NewPerson = {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly officeId: string;
  readonly roles: readonly Role[];
};

/** False: the name is taken, here or elsewhere on this installation. */
export async function addPerson(tx: ContextTx, { userId, username, displayName, officeId, roles }: NewPerson): Promise<boolean> {
  const added = await tx.rows(
    `insert into sojourn.app_user (organisation_id, user_id, office_id, username, display_name, roles, password_hash) values ($1,$2,$3,$4,$5,$6,'none') on conflict do nothing returning 1`,
    [tx.organisationId, userId, officeId, username, displayName, [...roles]],
  );
  return added.length === 1;
}

export async function setRoles(tx: ContextTx, userId: string, roles: readonly Role[], officeId: string): Promise<void> {
  await tx.rows('update sojourn.app_user set roles = $3, office_id = $4 where organisation_id = $1 and user_id = $2', [
    tx.organisationId,
    userId,
    [...roles],
    officeId,
  ]);
}

/** Locked and signed out everywhere, programs with their tokens included, in one transaction. */
export async function lockPerson(tx: ContextTx, userId: string, now: number): Promise<void> {
  await tx.rows('update sojourn.app_user set locked = true where organisation_id = $1 and user_id = $2', [tx.organisationId, userId]);
  await tx.rows('update sojourn.session set ended_at = clock_timestamp() where organisation_id = $1 and user_id = $2 and ended_at is null', [
    tx.organisationId,
    userId,
  ]);
  await tx.rows(
    'update sojourn.api_token set revoked_at = clock_timestamp(), revoked_by = $3 where organisation_id = $1 and owner_id = $2 and revoked_at is null',
    [tx.organisationId, userId, tx.actorId],
  );
  await withdrawSlips(tx, userId, now);
}

export async function unlockPerson(tx: ContextTx, userId: string): Promise<void> {
  await tx.rows('update sojourn.app_user set locked = false, leaves_on = null where organisation_id = $1 and user_id = $2', [tx.organisationId, userId]);
}

export async function setLeaving(tx: ContextTx, userId: string, leavesOn: string | null): Promise<void> {
  await tx.rows('update sojourn.app_user set leaves_on = $3 where organisation_id = $1 and user_id = $2', [tx.organisationId, userId, leavesOn]);
}

export async function restoreIdentity(tx: ContextTx, userId: string, today: PlainDate): Promise<void> {
  await tx.rows('update sojourn.app_user set identity_used_on = $3 where organisation_id = $1 and user_id = $2', [tx.organisationId, userId, today]);
}

export type AccountChange = {
  readonly kind: string;
  readonly at: number;
  readonly byUser: string;
  readonly content: { readonly roles?: readonly Role[]; readonly on?: string };
};

export async function keepChange(tx: ContextTx, changeId: string, userId: string, kind: string, at: number, content: AccountChange['content']): Promise<void> {
  await tx.rows('insert into sojourn.account_change (organisation_id, change_id, user_id, kind, by_user, at, content) values ($1,$2,$3,$4,$5,$6,$7)', [
    tx.organisationId,
    changeId,
    userId,
    kind,
    tx.actorId,
    at,
    JSON.stringify(content),
  ]);
}

export const changesOf = (tx: ContextTx, userId: string) =>
  tx.rows<AccountChange>(
    'select kind, at, by_user as "byUser", content from sojourn.account_change where organisation_id = $1 and user_id = $2 order by at desc, change_id desc limit 500',
    [tx.organisationId, userId],
  );

export type AccountRequest = {
  readonly requestId: string;
  readonly kind: 'invitation' | 'roles' | 'reset';
  readonly userId: string;
  readonly content: { readonly roles?: readonly Role[]; readonly officeId?: string };
  readonly firstHash: string | null;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
};
const request = `select request_id as "requestId", kind, user_id as "userId", content, first_hash as "firstHash", requested_by as "requestedBy", requested_at as "requestedAt", expires_at as "expiresAt"
  from sojourn.account_request where organisation_id = $1 and approved_at is null and withdrawn_at is null and expires_at > $2`;

export const openRequests = (tx: ContextTx, now: number) => tx.rows<AccountRequest>(`${request} order by requested_at`, [tx.organisationId, now]);

export async function findRequest(tx: ContextTx, requestId: string, now: number): Promise<AccountRequest | undefined> {
  return (await tx.rows<AccountRequest>(`${request} and request_id = $3`, [tx.organisationId, now, requestId]))[0];
}

/** A new one about a person takes the place of what waited of the same kind. */
export async function keepRequest(tx: ContextTx, one: Omit<AccountRequest, 'requestedBy'>): Promise<void> {
  await tx.rows(
    'update sojourn.account_request set withdrawn_at = $4 where organisation_id = $1 and user_id = $2 and kind = $3 and approved_at is null and withdrawn_at is null',
    [tx.organisationId, one.userId, one.kind, one.requestedAt],
  );
  await tx.rows(
    `insert into sojourn.account_request (organisation_id, request_id, kind, user_id, content, first_hash, requested_by, requested_at, expires_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
    [tx.organisationId, one.requestId, one.kind, one.userId, JSON.stringify(one.content), one.firstHash, tx.actorId, one.requestedAt, one.expiresAt],
  );
}

/** Once. */
export async function settleRequest(tx: ContextTx, requestId: string, how: 'approved' | 'withdrawn', now: number): Promise<boolean> {
  const change = how === 'approved' ? 'approved_by = $4, approved_at = $3' : 'withdrawn_at = $3';
  const settled = await tx.rows(
    `update sojourn.account_request set ${change} where organisation_id = $1 and request_id = $2 and approved_at is null and withdrawn_at is null returning 1`,
    how === 'approved' ? [tx.organisationId, requestId, now, tx.actorId] : [tx.organisationId, requestId, now],
  );
  return settled.length === 1;
}

export type NewSlip = {
  readonly slipId: string;
  readonly kind: 'invitation' | 'reset';
  readonly userId: string;
  readonly firstHash: string;
  readonly secondHash: string | null;
  readonly madeAt: number;
  readonly expiresAt: number;
};

export async function keepSlip(tx: ContextTx, slip: NewSlip): Promise<void> {
  await withdrawSlips(tx, slip.userId, slip.madeAt);
  await tx.rows(
    'insert into sojourn.slip (organisation_id, slip_id, kind, user_id, first_hash, second_hash, made_at, expires_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [tx.organisationId, slip.slipId, slip.kind, slip.userId, slip.firstHash, slip.secondHash, slip.madeAt, slip.expiresAt],
  );
}

async function withdrawSlips(tx: ContextTx, userId: string, now: number): Promise<void> {
  await tx.rows('update sojourn.slip set withdrawn_at = $3 where organisation_id = $1 and user_id = $2 and used_at is null and withdrawn_at is null', [
    tx.organisationId,
    userId,
    now,
  ]);
}
