// Whether the time a sign-in takes tells the second password from the first: turns of both, in random order, in one run, against a whole server.
// node bench/sign-in-timing.ts [sign-ins of each kind]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareTimes } from './same-time.ts';

const each = Number(process.argv[2] ?? '400');
const second = 'seven calm herons wade';
const folder = mkdtempSync(join(tmpdir(), 'sojourn timing '));
const [demoPassword, demoCode] = ['sojourn-demo', '246810'];
const server = spawn(process.execPath, [join(import.meta.dirname, '..', 'apps/server/src/main.ts')], {
  env: { ...process.env, SOJOURN_DATA: folder, SOJOURN_PORT: '4699', SOJOURN_PROXY: '127.0.0.1,::1' },
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
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

type Answer = { readonly status: number; readonly cookies: string; readonly took: number; readonly size: number };
let source = 0;
function post(path: string, body: object, cookie = ''): Promise<Answer> {
  source += 1;
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-sojourn': '1',
    // Each from a network of its own: counting tries is not what is measured.
    'x-forwarded-for': `10.${source >> 16}.${(source >> 8) & 255}.${source & 255}`,
    ...(cookie === '' ? {} : { cookie }),
  };
  return new Promise((done, failed) => {
    const from = performance.now();
    const sent = httpRequest(`${address}${path}`, { method: 'POST', headers, agent }, (answer) => {
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
      });
      answer.on('end', () => {
        const cookies = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
        done({ status: answer.statusCode ?? 0, cookies, took: performance.now() - from, size });
      });
    });
    sent.on('error', failed);
    sent.end(text);
  });
}

const begun = await post('/api/session', { username: 'amal', password: demoPassword, code: demoCode });
const set = await post('/api/account/duress', { password: second, contacts: [] }, begun.cookies);
if (begun.status !== 200 || set.status !== 204) throw new Error(`The second password was not set: ${begun.status} ${set.status}`);

const kinds = { own: demoPassword, 'own again': demoPassword, second, wrong: 'eleven calm herons wade' } as const;
type Kind = keyof typeof kinds;
for (let warm = 0; warm < 20; warm += 1) await post('/api/session', { username: 'amal', password: demoPassword });
await compareTimes({
  kinds: Object.keys(kinds) as Kind[],
  each,
  ask: async (kind) => {
    const answer = await post('/api/session', { username: 'amal', password: kinds[kind] });
    if (answer.status !== (kind === 'wrong' ? 401 : 200)) throw new Error(`${kind}: ${answer.status}`);
    return answer;
  },
  pairs: [
    ['own', 'own again'],
    ['own', 'second'],
    ['own', 'wrong'],
  ],
});
agent.destroy();
server.removeAllListeners('exit');
const gone = new Promise((done) => server.once('exit', done));
server.kill('SIGINT');
await gone;
const note = join(folder, 'database-is-in.txt');
if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim().split('\n').at(-1) ?? note, { recursive: true, force: true });
rmSync(folder, { recursive: true, force: true });
