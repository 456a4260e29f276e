import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { demoOrganisations } from '@sojourn/demo';
import type { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openWorld, type World } from './world.ts';

let world: World;
let idris: Client;
let salma: Client;
const [harbour, crossing] = demoOrganisations;
const tunis = harbour?.offices.find(({ name }) => name === 'Tunis')?.officeId ?? '';
const words = 'Zýxqwörta came at night and asked for favours. زينبكسوقة';

beforeAll(async () => {
  world = await openWorld(4660);
  [idris, salma] = await Promise.all([world.as('idris'), world.as('salma')]);
}, 120_000);
afterAll(() => world?.close());

/** As a phone without script does: a form, no header of ours, no cookie. */
async function post(form: Readonly<Record<string, string>>, language = 'en', more: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${world.running.address}/tell/${language}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...more },
    body: new URLSearchParams(form).toString(),
  });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, code: /class="code"[^>]*>([^<]+)</.exec(text)?.[1] ?? '' };
}
const get = async (path: string, more: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(`${world.running.address}${path}`, { headers: more });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const send = (more: Readonly<Record<string, string>> = {}) => post({ do: 'send', to: harbour?.organisationId ?? '', once: randomUUID(), words, ...more });
type Listed = readonly {
  readonly complaintId: string;
  readonly stage: string;
  readonly category: string;
  readonly wroteAgain: boolean;
  readonly withMany: boolean;
}[];
const listOf = async (who: Client) => (await who.get('/api/complaints')).body['complaints'] as Listed;
const read = async (who: Client, complaintId: string) => who.post('/api/complaints/read', { complaintId });

describe('the door through which anyone complains', () => {
  it('is a plain page in four languages: no cookie, nothing kept, nothing asked of anyone else, and every form goes to itself', async () => {
    for (const [language, direction] of [
      ['en', 'ltr'],
      ['fr', 'ltr'],
      ['es', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      const page = await get(`/tell/${language}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<html lang="${language}" dir="${direction}">`);
      expect(page.headers.get('set-cookie')).toBeNull();
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const asked = [...page.text.matchAll(/(?:src|action|<link[^>]*href)="([^"]+)"/g)].map(([, address]) => address ?? '');
      expect(asked.filter((address) => !address.startsWith('/'))).toEqual([]);
      expect(page.text).not.toMatch(/\{[a-z]+\}|undefined/);
      for (const { name } of [harbour, crossing].flatMap((one) => one ?? [])) expect(page.text).toContain(name);
    }
    expect((await get('/tell', { 'accept-language': 'ar-SY,ar;q=0.9' })).text).toContain('lang="ar"');
  });

  it('takes words alone, gives a code once, and the answer is read under it; nobody’s name is in it', async () => {
    const sent = await send();
    expect(sent.status).toBe(200);
    expect(sent.code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
    expect(sent.text).not.toContain('Zýxqwörta');
    const [found] = await listOf(salma);
    expect(found).toMatchObject({ stage: 'received', category: 'other' });
    const complaintId = found?.complaintId ?? '';
    expect((await read(salma, complaintId)).body).toMatchObject({ words, named: [], atTheDoor: { whom: '', reach: '', language: 'en' }, added: [] });
    await salma.post('/api/complaints/move', { complaintId, stage: 'acknowledged', reply: 'We <believe> you & look.', note: 'Ask Samir where he was.' });
    const looked = await post({ do: 'look', code: sent.code.toLowerCase().replaceAll('-', ' ') }, 'ar');
    expect(looked.status).toBe(200);
    expect(looked.text).toContain('We &lt;believe&gt; you &amp; look.');
    for (const secret of ['Salma', 'Samir where', 'Zýxqwörta']) expect(looked.text).not.toContain(secret);
    const none = await post({ do: 'look', code: 'AAAA-AAAA-AAAA-AAAA' });
    expect(none.status).toBe(404);
  });

  it('more is written under the code, reaches the same reviewers, and the same words sent twice are kept once', async () => {
    const { code } = await send();
    const [found] = await listOf(idris);
    const complaintId = found?.complaintId ?? '';
    expect(found?.wroteAgain).toBe(false);
    for (const more of ['It was on Tuesday.', 'It was on Tuesday.', 'Another saw it.'])
      expect((await post({ do: 'more', code, words: more })).status).toBe(200);
    const { added } = (await read(idris, complaintId)).body as { readonly added: readonly { readonly words: string }[] };
    expect(added.map((one) => one.words)).toEqual(['It was on Tuesday.', 'Another saw it.']);
    expect((await listOf(idris)).find((one) => one.complaintId === complaintId)?.wroteAgain).toBe(true);
  });

  it('is kept from whoever is named in it and from their office, however the name is written, and from the office that is chosen', async () => {
    const counts = async () => [(await listOf(idris)).length, (await listOf(salma)).length];
    const [ofIdris = 0, ofSalma = 0] = await counts();
    await send({ whom: 'they call him SÁMIR' });
    expect(await counts()).toEqual([ofIdris, ofSalma + 1]);
    expect((await read(salma, (await listOf(salma))[0]?.complaintId ?? '')).body).toMatchObject({ named: ['Samir Khoury'] });
    await send({ officeId: tunis });
    expect(await counts()).toEqual([ofIdris + 1, ofSalma + 1]);
    const shut = await send({ whom: 'Idris and Salma' });
    expect([shut.status, shut.text.includes('Nobody of this organisation may read it')]).toEqual([200, true]);
    expect(await counts()).toEqual([ofIdris + 1, ofSalma + 1]);
  });

  it('the same page sent twice is one complaint with one code; other words are another', async () => {
    const before = (await listOf(salma)).length;
    const once = randomUUID();
    const twice = await Promise.all([send({ once }), send({ once })]);
    expect(twice.map((one) => one.status)).toEqual([200, 200]);
    expect(new Set(twice.map((one) => one.code)).size).toBe(1);
    expect((await send({ once, words: 'Something else.' })).code).not.toBe(twice[0]?.code);
    expect((await listOf(salma)).length).toBe(before + 2);
  });

  it('reaches one organisation and no other; that organisation’s own people beside the reviewers find nothing of it', async () => {
    const [joseph, samir] = await Promise.all([world.as('joseph'), world.as('samir')]);
    const before = JSON.stringify(await joseph.get('/api/complaints'));
    await send();
    expect(JSON.stringify(await joseph.get('/api/complaints'))).toBe(before);
    expect((await samir.get('/api/complaints')).status).toBe(403);
    expect((await samir.post('/api/complaints/door', { open: false })).status).toBe(403);
  });

  it('what is empty, too long or not ours is sent back with what was written, and nothing is kept', async () => {
    const before = (await listOf(salma)).length;
    const empty = await send({ words: '  ', whom: 'the man at the gate' });
    expect(empty.status).toBe(400);
    expect(empty.text).toContain('value="the man at the gate"');
    expect((await send({ words: 'x'.repeat(20_001) })).status).toBe(400);
    expect((await send({ words: 'ش'.repeat(60_000) })).status).toBe(413);
    expect((await send({ to: randomUUID() })).text).not.toContain('class="code"');
    expect((await post({ do: 'send', to: harbour?.organisationId ?? '', words }, 'en', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const body of ['', 'do=send', `do=more&code=${'%'.repeat(50)}`, 'do=look&code=%00', 'do=__proto__', 'language=xx&do=choose&to=%27%3B--']) {
      const answer = await fetch(`${world.running.address}/tell/xx`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      expect([body, answer.status < 500]).toEqual([body, true]);
    }
    expect((await listOf(salma)).length).toBe(before);
  });

  it('shut by a reviewer, nobody complains there any more, and codes given before still open', async () => {
    const joseph = await world.as('joseph');
    const sent = await post({ do: 'send', to: crossing?.organisationId ?? '', once: randomUUID(), words });
    expect((await joseph.post('/api/complaints/door', { open: false })).body).toEqual({ doorOpen: false });
    const page = await get('/tell/en');
    expect(page.text).not.toContain(crossing?.name);
    // One organisation is left: its form stands there at once.
    expect(page.text).toContain('name="words"');
    const refused = await post({ do: 'send', to: crossing?.organisationId ?? '', once: randomUUID(), words });
    expect(refused.code).toBe('');
    expect((await post({ do: 'look', code: sent.code })).status).toBe(200);
    expect((await joseph.get('/api/complaints')).body).toMatchObject({ doorOpen: false });
    await joseph.post('/api/complaints/door', { open: true });
  });

  it('in the database no word, name, code or address of it stands in the clear, and no line of the access log', async () => {
    const sent = await send({ whom: 'Quillfeather', reach: '+47 9988 776 5541' });
    await post({ do: 'more', code: sent.code, words: 'the orchard behind quillfeather mill' });
    await world.database(async (database: Database) => {
      const tables = ['complaint', 'complaint_word', 'complaint_step', 'complaint_access', 'complaint_door', 'sign_in_tries', 'access_log'];
      for (const table of tables) {
        const rows = JSON.stringify((await database.query(`select t::text as line, to_jsonb(t)::text as json from sojourn.${table} t`)).rows);
        for (const text of ['Quillfeather', 'quillfeather', '5541', sent.code, sent.code.replaceAll('-', ''), '127.0.0.1', '"::1"'])
          expect(`${table} ${rows}`).not.toContain(text);
      }
      expect((await database.query("select 1 from sojourn.access_log where operation like 'complaint%'")).rows).toEqual([]);
      const times = await database.query<{ odd: number }>(
        'select count(*) as odd from sojourn.sign_in_tries where last_at % 3600000 <> 0 and try_key in (select try_key from sojourn.sign_in_tries where not_before = 0 and failures > 5)',
      );
      expect(times.rows[0]?.odd).toBe(0);
    });
  });

  it('many networks that send far more than people write shut nobody out: all is taken, and what came in that hour is read after the rest', async () => {
    await send({ words: 'Before the many.' });
    const before = (await listOf(salma)).length;
    /** From another address of this machine, as from another network. */
    const from = (localAddress: string, text: string) =>
      new Promise<number>((told, failed) => {
        const body = new URLSearchParams({ do: 'send', to: harbour?.organisationId ?? '', once: randomUUID(), words: text }).toString();
        const asked = request({
          ...{ host: '127.0.0.1', port: new URL(world.running.address).port, path: '/tell/en', method: 'POST', localAddress },
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
        });
        asked.once('error', failed).once('response', (answer) => told(answer.resume().statusCode ?? 0));
        asked.end(body);
      });
    const statuses: number[] = [];
    for (let network = 2; network < 7; network += 1)
      statuses.push(...(await Promise.all(Array.from({ length: 15 }, (_, n) => from(`127.0.0.${network}`, `Nonsense ${network} ${n}`)))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await from('127.0.0.9', 'He came again last night.')).toBe(200);
    const list = await listOf(salma);
    expect(list.length).toBe(before + 76);
    const firstOfMany = list.findIndex((one) => one.withMany);
    // Beyond sixty, whoever else wrote in this hour counted in; and none of the rest stands behind one of them.
    expect(list.length - firstOfMany).toBeGreaterThanOrEqual(16);
    expect(list.slice(firstOfMany).every((one) => one.withMany)).toBe(true);
    const told = await Promise.all(list.map(async ({ complaintId }) => (await read(salma, complaintId)).body['words']));
    expect(told.indexOf('He came again last night.')).toBeGreaterThanOrEqual(firstOfMany);
    expect(told.indexOf('Before the many.')).toBeLessThan(firstOfMany);
  }, 60_000);

  it('the way out leads where a reviewer said, to https and nothing else; unsaid, to an encyclopaedia', async () => {
    const leads = async (language: string) => /id="leave" href="([^"]+)"/.exec((await get(`/tell/${language}`)).text)?.[1];
    const chosen = async () => /id="leave" href="([^"]+)"/.exec((await post({ do: 'choose', to: harbour?.organisationId ?? '' })).text)?.[1];
    expect([await leads('ar'), await chosen()]).toEqual(['https://ar.wikipedia.org/', 'https://en.wikipedia.org/']);
    const door = (leaveTo: unknown) => salma.post('/api/complaints/door', { open: true, leaveTo });
    for (const bad of [
      'http://weather.example/',
      'javascript:alert(1)',
      '//weather.example',
      'https://who@weather.example/',
      `https://weather.example/${'x'.repeat(300)}`,
      '',
    ])
      expect((await door(bad)).status, bad).toBe(400);
    expect(await door('https://weather.example/?a=1&b="2')).toMatchObject({ status: 200 });
    expect(await chosen()).toBe('https://weather.example/?a=1&amp;b=&quot;2');
    expect((await salma.get('/api/complaints')).body['leaveTo']).toBe('https://weather.example/?a=1&b="2');
    // With several organisations, and none chosen yet, no one of them decides.
    expect(await leads('en')).toBe('https://en.wikipedia.org/');
    expect(await salma.post('/api/complaints/door', { open: true })).toMatchObject({ status: 200 });
    expect(await chosen()).toBe('https://en.wikipedia.org/');
  });

  it('one network sends twenty in an hour and no more, and is told so with what it wrote', async () => {
    let last = await send();
    for (let more = 0; more < 25 && last.status === 200; more += 1) last = await send();
    expect(last.status).toBe(429);
    expect(last.text).toContain('زينبكسوقة');
  });
});
