import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt, codeAfter, enrolApp } from './browser.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(4350);
}, 60_000);
afterAll(() => world?.close());

const at = (): Browser => browserAt(world.running.address);
const password = 'sojourn-demo';

async function oneCase(browser: Browser): Promise<{ readonly caseId: string; readonly sealedIds: readonly string[] }> {
  const { cases } = (await browser.get('/api/cases')).body as { readonly cases: readonly { readonly caseId: string }[] };
  for (const { caseId } of cases) {
    const seen = (await browser.get(`/api/cases/${caseId}`)).body as { readonly case: { readonly sealed: readonly { readonly sealedId: string }[] } };
    if (seen.case.sealed.length > 0) return { caseId, sealedIds: seen.case.sealed.map((one) => one.sealedId) };
  }
  throw new Error('No case holds anything sealed');
}

describe('a password alone', () => {
  it('opens coded work, and no name: the second factor is asked at that moment and then the same request goes through', async () => {
    const amal = at();
    expect((await amal.post('/api/session', { username: 'amal', password })).status).toBe(200);
    const { caseId, sealedIds } = await oneCase(amal);
    const reveal = () => amal.post(`/api/cases/${caseId}/reveal`, { sealedIds });
    expect(await reveal()).toMatchObject({ status: 403, body: { kind: 'second-factor-needed' } });
    expect(await amal.post('/api/imports/preview', { format: 'htcds', file: '' })).toMatchObject({ body: { kind: 'second-factor-needed' } });
    expect(await amal.post('/api/session/second-factor', { code: '000000' })).toMatchObject({ status: 401, body: { kind: 'wrong-code' } });
    const before = amal.cookie('sojourn');
    expect((await amal.post('/api/session/second-factor', { code: '246810' })).status).toBe(200);
    expect(amal.cookie('sojourn'), 'under a new token').not.toBe(before);
    expect((await reveal()).status).toBe(200);
    const late = await at().withCookie('sojourn', before).get('/api/cases');
    expect(late.status, 'the old token opens nothing').toBe(401);
    expect(late.setCookies, 'and its answer, come late, takes no new token away').toEqual([]);
  });

  it('changes nothing about how one signs in', async () => {
    const amal = at();
    await amal.post('/api/session', { username: 'amal', password });
    for (const [path, body] of [
      ['/api/session/password', { password: 'a long and calm sentence' }],
      ['/api/account/authenticator-app', {}],
      ['/api/account/recovery-codes', {}],
      ['/api/account/factors/remove', { factorId: '0192a000-0000-7000-8000-000000000001' }],
    ] as const)
      expect(await amal.post(path, body), path).toMatchObject({ status: 403, body: { kind: 'second-factor-needed' } });
  });
});

describe('an authenticator app', () => {
  it('counts after its first code; each code once, one step early or late, none further', async () => {
    const leila = at();
    await leila.post('/api/session', { username: 'leila', password, code: '246810' });
    const begun = (await leila.post('/api/account/authenticator-app', {})).body as { readonly secret: string; readonly uri: string };
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Sojourn:leila\?/);
    const code = (steps: number) => codeAfter(begun.secret, steps);
    expect(await leila.post('/api/session/second-factor', { code: code(0) }), 'not before it was confirmed').toMatchObject({ status: 401 });
    expect((await leila.post('/api/account/authenticator-app/confirm', { code: code(-1) })).status).toBe(200);
    const fresh = at();
    await fresh.post('/api/session', { username: 'leila', password });
    expect(await fresh.post('/api/session/second-factor', { code: code(-1) }), 'the code that confirmed it').toMatchObject({ body: { kind: 'wrong-code' } });
    expect(await fresh.post('/api/session/second-factor', { code: code(4) }), 'two minutes ahead').toMatchObject({ body: { kind: 'wrong-code' } });
    const right = code(1);
    expect((await fresh.post('/api/session/second-factor', { code: right })).status).toBe(200);
    expect(await fresh.post('/api/session/second-factor', { code: right }), 'a second time').toMatchObject({ body: { kind: 'wrong-code' } });
  });

  it('its secret lies nowhere in the database in the clear', async () => {
    const tuma = at();
    await tuma.post('/api/session', { username: 'tuma', password, code: '246810' });
    const { secret } = await enrolApp(tuma);
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
    const rows = await world.database((client) => client.query<{ row: string }>('select to_jsonb(a)::text as row from sojourn.authenticator_app a'));
    const everything = rows.rows.map((one) => one.row).join('\n');
    expect(rows.rows.length).toBeGreaterThan(0);
    for (const form of [secret, bytes.toString('hex'), bytes.toString('base64')]) expect(everything.toLowerCase()).not.toContain(form.toLowerCase());
    expect(new TOTP({ secret: Secret.fromBase32(secret) }).generate()).toMatch(/^\d{6}$/);
  });
});

