import type { JsonValue } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

export type WorkRow = {
  readonly workId: string;
  readonly operation: string;
  readonly status: 'running' | 'done' | 'refused' | 'broke-off';
  readonly done: number;
  readonly total: number | null;
  readonly result: JsonValue | null;
  readonly refusal: string | null;
  readonly cancelAsked: boolean;
};

export async function startWork(tx: ContextTx, workId: string, operation: string): Promise<void> {
  await tx.rows('insert into sojourn.work (organisation_id, work_id, actor_id, operation) values ($1,$2,$3,$4)', [
    tx.organisationId,
    workId,
    tx.actorId,
    operation,
  ]);
}

/** One's own only. Work whose process has been silent for half a minute broke off. */
export async function readWork(tx: ContextTx, workId: string): Promise<WorkRow | undefined> {
  const rows = await tx.rows<WorkRow>(
    `select work_id as "workId", operation, case when status = 'running' and beat_at < clock_timestamp() - interval '30 seconds' then 'broke-off' else status end as status,
     done, total, result, refusal, cancel_asked as "cancelAsked" from sojourn.work where organisation_id = $1 and work_id = $2`,
    [tx.organisationId, workId],
  );
  return rows[0];
}

/** Says how far it is and that it still goes on; answers whether it shall stop. */
export async function beat(tx: ContextTx, workId: string, done: number, total: number | undefined): Promise<boolean> {
  const rows = await tx.rows<{ cancelAsked: boolean }>(
    `update sojourn.work set done = $3, total = $4, beat_at = clock_timestamp() where organisation_id = $1 and work_id = $2 and status = 'running' returning cancel_asked as "cancelAsked"`,
    [tx.organisationId, workId, done, total ?? null],
  );
  return rows[0]?.cancelAsked ?? true;
}

export type WorkEnd =
  | { readonly status: 'done'; readonly result: JsonValue }
  | { readonly status: 'refused'; readonly refusal: string }
  | { readonly status: 'broke-off' };

export async function finishWork(tx: ContextTx, workId: string, end: WorkEnd): Promise<void> {
  await tx.rows(
    `update sojourn.work set status = $3, result = $4, refusal = $5, ended_at = clock_timestamp() where organisation_id = $1 and work_id = $2 and status = 'running'`,
    [tx.organisationId, workId, end.status, end.status === 'done' ? JSON.stringify(end.result) : null, end.status === 'refused' ? end.refusal : null],
  );
}

export async function askToCancel(tx: ContextTx, workId: string): Promise<boolean> {
  return (
    (await tx.rows(`update sojourn.work set cancel_asked = true where organisation_id = $1 and work_id = $2 returning 1`, [tx.organisationId, workId]))
      .length === 1
  );
}
