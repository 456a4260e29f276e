import type { CaseId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import type { Pool } from 'pg';
import type { ContextTx } from './context.ts';

const instantText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

export type WebhookRow = {
  readonly webhookId: string;
  readonly ownerId: string;
  readonly address: string;
  readonly kinds: readonly string[];
  readonly keyId: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly waiting: number;
  readonly delivered: number;
  readonly givenUp: number;
};

export async function keepWebhook(
  tx: ContextTx,
  webhook: { readonly webhookId: string; readonly address: string; readonly kinds: readonly string[] },
): Promise<void> {
  await tx.rows('insert into sojourn.webhook (organisation_id, webhook_id, owner_id, address, kinds) values ($1,$2,$3,$4,$5)', [
    tx.organisationId,
    webhook.webhookId,
    tx.actorId,
    webhook.address,
    [...webhook.kinds],
  ]);
}

/** Of one owner, or of everyone. */
export function listWebhooks(tx: ContextTx, ownerId?: string): Promise<readonly WebhookRow[]> {
  const count = (status: string) =>
    `(select count(*)::int from sojourn.webhook_delivery d where d.organisation_id = w.organisation_id and d.webhook_id = w.webhook_id and d.status = '${status}')`;
  return tx.rows<WebhookRow>(
    `select webhook_id as "webhookId", owner_id as "ownerId", address, kinds, key_id as "keyId", ${instantText('created_at')} as "createdAt", ${instantText('ended_at')} as "endedAt",
     ${count('waiting')} as waiting, ${count('delivered')} as delivered, ${count('given-up')} as "givenUp"
     from sojourn.webhook w where organisation_id = $1 and ($2::uuid is null or owner_id = $2) order by created_at desc, webhook_id`,
    [tx.organisationId, ownerId ?? null],
  );
}

export async function endWebhook(tx: ContextTx, webhookId: string, ownerId?: string): Promise<boolean> {
  const rows = await tx.rows(
    `update sojourn.webhook set ended_at = coalesce(ended_at, clock_timestamp()), ended_by = coalesce(ended_by, $3)
     where organisation_id = $1 and webhook_id = $2 and ($4::uuid is null or owner_id = $4) returning 1`,
    [tx.organisationId, webhookId, tx.actorId, ownerId ?? null],
  );
  return rows.length === 1;
}

export async function renewWebhookKey(tx: ContextTx, webhookId: string, ownerId: string): Promise<number | undefined> {
  const rows = await tx.rows<{ keyId: number }>(
    'update sojourn.webhook set key_id = key_id + 1 where organisation_id = $1 and webhook_id = $2 and owner_id = $3 and ended_at is null returning key_id as "keyId"',
    [tx.organisationId, webhookId, ownerId],
  );
  return rows[0]?.keyId;
}

export type WebhookOwner = {
  readonly webhookId: string;
  readonly ownerId: string;
  readonly officeId: string;
  readonly roles: readonly Role[];
  readonly kinds: readonly string[];
};

/** Who wants to be told of any of these kinds; an owner who is locked out is told nothing. */
export function webhooksFor(tx: ContextTx, kinds: readonly string[]): Promise<readonly WebhookOwner[]> {
  return tx.rows<WebhookOwner>(
    `select w.webhook_id as "webhookId", w.owner_id as "ownerId", u.office_id as "officeId", u.roles, w.kinds from sojourn.webhook w
     join sojourn.app_user u on u.organisation_id = w.organisation_id and u.user_id = w.owner_id
     where w.organisation_id = $1 and w.ended_at is null and w.kinds && $2::text[] and not u.locked and (u.leaves_on is null or u.leaves_on > current_date)`,
    [tx.organisationId, [...kinds]],
  );
}

export async function keepDelivery(
  tx: ContextTx,
  delivery: { readonly deliveryId: string; readonly webhookId: string; readonly kind: string; readonly caseId: CaseId; readonly entryId: string },
): Promise<void> {
  await tx.rows('insert into sojourn.webhook_delivery (organisation_id, delivery_id, webhook_id, kind, case_id, entry_id) values ($1,$2,$3,$4,$5,$6)', [
    tx.organisationId,
    delivery.deliveryId,
    delivery.webhookId,
    delivery.kind,
    delivery.caseId,
    delivery.entryId,
  ]);
}

export type DeliveryRow = {
  readonly deliveryId: string;
  readonly kind: string;
  readonly caseId: string;
  readonly entryId: string;
  readonly status: 'waiting' | 'delivered' | 'given-up';
  readonly tries: number;
  readonly lastStatus: number | null;
  readonly lastProblem: string | null;
  readonly createdAt: string;
  readonly doneAt: string | null;
};

/** Undefined where there is no such webhook of this owner. */
export async function listDeliveries(tx: ContextTx, webhookId: string, ownerId: string): Promise<readonly DeliveryRow[] | undefined> {
  const own = await tx.rows('select 1 from sojourn.webhook where organisation_id = $1 and webhook_id = $2 and owner_id = $3', [
    tx.organisationId,
    webhookId,
    ownerId,
  ]);
  if (own.length === 0) return undefined;
  return tx.rows<DeliveryRow>(
    `select delivery_id as "deliveryId", kind, case_id as "caseId", entry_id as "entryId", status, tries, last_status as "lastStatus", last_problem as "lastProblem",
     ${instantText('created_at')} as "createdAt", ${instantText('done_at')} as "doneAt"
     from sojourn.webhook_delivery where organisation_id = $1 and webhook_id = $2 order by webhook_delivery.created_at desc, delivery_id limit 200`,
    [tx.organisationId, webhookId],
  );
}

export async function waitAgain(tx: ContextTx, webhookId: string, deliveryId: string, ownerId: string): Promise<boolean> {
  const rows = await tx.rows(
    `update sojourn.webhook_delivery d set status = 'waiting', tries = 0, done_at = null
     from sojourn.webhook w where d.organisation_id = $1 and d.webhook_id = $2 and d.delivery_id = $3 and d.status = 'given-up'
     and w.organisation_id = $1 and w.webhook_id = $2 and w.owner_id = $4 and w.ended_at is null returning 1`,
    [tx.organisationId, webhookId, deliveryId, ownerId],
  );
  return rows.length === 1;
}

export type Due = {
  readonly organisationId: string;
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly kind: string;
  readonly caseId: string;
  readonly entryId: string;
  readonly at: string;
  readonly address: string;
  readonly keyId: number;
  readonly stopped: boolean;
};

/** Through the login of work in the background. Undefined when it is done already. */
export async function findDue(jobs: Pool, organisationId: string, deliveryId: string): Promise<Due | undefined> {
  const found = await jobs.query<Due>(
    `select d.organisation_id as "organisationId", d.delivery_id as "deliveryId", d.webhook_id as "webhookId", d.kind, d.case_id as "caseId", d.entry_id as "entryId",
     to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, w.address, w.key_id as "keyId", (w.ended_at is not null or u.locked or coalesce(u.leaves_on <= current_date, false)) as stopped
     from sojourn.webhook_delivery d join sojourn.webhook w using (organisation_id, webhook_id) join sojourn.app_user u on u.organisation_id = w.organisation_id and u.user_id = w.owner_id
     where d.organisation_id = $1 and d.delivery_id = $2 and d.status = 'waiting'`,
    [organisationId, deliveryId],
  );
  return found.rows[0];
}

export async function noteTry(
  jobs: Pool,
  { organisationId, deliveryId }: Due,
  outcome: { readonly status: 'waiting' | 'delivered' | 'given-up'; readonly lastStatus?: number; readonly problem?: string },
): Promise<void> {
  await jobs.query(
    `update sojourn.webhook_delivery set tries = tries + 1, status = $3, last_status = $4, last_problem = $5, done_at = case when $3 = 'waiting' then null else clock_timestamp() end
     where organisation_id = $1 and delivery_id = $2 and status = 'waiting'`,
    [organisationId, deliveryId, outcome.status, outcome.lastStatus ?? null, outcome.problem ?? null],
  );
}
