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

/** Inside a transaction that PostgreSQL itself holds to one organisation. Only `withContext` makes one. */
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

export type Storage = { readonly app: Pool; readonly session: Pool; readonly contextKey: string; readonly close: () => Promise<void> };

export function openStorage(addresses: { readonly app: string; readonly session: string }, contextKey: string): Storage {
  const app = new Pool({ connectionString: addresses.app, max: 20 });
  const session = new Pool({ connectionString: addresses.session, max: 5 });
  // A connection that dies while idle is replaced; the next query says what is wrong if the server is gone.
  app.on('error', () => undefined);
  session.on('error', () => undefined);
  return { app, session, contextKey, close: async () => void (await Promise.all([app.end(), session.end()])) };
}

const TICKET_LASTS = 60_000;

function signTicket(contextKey: string, organisationId: OrganisationId, actorId: UserId, purpose: Purpose, now = Date.now()): string {
  const body = [organisationId, actorId, purpose, now + TICKET_LASTS, randomBytes(8).toString('hex')].join('|');
  const key = createHash('sha256').update(Buffer.from(contextKey, 'hex')).digest();
  return `${body}|${createHmac('sha256', key).update(body).digest('hex')}`;
}

/** One transaction as one actor of one organisation. Rolls back on a throw; session state is reset before the connection is used again. */
export async function withContext<Value>(
  storage: Storage,
  who: { readonly organisationId: OrganisationId; readonly actorId: UserId; readonly purpose: Purpose },
  work: (tx: ContextTx) => Promise<Value>,
): Promise<Value> {
  const client = await storage.app.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query("select set_config('app.ticket', $1, true)", [signTicket(storage.contextKey, who.organisationId, who.actorId, who.purpose)]);
    const tx = {
      organisationId: who.organisationId,
      actorId: who.actorId,
      unsafeConnection: client,
      rows: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) => (await client.query<Row>(sql, [...values])).rows,
    } as unknown as ContextTx;
    const value = await work(tx);
    await client.query('commit');
    return value;
  } catch (problem) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    throw problem;
  } finally {
    await client.query('discard all').catch((fault: Error) => {
      broken = fault;
    });
    client.release(broken);
  }
}
