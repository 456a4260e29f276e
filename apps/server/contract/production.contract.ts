import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLogLine } from '../src/log.ts';
import { machine, path, removeMachines, typed } from './machines.ts';
import { ended, type Served, serve } from './served.ts';

const given = process.env['SOJOURN_TEST_DATABASE'] ?? 'embedded';
const passphrase = 'five grey herons on a wall';
const first = {
  organisation: 'Quayside Help',
  offices: [
    { name: 'Beirut', country: 'LBN' },
    { name: 'Tunis', country: 'TUN' },
  ],
  languages: ['ar', 'en'],
  administrator: { username: 'noor', name: 'Zýxqwörta Aziz' },
};
let environment: Readonly<Record<string, string>>;
let papers: string;
const port = '4391';

function certificate(name: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [path(`${name}.pem`), path(`${name}.key`)];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...words, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}

type Told = { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };

/** Over TLS, trusting this one certificate and no other. */
function ask(trusted: string, method: string, route: string, body?: unknown, cookie = ''): Promise<Told> {
  return new Promise((found, refuse) => {
    const headers = { 'content-type': 'application/json', 'x-sojourn': '1', cookie };
    const call = request({ host: 'localhost', port, path: route, method, headers, ca: readFileSync(trusted), agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => found({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
    });
    call.on('error', refuse);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

beforeAll(async () => {
  papers = path('papers');
  const one = certificate('one');
  const made = await machine('machine for real people', port);
  mkdirSync(made['SOJOURN_DATA'] ?? '', { recursive: true });
  const passphraseFile = path('passphrase');
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 });
  environment = {
    ...made,
    SOJOURN_PASSPHRASE_FILE: passphraseFile,
    SOJOURN_NEW_PASSPHRASE_FILE: passphraseFile,
    SOJOURN_TLS_CERT: one.cert,
    SOJOURN_TLS_KEY: one.key,
    SOJOURN_ADDRESS: `https://localhost:${port}`,
  };
  if (given !== 'embedded') {
    // A superuser for the commands that make tables, and none where people are served.
    const admin = path('database-admin');
    writeFileSync(admin, made['SOJOURN_DATABASE'] ?? '', { mode: 0o600 });
    const bare = new URL(made['SOJOURN_DATABASE'] ?? '');
    bare.username = '';
    bare.password = '';
    environment = { ...environment, SOJOURN_DATABASE: bare.href, SOJOURN_DATABASE_ADMIN_FILE: admin };
  }
}, 60_000);
afterAll(removeMachines);

const serving = () => {
  const { SOJOURN_DATABASE_ADMIN_FILE: _admin, SOJOURN_NEW_PASSPHRASE_FILE: _once, ...own } = environment;
  return own;
};
const everyFile = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? everyFile(join(folder, one.name)) : one.isFile() ? [join(folder, one.name)] : [],
  );

describe('an installation for real people', () => {
  it('is set up from a file, with its secrets on papers and nowhere else; and once', () => {
    const from = path('answers.json');
    writeFileSync(from, JSON.stringify(first));
    expect(typed(environment, 'init', '--from', from).said).toContain('--papers');
    expect(typed(environment, 'init', '--from', from, '--papers', join(environment['SOJOURN_DATA'] ?? '', 'papers')).said).toContain(
      'do not belong into the data folder',
    );
    expect(existsSync(join(environment['SOJOURN_DATA'] ?? '', 'installation.json'))).toBe(false);
    const done = typed(environment, 'init', '--from', from, '--papers', papers);
    expect(done.said).toContain('Quayside Help is set up, with 2 offices');
    expect(done.code).toBe(0);
    const names = readdirSync(papers).sort();
    expect(names).toEqual(['first-code.txt', ...[1, 2, 3, 4, 5].map((at) => `share-${at}-of-5.txt`)]);
    for (const name of names) {
      expect(statSync(join(papers, name)).mode & 0o777).toBe(0o600);
      const secret = readFileSync(join(papers, name), 'utf8').trim().split('\n').at(-1) ?? '';
      expect(secret.length).toBeGreaterThan(20);
      expect(done.said).not.toContain(secret);
    }
    expect(done.said).not.toContain(passphrase);
    expect(readdirSync(join(environment['SOJOURN_DATA'] ?? '', 'secrets'))).not.toContain('key-encryption-key');
    const again = typed(environment, 'init', '--from', from, '--papers', path('papers of a second time'));
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('set up already')]);
    expect(existsSync(path('papers of a second time'))).toBe(false);
    expect(typed({ ...serving(), SOJOURN_DEMO: 'yes' }, 'verify').said).toContain('never becomes a demonstration');
  }, 120_000);

  it('is served over TLS; its administrator comes in with the paper; and again after a restart with the passphrase', async () => {
    const { cert } = { cert: environment['SOJOURN_TLS_CERT'] ?? '' };
    let served: Served = await serve(serving());
    try {
      expect(served.address).toBe(`https://localhost:${port}`);
      const well = await ask(cert, 'GET', '/health');
      expect([well.status, JSON.parse(well.body)]).toEqual([200, { status: 'ok' }]);
      expect(well.headers['strict-transport-security']).toContain('max-age=31536000');
      expect((await ask(cert, 'GET', '/api/demo')).status).toBe(404);
      expect(JSON.parse((await ask(cert, 'GET', '/api/languages')).body)).toEqual({ languages: ['ar', 'en'] });
      await expect(fetch(`http://localhost:${port}/health`)).rejects.toThrow();
      // Nobody's detail without a session.
      expect((await ask(cert, 'GET', '/api/installation')).status).toBe(401);

      const code = readFileSync(join(papers, 'first-code.txt'), 'utf8').trim().split('\n').at(-1) ?? '';
      const used = await ask(cert, 'POST', '/api/slip/use', { code, password: 'seven calm herons wade' });
      expect(used.status).toBe(200);
      const cookie = [used.headers['set-cookie'] ?? []].flat().map(String);
      expect(cookie.join()).toMatch(/Secure/);
      const session = cookie.map((one) => one.split(';')[0]).join('; ');
      const view = await ask(cert, 'GET', '/api/installation', undefined, session);
      expect(view.status).toBe(200);
      expect(JSON.parse(view.body)).toMatchObject({
        database: { elsewhere: given !== 'embedded' },
        warnings: expect.arrayContaining(['certificate-ends-soon']),
      });
      expect(JSON.parse(view.body).disk.freeBytes).toBeGreaterThan(0);

      // A renewed certificate is taken while people stay signed in; the old one is not trusted any more.
      const next = certificate('two');
      writeFileSync(path('before.pem'), readFileSync(cert));
      writeFileSync(cert, readFileSync(next.cert));
      writeFileSync(environment['SOJOURN_TLS_KEY'] ?? '', readFileSync(next.key));
      served.process.kill('SIGHUP');
      for (let tries = 0; tries < 100 && !served.printed().includes('read anew'); tries += 1) await pause(50);
      expect((await ask(next.cert, 'GET', '/api/session', undefined, session)).status).toBe(200);
      await expect(ask(path('before.pem'), 'GET', '/health')).rejects.toThrow(/self-signed|certificate/);

      served.process.kill('SIGTERM');
      await ended(served.process);
      await expect(serve({ ...serving(), SOJOURN_PASSPHRASE_FILE: path('answers.json') })).rejects.toThrow(/not the passphrase/);
      served = await serve(serving());
      const back = await ask(next.cert, 'POST', '/api/session', { username: 'noor', password: 'seven calm herons wade' });
      expect(back.status).toBe(200);
      // Everything a log would hold is of the log's own list.
      const logged = () =>
        served
          .printed()
          .split('\n')
          .filter((line) => line.startsWith('{'));
      for (let tries = 0; tries < 100 && logged().length === 0; tries += 1) await pause(50);
      const lines = logged();
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(readLogLine(line)).toEqual(JSON.parse(line));
      writeFileSync(path('server.log'), `${served.printed()}\n{"at":"2026-11-25T10:00:00.000Z","told":"Zýxqwörta Aziz"}\n`);
    } finally {
      served.process.kill('SIGTERM');
      await ended(served.process);
    }
  }, 180_000);

  it('a support bundle says how the machine is, and nobody’s name, word, id or address', () => {
    const file = path('support.json');
    const done = typed(serving(), 'support-bundle', file, '--log', path('server.log'));
    expect(done.said).toContain('Read it before you send it');
    expect(done.code).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ format: 1, keys: { kind: 'passphrase' }, settings: { ownCertificate: true, initialised: true } });
    expect(JSON.parse(text).log.length).toBeGreaterThan(0);
    for (const planted of ['Zýxqwörta', 'Aziz', 'noor', 'Quayside', 'Beirut', passphrase, environment['SOJOURN_DATA'] ?? '', 'localhost', path('')])
      expect(text, planted).not.toContain(planted);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
    for (const paper of readdirSync(papers)) expect(text).not.toContain(readFileSync(join(papers, paper), 'utf8').trim().split('\n').at(-1));
    expect(typed(serving(), 'support-bundle', file).said).toContain('nothing is written over');
  }, 60_000);

  it('nowhere in its folder does the passphrase or a share lie in the clear', () => {
    const secrets = [passphrase, ...readdirSync(papers).map((name) => readFileSync(join(papers, name), 'utf8').trim().split('\n').at(-1) ?? '')];
    for (const file of everyFile(environment['SOJOURN_DATA'] ?? '')) {
      if (file.includes(`${join('postgres', 'data')}`)) continue;
      const bytes = readFileSync(file, 'latin1');
      for (const secret of secrets) expect(bytes.includes(secret), file).toBe(false);
    }
  });

  it.runIf(given !== 'embedded')(
    'serves without a superuser, and says what to do where the database is not prepared',
    () => {
      expect(serving()['SOJOURN_DATABASE']).not.toMatch(/@/);
      expect(typed({ ...serving(), SOJOURN_BACKUP_PASSPHRASE: passphrase }, 'backup', path('cases')).said).toContain('SOJOURN_DATABASE_ADMIN_FILE');
      const other = { ...serving(), SOJOURN_DATA: path('another folder') };
      expect(typed({ ...other, SOJOURN_DEMO: 'no', SOJOURN_KEY: '5a'.repeat(32) }, 'verify').said).toContain('npm run sojourn -- upgrade');
    },
    60_000,
  );

  it('a certificate that is no pair is not served', async () => {
    const wrong = { ...serving(), SOJOURN_TLS_KEY: certificate('three').key };
    await expect(serve(wrong)).rejects.toThrow(/do not belong together/);
  }, 60_000);
});
