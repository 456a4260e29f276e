import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt } from './browser.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(4352, undefined, { SOJOURN_PROXY: '127.0.0.1' });
}, 60_000);
afterAll(() => world?.close());

const password = 'sojourn-demo';
const from = (address: string): Browser => browserAt(world.running.address, address);
const kindOf = (answer: { readonly body: Readonly<Record<string, unknown>> }) => answer.body['kind'];
/** As after tries over many hours: whoever failed three times waits a quarter of an hour. */
const goOnForHours = () => world.database((client) => client.query('update sojourn.sign_in_tries set not_before = last_at + 900000 where failures >= 3'));
const hammer = async (browser: Browser, username: string, times: number) => {
  const kinds = new Set<unknown>();
  for (let n = 0; n < times; n += 1) kinds.add(kindOf(await browser.post('/api/session', { username, password: `guess number ${n}` })));
  return [...kinds];
};

describe('a stranger who hammers an account', () => {
  it('is made to wait, longer each time; its owner, who comes from elsewhere, is not', async () => {
    const attacker = from('203.0.113.66');
    expect(await hammer(attacker, 'amal', 40)).toContain('too-many-attempts');
    // Even with the right password the attacker's place is not heard meanwhile.
    await goOnForHours();
    expect((await attacker.post('/api/session', { username: 'amal', password })).status).toBe(429);
    expect((await from('198.51.100.7').post('/api/session', { username: 'amal', password })).status).toBe(200);
  });

  it('from behind the owner’s own address keeps out nobody who comes with a device of their own', async () => {
    const [office, laptop] = ['192.0.2.10', from('192.0.2.10')];
    expect((await laptop.post('/api/session', { username: 'samir', password, code: '246810' })).status).toBe(200);
    await laptop.delete('/api/session');
    const attacker = from(office);
    expect(await hammer(attacker, 'samir', 150)).toContain('too-many-attempts');
    await goOnForHours();
    expect((await from(office).post('/api/session', { username: 'samir', password })).status, 'a device nobody knows').toBe(429);
    expect((await laptop.post('/api/session', { username: 'samir', password })).status, 'the owner’s own device').toBe(200);
  });

  it('with a thousand addresses keeps out nobody either', async () => {
    for (let n = 0; n < 60; n += 1) await hammer(from(`198.18.${n}.1`), 'maya', 4);
    expect((await from('198.51.100.8').post('/api/session', { username: 'maya', password })).status).toBe(200);
  }, 120_000);

  it('learns nothing about who is here: the same answers, waits and cookies for a name that is nobody’s', async () => {
    const answers = async (username: string, source: string) => {
      const browser = from(source);
      const seen = [];
      for (let n = 0; n < 3; n += 1) {
        const { status, body, setCookies } = await browser.post('/api/session', { username, password: `guess ${n}` });
        seen.push({ status, body, cookies: setCookies.map((one) => one.split('=')[0]) });
      }
      await goOnForHours();
      const { status, body } = await browser.post('/api/session', { username, password: 'guess' });
      return [...seen, { status, kind: body['kind'] }];
    };
    expect(await answers('nobody-of-this-name', '203.0.113.1')).toEqual(await answers('farid', '203.0.113.2'));
  });

  it('guessing codes behind a password they have, waits wherever they come from; a code on paper and the owner’s device still open', async () => {
    const laptop = from('192.0.2.20');
    await laptop.post('/api/session', { username: 'noor', password, code: '246810' });
    const thief = from('203.0.113.77');
    expect((await thief.post('/api/session', { username: 'noor', password })).status).toBe(200);
    const kinds = new Set<unknown>();
    for (let n = 0; n < 5; n += 1) kinds.add(kindOf(await thief.post('/api/session/second-factor', { code: String(100_000 + n) })));
    expect([...kinds]).toContain('wrong-code');
    await goOnForHours();
    const again = from('203.0.113.78');
    await again.post('/api/session', { username: 'noor', password });
    expect(kindOf(await again.post('/api/session/second-factor', { code: '999999' }))).toBe('too-many-attempts');
    expect((await laptop.post('/api/session/second-factor', { code: '246810' })).status).toBe(200);
  });
});

describe('a whole source', () => {
  it('is heard 120 times a minute, whatever names it tries', async () => {
    const scanner = from('203.0.113.200');
    const statuses = [];
    for (let n = 0; n < 122; n += 1) statuses.push((await scanner.post('/api/session', { username: `name-${n}`, password: 'x' })).status);
    expect(statuses.slice(0, 120)).not.toContain(429);
    expect(statuses.slice(120)).toEqual([429, 429]);
  }, 120_000);
});
