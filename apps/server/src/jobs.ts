import type { ContextTx } from '@sojourn/storage';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { logFault } from './log.ts';

/** Work in the background, in a schema and through a login of its own. What is sent in a transaction exists only if that is committed. */
export type Jobs = {
  readonly send: (tx: ContextTx, name: JobName, data: JobData) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Ids only: what a job is about is read when it runs. */
type JobData = { readonly organisationId: string; readonly deliveryId: string };
export type JobName = keyof typeof queues;
/** Throws to be tried again later; `last` when there will be no later. */
export type Work = (data: JobData, last: boolean) => Promise<void>;

const DAY = 24 * 60 * 60;
const queues = {
  webhook: { retryBackoff: true, retryDelayMax: 6 * 60 * 60, expireInSeconds: 60, retentionSeconds: 14 * DAY, deleteAfterSeconds: 7 * DAY },
} as const;

/** How often a job that fails is tried in all, and how long the first wait is; each next one is twice as long, up to six hours. */
export type Trying = { readonly tries: number; readonly firstWaitSeconds: number };

export async function startJobs(url: string, appRole: string, work: Readonly<Record<JobName, Work>>, { tries, firstWaitSeconds }: Trying): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    createSchema: false,
    max: 4,
    schedule: false,
    monitorVacuum: false,
    reindex: false,
    application_name: 'sojourn jobs',
  });
  // Its message may quote what a job holds: ids, but still not for a log.
  boss.on('error', (problem) => logFault(problem, new Date().toISOString()));
  await boss.start();
  const db = boss.getDb();
  for (const [name, options] of Object.entries(queues)) {
    const retry = { ...options, retryLimit: tries - 1, retryDelay: firstWaitSeconds };
    if ((await boss.getQueue(name)) === null) await boss.createQueue(name, retry);
    else await boss.updateQueue(name, retry);
  }
  // The app may put work in and look at none of it.
  await db.executeSql(`grant usage on schema jobs to "${appRole}"; grant insert on all tables in schema jobs to "${appRole}"`);
  await db.executeSql(`grant select on jobs.queue to "${appRole}"; grant execute on function jobs.job_now() to "${appRole}"`);
  const tables = await db.executeSql(
    "select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'jobs' and c.relname like 'job%' and c.relkind in ('r', 'p')",
  );
  for (const { relname } of tables.rows as readonly { readonly relname: string }[])
    if (relname !== 'job_dependency') await db.executeSql(`grant select (id) on jobs."${relname}" to "${appRole}"`);
  for (const name of Object.keys(queues) as JobName[])
    await boss.work(
      name,
      { includeMetadata: true as const, pollingIntervalSeconds: 1, localConcurrency: 2 },
      async (jobs: readonly JobWithMetadata<JobData>[]) => {
        for (const job of jobs) await work[name](job.data, job.retryCount >= job.retryLimit);
      },
    );
  return {
    send: async (tx, name, data) => {
      const executeSql = async (sql: string, values: unknown[] = []) => ({ rows: [...(await tx.rows(sql, values))] });
      await boss.send(name, data, { db: { executeSql } });
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
