import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let noor: Client;
beforeAll(async () => {
  world = await openWorld(4650, undefined, {
    SOJOURN_WEBHOOK_NETWORKS: '127.0.0.1/32',
    SOJOURN_WEBHOOK_TRIES: '3',
    SOJOURN_WEBHOOK_FIRST_WAIT: '1',
  });
  [amal, noor] = await Promise.all([world.as('amal'), world.as('noor')]);
}, 60_000);
afterAll(() => world?.close());

const database = async (statement: string, values: readonly unknown[] = []) => {
  const url = new URL(world.running.superuserUrl);
  url.pathname = '/sojourn';
  const client = new Database({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows;
  } finally {
    await client.end();
  }
};
const until = async <Value>(look: () => Promise<Value | undefined>): Promise<Value> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error('It did not come');
};

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const issue = async (operations: readonly string[], more: object = {}) =>
  amal.post('/api/tokens', { label: 'Intake form', operations, expiresOn: tomorrow, ...more });
type Issued = { readonly tokenId: string; readonly token: string };
const issued = async (operations: readonly string[], more: object = {}): Promise<Issued> => {
  const answer = await issue(operations, more);
  expect(answer.status).toBe(200);
  return answer.body as Issued;
};
/** As a program does: no cookie, no header of ours. */
const program = async (token: string, method: string, path: string, body?: unknown) => {
  const response = await fetch(`${world.running.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
};
const contact = () => {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const sealed = [{ field: 'name', subjectId: personId, text: 'Qxvolmira Plantedname' }];
  const input = { personId, presentCountry: 'LBN' };
  return { caseId, body: { actId: newId(), caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now(), input, sealed } };
};

describe('a token of a program', () => {
  it('does what it was made for, as its owner, and nothing else', async () => {
    const { token } = await issued(['contact.record', 'cases.list']);
    const { caseId, body } = contact();
    expect((await program(token, 'POST', '/api/acts/contact.record', body)).status).toBe(200);
    const listed = await program(token, 'GET', '/api/cases');
    expect((listed.body['cases'] as readonly { readonly caseId: string }[]).map((one) => one.caseId)).toContain(caseId);
    for (const [method, path] of [
      ['GET', `/api/cases/${caseId}`],
      ['POST', `/api/cases/${caseId}/reveal`],
      ['GET', '/api/tokens'],
      ['POST', '/api/acts/case.close'],
    ] as const)
      expect(await program(token, method, path, method === 'POST' ? {} : undefined), path).toMatchObject({ status: 403, body: { kind: 'token-too-narrow' } });
    // Not an operation: a token opens no session and prints no page.
    expect((await program(token, 'GET', '/api/session')).status).toBe(401);
    expect((await program(token, 'GET', `/api/cases/${caseId}/summary.pdf`)).status).toBe(401);
    const lines = await database("select operation, outcome from sojourn.access_log where operation like 'token.use.%' order by seq");
    expect(lines.map((line) => line.outcome)).toEqual(expect.arrayContaining(['done', 'token-too-narrow']));
  });

  it('never reads names and words, and is given nothing its owner may not do', async () => {
    expect((await issue(['identity.reveal'])).body).toMatchObject({ kind: 'not-for-tokens' });
    expect((await issue(['token.issue'])).body).toMatchObject({ kind: 'not-for-tokens' });
    expect((await issue(['payment.record'])).body).toMatchObject({ kind: 'scope-not-yours' });
    expect((await issue(['cases.list'], { officeId: '0192a000-0000-7000-8000-000000000012' })).body).toMatchObject({ kind: 'scope-not-yours' });
    expect((await issue(['no.such'])).body).toMatchObject({ kind: 'input-not-understood' });
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    for (const [days, status] of [
      [-1, 422],
      [0, 200],
      [366, 200],
      [367, 422],
    ] as const)
      expect((await issue(['cases.list'], { expiresOn: day(days) })).status, `${days} days`).toBe(status);
  });

  it('of someone who serves every office sees only the office it was made for', async () => {
    const maya = await world.as('maya');
    const tunis = '0192a000-0000-7000-8000-000000000012';
    const made = await maya.post('/api/tokens', { label: 'Fund', operations: ['cases.list', 'case.view'], officeId: tunis, expiresOn: tomorrow });
    const { token } = made.body as Issued;
    const { caseId, body } = contact();
    expect((await amal.post('/api/acts/contact.record', body)).status).toBe(200);
    expect((await maya.get(`/api/cases/${caseId}`)).status).toBe(200);
    expect((await program(token, 'GET', `/api/cases/${caseId}`)).status).toBe(404);
    const leila = await world.as('leila');
    const theirs = contact();
    expect((await leila.post('/api/acts/contact.record', theirs.body)).status).toBe(200);
    expect((await program(token, 'GET', `/api/cases/${theirs.caseId}`)).status).toBe(200);
    const seen = async (answer: Promise<{ readonly body: Readonly<Record<string, unknown>> }>) =>
      ((await answer).body['cases'] as readonly { readonly caseId: string }[]).map((one) => one.caseId);
    expect(await seen(program(token, 'GET', '/api/cases'))).toEqual(await seen(leila.get('/api/cases')));
    expect(await seen(leila.get('/api/cases'))).toContain(theirs.caseId);
  });

  it('is shown once, is kept as a hash, and is nothing when a letter of it is wrong', async () => {
    const { token, tokenId } = await issued(['cases.list']);
    const secret = token.split('_')[2] ?? '';
    const everything = JSON.stringify(await database('select t::text from sojourn.api_token t'));
    expect(everything).toContain(tokenId);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    expect(JSON.stringify((await amal.get('/api/tokens')).body)).not.toContain(secret);
    for (const wrong of [`${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, token.slice(0, -1), `sjt_${newId()}_${secret}`, '', 'sjt_x_y'])
      expect((await program(wrong, 'GET', '/api/cases')).body, wrong).toMatchObject({ kind: 'token-not-valid' });
    // Guesses use nothing of it up.
    const [counted] = await database('select in_minute::int as n from sojourn.api_token where token_id = $1', [tokenId]);
    expect(counted).toEqual({ n: 0 });
    // A session beside it does not help a token.
    const both = await amal.raw('GET', '/api/cases', undefined, { authorization: 'Bearer sjt_x_y' });
    expect(both.status).toBe(401);
  });

  it('ends at once: by its owner, by an administrator, with its day, and with its owner', async () => {
    const [one, other, third, fourth] = [
      await issued(['cases.list']),
      await issued(['cases.list']),
      await issued(['cases.list']),
      await issued(['cases.list']),
    ];
    const works = async ({ token }: Issued) => (await program(token, 'GET', '/api/cases')).status;
    expect(await works(one)).toBe(200);
    expect((await amal.post(`/api/tokens/${one.tokenId}/revoke`, {})).status).toBe(200);
    expect(await works(one)).toBe(401);
    expect((await noor.post(`/api/tokens/${other.tokenId}/revoke`, {})).body).toMatchObject({ kind: 'no-such-token' });
    expect(
      ((await noor.get('/api/administration/tokens')).body['tokens'] as readonly { readonly tokenId: string; readonly owner: string }[]).find(
        (t) => t.tokenId === other.tokenId,
      )?.owner,
    ).toBe('Amal Haddad');
    expect((await amal.get('/api/administration/tokens')).status).toBe(403);
    expect((await noor.post(`/api/administration/tokens/${other.tokenId}/revoke`, {})).status).toBe(200);
    expect(await works(other)).toBe(401);
    await database('update sojourn.api_token set expires_at = clock_timestamp() where token_id = $1', [third.tokenId]);
    expect(await works(third)).toBe(401);
    expect(await works(fourth)).toBe(200);
    await database("update sojourn.app_user set locked = true where username = 'amal'");
    expect(await works(fourth)).toBe(401);
    await database("update sojourn.app_user set locked = false where username = 'amal'");
    await expect(database('update sojourn.api_token set revoked_at = null where token_id = $1', [one.tokenId])).rejects.toThrow(/stays ended/);
  });

  it('asks so often in a minute and no oftener', async () => {
    const { token } = await issued(['cases.list'], { perMinute: 3 });
    // Away from the turn of a minute, where counting begins anew.
    if (new Date().getSeconds() > 55) await pause(6_000);
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await program(token, 'GET', '/api/cases')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});

