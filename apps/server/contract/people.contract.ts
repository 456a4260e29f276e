import { demoOrganisations } from '@sojourn/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt, codeAfter, enrolApp } from './browser.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let noor: Browser;
let samir: Browser;
beforeAll(async () => {
  world = await openWorld(4353);
  [noor, samir] = [await signedIn('noor'), await signedIn('samir')];
}, 60_000);
afterAll(() => world?.close());

const at = () => browserAt(world.running.address);
const [harbour] = demoOrganisations;
const idOf = (username: string) => harbour?.users.find((user) => user.username === username)?.userId ?? '';
const [beirut = '', tunis = ''] = harbour?.offices.map((office) => office.officeId) ?? [];
const own = 'seven calm herons wade';

async function signedIn(username: string, password = 'sojourn-demo', code = '246810'): Promise<Browser> {
  const browser = at();
  const answer = await browser.post('/api/session', { username, password, code });
  if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(answer.body)}`);
  return browser;
}
const people = async (browser = noor) =>
  (await browser.get('/api/people')).body['people'] as readonly { readonly userId: string; readonly username: string; readonly standing: string }[];
const personNamed = async (username: string) => (await people()).find((one) => one.username === username);
const invite = (by: Browser, username: string, roles: readonly string[], officeId = beirut) =>
  by.post('/api/people/invite', { username, displayName: `Person ${username}`, officeId, roles });
const today = () => new Date().toISOString().slice(0, 10);
const daysFrom = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

describe('an invitation', () => {
  it('is a code on paper, shown once; the invitee sets password and second factor, works, and the code opens nothing any more', async () => {
    const { body } = await invite(noor, 'rana', ['caseworker']);
    const code = String(body['code']);
    expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    expect(await personNamed('rana')).toMatchObject({ standing: 'invited' });
    expect((await at().post('/api/session', { username: 'rana', password: 'none' })).status, 'no password yet').toBe(401);
    expect((await at().post('/api/slip', { code: 'AAAA-BBBB-CCCC-DDDD-EEEE' })).body).toMatchObject({ kind: 'slip-not-good' });
    expect((await at().post('/api/slip', { code: code.toLowerCase() })).body).toMatchObject({ kind: 'invitation', username: 'rana', office: 'Beirut' });
    const rana = at();
    expect((await rana.post('/api/slip/use', { code, password: 'too short' })).body['kind']).toBe('password-too-short');
    expect((await rana.post('/api/slip/use', { code, password: own })).body).toMatchObject({ session: { enrolling: true, hasSecondFactor: false } });
    expect((await rana.get('/api/cases')).status).toBe(200);
    expect((await rana.post('/api/imports/preview', { format: 'htcds', file: '' })).body['kind']).toBe('second-factor-not-set-up');
    await enrolApp(rana);
    expect((await rana.post('/api/imports/preview', { format: 'htcds', file: '' })).body['kind']).not.toContain('second-factor');
    expect((await at().post('/api/slip/use', { code, password: own })).body['kind']).toBe('slip-not-good');
    expect(await personNamed('rana')).toMatchObject({ standing: 'active', hasSecondFactor: true });
    expect(JSON.stringify(await rows('slip'))).not.toContain(code);
  });

  it('that was lost is made anew, and the lost one opens nothing', async () => {
    const first = String((await invite(noor, 'karim', ['finance'])).body['code']);
    const userId = (await personNamed('karim'))?.userId;
    const second = String((await noor.post('/api/people/invite-again', { userId })).body['code']);
    expect((await at().post('/api/slip', { code: first })).body['kind']).toBe('slip-not-good');
    expect((await at().post('/api/slip', { code: second })).body['username']).toBe('karim');
  });

  it('ends by itself after a week', async () => {
    const code = String((await invite(noor, 'late', ['finance'])).body['code']);
    await world.database((client) =>
      client.query("update sojourn.slip set expires_at = made_at where user_id = (select user_id from sojourn.app_user where username = 'late')"),
    );
    expect((await at().post('/api/slip', { code })).body['kind']).toBe('slip-not-good');
  });

  it('gives nobody more than the inviter may give', async () => {
    expect((await invite(samir, 'hadi', ['caseworker'])).body).toMatchObject({ waits: false });
    for (const [roles, office] of [
      [['caseworker'], tunis],
      [['supervisor'], beirut],
      [['caseworker', 'finance'], beirut],
      [['administrator'], beirut],
    ] as const)
      expect((await invite(samir, `above-${roles.length}-${office.slice(-2)}`, roles, office)).body['kind'], roles.join()).toBe('above-own-rights');
    for (const username of ['amal', 'maya', 'farid'])
      expect((await invite(await signedIn(username), 'friend', ['caseworker'])).body['kind']).toBe('not-allowed');
    expect((await invite(noor, 'AMAL', ['finance'])).status).toBe(400);
    expect((await invite(noor, 'amal', ['finance'])).body['kind']).toBe('name-is-taken');
  });

  it('of an administrator waits for another person: neither who asked nor whom it is about', async () => {
    const { body } = await invite(noor, 'second-admin', ['administrator']);
    expect(body).toMatchObject({ waits: true });
    expect(body['code']).toBeUndefined();
    const approve = (by: Browser) => by.post('/api/people/approve', { requestId: body['requestId'] });
    expect((await approve(noor)).body['kind']).toBe('another-person-must-approve-this');
    const code = String((await approve(samir)).body['code']);
    expect((await approve(samir)).body['kind'], 'once').toBe('no-such-request');
    const admin = at();
    expect((await admin.post('/api/slip/use', { code, password: own })).status).toBe(200);
    await enrolApp(admin);
    expect((await admin.get('/api/people')).status).toBe(200);
  });
});

const rows = async (table: string) => (await world.database((client) => client.query(`select to_jsonb(t) as row from sojourn.${table} t`))).rows;

describe('someone who lost everything', () => {
  it('comes back with two halves from two colleagues; one half, or one colleague alone, opens nothing; nothing of before stays', async () => {
    const before = await signedIn('leila');
    const { secret } = await enrolApp(before);
    const { body } = await noor.post('/api/people/reset', { userId: idOf('leila') });
    const [first, requestId] = [String(body['code']), body['requestId']];
    expect((await noor.post('/api/people/approve', { requestId })).body['kind']).toBe('another-person-must-approve-this');
    expect((await before.post('/api/people/approve', { requestId })).body['kind'], 'not by themselves').toBe('not-allowed');
    const second = String((await samir.post('/api/people/approve', { requestId })).body['code']);
    for (const code of [{ code: first }, { code: second }, { code: first, secondCode: first }, { code: second, secondCode: 'AAAA-BBBB-CCCC-DDDD-EEEE' }])
      expect((await at().post('/api/slip', code)).body['kind']).toBe('slip-not-good');
    expect((await before.get('/api/cases')).status, 'still hers until she comes').toBe(200);
    const leila = at();
    expect((await leila.post('/api/slip/use', { code: second, secondCode: first, password: own })).body).toMatchObject({ session: { enrolling: true } });
    expect((await before.get('/api/cases')).status).toBe(401);
    expect((await at().post('/api/session', { username: 'leila', password: 'sojourn-demo' })).status).toBe(401);
    await enrolApp(leila);
    const fresh = at();
    await fresh.post('/api/session', { username: 'leila', password: own });
    expect((await fresh.post('/api/session/second-factor', { code: codeAfter(secret, 0) })).body['kind'], 'the former app').toBe('wrong-code');
  });

  it('asked for by one cannot be begun by someone about themselves', async () => {
    expect((await noor.post('/api/people/reset', { userId: idOf('noor') })).body['kind']).toBe('not-on-oneself');
    expect((await samir.post('/api/people/reset', { userId: idOf('maya') })).body['kind']).toBe('above-own-rights');
  });
});

describe('someone who leaves', () => {
  it('is signed out everywhere the moment they are locked, and comes in no more until let in', async () => {
    const [laptop, phone] = [await signedIn('farid'), await signedIn('farid')];
    expect((await noor.post('/api/people/lock', { userId: idOf('farid') })).status).toBe(200);
    for (const browser of [laptop, phone]) expect((await browser.get('/api/cases')).status).toBe(401);
    expect((await at().post('/api/session', { username: 'farid', password: 'sojourn-demo' })).body['kind']).toBe('wrong-username-or-password');
    const open = await world.database((client) => client.query('select 1 from sojourn.session where user_id = $1 and ended_at is null', [idOf('farid')]));
    expect(open.rowCount).toBe(0);
    expect((await noor.post('/api/people/unlock', { userId: idOf('farid') })).status).toBe(200);
    expect((await laptop.get('/api/cases')).status, 'an ended session is not revived').toBe(401);
    await signedIn('farid');
  });

  it('on a day set in advance is let in until then, and on that day no more, open sessions included', async () => {
    const maya = await signedIn('maya');
    await noor.post('/api/people/leaving', { userId: idOf('maya'), leavesOn: daysFrom(1) });
    expect((await maya.get('/api/cases')).status).toBe(200);
    await noor.post('/api/people/leaving', { userId: idOf('maya'), leavesOn: today() });
    expect((await maya.get('/api/cases')).status).toBe(401);
    expect((await people()).find((one) => one.userId === idOf('maya'))?.standing).toBe('left');
    await noor.post('/api/people/leaving', { userId: idOf('maya') });
    await signedIn('maya');
  });

  it('is never the last administrator, and nobody locks themselves', async () => {
    expect((await noor.post('/api/people/lock', { userId: idOf('noor') })).body['kind']).toBe('not-on-oneself');
    const zawadi = await signedIn('zawadi');
    expect((await zawadi.post('/api/people/lock', { userId: idOf('amal') })).body['kind'], 'another organisation’s person').toBe('no-such-person');
  });
});

describe('names, after days away', () => {
  it('are closed on the 31st unused day while recording goes on, and opened again by a supervisor, not by signing in', async () => {
    const away = (days: number) =>
      world.database((client) => client.query('update sojourn.app_user set identity_used_on = $2 where user_id = $1', [idOf('amal'), daysFrom(-days)]));
    await away(30);
    let amal = await signedIn('amal');
    expect((await amal.post('/api/imports/preview', { format: 'htcds', file: '' })).body['kind']).not.toBe('identity-rights-lapsed');
    await away(31);
    amal = await signedIn('amal');
    const names = () => amal.post('/api/imports/preview', { format: 'htcds', file: '' });
    expect((await names()).body['kind']).toBe('identity-rights-lapsed');
    amal = await signedIn('amal');
    expect((await names()).body['kind']).toBe('identity-rights-lapsed');
    expect((await amal.get('/api/cases')).status).toBe(200);
    expect((await people()).find((one) => one.userId === idOf('amal'))?.standing).toBe('identity-lapsed');
    expect((await samir.post('/api/people/restore-identity', { userId: idOf('amal') })).status).toBe(200);
    expect((await names()).body['kind']).not.toBe('identity-rights-lapsed');
  });
});

describe('roles', () => {
  it('are changed with a history of who did it; one who watches over others is made by two', async () => {
    expect((await noor.post('/api/people/roles', { userId: idOf('amal'), officeId: beirut, roles: ['caseworker', 'fund-manager'] })).body).toMatchObject({
      waits: false,
    });
    const asked = await noor.post('/api/people/roles', { userId: idOf('amal'), officeId: beirut, roles: ['caseworker', 'administrator'] });
    expect(asked.body).toMatchObject({ waits: true });
    const amal = await signedIn('amal');
    expect((await amal.get('/api/people')).body['kind']).toBe('not-allowed');
    await samir.post('/api/people/approve', { requestId: asked.body['requestId'] });
    expect((await amal.get('/api/people')).status, 'at once, in the session that is open').toBe(200);
    await noor.post('/api/people/roles', { userId: idOf('amal'), officeId: beirut, roles: ['caseworker'] });
    const { changes } = (await noor.get(`/api/people/${idOf('amal')}/history`)).body as {
      readonly changes: readonly { readonly kind: string; readonly by: string }[];
    };
    expect(changes.slice(0, 3).map(({ kind, by }) => [kind, by])).toEqual([
      ['roles', 'Noor Aziz'],
      ['roles-approved', 'Samir Khoury'],
      ['roles', 'Noor Aziz'],
    ]);
  });
});

describe('the database itself', () => {
  it('lets the app change accounts only where the ticket says that this is what is being done', async () => {
    const { storage } = world.running.desk;
    const { withContext } = await import('@sojourn/storage');
    const attempt = (purpose: 'assistance' | 'accounts', sql: string) =>
      withContext(storage, { organisationId: harbour?.organisationId as never, actorId: idOf('amal') as never, purpose }, (tx) => tx.rows(sql));
    const raise = `update sojourn.app_user set roles = '{administrator}' where user_id = '${idOf('leila')}' returning 1`;
    expect(await attempt('assistance', raise)).toEqual([]);
    await expect(
      attempt(
        'assistance',
        `insert into sojourn.account_change values ('${harbour?.organisationId}', gen_random_uuid(), '${idOf('leila')}', 'roles', '${idOf('amal')}', 1, '{}')`,
      ),
    ).rejects.toThrow();
    await expect(attempt('accounts', `update sojourn.app_user set password_hash = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(attempt('accounts', 'select password_hash from sojourn.app_user')).rejects.toThrow(/permission denied/);
    await expect(attempt('accounts', 'select sealed from sojourn.authenticator_app')).rejects.toThrow(/permission denied/);
  });
});
