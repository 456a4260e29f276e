import { createServer, type Server } from 'node:http';
import { demoOrganisations } from '@sojourn/demo';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt } from './browser.ts';
import { openWorld, type World } from './world.ts';

const issuer = 'http://localhost:4356';
let desk = 'http://localhost:4355';
let world: World;
let provider: Server;
/** Whoever sits before the provider's sign-in page. */
let atProvider = 'subject-of-samir';
const samirId = demoOrganisations[0]?.users[1]?.userId;

beforeAll(async () => {
  world = await openWorld(4355, undefined, {
    SOJOURN_OIDC_ISSUER: issuer,
    SOJOURN_OIDC_CLIENT_ID: 'sojourn',
    SOJOURN_OIDC_CLIENT_SECRET: 'a secret for the test and nothing else',
    SOJOURN_OIDC_NAME: 'Harbour accounts',
  });
  desk = world.running.address;
  provider = await startProvider();
}, 60_000);
afterAll(async () => {
  provider?.closeAllConnections();
  await new Promise((done) => provider?.close(done));
  await world?.close();
});

/** A real provider; its own page signs in whoever sits there, and nobody is asked to agree. */
async function startProvider(): Promise<Server> {
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: 'sojourn',
        client_secret: 'a secret for the test and nothing else',
        redirect_uris: [`${desk}/api/session/sign-on/back`],
        post_logout_redirect_uris: [`${desk}/`],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const answer = oidc.callback();
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') === true)
      void oidc.interactionFinished(request, response, { login: { accountId: atProvider } }, { mergeWithLastSubmission: false });
    else void answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(4356, 'localhost', ready));
  return server;
}

/** Through the provider and back, as a browser follows; gives where the desk sends it then. */
async function signOn(browser: Browser, change: (back: URL) => void = () => undefined): Promise<string> {
  let next = (await browser.get('/api/session/sign-on')).location;
  const there = browserAt('');
  for (let hops = 0; hops < 8 && next.startsWith(issuer); hops += 1) {
    const { location } = await there.get(next);
    next = location.startsWith('/') ? `${issuer}${location}` : location;
  }
  const back = new URL(next);
  change(back);
  return (await browser.get(`${back.pathname}${back.search}`)).location;
}

async function administrator(): Promise<Browser> {
  const noor = browserAt(desk);
  await noor.post('/api/session', { username: 'noor', password: 'sojourn-demo', code: '246810' });
  return noor;
}

describe('single sign-on', () => {
  it('makes no account: someone the provider knows and no administrator linked does not come in', async () => {
    const browser = browserAt(desk);
    expect((await browser.get('/api/session/sign-on/offer')).body).toEqual({ name: 'Harbour accounts' });
    expect(await signOn(browser)).toBe('/?refused=sign-on-not-linked');
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('brings in whom an administrator linked, without a second factor, until they are unlinked or locked', async () => {
    const noor = await administrator();
    const link = (body: object) => noor.post('/api/people/sign-on', body);
    expect((await link({ userId: samirId, subject: 'subject-of-samir' })).status).toBe(200);
    const samir = browserAt(desk);
    expect(await signOn(samir)).toBe('/');
    expect((await samir.get('/api/session')).body).toMatchObject({ user: { username: 'samir' }, session: { secondFactorAt: null } });
    expect((await samir.get('/api/people')).body['kind']).toBe('second-factor-needed');
    const amalId = demoOrganisations[0]?.users[0]?.userId;
    expect((await link({ userId: amalId, subject: 'subject-of-samir' })).body['kind'], 'one subject, one person').toBe('subject-is-taken');
    const stored = await world.database((client) => client.query('select to_jsonb(l)::text as row from sojourn.sign_on_link l'));
    expect(JSON.stringify(stored.rows)).not.toContain('subject-of-samir');
    await noor.post('/api/people/lock', { userId: samirId });
    expect(await signOn(browserAt(desk))).toBe('/?refused=sign-on-not-linked');
    await noor.post('/api/people/unlock', { userId: samirId });
    expect(await signOn(browserAt(desk))).toBe('/');
    await link({ userId: samirId });
    expect(await signOn(browserAt(desk))).toBe('/?refused=sign-on-not-linked');
    await link({ userId: samirId, subject: 'subject-of-samir' });
  });

  it('brings in nobody where the answer is another’s, was changed, or comes twice', async () => {
    expect(await signOn(browserAt(desk), (back) => back.searchParams.set('state', 'another')), 'another state').toBe('/?refused=sign-on-not-finished');
    expect(await signOn(browserAt(desk), (back) => back.searchParams.set('iss', 'https://elsewhere.example')), 'another issuer').toBe(
      '/?refused=sign-on-not-finished',
    );
    expect(await signOn(browserAt(desk), (back) => back.searchParams.set('code', 'made-up')), 'another code').toBe('/?refused=sign-on-not-finished');
    const began = browserAt(desk);
    let address = '';
    await signOn(began, (back) => {
      address = `${back.pathname}${back.search}`;
    });
    expect((await began.get(address)).location, 'twice').toBe('/?refused=sign-on-not-finished');
    const [victim, attacker] = [browserAt(desk), browserAt(desk)];
    await victim.get('/api/session/sign-on');
    let planted = '';
    await signOn(attacker, (back) => {
      planted = `${back.pathname}${back.search}`;
      back.searchParams.delete('code');
    });
    expect((await victim.get(planted)).location, 'begun in another browser').toBe('/?refused=sign-on-not-finished');
  });

  it('of another subject is another person', async () => {
    atProvider = 'subject-of-nobody';
    expect(await signOn(browserAt(desk))).toBe('/?refused=sign-on-not-linked');
    atProvider = 'subject-of-samir';
  });

  it('is signed out of at the provider too', async () => {
    const samir = browserAt(desk);
    await signOn(samir);
    const out = await samir.delete('/api/session');
    expect(out.status).toBe(200);
    const elsewhere = new URL(String(out.body['elsewhere']));
    expect([elsewhere.origin, elsewhere.searchParams.get('post_logout_redirect_uri'), elsewhere.searchParams.get('client_id')]).toEqual([
      issuer,
      `${desk}/`,
      'sojourn',
    ]);
    expect((await browserAt('').get(elsewhere.href)).status).toBe(200);
    expect((await samir.get('/api/session')).status).toBe(401);
  });

  it('asks the provider for no name and no mail', async () => {
    const to = new URL((await browserAt(desk).get('/api/session/sign-on')).location);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ scope: 'openid', code_challenge_method: 'S256', response_type: 'code' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(to.searchParams.get(name)?.length).toBeGreaterThan(20);
  });
});
