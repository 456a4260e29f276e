import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machine, removeMachines, superuser, typed, whileServed } from './machines.ts';
import { ended, type Served, serve, signIn } from './served.ts';
import { newId } from './world.ts';

// What people type into the wrong field: their password, someone's name.
const password = 'correct-horse-Battery-9';
const stranger = 'Selamawit Tadesse';
const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
const attempt = async (served: Served, username: string, word: string) =>
  (await fetch(`${served.address}/api/session`, { method: 'POST', headers, body: JSON.stringify({ username, password: word }) })).status;

type Line = { readonly organisation: string | null; readonly person: string | null; readonly operation: string; readonly outcome: string };
let environment: Readonly<Record<string, string>>;
let verifiedWhileServed = { code: null as number | null, said: '' };
let lines: readonly Line[] = [];
let everything = '';
const caseId = newId() as string;

beforeAll(async () => {
  environment = await machine('machine with a log', '4786');
  const served = await serve(environment);
  expect(await attempt(served, 'amal', password)).toBe(401);
  expect(await attempt(served, password, 'sojourn-demo')).toBe(401);
  expect(await attempt(served, stranger, password)).toBe(401);
  const amal = await signIn(served.address, 'amal');
  const body = { actId: newId(), caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now() };
  await amal.post('/api/acts/contact.record', { ...body, input: { personId: newId(), presentCountry: 'LBN', source: 'hotline' } });
  await amal.post('/api/acts/payment.record', { ...body, actId: newId(), deviceSequence: 2, input: {} });
  await amal.post('/api/acts/contact.record', { nonsense: stranger });
  await amal.get('/api/cases');
  await amal.get(`/api/cases/${caseId}/summary.pdf`);
  await amal.get(`/api/cases/${newId()}`);
  verifiedWhileServed = typed(environment, 'verify');
  served.process.kill('SIGKILL');
  await ended(served.process);
  lines = (await superuser(
    environment,
    `select o.name as organisation, u.username as person, l.operation, l.outcome from sojourn.access_log l
     left join sojourn.organisation o using (organisation_id) left join sojourn.app_user u on u.user_id = l.actor_id order by l.seq`,
  )) as readonly Line[];
  everything = JSON.stringify(await superuser(environment, 'select to_jsonb(l) from sojourn.access_log l'));
}, 180_000);
afterAll(removeMachines);

const outcomes = (operation: string) => lines.filter((line) => line.operation === operation).map(({ person, outcome }) => [person, outcome]);

describe('who signed in, who tried, who looked, what was taken out, what was refused', () => {
  it('a failed sign-in is a line: under the account it was tried on, or under nobody', () => {
    expect(outcomes('session.sign-in')).toEqual([
      ['amal', 'wrong-username-or-password'],
      [null, 'wrong-username-or-password'],
      [null, 'wrong-username-or-password'],
      ['amal', 'done'],
    ]);
    expect(lines.filter((line) => line.person === null && line.operation === 'session.sign-in').map((line) => line.organisation)).toEqual([null, null]);
  });

  it('what a stranger typed is nowhere in it', () => {
    expect(everything).toContain('wrong-username-or-password');
    for (const word of [password, stranger, 'Selamawit', 'correct-horse']) expect(everything.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('searches, prints, refused acts and acts that made no sense are lines too', () => {
    expect(outcomes('cases.list')).toContainEqual(['amal', 'done']);
    expect(outcomes('case.summary')).toEqual([['amal', 'done']]);
    expect(outcomes('case.view')).toEqual([['amal', 'no-such-case']]);
    expect(outcomes('payment.record')).toContainEqual(['amal', 'not-allowed']);
    expect(
      outcomes('contact.record')
        .filter(([person]) => person === 'amal')
        .at(-1),
    ).toEqual(['amal', 'input-not-understood']);
  });

  it('a command at the machine is a line, and of nobody', () => {
    expect(outcomes('machine.verify')).toEqual([[null, 'done']]);
  });

  it('verify says of lines that no batch holds yet that nothing vouches for them; of sealed ones that they were checked', async () => {
    expect(verifiedWhileServed.said).toMatch(/lines, the oldest of .* UTC, are not sealed yet\. Nothing vouches for them/);
    expect(verifiedWhileServed.code).toBe(0);
    await whileServed(environment, async () => undefined);
    const after = typed(environment, 'verify');
    expect(after.said).toMatch(/Harbour[^\n]*: [1-9]\d* lines of the access log are sealed and were checked/);
    expect(after.said).toMatch(/Sign-ins and commands: 3 lines of the access log are sealed and were checked/);
    expect(after.code).toBe(0);
  });

  it('a line put in afterwards, among sealed ones, is found', async () => {
    await superuser(
      environment,
      `set session_replication_role = replica;
       update sojourn.access_batch set to_seq = to_seq + 30000;
       insert into sojourn.access_log select (jsonb_populate_record(l, jsonb_build_object('access_id', gen_random_uuid(), 'seq', 1))).* from sojourn.access_log l where operation = 'case.summary'`,
    );
    const done = typed(environment, 'verify');
    expect(done.said).toContain('1 lines stand among sealed ones and are in no batch: they were put in afterwards');
    expect(done.code).toBe(1);
  });
});
