// Whether the time a search takes tells what other offices have: turns of people whom another office knows, whom it hides, and whom nobody knows, in random order, against a whole server.
// node bench/search-timing.ts [searches of each kind]
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseId, instant, mintId } from '@sojourn/kernel';
import { ownServer } from '@sojourn/storage/own-server';
import { Client } from 'pg';
import { compareTimes } from './same-time.ts';

const each = Number(process.argv[2] ?? '300');
const folder = mkdtempSync(join(tmpdir(), 'sojourn timing '));
const database = await ownServer();
const server = spawn(process.execPath, [join(import.meta.dirname, '..', 'apps/server/src/main.ts')], {
  env: { ...process.env, SOJOURN_DATA: folder, SOJOURN_PORT: '4698', SOJOURN_DATABASE: database.url },
});
const address = await new Promise<string>((ready, failed) => {
  let said = '';
  server.once('exit', (code) => failed(new Error(`Sojourn ended with ${code}: ${said}`)));
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (part: Buffer) => {
      said = `${said}${part}`.slice(-4_000);
      const found = /Sojourn is ready: (\S+)/.exec(said)?.[1];
      if (found !== undefined && said.includes('Stop with Ctrl-C')) ready(found.replace(/\/$/, ''));
    });
});
const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
const post = (path: string, body: unknown, cookie = '') =>
  fetch(`${address}${path}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) });
async function signedIn(username: string): Promise<string> {
  const session = await post('/api/session', { username, password: 'sojourn-demo', code: '246810' });
  return session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
const newId = () => mintId<CaseId>({ bytes: (count) => new Uint8Array(randomBytes(count)) }, instant(Date.now()));

try {
  const [amal, leila] = [await signedIn('amal'), await signedIn('leila')];
  const deviceId = newId();
  let deviceSequence = 0;
  const act = async (name: string, caseId: string, input: unknown, sealed: readonly unknown[] = []) => {
    deviceSequence += 1;
    const answer = await post(
      `/api/acts/${name}`,
      { actId: newId(), caseId, deviceId, deviceSequence, basis: 0, recordedAt: Date.now(), input, sealed },
      leila,
    );
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
  };
  const letters = 'bdfgklmnprstvz';
  const vowels = 'aeiou';
  const word = () =>
    Array.from({ length: 4 }, () => `${letters[randomInt(letters.length)] ?? ''}${vowels[randomInt(vowels.length)] ?? ''}`)
      .join('')
      .replace(/^./, (first) => first.toUpperCase());
  const names = () => Array.from({ length: 40 }, () => `${word()} ${word()}`);
  const of = { known: names(), hidden: names(), nobody: names(), 'nobody again': names() } as const;
  type Kind = keyof typeof of;
  for (const kind of ['known', 'hidden'] as const)
    for (const name of of[kind]) {
      const [caseId, personId] = [newId(), newId()];
      await act('contact.record', caseId, { personId, presentCountry: 'TUN' }, [{ field: 'name', text: name, subjectId: personId }]);
      if (kind === 'hidden') await act('case.restrict', caseId, {});
    }
  // Counting searches is not what is measured.
  const url = new URL(database.url);
  url.pathname = '/sojourn';
  const root = new Client({ connectionString: url.href });
  await root.connect();
  const newDay = () => root.query('set session_replication_role = replica; update sojourn.search_use set on_day = on_day - 1');
  const ask = async (words: string) => {
    const from = performance.now();
    const answer = await post('/api/search', { words, beyond: true, reason: 'family' }, amal);
    const text = await answer.text();
    return { took: performance.now() - from, status: answer.status, size: text.length };
  };
  for (let tries = 0; (await ask('Warming Upp')).status !== 200; tries += 1) {
    if (tries > 300) throw new Error('The search index was not built');
    await newDay();
    await new Promise((done) => setTimeout(done, 100));
  }
  await compareTimes({
    kinds: Object.keys(of) as Kind[],
    each,
    ask: async (kind, n, turn) => {
      if (turn % 8 === 0) await newDay();
      const answer = await ask(of[kind][n % 40] ?? '');
      if (answer.status !== 200) throw new Error(`${kind}: ${answer.status}`);
      return answer;
    },
    pairs: [
      ['nobody', 'nobody again'],
      ['nobody', 'known'],
      ['nobody', 'hidden'],
    ],
  });
  await root.end();
} finally {
  server.removeAllListeners('exit');
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  await gone;
  await database.remove();
  rmSync(folder, { recursive: true, force: true });
}
