import { createHash } from 'node:crypto';
import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, OrganisationId, PersonId, UserId } from '@sojourn/kernel';
import { verifyCase, withContext } from '@sojourn/storage';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let wanjiru: Client;
const harbour = demoOrganisations[0]?.organisationId as OrganisationId;
const amalId = demoOrganisations[0]?.users[0]?.userId as UserId;
const crossing = demoOrganisations[1]?.organisationId ?? '';

beforeAll(async () => {
  // The hole a careless programmer might leave: words from outside, concatenated into SQL, on the app's own connection.
  world = await openWorld(4610, (app) =>
    app.post<{ Body: { words: string } }>('/test/hole', { config: { open: 'a hole, for the test' } }, async (request) =>
      withContext(world.running.desk.storage, { organisationId: harbour, actorId: amalId, purpose: 'assistance' }, async (tx) => {
        try {
          const found = await tx.unsafeConnection.query(`select case_id, organisation_id from sojourn.case_snapshot where case_code = '${request.body.words}'`);
          return { found: JSON.stringify([found].flat().map((one) => (one as { rows: unknown }).rows)) };
        } catch (problem) {
          return { found: '', refused: (problem as Error).message };
        }
      }),
    ),
  );
  [amal, wanjiru] = await Promise.all([world.as('amal'), world.as('wanjiru')]);
}, 60_000);
afterAll(() => world?.close());

