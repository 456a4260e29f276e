import type { CaseId, OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import type { ContextTx, Storage } from './context.ts';

export type ColleagueRow = {
  readonly userId: UserId;
  readonly officeId: OfficeId;
  readonly office: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/** Who works here now. */
export function readColleagues(tx: ContextTx): Promise<readonly ColleagueRow[]> {
  return tx.rows<ColleagueRow>(
    `select u.user_id as "userId", u.office_id as "officeId", f.name as office, u.display_name as name, u.roles
     from sojourn.app_user u join sojourn.office f using (organisation_id, office_id) where u.organisation_id = $1 and not u.locked order by u.display_name`,
    [tx.organisationId],
  );
}

type Notice = {
  readonly noticeId: string;
  readonly userId: string;
  readonly kind: string;
  readonly caseId: string;
  readonly caseCode: string;
  readonly at: number;
};

export async function keepNotice(tx: ContextTx, { noticeId, userId, kind, caseId, caseCode, at }: Notice): Promise<void> {
  await tx.rows('insert into sojourn.notice (organisation_id, notice_id, user_id, kind, case_id, case_code, at) values ($1,$2,$3,$4,$5,$6,$7)', [
    tx.organisationId,
    noticeId,
    userId,
    kind,
    caseId,
    caseCode,
    at,
  ]);
}

/** Of the asker, not put away, newest first. */
export function listNotices(tx: ContextTx): Promise<readonly Omit<Notice, 'userId'>[]> {
  return tx.rows<Omit<Notice, 'userId'>>(
    `select n.notice_id as "noticeId", n.kind, n.case_id as "caseId", n.case_code as "caseCode", n.at from sojourn.notice n
     where n.organisation_id = $1 and n.user_id = $2
       and not exists (select 1 from sojourn.notice_seen s where s.organisation_id = n.organisation_id and s.notice_id = n.notice_id and s.user_id = n.user_id)
     order by n.at desc limit 50`,
    [tx.organisationId, tx.actorId],
  );
}

export async function putNoticeAway(tx: ContextTx, noticeId: string, at: number): Promise<void> {
  await tx.rows(
    `insert into sojourn.notice_seen (organisation_id, notice_id, user_id, at)
     select organisation_id, notice_id, user_id, $4 from sojourn.notice where organisation_id = $1 and notice_id = $2 and user_id = $3 on conflict do nothing`,
    [tx.organisationId, noticeId, tx.actorId, at],
  );
}

/** Cases that notices of one kind were about since then. */
export async function casesNoticed(tx: ContextTx, kind: string, since: number): Promise<readonly CaseId[]> {
  const rows = await tx.rows<{ caseId: CaseId }>(
    'select distinct case_id as "caseId" from sojourn.notice where organisation_id = $1 and kind = $2 and at >= $3 limit 500',
    [tx.organisationId, kind, since],
  );
  return rows.map((row) => row.caseId);
}

export type LentRow = {
  readonly lendingId: string;
  readonly role: Role;
  readonly byUser: UserId;
  readonly toUser: UserId;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly endedAt: number | null;
};

/** Lent or borrowed by this person, ending after `since`. */
export function lendingsOf(tx: ContextTx, userId: string, since: number): Promise<readonly LentRow[]> {
  return tx.rows<LentRow>(
    `select l.lending_id as "lendingId", l.role, l.by_user as "byUser", l.to_user as "toUser", l.from_at as "fromAt", l.until_at as "untilAt", e.at as "endedAt"
     from sojourn.lent_role l left join sojourn.lent_role_end e using (organisation_id, lending_id)
     where l.organisation_id = $1 and (l.by_user = $2 or l.to_user = $2) and l.until_at > $3 order by l.from_at desc`,
    [tx.organisationId, userId, since],
  );
}

export async function keepLentRole(tx: ContextTx, row: Omit<LentRow, 'byUser' | 'endedAt'>): Promise<void> {
  await tx.rows('insert into sojourn.lent_role (organisation_id, lending_id, role, by_user, to_user, from_at, until_at) values ($1,$2,$3,$4,$5,$6,$7)', [
    tx.organisationId,
    row.lendingId,
    row.role,
    tx.actorId,
    row.toUser,
    row.fromAt,
    row.untilAt,
  ]);
}

export async function keepLentRoleEnd(tx: ContextTx, lendingId: string, at: number): Promise<void> {
  await tx.rows('insert into sojourn.lent_role_end (organisation_id, lending_id, by_user, at) values ($1,$2,$3,$4) on conflict do nothing', [
    tx.organisationId,
    lendingId,
    tx.actorId,
    at,
  ]);
}

export type ComplaintRow = {
  readonly complaintId: string;
  readonly receivedAt: number;
  readonly keptFrom: readonly string[];
  readonly sealed: Buffer;
  /** It came in an hour in which far more came than people write. */
  readonly withMany: boolean;
};
const complaint = 'complaint_id as "complaintId", received_at as "receivedAt", kept_from as "keptFrom", sealed, with_many as "withMany"';

/** Inside a transaction for complaints only: the database shows these tables to no other purpose. Who files stands nowhere. */
export async function keepComplaint(tx: ContextTx, row: ComplaintRow & { readonly codeHash: string }): Promise<void> {
  await tx.rows(
    'insert into sojourn.complaint (organisation_id, complaint_id, received_at, code_hash, kept_from, sealed, with_many) values ($1,$2,$3,$4,$5,$6,$7) on conflict (organisation_id, code_hash) do nothing',
    [tx.organisationId, row.complaintId, row.receivedAt, row.codeHash, [...row.keptFrom], row.sealed, row.withMany],
  );
}

export function listComplaints(tx: ContextTx): Promise<readonly ComplaintRow[]> {
  return tx.rows<ComplaintRow>(`select ${complaint} from sojourn.complaint where organisation_id = $1 order by with_many, received_at desc`, [
    tx.organisationId,
  ]);
}

export async function findComplaintByCode(tx: ContextTx, codeHash: string): Promise<ComplaintRow | undefined> {
  return (
    await tx.rows<ComplaintRow>(`select ${complaint} from sojourn.complaint where organisation_id = $1 and code_hash = $2`, [tx.organisationId, codeHash])
  )[0];
}

export type OpenDoor = { readonly organisationId: OrganisationId; readonly name: string; readonly leaveTo: string | null };

/** The organisations where anyone may complain without an account now. Through the sign-in login, which sees nothing of any complaint. */
export async function listOpenDoors(storage: Storage): Promise<readonly OpenDoor[]> {
  const { rows } = await storage.session.query<OpenDoor>(
    `select o.organisation_id as "organisationId", o.name, last.leave_to as "leaveTo" from sojourn.organisation o
     join lateral (select d.open, d.leave_to from sojourn.complaint_door d where d.organisation_id = o.organisation_id order by d.number desc limit 1) last on last.open
     where o.decoy_of is null order by o.name`,
  );
  return rows;
}

/** Whose complaint a code belongs to. */
export async function findComplaintOrganisation(storage: Storage, codeHash: string): Promise<OrganisationId | undefined> {
  const { rows } = await storage.session.query<{ organisationId: OrganisationId }>(
    'select organisation_id as "organisationId" from sojourn.complaint where code_hash = $1',
    [codeHash],
  );
  return rows[0]?.organisationId;
}

/** As it was last decided: shut until then. */
export async function readDoor(tx: ContextTx): Promise<{ readonly open: boolean; readonly leaveTo: string | null }> {
  const [last] = await tx.rows<{ open: boolean; leaveTo: string | null }>(
    'select open, leave_to as "leaveTo" from sojourn.complaint_door where organisation_id = $1 order by number desc limit 1',
    [tx.organisationId],
  );
  return last ?? { open: false, leaveTo: null };
}

/** Whether anyone ever decided on it. */
export async function wasDoorEver(tx: ContextTx): Promise<boolean> {
  return (await tx.rows('select 1 from sojourn.complaint_door where organisation_id = $1 limit 1', [tx.organisationId])).length === 1;
}

export async function keepDoor(tx: ContextTx, door: { readonly open: boolean; readonly leaveTo: string | null }, at: number): Promise<void> {
  await tx.rows(
    `insert into sojourn.complaint_door (organisation_id, number, open, leave_to, by_user, at)
     select $1::uuid, coalesce(max(number), 0) + 1, $2, $3, $4::uuid, $5 from sojourn.complaint_door where organisation_id = $1`,
    [tx.organisationId, door.open, door.leaveTo, tx.actorId, at],
  );
}

export type ComplaintWordRow = { readonly complaintId: string; readonly number: number; readonly at: number; readonly sealed: Buffer };

export function listComplaintWords(tx: ContextTx): Promise<readonly ComplaintWordRow[]> {
  return tx.rows<ComplaintWordRow>(
    'select complaint_id as "complaintId", number, at, sealed from sojourn.complaint_word where organisation_id = $1 order by complaint_id, number',
    [tx.organisationId],
  );
}

/** Held until the transaction ends: two people who hold one code take turns. */
export async function lockComplaint(tx: ContextTx, complaintId: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 4))', [`${tx.organisationId} ${complaintId}`]);
}