describe('printed recovery codes', () => {
  it('each opens the second factor once, small letters and slips of the pen forgiven; new ones end the old ones', async () => {
    const grace = at();
    await grace.post('/api/session', { username: 'grace', password, code: '246810' });
    const { codes } = (await grace.post('/api/account/recovery-codes', {})).body as { readonly codes: readonly string[] };
    expect(codes).toHaveLength(10);
    const [first = '', second = ''] = codes;
    const written = first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const lost = at();
    await lost.post('/api/session', { username: 'grace', password });
    expect((await lost.post('/api/session/second-factor', { code: written })).status).toBe(200);
    expect(await lost.post('/api/session/second-factor', { code: first })).toMatchObject({ status: 401 });
    expect((await lost.get('/api/account/sign-in')).body['recoveryCodesLeft']).toBe(9);
    const rows = await world.database((client) => client.query('select to_jsonb(c)::text as row from sojourn.recovery_code c'));
    expect(JSON.stringify(rows.rows)).not.toContain(second);
    await lost.post('/api/account/recovery-codes', {});
    expect(await lost.post('/api/session/second-factor', { code: second }), 'a former one').toMatchObject({ status: 401 });
  });
});

describe('a new password', () => {
  it('ends every other session, and the common, the short and one’s own name are refused', async () => {
    const [here, elsewhere] = [at(), at()];
    for (const browser of [here, elsewhere]) await browser.post('/api/session', { username: 'daniel', password, code: '246810' });
    for (const [word, kind] of [
      ['elevenchars', 'password-too-short'],
      ['Password123!', 'password-too-common'],
      ['P@ssw0rdP@ssw0rd', 'password-too-common'],
      ['123456789012', 'password-too-common'],
      ['aaaaaaaaaaaaaaaa', 'password-too-common'],
      ['daniel2026daniel', 'password-too-common'],
    ] as const)
      expect(await here.post('/api/session/password', { password: word }), word).toMatchObject({ status: 422, body: { kind } });
    expect((await here.post('/api/session/password', { password: 'seven calm herons wade' })).status).toBe(204);
    expect((await here.get('/api/cases')).status).toBe(200);
    expect((await elsewhere.get('/api/cases')).status).toBe(401);
    expect((await at().post('/api/session', { username: 'daniel', password })).status).toBe(401);
    expect((await at().post('/api/session', { username: 'DANIEL', password: 'seven calm herons wade' })).status).toBe(200);
  });
});

describe('cookies and sessions', () => {
  it('the session’s cookie is out of reach of scripts and other sites, and a token from before signing in is not taken over', async () => {
    const browser = at().withCookie('sojourn', 'planted.by-someone-else');
    const answer = await browser.post('/api/session', { username: 'amal', password, code: '246810' });
    expect(browser.cookie('sojourn')).not.toContain('planted');
    for (const name of ['sojourn', 'sojourn-device']) {
      const header = answer.setCookies.findLast((one) => one.startsWith(`${name}=`)) ?? '';
      expect(header).toMatch(/; HttpOnly/i);
      expect(header).toMatch(/; SameSite=Strict/i);
    }
    expect((await browser.delete('/api/session')).status).toBe(204);
    expect((await browser.get('/api/session')).status).toBe(401);
  });
});