type Row = { readonly caseId: string; readonly stage: string };
const casesOf = async (client: Client) => (await client.get('/api/cases')).body['cases'] as readonly Row[];
async function newCase(client: Client): Promise<{ readonly caseId: string; readonly personId: string }> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const made = await client.act(
    'contact.record',
    caseId,
    { personId, presentCountry: 'LBN' },
    { sealed: [{ field: 'name', subjectId: personId, text: 'Quillifer Plantedname' }] },
  );
  expect(made.status).toBe(200);
  return { caseId, personId };
}
const database = async <Value>(url: string, work: (client: Database) => Promise<Value>): Promise<Value> => {
  const client = new Database({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const asSuperuser = (name = 'sojourn') => {
  const url = new URL(world.running.superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
};

describe('two organisations', () => {
  it('cannot see each other’s cases, by list or by id', async () => {
    const [ours, theirs] = [await casesOf(amal), await casesOf(wanjiru)];
    expect(ours.length).toBeGreaterThan(5);
    expect(theirs.length).toBe(4);
    for (const { caseId } of theirs) expect(await amal.get(`/api/cases/${caseId}`)).toMatchObject({ status: 404, body: { kind: 'no-such-case' } });
    const nowhere = await amal.get(`/api/cases/${newId<CaseId>()}`);
    expect(await amal.get(`/api/cases/${theirs[0]?.caseId}`)).toEqual(nowhere);
  });

  it('cannot reach each other by SQL injected into the app’s own connection', async () => {
    const foreign = `organisation_id <> '${harbour}'`;
    const forged = `${crossing}|${amalId}|assistance|9999999999999|00|${createHash('sha256').update('guess').digest('hex')}`;
    const attempts = [
      `x' or ${foreign} --`,
      `x'; select case_id, organisation_id from sojourn.case_snapshot where ${foreign} --`,
      `x'; select set_config('app.ticket', '${forged}', true); select case_id, organisation_id from sojourn.case_snapshot where ${foreign} --`,
      `x'; reset role; select case_id, organisation_id from sojourn.case_snapshot where ${foreign} --`,
      `x'; set role sojourn_owner; select case_id, organisation_id from sojourn.case_snapshot --`,
      `x'; set local row_security = off; select case_id, organisation_id from sojourn.case_snapshot where ${foreign} --`,
      `x'; select inner_pad, outer_pad from sojourn.context_key --`,
      `x'; commit; begin; select case_id, organisation_id from sojourn.case_snapshot --`,
      `x'; create temp table case_snapshot (case_id uuid); --`,
      `x'; create or replace function sojourn.current_organisation() returns uuid language sql as 'select ''${crossing}''::uuid' --`,
      `x'; alter table sojourn.case_snapshot disable row level security --`,
      `x'; select username, password_hash from sojourn.app_user --`,
      `x'; select sojourn.ticket_part(1) --`,
    ];
    for (const words of attempts) {
      const { body } = await amal.post('/test/hole', { words });
      expect(String(body['found']), words).not.toContain(`"organisation_id":"${crossing}"`);
      expect(String(body['found']), words).not.toMatch(/argon2id|inner_pad|"ticket_part"/);
    }
    expect((await casesOf(wanjiru)).length).toBe(4);
  });

  it('leave nothing behind on a connection that the next one uses', async () => {
    await amal.post('/test/hole', { words: `x'; select set_config('app.ticket', current_setting('app.ticket'), false); commit --` });
    for (let round = 0; round < 30; round += 1) {
      const rows = await world.running.desk.storage.app.query(
        "select current_setting('app.ticket', true) as ticket, (select count(*) from sojourn.case_snapshot) as cases",
      );
      expect(rows.rows[0]).toMatchObject({ cases: 0 });
      expect(rows.rows[0].ticket ?? '').toBe('');
    }
  });

  it('an expired or foreign ticket shows no row', async () => {
    const rows = await world.running.desk.storage.app.query('select count(*) as n from sojourn.entry');
    expect(rows.rows[0].n).toBe(0);
  });
});

describe('an entry', () => {
  it('is never changed: not by the app, the owner, nor by TRUNCATE', async () => {
    const owner = new URL(asSuperuser());
    for (const statement of ['update sojourn.entry set kind = kind', 'delete from sojourn.entry', 'truncate sojourn.entry']) {
      await expect(world.running.desk.storage.app.query(statement)).rejects.toThrow(/permission denied/);
      // By trigger too: a superuser acting as the owner with the right given back is still refused.
      await expect(database(owner.href, (client) => client.query(statement))).rejects.toThrow(/never changed/);
      await expect(database(owner.href, (client) => client.query('set role sojourn_owner').then(() => client.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('that someone with the whole database edits is found by its chain', async () => {
    const { caseId } = await newCase(amal);
    const verify = () =>
      withContext(world.running.desk.storage, { organisationId: harbour, actorId: amalId, purpose: 'supervision' }, (tx) => verifyCase(tx, caseId as CaseId));
    expect(await verify()).toEqual([]);
    await database(asSuperuser(), (client) =>
      client
        .query('set session_replication_role = replica')
        .then(() =>
          client.query(
            `update sojourn.entry_payload set payload = jsonb_set(payload, '{source}', '"embassy"') where entry_id = (select entry_id from sojourn.entry where case_id = $1 and sequence = 1)`,
            [caseId],
          ),
        ),
    );
    expect(await verify()).toEqual([{ sequence: 1, kind: 'payload-edited' }]);
  });
});

describe('an act', () => {
  it('sent twice happens once; the same id with other content is refused', async () => {
    const [caseId, personId, actId] = [newId<CaseId>(), newId<PersonId>(), newId<CaseId>()];
    const request = { actId, caseId, deviceId: newId<CaseId>(), deviceSequence: 1, basis: 0, recordedAt: 1, input: { personId, presentCountry: 'LBN' } };
    const [first, second] = await Promise.all([amal.post('/api/acts/contact.record', request), amal.post('/api/acts/contact.record', request)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body['entryIds']).toEqual(second.body['entryIds']);
    const other = await amal.post('/api/acts/contact.record', { ...request, input: { personId, presentCountry: 'TUN' } });
    expect(other).toMatchObject({ status: 409, body: { kind: 'same-act-other-content' } });
  });

  it('two on one case at the same moment are both kept, one after the other', async () => {
    const { caseId, personId } = await newCase(amal);
    const say = (fact: string) => amal.act('facts.assert', caseId, { facts: [{ subjectId: personId, fact, answer: { is: 'value', value: true } }] });
    const done = await Promise.all(Array.from({ length: 12 }, () => say('person.migrant-worker')));
    expect(done.every((one) => one.status === 200)).toBe(true);
    expect(new Set(done.map((one) => one.body['sequence'])).size).toBe(12);
  });

  it('that is refused is kept, without the words it carried', async () => {
    const { caseId, personId } = await newCase(amal);
    const refused = await amal.act(
      'application.submit',
      caseId,
      { programme: 'gaf-2013', urgency: 'standard' },
      { sealed: [{ field: 'summary', subjectId: personId, text: 'secret words' }] },
    );
    expect(refused).toMatchObject({ status: 422, body: { kind: 'consent-missing' } });
    const kept = await database(asSuperuser(), (client) => client.query('select name, refusal::text from sojourn.refused_act where case_id = $1', [caseId]));
    expect(kept.rows).toEqual([{ name: 'application.submit', refusal: expect.stringContaining('consent-missing') }]);
  });

  it('a fact that no catalogue knows, or words where a code belongs, are refused', async () => {
    const { caseId, personId } = await newCase(amal);
    const say = (fact: string, value: unknown) => amal.act('facts.assert', caseId, { facts: [{ subjectId: personId, fact, answer: { is: 'value', value } }] });
    expect((await say('person.gender', 'Amina')).body).toMatchObject({ kind: 'value-does-not-fit' });
    expect((await say('person.nickname', 'Amina')).body).toMatchObject({ kind: 'no-such-fact' });
    expect((await say('person.birth-date', '1998-03-04')).body).toMatchObject({ kind: 'value-does-not-fit' });
  });

  it('a case of another office is not there', async () => {
    const { caseId, personId } = await newCase(amal);
    const leila = await world.as('leila');
    expect((await leila.get(`/api/cases/${caseId}`)).status).toBe(404);
    expect((await leila.act('facts.assert', caseId, { facts: [{ subjectId: personId, fact: 'person.detained', answer: { is: 'declined' } }] })).status).toBe(
      404,
    );
  });
});

describe('a sealed name', () => {
  type Sealed = { readonly sealedId: string; readonly field: string };
  const sealedOf = async (caseId: string) => ((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly sealed: readonly Sealed[] }).sealed;

  it('opens for a caseworker, not for the fund manager or finance, and each reading is written down', async () => {
    const { caseId } = await newCase(amal);
    const sealedIds = (await sealedOf(caseId)).map((one) => one.sealedId);
    expect((await amal.post(`/api/cases/${caseId}/reveal`, { sealedIds })).body['values']).toMatchObject([{ field: 'name', text: 'Quillifer Plantedname' }]);
    for (const other of ['maya', 'farid', 'noor']) expect((await (await world.as(other)).post(`/api/cases/${caseId}/reveal`, { sealedIds })).status).toBe(403);
    const log = await database(asSuperuser(), (client) =>
      client.query("select outcome from sojourn.access_log where case_id = $1 and operation = 'identity.reveal' order by at", [caseId]),
    );
    expect(log.rows.map((row) => row.outcome)).toEqual(['done', 'not-allowed', 'not-allowed', 'not-allowed']);
  });

  it('stands in no table of the case database', async () => {
    await newCase(amal);
    const found = await database(asSuperuser(), async (client) => {
      const tables = await client.query<{ t: string }>(
        "select format('%I.%I', schemaname, tablename) as t from pg_tables where schemaname in ('sojourn', 'migration')",
      );
      const hits = [];
      for (const { t } of tables.rows)
        if (((await client.query(`select 1 from ${t} x where x::text ilike '%plantedname%' limit 1`)).rowCount ?? 0) > 0) hits.push(t);
      const control = await client.query("select 1 from sojourn.organisation x where x::text ilike '%harbour%'");
      return { hits, control: control.rowCount };
    });
    expect(found).toEqual({ hits: [], control: 1 });
  });

  it('moved to another case does not open', async () => {
    const [one, other] = [await newCase(amal), await newCase(amal)];
    const [from, to] = [(await sealedOf(one.caseId))[0], (await sealedOf(other.caseId))[0]];
    await database(asSuperuser(), (client) =>
      client
        .query('set session_replication_role = replica')
        .then(() =>
          client.query('update sojourn.sealed_value set ciphertext = (select ciphertext from sojourn.sealed_value where sealed_id = $1) where sealed_id = $2', [
            from?.sealedId,
            to?.sealedId,
          ]),
        ),
    );
    const answer = await amal.post(`/api/cases/${other.caseId}/reveal`, { sealedIds: [to?.sealedId] });
    expect(answer).toMatchObject({ status: 500, body: { kind: 'our-fault' } });
    expect(JSON.stringify(answer.body)).not.toContain('Planted');
  });
});

describe('the journey’s rules hold over HTTP', () => {
  it('nobody decides on their own application, whatever the screen shows', async () => {
    const submitted = (await casesOf(amal)).find((row) => row.stage === 'submitted');
    const samir = await world.as('samir');
    const view = (await samir.get(`/api/cases/${submitted?.caseId}`)).body['case'] as { readonly applications: readonly { readonly entryId: string }[] };
    const decide = { applicationId: view.applications[0]?.entryId, decision: 'eligible', reasons: ['tests-met'] };
    expect((await samir.act('application.decide', submitted?.caseId ?? '', decide)).status).toBe(403);
  });
  it('nothing is open without signing in, and a change needs the header no form can send', async () => {
    const address = world.running.address;
    for (const path of ['/api/cases', `/api/cases/${newId<CaseId>()}`, `/api/cases/${newId<CaseId>()}/summary.pdf`])
      expect((await fetch(address + path)).status).toBe(401);
    expect((await fetch(`${address}/api/session`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(403);
  });
  it('every declared operation is in the OpenAPI document', async () => {
    const document = (await amal.get('/api/openapi.json')).body as { readonly openapi: string; readonly paths: Readonly<Record<string, unknown>> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/acts/contact.record', '/api/acts/payment.record', '/api/cases/{caseId}', '/api/imports/preview']),
    );
  });
});
