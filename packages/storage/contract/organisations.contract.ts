import { createHmac } from 'node:crypto';
import type { CaseId } from '@sojourn/kernel';
import { listCases, logAccess, openStorage, readCase, readEntries, withContext } from '@sojourn/storage';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, asSuperuser, connectedTo, newId, notesFold, openCase, openWorld, type World } from './world.ts';

let world: World;
let ours: CaseId;
let theirs: CaseId;
beforeAll(async () => {
  world = await openWorld();
  ours = await openCase(world, world.harbour, { name: 'Ours' });
  theirs = await openCase(world, world.crossing, { payload: { mark: 'THEIRS-ONLY' }, name: 'Theirs' });
});
afterAll(() => world?.close());

/** What a programmer's concatenated string would let in: the simple protocol, any number of statements. All that came back, or the error. */
async function inject(sql: string): Promise<string> {
  let seen = '';
  const end = await as(world, world.harbour, async (tx) => {
    const found = await tx.unsafeConnection.query(sql).catch((problem: Error) => ({ refused: problem.message }));
    seen = JSON.stringify([found].flat().map((one) => ('rows' in one ? one.rows : one)));
  }).catch((problem: Error) => ` [undone] ${problem.message}`);
  return `${seen}${end ?? ''}`;
}

describe('a caseworker of one organisation', () => {
  it('sees the own cases and none of another’s, by list or by id', async () => {
    expect((await as(world, world.harbour, (tx) => listCases(tx, notesFold))).map((one) => one.caseId)).toEqual([ours]);
    expect(await as(world, world.harbour, (tx) => readCase(tx, notesFold, theirs))).toBeUndefined();
    expect(await as(world, world.harbour, (tx) => readEntries(tx, theirs))).toEqual([]);
    expect((await as(world, world.crossing, (tx) => readEntries(tx, theirs))).length).toBe(1);
  });

  it('sees nothing of another in any table, even where the query forgets whose it asks for', async () => {
    const tables = ['organisation', 'office', 'case_snapshot', 'entry', 'entry_payload', 'sealed_value', 'act_receipt', 'refused_act', 'import_row'];
    for (const table of tables) {
      const rows = await as(world, world.harbour, (tx) => tx.rows<{ organisation_id: string }>(`select organisation_id from sojourn.${table}`));
      expect(
        rows.every((row) => row.organisation_id === world.harbour.organisationId),
        table,
      ).toBe(true);
    }
  });

  it('cannot write into another, nor in a colleague’s name', async () => {
    const { organisationId, officeId } = world.crossing;
    const into = `insert into sojourn.case_snapshot (organisation_id, case_id, office_id, case_code, sequence, head_hash, fold_version, state) values ('${organisationId}', '${newId()}', '${officeId}', 'x', 1, 'x', 1, '{}')`;
    expect(await inject(into)).toContain('row-level security');
    expect(await inject(`update sojourn.case_snapshot set state = '{}' where case_id = '${theirs}' returning case_id`)).toBe('[[]]');
    const colleague = `insert into sojourn.access_log (organisation_id, access_id, actor_id, operation, purpose, outcome) values ('${world.harbour.organisationId}', '${newId()}', '${newId()}', 'x', 'assistance', 'x')`;
    expect(await inject(colleague)).toContain('row-level security');
    await as(world, world.harbour, (tx) => logAccess(tx, { accessId: newId(), operation: 'x', purpose: 'assistance', outcome: 'done' }));
  });
});

