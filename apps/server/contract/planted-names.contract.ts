import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { demoOrganisations } from '@sojourn/demo';
import { type OwnServer, ownServer } from '@sojourn/storage/own-server';
import ExcelJS from 'exceljs';
import { Client } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyAct, type Role, type SealedText } from './every-field.ts';
import { ended, type Sender, type Served, serve, signIn } from './served.ts';
import { newId, removeData } from './world.ts';
import { findTexts, writtenForms } from './written-forms.ts';

// Distinctive in every script and long enough that no chance makes them; the control is planted in the clear on purpose.
const planted = ['Zýxqwörta Hålvorsèn-Quill', 'زينبكسوقة الهلفورسن', '+47 9988 0000 5541', 'ZXQ-97W2P1-KLV', 'the orchard behind quillfeather mill'] as const;
const control = 'Cøntrol Plàntagenet-Wíllowby 7731';
const [name, , phone, document, narrative] = planted;
const everything = planted.join(' · ');

let server: OwnServer;
let served: Served;
let amal: Sender;
let samir: Sender;
let maya: Sender;
let farid: Sender;
const folder = mkdtempSync(join(tmpdir(), 'sojourn planted '));

const superuser = async <Value>(work: (client: Client) => Promise<Value>, database = 'sojourn'): Promise<Value> => {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

let deviceSequence = 0;
const deviceId = newId();
const request = (caseId: string, input: unknown, sealed: readonly SealedText[] = [], more: object = {}) => {
  deviceSequence += 1;
  return { actId: newId(), caseId, deviceId, deviceSequence, basis: 0, recordedAt: Date.now(), input, sealed, ...more };
};

/** Every text and number inside the input replaced by a name, one at a time; and a member nobody declared. */
function hasty(input: unknown): readonly unknown[] {
  if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') return [name, phone];
  if (Array.isArray(input)) return [[...input, name], ...input.flatMap((one, at) => hasty(one).map((other) => input.with(at, other)))];
  if (typeof input !== 'object' || input === null) return [];
  const changed = Object.entries(input).flatMap(([key, value]) => hasty(value).map((other) => ({ ...input, [key]: other })));
  return [...changed, { ...input, [name]: document }, { ...input, note: narrative }];
}

beforeAll(async () => {
  // A server that would write down everything it can.
  server = await ownServer([
    'log_statement=all',
    'log_min_duration_statement=0',
    'log_parameter_max_length=-1',
    'log_parameter_max_length_on_error=-1',
    'log_error_verbosity=verbose',
    'wal_compression=off',
    'wal_level=logical',
  ]);
  served = await serve({ SOJOURN_DATABASE: server.url, SOJOURN_DATA: folder, SOJOURN_PORT: '4690' });
  for (const database of ['sojourn', 'sojourn_keys'])
    await superuser(async (client) => {
      const columns = await client.query<{ change: string }>(
        `select format('alter table %I.%I alter column %I set storage external', table_schema, table_name, column_name) as change from information_schema.columns
         where table_schema in ('sojourn', 'vault') and data_type in ('text', 'jsonb', 'bytea')`,
      );
      for (const { change } of columns.rows) await client.query(change);
    }, database);
  [amal, maya, farid] = [await signIn(served.address, 'amal'), await signIn(served.address, 'maya'), await signIn(served.address, 'farid')];
  samir = await signIn(served.address, 'samir');
}, 120_000);
afterAll(async () => {
  served?.process.kill('SIGKILL');
  await server?.remove();
  removeData(folder);
});

async function walkTheWholeCase() {
  const senders: Readonly<Record<Role, Sender>> = { caseworker: amal, supervisor: samir, 'fund-manager': maya, finance: farid };
  return everyAct(
    {
      perform: async (role, act, caseId, input, sealed, also = []) => {
        const answer = await senders[role].post(`/api/acts/${act}`, request(caseId, input, sealed, also.length === 0 ? {} : { also }));
        expect(answer, act).toMatchObject({ status: 200 });
        return answer.body['entryIds'] as readonly string[];
      },
      preview: async (caseId, chosen) => (await amal.post(`/api/cases/${caseId}/referral-preview`, chosen)).body['fingerprint'],
    },
    () => everything,
  );
}

async function importPlantedCells(): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(name.slice(0, 20));
  const columns = [
    'prs_FirstName',
    'prs_SecondName',
    'prs_Email',
    'prs_MobilePhone',
    'prs_Gender',
    'prs_Citizenship',
    'prs_Birthdate',
    'vic_TypeOfExploitation',
    'cas_Status',
    'cas_IncomingReferralDetails',
    'cas_ReferringPrimaryCaseWorker',
    'vic_LocationOfExploitation',
    narrative,
  ];
  sheet.addRow(columns);
  sheet.addRow(columns);
  for (let row = 0; row < 4; row += 1) sheet.addRow(columns.map((_, at) => planted[(at + row) % planted.length] ?? name));
  const file = Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
  expect((await amal.post('/api/imports/preview', { format: 'htcds', file })).status).toBe(200);
  const imported = await amal.post('/api/imports/commit', {
    format: 'htcds',
    file,
    sender: name,
    agreement: narrative,
    lawfulBasis: 'consent',
    deviceId: newId(),
    presentCountry: 'LBN',
  });
  expect((imported.body['created'] as readonly unknown[]).length).toBeGreaterThanOrEqual(4);
}

