import { demoOrganisations } from '@sojourn/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt, codeAfter, enrolApp } from './browser.ts';
import { newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Browser;
const own = 'sojourn-demo';
const second = 'seven calm herons wade';
const idOf = (username: string) => demoOrganisations[0]?.users.find((user) => user.username === username)?.userId;
const at = () => browserAt(world.running.address);
const signIn = async (username: string, password: string, code?: string): Promise<Browser> => {
  const browser = at();
  expect((await browser.post('/api/session', { username, password, ...(code === undefined ? {} : { code }) })).status).toBe(200);
  return browser;
};
let secret: string;

beforeAll(async () => {
  world = await openWorld(4357);
  amal = await signIn('amal', own, '246810');
  ({ secret } = await enrolApp(amal));
  expect((await amal.post('/api/account/duress', { password: own, contacts: [] })).body['kind']).toBe('same-as-your-password');
  expect((await amal.post('/api/account/duress', { password: second, contacts: [idOf('samir')] })).status).toBe(204);
}, 60_000);
afterAll(() => world?.close());

const cases = async (browser: Browser) => (await browser.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
/** Everything but ids, keys and times, which differ between any two sign-ins or accounts. */
const shape = (body: unknown): unknown => JSON.parse(JSON.stringify(body), (key, value: unknown) => (/(Id|Key|At|Mark)$/.test(key) ? typeof value : value));

describe('a second password, under pressure', () => {
  it('opens with the same answer and the same cookies as one’s own', async () => {
    const [real, decoy] = [at(), at()];
    const answers = [
      await real.post('/api/session', { username: 'amal', password: own }),
      await decoy.post('/api/session', { username: 'amal', password: second }),
    ];
    const [one, other] = answers.map(({ status, body, setCookies }) => ({
      status,
      body: shape(body),
      cookies: setCookies.map((cookie) => cookie.replace(/=[^;]*/, '=').replace(/expires=[^;]*/i, '')),
    }));
    expect(other).toEqual(one);
    expect(Object.keys(answers[1]?.body ?? {})).toEqual(Object.keys(answers[0]?.body ?? {}));
    for (const path of ['/api/account/sign-in', '/api/account/alarms', '/api/openapi.json'])
      expect(shape((await decoy.get(path)).body), path).toEqual(shape((await real.get(path)).body));
  });

  it('shows no case, by list or by id, and the phone in the hand works as always', async () => {
    const real = await cases(amal);
    expect(real.length).toBeGreaterThan(3);
    const decoy = await signIn('amal', second);
    expect(await cases(decoy)).toEqual([]);
    for (const { caseId } of real) expect((await decoy.get(`/api/cases/${caseId}`)).body['kind']).toBe('no-such-case');
    expect((await decoy.post(`/api/cases/${real[0]?.caseId}/reveal`, { sealedIds: [newId()] })).body['kind']).toBe('second-factor-needed');
    expect((await decoy.post('/api/session/second-factor', { code: codeAfter(secret, 1) })).status).toBe(200);
    expect((await decoy.post(`/api/cases/${real[0]?.caseId}/reveal`, { sealedIds: [newId()] })).body['kind']).toBe('no-such-case');
  });

  it('keeps what is written there apart: it is accepted, shown there, and is nowhere in the real register', async () => {
    const decoy = await signIn('amal', second);
    const before = (await cases(amal)).length;
    const body = { actId: newId(), caseId: newId(), deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now() };
    const act = await decoy.post('/api/acts/contact.record', { ...body, input: { personId: newId(), presentCountry: 'LBN', source: 'hotline' } });
    expect(act.status).toBe(200);
    expect((await cases(decoy)).length).toBe(1);
    expect((await cases(amal)).length).toBe(before);
    const where = await world.database((client) =>
      client.query('select o.decoy_of from sojourn.entry e join sojourn.organisation o using (organisation_id) where e.case_id = $1', [body.caseId]),
    );
    expect([...new Set(where.rows.map((row) => row.decoy_of))]).toEqual([demoOrganisations[0]?.organisationId]);
  });

  it('does not reach back: whoever stands there changes nothing about the real sign-in', async () => {
    const decoy = await signIn('amal', second, '246810');
    await decoy.post('/api/account/recovery-codes', {});
    expect((await decoy.post('/api/account/duress', { password: 'nine calm herons wade', contacts: [] })).status).toBe(204);
    expect((await decoy.post('/api/account/sessions/end-others', {})).status).toBe(204);
    expect((await amal.get('/api/cases')).status, 'the real session goes on').toBe(200);
    expect((await at().post('/api/session', { username: 'amal', password: 'nine calm herons wade' })).status).toBe(401);
    await signIn('amal', own);
  });

  it('tells the people one named, without a name until they ask; nobody else, and nobody in the desk of the second password', async () => {
    const alarms = async (browser: Browser) => (await browser.get('/api/account/alarms')).body['alarms'] as readonly { readonly alarmId: string }[];
    const [samir, noor, decoy] = [await signIn('samir', own), await signIn('noor', own), await signIn('amal', second)];
    await expect.poll(async () => (await alarms(samir)).length).toBeGreaterThan(0);
    const [alarm] = await alarms(samir);
    expect(JSON.stringify(await alarms(samir))).not.toMatch(/Amal|amal/);
    expect(Object.keys(alarm ?? {}).sort()).toEqual(['alarmId', 'at']);
    for (const browser of [noor, decoy, amal]) expect(await alarms(browser)).toEqual([]);
    expect((await samir.post('/api/account/alarms/who', { alarmId: alarm?.alarmId })).body['kind']).toBe('second-factor-needed');
    await samir.post('/api/session/second-factor', { code: '246810' });
    expect((await samir.post('/api/account/alarms/who', { alarmId: alarm?.alarmId })).body).toMatchObject({ displayName: 'Amal Haddad' });
    expect((await noor.post('/api/account/alarms/put-away', { alarmId: alarm?.alarmId })).body['kind']).toBe('no-such-alarm');
    for (const one of await alarms(samir)) await samir.post('/api/account/alarms/put-away', { alarmId: one.alarmId });
    expect(await alarms(samir)).toEqual([]);
  });

  it('a wrong password is as wrong for someone who has a second one', async () => {
    const wrong = async (username: string) => {
      const { status, body } = await at().post('/api/session', { username, password: 'neither of the two' });
      return { status, body };
    };
    expect(await wrong('amal')).toEqual(await wrong('nobody-of-this-name'));
  });
});