describe('the list of sessions', () => {
  it('says where one is signed in, ends one or all others, and never one of somebody else', async () => {
    const [here, phone, tablet, other] = [at(), at(), at(), at()];
    for (const browser of [here, phone, tablet]) await browser.post('/api/session', { username: 'peter', password });
    await other.post('/api/session', { username: 'zawadi', password });
    type Line = { readonly sessionId: string; readonly here: boolean; readonly device: string };
    const list = async (browser: Browser) => (await browser.get('/api/account/sessions')).body['sessions'] as readonly Line[];
    const sessions = await list(here);
    expect(sessions.map((one) => [one.device, one.here]).sort()).toEqual([
      ['Chrome/Linux', false],
      ['Chrome/Linux', false],
      ['Chrome/Linux', true],
    ]);
    const phones = (await list(phone)).find((one) => one.here)?.sessionId;
    expect((await other.post('/api/account/sessions/end', { sessionId: phones })).body['kind']).toBe('no-such-session');
    expect((await here.post('/api/account/sessions/end', { sessionId: phones })).status).toBe(204);
    expect((await phone.get('/api/cases')).status).toBe(401);
    await here.post('/api/session/second-factor', { code: '246810' });
    expect(await list(here), 'the same session after its token changed').toHaveLength(2);
    expect((await here.post('/api/account/sessions/end-others', {})).status).toBe(204);
    expect([(await here.get('/api/cases')).status, (await tablet.get('/api/cases')).status, (await other.get('/api/people')).status]).toEqual([200, 401, 403]);
  });

  it('a session nobody used for an hour, and one of twelve hours, are over', async () => {
    const change = (sql: string) =>
      world.database((client) =>
        client.query(`update sojourn.session set ${sql} where ended_at is null and user_id = (select user_id from sojourn.app_user where username = 'peter')`),
      );
    for (const [after, status] of [
      ["last_seen_at = clock_timestamp() - interval '59 minutes'", 200],
      ["last_seen_at = clock_timestamp() - interval '61 minutes'", 401],
      ["expires_at = clock_timestamp() + interval '1 minute'", 200],
      ["expires_at = clock_timestamp() - interval '1 second'", 401],
    ] as const) {
      const peter = at();
      await peter.post('/api/session', { username: 'peter', password });
      await change(after);
      expect((await peter.get('/api/cases')).status, after).toBe(status);
    }
  });
});

describe('nothing is open by default', () => {
  it('every registered route refuses without a session, but those that say why not', async () => {
    const app = world.running.app;
    const open = app.routeList.filter(
      ({ open: why, method }) => why !== undefined && why !== 'the desk’s own files, the same for everyone' && why !== 'law, for anyone' && method !== 'HEAD',
    );
    expect([...new Set(open.map(({ method, url }) => `${method} ${url}`))].sort()).toEqual(
      [
        'DELETE /api/session',
        'GET /api/demo',
        'GET /api/languages',
        'GET /api/session',
        'GET /health',
        'POST /api/session',
        'POST /api/session/passkey',
        'POST /api/session/passkey/options',
        'GET /api/session/sign-on/offer',
        'POST /api/slip',
        'POST /api/slip/use',
        'GET /api/consent-form/:language',
        'GET /api/consent-form/:language/blank.pdf',
        'GET /shared.css',
        'GET /shared/:shareId',
        'POST /shared/:shareId',
        'GET /tell',
        'GET /tell/:language',
        'POST /tell/:language',
        'GET /tell.css',
        'GET /tell.js',
      ].sort(),
    );
    const closed = app.routeList.filter((route) => route.open === undefined && ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(route.method));
    expect(closed.length).toBeGreaterThan(20);
    for (const { method, url } of closed) {
      const path = url.replace(/:[a-zA-Z]+/g, '0192a000-0000-7000-8000-000000000001').replace('*', 'x');
      const answer = await fetch(`${world.running.address}${path}`, {
        method,
        headers: { 'x-sojourn': '1', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      expect(`${method} ${url} ${answer.status}`).toBe(`${method} ${url} 401`);
      expect(await answer.json()).toMatchObject({ kind: 'not-signed-in' });
    }
  });
});