/** A photo that names its maker, and a page with everything on it; under names that say who it is. */
async function attachPlantedFiles(caseId: string): Promise<void> {
  const { personId } = (await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly personId: string };
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } })
    .withExif({ IFD0: { Artist: everything, ImageDescription: narrative } })
    .jpeg()
    .toBuffer();
  expect(photo.includes(Buffer.from(narrative))).toBe(true);
  const page = await PDFDocument.create();
  // Not packed: the words lie in the file as they are.
  const words = page.context.stream(`BT /F1 12 Tf (${narrative} ${phone}) Tj ET`);
  page.addPage([200, 200]).node.set(PDFName.of('Contents'), page.context.register(words));
  page.setAuthor(everything);
  const pdf = Buffer.from(await page.save({ useObjectStreams: false }));
  expect(pdf.includes(Buffer.from(narrative))).toBe(true);
  for (const bytes of [photo, pdf]) {
    const more = { 'content-type': 'application/octet-stream', 'sojourn-file-name': encodeURIComponent(everything.slice(0, 200)) };
    const added = await amal.raw('POST', `/api/cases/${caseId}/attachments?subjectId=${personId}&kind=other-document`, bytes, more);
    expect(added.status).toBe(200);
    const { attachmentId } = (await added.json()) as { readonly attachmentId: string };
    const read = Buffer.from(await (await amal.raw('GET', `/api/cases/${caseId}/attachments/${attachmentId}`)).arrayBuffer());
    // What the page says stays what it says; who made it is gone.
    expect(read.includes(Buffer.from(narrative))).toBe(bytes === pdf);
  }
}

