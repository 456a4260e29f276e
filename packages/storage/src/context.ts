import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Brand, OrganisationId, UserId } from '@sojourn/kernel';
import type { Purpose } from '@sojourn/operations';
import { Pool, type PoolClient, type QueryResultRow, types } from 'pg';

// A calendar day stays text (as a Date in Africa/Nairobi it became the day before); int8 becomes a number, range-checked.
types.setTypeParser(1082, (text: string) => text);
types.setTypeParser(20, (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('A number from the database is too large');
  return value;
});

/** Inside a transaction that PostgreSQL itself holds to one organisation. Only `withContext` makes one; used after its transaction it throws. */
export type ContextTx = Brand<
  {
    readonly organisationId: OrganisationId;
    readonly actorId: UserId;
    readonly rows: <Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
    /** The raw connection, for the test that injects SQL into it. */
    readonly unsafeConnection: PoolClient;
  },
  'ContextTx'
>;

export type Storage = {
  readonly app: Pool;
  readonly session: Pool;
  readonly retention: Pool;
  readonly jobs: Pool;
  readonly contextKey: string;
  readonly close: () => Promise<void>;
};

// A login may change the defaults of its own role (ALTER ROLE … SET), so injected SQL could; what a connection starts with wins over those.
const PINNED = '-c app.ticket= -c search_path=pg_catalog -c row_security=on';

export function openStorage(
  addresses: { readonly app: string; readonly session: string; readonly retention: string; readonly jobs: string },
  contextKey: string,
): Storage {
  // Waiting for a connection ends with an error rather than for ever, as when every connection waits for one more.
  const app = new Pool({ connectionString: addresses.app, max: 20, connectionTimeoutMillis: 30_000, options: PINNED });
  const session = new Pool({ connectionString: addresses.session, max: 5, connectionTimeoutMillis: 30_000, options: PINNED });
  const retention = new Pool({ connectionString: addresses.retention, max: 2, connectionTimeoutMillis: 30_000, options: PINNED });
  const jobs = new Pool({ connectionString: addresses.jobs, max: 3, connectionTimeoutMillis: 30_000, options: PINNED });
  // A connection that dies while idle is replaced; the next query says what is wrong if the server is gone.
  for (const pool of [app, session, retention, jobs]) {
    pool.on('error', ignore);
    // From its first moment: the server's last word may come in the same breath as its first, before anyone holds the connection. As an
    // event that nobody hears it would end this process; the next statement says it anyway.
    pool.on('connect', (client) => client.on('error', ignore));
  }
  return { app, session, retention, jobs, contextKey, close: async () => void (await Promise.all([app.end(), session.end(), retention.end(), jobs.end()])) };
}

/** The same organisation's walls, through the login that may take content away under a certificate. */
export const forErasing = (storage: Storage): Storage => ({ ...storage, app: storage.retention });

function ignore(): void {}

const TICKET_LASTS = 60_000;
const RENEWED_AFTER = 20_000;

type Who = { readonly organisationId: OrganisationId; readonly actorId: UserId; readonly purpose: Purpose };

function signTicket(contextKey: string, { organisationId, actorId, purpose }: Who, now: number): string {
  const body = [organisationId, actorId, purpose, now + TICKET_LASTS, randomBytes(8).toString('hex')].join('|');
  const key = createHash('sha256').update(Buffer.from(contextKey, 'hex')).digest();
  return `${body}|${createHmac('sha256', key).update(body).digest('hex')}`;
}

/**
 * One transaction as one actor of one organisation. Rolls back on a throw; session state is reset before the connection is
 * used again. `work` runs again, in a fresh transaction, when PostgreSQL undid the first for another's sake (deadlock).
 */
export async function withContext<Value>(storage: Storage, who: Who, work: (tx: ContextTx) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(storage, who, work);
    } catch (problem) {
      if (attempt === 3 || !undoneForAnother(problem)) throw problem;
    }
  }
}

async function once<Value>(storage: Storage, who: Who, work: (tx: ContextTx) => Promise<Value>): Promise<Value> {
  const client = await storage.app.connect();
  let broken: Error | undefined;
  const { tx, end } = contextOn(client, storage.contextKey, who);
  try {
    await client.query('begin');
    await present(client, storage.contextKey, who);
    const value = await work(tx);
    end();
    // PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK and no error: nothing may be acknowledged then.
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('The transaction had failed and was undone');
    return value;
  } catch (problem) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    throw problem;
  } finally {
    end();
    await client.query('discard all').catch((fault: Error) => {
      broken = fault;
    });
    client.release(broken);
  }
}

function contextOn(client: PoolClient, contextKey: string, who: Who): { readonly tx: ContextTx; readonly end: () => void } {
  let ended = false;
  let signedAt = Date.now();
  const connection = () => {
    if (ended) throw new Error('This context has ended: another organisation may be using its connection');
    return client;
  };
  const tx = {
    organisationId: who.organisationId,
    actorId: who.actorId,
    get unsafeConnection() {
      return connection();
    },
    rows: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) => {
      if (Date.now() - signedAt > RENEWED_AFTER) {
        signedAt = Date.now();
        await present(connection(), contextKey, who);
      }
      return (await connection().query<Row>(sql, [...values])).rows;
    },
  } as unknown as ContextTx;
  return {
    tx,
    end: () => {
      ended = true;
    },
  };
}

/** A ticket that the database does not accept would look like an empty organisation; it is a fault, and says so. */
async function present(client: PoolClient, contextKey: string, who: Who): Promise<void> {
  const accepted = await client.query<{ organisation: string | null }>(
    "with presented as materialized (select set_config('app.ticket', $1, true)) select sojourn.current_organisation() as organisation from presented",
    [signTicket(contextKey, who, Date.now())],
  );
  if (accepted.rows[0]?.organisation !== who.organisationId)
    throw new Error('The database did not accept our ticket: its clock differs from ours, or the context key changed since it was migrated');
}

function undoneForAnother(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && (problem.code === '40001' || problem.code === '40P01');
}