describe('SQL injected into the app’s own connection', () => {
  const all = 'select case_id, organisation_id, state from sojourn.case_snapshot';
  const ticket = (key: string, expires: number) => {
    const body = `${world.crossing.organisationId}|${world.crossing.userId}|assistance|${expires}|00`;
    return `${body}|${createHmac('sha256', key).update(body).digest('hex')}`;
  };
  const attacks: readonly (readonly [string, () => string])[] = [
    ['asks for everything', () => `${all}; select * from sojourn.entry_payload`],
    ['forges a ticket', () => `select set_config('app.ticket', '${ticket('guess', 9_999_999_999_999)}', true); ${all}`],
    ['forges a ticket with an empty key', () => `set app.ticket = '${ticket('', 9_999_999_999_999)}'; ${all}`],
    [
      'puts its own mac under another organisation',
      () => `select set_config('app.ticket', '${world.crossing.organisationId}' || substr(current_setting('app.ticket'), 37), true); ${all}`,
    ],
    ['uses a ticket of nonsense', () => `set app.ticket = '|||||'; ${all}; set app.ticket = 'x'; ${all}`],
    ['resets its role', () => `reset role; reset session authorization; ${all}`],
    ['becomes the owner', () => `set role "${world.prefix}_owner"; ${all}`],
    ['becomes set-up', () => `set role "${world.prefix}_set_up"; ${all}`],
    ['becomes the sign-in', () => `set session authorization "${world.prefix}_session"; ${all}`],
    ['switches row security off', () => `set row_security = off; ${all}`],
    ['ends the transaction', () => `commit; ${all}; begin; ${all}; commit`],
    ['hides a table behind a temporary one', () => `create temp table case_snapshot as ${all}`],
    [
      'hides a function',
      () =>
        `create function pg_temp.current_organisation() returns uuid language sql as 'select ''${world.crossing.organisationId}''::uuid'; set search_path = pg_temp, sojourn; ${all}`,
    ],
    [
      'replaces the check',
      () =>
        `create or replace function sojourn.current_organisation() returns uuid language sql as 'select ''${world.crossing.organisationId}''::uuid'; ${all}`,
    ],
    ['drops the wall', () => `alter table sojourn.case_snapshot disable row level security; ${all}`],
    ['adds a policy', () => `create policy mine on sojourn.case_snapshot using (true); ${all}`],
    ['reads the key', () => 'select * from sojourn.context_key'],
    ['calls the check’s inside', () => 'select sojourn.ticket_part(1)'],
    [
      'peeks with a function that tells',
      () => `select * from sojourn.case_snapshot where (1 / (case when state::text like '%THEIRS-ONLY%' then 0 else 1 end)) = 1`,
    ],
    ['reads the passwords', () => 'select username, password_hash from sojourn.app_user'],
    ['reads sessions', () => 'select * from sojourn.session'],
    ['watches other sessions', () => 'select query from pg_stat_activity'],
    ['stops other sessions', () => 'select pg_terminate_backend(pid) from pg_locks'],
    ['reads the server’s files', () => `select pg_read_file('postgresql.conf'); copy sojourn.entry to program 'cat'`],
    ['keeps bytes outside every table', () => `select lo_from_bytea(0, 'x')`],
    ['reads statistics', () => `select most_common_vals from pg_stats where schemaname = 'sojourn'`],
  ];

  it.each(attacks)('that %s learns nothing of another organisation', async (_, sql) => {
    await asSuperuser(world, (client) => client.query('analyze'));
    const found = await inject(sql());
    expect(found).not.toContain(theirs);
    expect(found).not.toContain('THEIRS-ONLY');
    expect(found).not.toContain(`"organisation_id":"${world.crossing.organisationId}"`);
    expect(found).not.toMatch(/argon2id\$|inner_pad|token_hash|division by zero|"ticket_part"/);
    expect((await as(world, world.crossing, (tx) => listCases(tx, notesFold))).map((one) => one.caseId)).toEqual([theirs]);
  });

  it('opens nothing with a ticket that expired, however well it is signed', async () => {
    const past = Date.now() - 120_000;
    const late = { ...world.storage, contextKey: world.contextKey };
    const clock = Date.now;
    Date.now = () => past;
    try {
      const who = { organisationId: world.harbour.organisationId, actorId: world.harbour.userId, purpose: 'assistance' as const };
      await expect(withContext(late, who, (tx) => listCases(tx, notesFold))).rejects.toThrow(/did not accept our ticket/);
    } finally {
      Date.now = clock;
    }
  });
});

describe('a connection that is used again', () => {
  const leftovers = [
    `select set_config('app.ticket', current_setting('app.ticket'), false); commit`,
    `select set_config('app.ticket', current_setting('app.ticket'), false); commit; begin`,
    'declare kept_open cursor with hold for select state from sojourn.case_snapshot; commit; begin',
    'prepare kept_open as select state from sojourn.case_snapshot; set search_path = sojourn; commit',
  ];
  it.each(leftovers)('carries nothing of the last organisation: %s', async (sql) => {
    const one = { ...world.storage, app: new Pool({ connectionString: world.addresses.app, max: 1 }) };
    try {
      const who = ({ organisationId, userId }: World['harbour']) => ({ organisationId, actorId: userId, purpose: 'assistance' as const });
      await withContext(one, who(world.crossing), (tx) => tx.unsafeConnection.query(sql));
      const bare = await one.app.query<{ ticket: string | null; path: string; cases: number }>(
        "select current_setting('app.ticket', true) as ticket, current_setting('search_path') as path, (select count(*) from sojourn.case_snapshot) as cases",
      );
      expect(bare.rows).toEqual([{ ticket: expect.toSatisfy((text) => text === null || text === ''), path: 'pg_catalog', cases: 0 }]);
      for (const look of ['fetch all from kept_open', 'execute kept_open'])
        await expect(withContext(one, who(world.harbour), (tx) => tx.unsafeConnection.query(look))).rejects.toThrow(/does not exist/);
      expect((await withContext(one, who(world.harbour), (tx) => listCases(tx, notesFold))).map((held) => held.caseId)).toEqual([ours]);
    } finally {
      await one.app.end();
    }
  });

  it('is not reached through a default that injected SQL wrote into its own login', async () => {
    const plant = (assignment: string) =>
      as(world, world.crossing, (tx) =>
        tx.unsafeConnection.query(
          `do $$ begin execute format('alter role %I set ${assignment}', current_user${assignment.includes('%L') ? ", current_setting('app.ticket')" : ''}); end $$; commit`,
        ),
      );
    await expect(plant('app.ticket = %L')).rejects.toThrow(/permission denied/);
    await plant('search_path = sojourn');
    const planted = await connectedTo(world.addresses.app, (client) => client.query("select current_setting('search_path') as path"));
    expect(planted.rows).toEqual([{ path: 'sojourn' }]);
    const fresh = openStorage(world.addresses, world.contextKey);
    try {
      expect((await fresh.app.query("select current_setting('search_path') as path")).rows).toEqual([{ path: 'pg_catalog' }]);
    } finally {
      await fresh.close();
    }
  });

  it('cannot be reached through a context that has ended', async () => {
    const kept = await as(world, world.harbour, async (tx) => tx);
    await expect(kept.rows('select 1')).rejects.toThrow(/has ended/);
    expect(() => kept.unsafeConnection).toThrow(/has ended/);
  });
});