/** By someone without an account, who puts names wherever there is room. */
async function complainAtTheDoor(): Promise<void> {
  const to = demoOrganisations[0]?.organisationId ?? '';
  const form = (language: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${served.address}/tell/${encodeURIComponent(language)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const sent = await form('en', { do: 'send', to, once: name, words: everything, whom: everything, reach: everything });
  const code = /class="code"[^>]*>([^<]+)</.exec(await sent.text())?.[1] ?? '';
  expect(code).not.toBe('');
  expect((await form('en', { do: 'more', code, words: everything })).status).toBe(200);
  for (const wrong of [
    { do: 'look', code: everything },
    { do: 'send', to: name, words: narrative },
    { do: name, to: phone, category: name, officeId: document, words: '' },
    { do: 'send', to, words: '', [name]: narrative },
  ] as const)
    expect((await form(name, wrong)).status).toBeLessThan(500);
}

/** They are searched, asked of other offices, and read by whoever reviews that. */
async function searchThemAll(): Promise<void> {
  const kinds = [
    ['name', name],
    ['name', planted[1]],
    ['phone', phone],
    ['document', document],
  ] as const;
  const [caseId, personId] = [newId() as string, newId() as string];
  const sealed = [
    { field: 'name', subjectId: personId, text: name },
    { field: 'safe-contact', subjectId: personId, text: phone },
  ];
  expect((await amal.post('/api/acts/contact.record', request(caseId, { personId, presentCountry: 'LBN' }, sealed))).status).toBe(200);
  const paper = [
    { field: 'name', subjectId: personId, text: planted[1] },
    { field: 'document-number', subjectId: personId, text: document },
  ];
  expect((await amal.post('/api/acts/name.record', request(caseId, { subjectId: personId, kind: 'on-document' }, paper))).status).toBe(200);
  for (let tries = 0; (await amal.post('/api/search', { words: name })).status !== 200 && tries < 200; tries += 1) await pause(50);
  for (const [kind, words] of kinds) {
    const { status, body } = await amal.post('/api/search', { kind, words, beyond: true });
    expect(status, words).toBe(200);
    expect((body['found'] as readonly unknown[]).length, words).toBeGreaterThan(0);
  }
  for (const wrong of hasty({ kind: 'name', words: name, beyond: true })) await amal.post('/api/search', wrong);
  await amal.get(`/api/search?words=${encodeURIComponent(name)}`);
  const hedi = await signIn(served.address, 'hedi');
  expect((await hedi.get('/api/search/reviews')).status).toBe(200);
}

describe('names, telephone numbers, documents and stories planted in every field', () => {
  it('are recorded where they belong, refused where they do not, and lie nowhere in the clear', async () => {
    const { caseId, personId, performed, uncovered } = await walkTheWholeCase();
    expect(uncovered, 'every declared free-text field was filled').toEqual([]);
    await importPlantedCells();
    await attachPlantedFiles(caseId);
    await complainAtTheDoor();
    await searchThemAll();

    for (const { act, input } of performed) {
      for (const wrong of hasty(input)) {
        const answer = await amal.post(`/api/acts/${act}`, request(act === 'contact.record' ? newId() : caseId, wrong));
        expect(answer.status, `${act} ${JSON.stringify(wrong)}`).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${act} ${JSON.stringify(wrong)}`).toBeLessThan(500);
      }
      await amal.post(`/api/acts/${act}`, request(caseId, input, [{ field: name, subjectId: newId(), text: narrative }]));
      await amal.post(`/api/acts/${act}`, request(caseId, input, [], { occurredOn: name }));
      await amal.post(`/api/acts/${act}`, request(name, input));
    }
    for (const path of [`/api/cases/${encodeURIComponent(name)}`, `/api/cases?search=${encodeURIComponent(phone)}`, `/${encodeURIComponent(name)}`])
      await amal.get(path);
    await amal.post('/api/session', { username: name, password: narrative });
    await amal.get(`/api/cases/${caseId}/summary.pdf`);
    expect((await amal.get(`/api/cases/${caseId}`)).status).toBe(200);

    // What a crash prints: the database dies under acts that carry names.
    const inFlight = Array.from({ length: 12 }, () =>
      amal.post('/api/acts/facts.assert', request(caseId, { facts: [] }, [{ field: 'note', subjectId: personId, text: everything }])).catch(() => undefined),
    );
    await superuser(
      (client) => client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'sojourn%' and pid <> pg_backend_pid()"),
      'postgres',
    );
    await Promise.all(inFlight);

    await superuser(async (client) => {
      await client.query('create table public.control (words text, bytes bytea)');
      for (const write of Object.values(writtenForms))
        for (const bytes of write(control))
          await client.query('insert into public.control values ($1, $2)', [bytes.includes(0) ? '' : bytes.toString('utf8'), bytes]);
      await client.query('analyze');
      await client.query('checkpoint');
    });
    const found: ReturnType<typeof findTexts>[number][] = [];
    const look = (where: string, bytes: Buffer) => found.push(...findTexts([...planted, control], where, bytes));

    const statistics = await superuser((client) => client.query('select * from pg_stats'));
    look('statistics', Buffer.from(JSON.stringify(statistics.rows)));
    look('running statements', Buffer.from(JSON.stringify((await superuser((client) => client.query('select * from pg_stat_activity'))).rows)));
    if (server.dumpProgram !== undefined)
      for (const database of ['sojourn', 'sojourn_keys'])
        look('dump', execFileSync(server.dumpProgram, ['--dbname', server.url.replace(/\/postgres$/, `/${database}`)], { maxBuffer: 1 << 28 }));
    served.process.kill('SIGTERM');
    await ended(served.process);
    look('what the program printed', Buffer.from(served.printed()));
    await server.stop();
    for (const [where, bytes] of filesIn(server.folder)) look(where, bytes);
    for (const [where, bytes] of filesIn(folder)) look(where, bytes);
    await server.start();

    expect(found.filter((one) => one.text !== control)).toEqual([]);
    // The search itself is tried: the control must be seen wherever it can lie.
    const seen = (where: (place: string) => boolean) => new Set(found.filter((one) => one.text === control && where(one.where)).map((one) => one.form));
    const inText = Object.keys(writtenForms).filter((form) => !form.endsWith('first'));
    expect([...seen((place) => place === 'statistics')]).toEqual(expect.arrayContaining(['UTF-8']));
    if (server.dumpProgram !== undefined) expect([...seen((place) => place === 'dump')].sort()).toEqual([...inText].sort());
    for (const place of ['/base/', '/pg_wal/']) expect([...seen((one) => one.includes(place))].sort(), place).toEqual(Object.keys(writtenForms).sort());
    expect(served.printed()).toContain('"route":"/api/acts/contact.record"');
    expect(readFileSync(join(server.folder, 'server.log'), 'utf8')).toContain('pg_stat_activity');
  }, 240_000);
});

function* filesIn(top: string): Generator<readonly [string, Buffer]> {
  for (const one of readdirSync(top, { recursive: true, encoding: 'utf8' })) {
    const path = join(top, one);
    if (one.includes('native/')) continue;
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) yield [path, readFileSync(path)];
  }
}