type Heard = { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>; readonly body: string };
/** A program of others: keeps what it is told and answers as it is bidden. */
async function receiver(answers: number[]): Promise<{ readonly address: string; readonly heard: Heard[]; readonly server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { readonly port: number };
  return { address: `http://127.0.0.1:${port}/sojourn`, heard, server };
}

describe('a program that is told', () => {
  it('gets kinds and ids, signed, of the kinds it asked for, and never a name', async () => {
    const { address, heard, server } = await receiver([]);
    const added = (await amal.post('/api/webhooks', { address, kinds: ['contact-recorded'] })).body as { readonly webhookId: string; readonly secret: string };
    const { caseId, body } = contact();
    const receipt = await amal.post('/api/acts/contact.record', body);
    const told = await until(async () => heard[0]);
    expect(JSON.parse(told.body)).toEqual({
      id: expect.any(String),
      kind: 'contact-recorded',
      caseId,
      entryId: (receipt.body['entryIds'] as readonly string[])[0],
      at: expect.stringMatching(/^20/),
    });
    expect(told.body).not.toContain('Plantedname');
    // As a receiver checks it.
    const [, t, k, v1] = /^t=(\d+),k=(\d+),v1=([0-9a-f]{64})$/.exec(String(told.headers['sojourn-signature'])) ?? [];
    expect(k).toBe('1');
    expect(Math.abs(Date.now() / 1000 - Number(t))).toBeLessThan(300);
    expect(createHmac('sha256', added.secret).update(`${t}.${told.body}`).digest('hex')).toBe(v1);
    const ways = await until(async () => {
      const rows = (await amal.get(`/api/webhooks/${added.webhookId}/deliveries`)).body['deliveries'] as readonly { readonly status: string }[];
      return rows.some((one) => one.status === 'delivered') ? rows : undefined;
    });
    expect(ways).toMatchObject([{ status: 'delivered', tries: 1, lastStatus: 204 }]);
    // Another kind: not asked for. Another office, another organisation: not theirs.
    await (await world.as('leila')).post('/api/acts/contact.record', contact().body);
    await (await world.as('wanjiru')).post('/api/acts/contact.record', contact().body);
    expect((await amal.act('hold.place', caseId, { ground: 'court' })).status).not.toBe(200);
    expect((await database('select count(*)::int as n from sojourn.webhook_delivery'))[0].n).toBe(1);
    // What is refused is not announced; what is ended is told nothing.
    expect((await amal.post(`/api/webhooks/${added.webhookId}/end`, {})).status).toBe(200);
    await amal.post('/api/acts/contact.record', contact().body);
    expect((await database('select count(*)::int as n from sojourn.webhook_delivery'))[0].n).toBe(1);
    server.close();
  });

  it('that does not answer well is told again, under the same id; what was given up is seen, and sent again when asked', async () => {
    const { address, heard, server } = await receiver([500, 302]);
    const { webhookId } = (await amal.post('/api/webhooks', { address, kinds: ['contact-recorded'] })).body as { readonly webhookId: string };
    await amal.post('/api/acts/contact.record', contact().body);
    await until(async () => heard[2]);
    const ids = heard.map(({ body }) => (JSON.parse(body) as { readonly id: string }).id);
    expect(new Set(ids).size).toBe(1);
    const deliveries = async () =>
      (await amal.get(`/api/webhooks/${webhookId}/deliveries`)).body['deliveries'] as readonly {
        readonly deliveryId: string;
        readonly status: string;
        readonly tries: number;
      }[];
    const first = await until(async () => (await deliveries()).find((one) => one.status === 'delivered'));
    expect(first.tries).toBe(3);
    server.close();
    await amal.post('/api/acts/contact.record', contact().body);
    const given = await until(async () => (await deliveries()).find((one) => one.status === 'given-up'));
    expect(given).toMatchObject({ tries: 3, lastProblem: 'ECONNREFUSED' });
    expect((await amal.get('/api/webhooks')).body).toMatchObject({
      webhooks: expect.arrayContaining([expect.objectContaining({ webhookId, givenUp: 1, delivered: 1 })]),
    });
    expect((await noor.get('/api/administration/webhooks')).status).toBe(200);
    expect((await amal.post(`/api/webhooks/${webhookId}/deliveries/${given.deliveryId}/send-again`, {})).status).toBe(200);
    expect((await deliveries()).find((one) => one.deliveryId === given.deliveryId)?.status).toBe('waiting');
    expect((await noor.post(`/api/webhooks/${webhookId}/deliveries/${given.deliveryId}/send-again`, {})).body).toMatchObject({ kind: 'no-such-delivery' });
  });

  it('lies on the public network', async () => {
    for (const address of [
      'http://127.0.0.2/',
      'https://127.0.0.2/',
      'https://169.254.169.254/latest',
      'https://[::1]/',
      'https://localhost/',
      'http://hooks.example.org/',
      'https://10.0.0.1/',
    ])
      expect((await amal.post('/api/webhooks', { address, kinds: ['contact-recorded'] })).body, address).toMatchObject({ kind: 'webhook-address-not-allowed' });
    expect((await amal.post('/api/webhooks', { address: 'https://hooks.example.org/', kinds: ['everything'] })).body).toMatchObject({
      kind: 'input-not-understood',
    });
  });

  it('what is undone with its act was never announced', async () => {
    const before = (await database('select count(*)::int as n from jobs.job'))[0].n;
    const { body } = contact();
    expect((await amal.post('/api/acts/contact.record', { ...body, input: { ...body.input, presentCountry: 'nowhere' } })).status).toBe(400);
    expect((await database('select count(*)::int as n from jobs.job'))[0].n).toBe(before);
  });
});

describe('the login of work in the background', () => {
  it('sees whom to tell and no case, no name, no password', async () => {
    const { jobs } = world.running.desk.storage;
    for (const table of ['entry', 'entry_payload', 'sealed_value', 'case_snapshot', 'session', 'access_log', 'api_token', 'attachment'])
      await expect(jobs.query(`select 1 from sojourn.${table}`), table).rejects.toThrow(/permission denied/);
    await expect(jobs.query('select password_hash from sojourn.app_user')).rejects.toThrow(/permission denied/);
    await expect(world.running.desk.storage.app.query('select data from jobs.job')).rejects.toThrow(/permission denied/);
    await expect(world.running.desk.storage.app.query('select hash from sojourn.api_token')).rejects.toThrow(/permission denied/);
  });
});