export async function keepComplaintWord(tx: ContextTx, row: ComplaintWordRow): Promise<void> {
  await tx.rows('insert into sojourn.complaint_word (organisation_id, complaint_id, number, at, sealed) values ($1,$2,$3,$4,$5)', [
    tx.organisationId,
    row.complaintId,
    row.number,
    row.at,
    row.sealed,
  ]);
}

export type ComplaintStepRow = {
  readonly complaintId: string;
  readonly number: number;
  readonly stage: string;
  readonly outcome: string | null;
  readonly at: number;
  readonly byUser: string;
  readonly keptFrom: readonly string[];
  readonly sealed: Buffer | null;
};

export function listComplaintSteps(tx: ContextTx): Promise<readonly ComplaintStepRow[]> {
  return tx.rows<ComplaintStepRow>(
    `select complaint_id as "complaintId", number, stage, outcome, at, by_user as "byUser", kept_from as "keptFrom", sealed
     from sojourn.complaint_step where organisation_id = $1 order by complaint_id, number`,
    [tx.organisationId],
  );
}

export async function keepComplaintStep(tx: ContextTx, step: Omit<ComplaintStepRow, 'byUser'>): Promise<void> {
  await tx.rows(
    'insert into sojourn.complaint_step (organisation_id, complaint_id, number, stage, outcome, at, by_user, kept_from, sealed) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [tx.organisationId, step.complaintId, step.number, step.stage, step.outcome, step.at, tx.actorId, [...step.keptFrom], step.sealed],
  );
}

export async function logComplaintAccess(
  tx: ContextTx,
  line: { readonly lineId: string; readonly complaintId: string; readonly what: string; readonly at: number },
): Promise<void> {
  await tx.rows('insert into sojourn.complaint_access (organisation_id, line_id, complaint_id, actor_id, what, at) values ($1,$2,$3,$4,$5,$6)', [
    tx.organisationId,
    line.lineId,
    line.complaintId,
    tx.actorId,
    line.what,
    line.at,
  ]);
}

export function listComplaintAccess(
  tx: ContextTx,
  complaintId: string,
): Promise<readonly { readonly actorId: UserId; readonly what: string; readonly at: number }[]> {
  return tx.rows('select actor_id as "actorId", what, at from sojourn.complaint_access where organisation_id = $1 and complaint_id = $2 order by at', [
    tx.organisationId,
    complaintId,
  ]);
}
