// An import through the real server: stopped at a quarter, gone on with, done again; how long it takes, and how much memory the server holds.
// node bench/import.ts [rows, 10000]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const rows = Number(process.argv[2] ?? '10000');
const port = 4697;
const address = `http://localhost:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'sojourn-bench-'));
const main = join(import.meta.dirname, '..', 'apps', 'server', 'src', 'main.ts');
const server = spawn(process.execPath, [main], {
  env: { ...process.env, SOJOURN_DATA: folder, SOJOURN_PORT: `${port}` },
  stdio: ['ignore', 'ignore', 'inherit'],
});

let peak = 0;
/** In MB, as the system counts it. */
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const watch = setInterval(() => {
  peak = Math.max(peak, memory());
}, 200);

const given = ['Amina', 'Joseph', 'Maribel', 'Tesfaye', 'Olena', 'Rahim', 'Fatou', 'Linh', 'Samir', 'Grace', 'Selam', 'Viktor'];
const family = ['Haddad', 'Mensah', 'Santos', 'Bekele', 'Bondar', 'Uddin', 'Diallo', 'Tran', 'Khoury', 'Okoro', 'Gebre', 'Petrov'];
const header =
  '_uuid,person/prs_First_Name,person/prs_Second_Name,person/prs_Gender,person/prs_Birthdate,prs_Citizenship,vic_Methods_of_Control,prs_MobilePhone,__version__';
const line = (n: number) =>
  [
    `bench-${n}`,
    given[n % given.length],
    `${family[Math.floor(n / given.length) % family.length]}${String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26))}`,
    n % 2 === 0 ? 'Feminine' : 'Masculine',
    `19${60 + (n % 40)}-0${1 + (n % 9)}-11`,
    'PH',
    'DebtBondage WithholdsDocuments',
    `+96170${String(100_000 + n)}`,
    'v1',
  ].join(',');
const file = Buffer.from([header, ...Array.from({ length: rows }, (_, n) => line(n))].join('\n')).toString('base64');

async function ready(): Promise<void> {
  for (let n = 0; n < 300; n += 1) {
    const up = await fetch(`${address}/api/demo`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await pause(200);
  }
  throw new Error('The server did not start');
}

async function signIn(): Promise<
  (method: string, path: string, body?: unknown, more?: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, unknown>>>
> {
  const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
  const session = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'amal', password: 'sojourn-demo', code: '246810' }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async (method, path, body, more = {}) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { ...headers, cookie, ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };
}

try {
  await ready();
  const ask = await signIn();
  const input = { format: 'htcds', file, sender: 'Bench', agreement: 'None', lawfulBasis: 'consent', deviceId: crypto.randomUUID(), presentCountry: 'LBN' };
  const measured = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
    const before = memory();
    peak = before;
    const from = performance.now();
    const value = await work();
    const seconds = (performance.now() - from) / 1_000;
    console.log(`${what}: ${seconds.toFixed(1)} s; memory ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`);
    return value;
  };
  const commit = async (stopAt: number) => {
    const { workId } = await ask('POST', '/api/imports/commit', input, { prefer: 'respond-async' });
    for (let asked = false; ; await pause(500)) {
      const work = await ask('GET', `/api/work/${workId}`);
      if (work['status'] !== 'running') return work;
      if (!asked && Number(work['done']) >= stopAt) {
        asked = true;
        await ask('POST', `/api/work/${workId}/cancel`, {});
      }
    }
  };
  const counts = (work: Readonly<Record<string, unknown>>) => {
    const result = (work['result'] ?? {}) as Readonly<Record<string, readonly unknown[]>>;
    return `${work['status']} at row ${work['done']} of ${work['total']}${work['result'] === undefined ? '' : `: ${result['created']?.length} created, ${result['alreadyHere']?.length} already here`}`;
  };
  console.log(`${rows} rows, ${(file.length / 1_000_000).toFixed(1)} MB`);
  await measured('First page of the preview', () => ask('POST', '/api/imports/preview', { format: 'htcds', file }));
  console.log(counts(await measured('Recorded until stopped at a quarter', () => commit(rows / 4))));
  console.log(counts(await measured('The same file, gone on with', () => commit(Number.POSITIVE_INFINITY))));
  console.log(counts(await measured('The same file again', () => commit(Number.POSITIVE_INFINITY))));
  await measured('First page of the preview, with so many people here', () =>
    ask('POST', '/api/imports/preview', {
      format: 'htcds',
      file: Buffer.from([header, ...Array.from({ length: 100 }, (_, n) => line(n + rows * 2))].join('\n')).toString('base64'),
    }),
  );
} finally {
  clearInterval(watch);
  server.kill('SIGTERM');
  await new Promise((ended) => server.once('exit', ended));
  const note = join(folder, 'database-is-in.txt');
  try {
    rmSync(readFileSync(note, 'utf8').trim().split('\n').at(-1) ?? note, { recursive: true, force: true });
  } catch {
    // Not as root: the database lies in the folder itself.
  }
  rmSync(folder, { recursive: true, force: true });
}
