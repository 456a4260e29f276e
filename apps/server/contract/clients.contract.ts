import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CaseId, PersonId } from '@sojourn/kernel';
import ExcelJS from 'exceljs';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts, openQueries, queries } from '../src/operations.ts';
import { demoCode, demoPassword } from '../src/sign-in/demo-code.ts';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
beforeAll(async () => {
  world = await openWorld(4640);
  amal = await world.as('amal');
}, 60_000);
afterAll(() => world?.close());

type Ran = { readonly code: number | null; readonly said: string; readonly told: string };
/** The command line as someone runs it. */
const sojourn = (words: readonly string[], more: Readonly<Record<string, string>> = {}, during?: (told: string, stop: () => void) => void) =>
  new Promise<Ran>((done) => {
    const environment = { SOJOURN_SERVER: world.running.address, SOJOURN_USER: 'amal', SOJOURN_PASSWORD: demoPassword, SOJOURN_CODE: demoCode, ...more };
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../cli/src/main.ts'), ...words], { env: { ...process.env, ...environment } });
    let [said, told] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      told += part.toString();
      during?.(told, () => child.kill('SIGINT'));
    });
    child.on('close', (code) => done({ code, said, told }));
  });

const newContact = async (client: Client, danger = 'no') => {
  const caseId = newId<CaseId>();
  const made = await client.act('contact.record', caseId, { personId: newId<PersonId>(), presentCountry: 'LBN', dangerTonight: danger });
  expect(made.status).toBe(200);
  return caseId as string;
};
type Page = { readonly cases: readonly { readonly caseId: string; readonly urgent: readonly string[] }[]; readonly next?: string };
const page = async (client: Client, cursor?: string, limit = 7) =>
  (await client.get(`/api/cases?limit=${limit}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)).body as Page;

describe('a list in pages', () => {
  it('gives every case once, urgent ones first, whatever is opened meanwhile', async () => {
    for (let n = 0; n < 12; n += 1) await newContact(amal, n % 4 === 0 ? 'yes' : 'no');
    const before = (await page(amal, undefined, 200)).cases.map((one) => one.caseId);
    expect(before.length).toBeGreaterThan(20);
    const seen: string[] = [];
    const urgent: boolean[] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const { cases, next }: Page = await page(amal, cursor);
      expect(cases.length).toBeLessThanOrEqual(7);
      seen.push(...cases.map((one) => one.caseId));
      // What became urgent meanwhile comes late rather than never: only what was there at first has its place.
      urgent.push(...cases.filter((one) => before.includes(one.caseId)).map((one) => one.urgent.length > 0));
      cursor = next;
      // People go on working between two pages.
      await newContact(amal);
      await newContact(amal, 'yes');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !seen.includes(id))).toEqual([]);
    expect(urgent.indexOf(false)).toBe(urgent.filter((one) => one).length);
  });

  it('misses no case that becomes urgent behind the walker’s back', async () => {
    const quiet = await newContact(amal);
    const others = [];
    for (let n = 0; n < 8; n += 1) others.push(await newContact(amal, n < 2 ? 'yes' : 'no'));
    let { next, cases } = await page(amal);
    const seen = cases.map((one) => one.caseId);
    // The urgent ones are passed; then one that was still to come becomes urgent.
    while (cases.every((one) => one.urgent.length > 0) && next !== undefined) {
      ({ next, cases } = await page(amal, next));
      seen.push(...cases.map((one) => one.caseId));
    }
    const { personId } = ((await amal.get(`/api/cases/${quiet}`)).body as { readonly case: { readonly personId: string } }).case;
    const facts = [{ subjectId: personId, fact: 'safety.danger-tonight', answer: { is: 'value', value: true }, source: 'caseworker' }];
    const told = await amal.act('facts.assert', quiet, { facts });
    expect(told.status, JSON.stringify(told.body)).toBe(200);
    while (next !== undefined) {
      ({ next, cases } = await page(amal, next));
      seen.push(...cases.map((one) => one.caseId));
    }
    expect(seen).toContain(quiet);
  });

  it('goes nowhere from a place that means nothing, and takes 1 to 200 at once', async () => {
    for (const cursor of ['x', Buffer.from('{"urgent":true,"after":"x","began":1}').toString('base64url'), Buffer.from('[]').toString('base64url')])
      expect((await amal.get(`/api/cases?cursor=${cursor}`)).body).toMatchObject({ status: 400, kind: 'cursor-not-understood' });
    for (const [limit, status] of [
      [0, 400],
      [1, 200],
      [200, 200],
      [201, 400],
    ] as const)
      expect((await amal.get(`/api/cases?limit=${limit}`)).status, `${limit}`).toBe(status);
  });

  it('streams whole, one case a line', async () => {
    const response = await amal.raw('GET', '/api/cases?limit=3', undefined, { accept: 'application/x-ndjson' });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text()).trim().split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { readonly caseId: string }).caseId);
    const { cases } = await page(amal, undefined, 200);
    expect(cases.map((one) => one.caseId).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

async function workbook(rows: number): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('people');
  const columns = ['prs_FirstName', 'prs_Gender', 'prs_Citizenship'];
  sheet.addRow(columns);
  for (let row = 0; row < rows; row += 1) sheet.addRow([`Invented ${crypto.randomUUID()}`, 'Female', 'ETH']);
  return Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
}
const sentBy = { sender: 'Harbour Partner', agreement: 'Agreement of 3 March', lawfulBasis: 'consent' };
const commit = (client: Client, file: string) =>
  client.raw('POST', '/api/imports/commit', JSON.stringify({ format: 'htcds', file, ...sentBy, deviceId: newId(), presentCountry: 'LBN' }), {
    prefer: 'respond-async',
  });
type Event = { readonly id?: string; readonly event?: string; readonly data?: Readonly<Record<string, unknown>> };
/** Reads events until one fits, then hangs up. */
async function eventsUntil(
  client: Client,
  workId: string,
  enough: (event: Event) => boolean,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly Event[]> {
  const response = await client.raw('GET', `/api/work/${workId}/events`, undefined, more);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const found: Event[] = [];
  let rest = '';
  for await (const part of response.body ?? []) {
    const blocks = (rest + Buffer.from(part).toString()).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) found.push({ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as Readonly<Record<string, unknown>> });
      if (found.length > 0 && enough(found.at(-1) as Event)) return found;
    }
  }
  return found;
}
const atTheEnd = ({ event }: Event) => event !== 'progress';

describe('long work', () => {
  it('says how far it is; whoever comes back after a broken connection sees it to the end', async () => {
    const begun = await commit(amal, await workbook(120));
    expect([begun.status, begun.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    const { workId } = (await begun.json()) as { readonly workId: string };
    expect(begun.headers.get('location')).toBe(`/api/work/${workId}`);
    // Hangs up as soon as something was done.
    const first = await eventsUntil(amal, workId, ({ data }) => Number(data?.['done']) > 0);
    const seen = first.at(-1);
    const rest = await eventsUntil(amal, workId, atTheEnd, { 'last-event-id': seen?.id ?? '' });
    expect(rest.filter(({ id }) => id === seen?.id && seen?.event === 'progress')).toEqual([]);
    const end = rest.at(-1);
    expect(end?.event).toBe('result');
    expect(end?.data?.['created']).toHaveLength(120);
    const done = [...first, ...rest].map(({ data }) => Number(data?.['done'])).filter((n) => !Number.isNaN(n));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect((await amal.get(`/api/work/${workId}`)).body).toMatchObject({ operation: 'import.commit', status: 'done', done: 120, total: 120 });
    // Nobody else's: not there.
    for (const other of [await world.as('samir'), await world.as('wanjiru')]) {
      expect((await other.get(`/api/work/${workId}`)).body).toMatchObject({ kind: 'no-such-work' });
      expect((await other.post(`/api/work/${workId}/cancel`, {})).body).toMatchObject({ kind: 'no-such-work' });
      expect(await eventsUntil(other, workId, atTheEnd)).toEqual([]);
    }
  });

  it('stops at its next step when asked; what was done stays, and the same file goes on from there', async () => {
    const file = await workbook(200);
    const { workId } = (await (await commit(amal, file)).json()) as { readonly workId: string };
    await eventsUntil(amal, workId, ({ data }) => Number(data?.['done']) > 0);
    expect((await amal.post(`/api/work/${workId}/cancel`, {})).status).toBe(200);
    const end = (await eventsUntil(amal, workId, atTheEnd, { 'accept-language': 'fr' })).at(-1);
    expect(end).toMatchObject({ event: 'refused', data: { kind: 'work-cancelled', title: 'Le travail a été arrêté. Ce qui était fait reste.' } });
    const done = Number(end?.data?.['done']);
    expect(done).toBeLessThan(200);
    const again = (await (
      await amal.raw('POST', '/api/imports/commit', JSON.stringify({ format: 'htcds', file, ...sentBy, deviceId: newId(), presentCountry: 'LBN' }))
    ).json()) as {
      readonly created: readonly unknown[];
      readonly alreadyHere: readonly unknown[];
    };
    expect(again.created.length + again.alreadyHere.length).toBe(200);
    expect(again.alreadyHere.length).toBeGreaterThanOrEqual(done);
  });

  it('whose program died has broken off, and says so', async () => {
    const { workId } = (await (await commit(amal, await workbook(1))).json()) as { readonly workId: string };
    await eventsUntil(amal, workId, atTheEnd);
    const url = new URL(world.running.superuserUrl);
    url.pathname = '/sojourn';
    const client = new Database({ connectionString: url.href });
    await client.connect();
    await client.query("update sojourn.work set status = 'running', ended_at = null, beat_at = clock_timestamp() - interval '31 seconds' where work_id = $1", [
      workId,
    ]);
    await client.end();
    expect((await eventsUntil(amal, workId, atTheEnd)).at(-1)).toMatchObject({ event: 'refused', data: { kind: 'work-broke-off' } });
  });
});

describe('the command line, a second client', () => {
  it('knows every operation of the server, and says what each takes', async () => {
    const { said } = await sojourn(['list']);
    const names = said
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(names.toSorted()).toEqual([...Object.keys(acts), ...Object.keys(queries), ...Object.keys(openQueries)].toSorted());
    expect((await sojourn(['help', 'import.commit'])).said).toContain('May take long');
    expect((await sojourn(['help', 'identity.reveal'])).said).toContain('No token may hold it.');
    expect(await sojourn(['help', 'no.such'])).toMatchObject({ code: 1, told: expect.stringContaining('There is no operation no.such') });
  });

  it('records, reads, walks and refuses as the desk does, in the language asked for', async () => {
    const [caseId, personId] = [newId<CaseId>() as string, newId<PersonId>() as string];
    const made = await sojourn(['call', 'contact.record', `caseId=${caseId}`, `personId=${personId}`, 'presentCountry=LBN', 'say.name=Qxvolmira Typed']);
    expect(made, made.told).toMatchObject({ code: 0, said: expect.stringContaining('"sequence"') });
    const view = JSON.parse((await sojourn(['call', 'case.view', `caseId=${caseId}`])).said) as {
      readonly case: { readonly sealed: readonly { readonly sealedId: string; readonly field: string }[] };
    };
    const sealedIds = JSON.stringify(view.case.sealed.filter(({ field }) => field === 'name').map(({ sealedId }) => sealedId));
    expect((await sojourn(['call', 'identity.reveal', `caseId=${caseId}`, `sealedIds:=${sealedIds}`])).said).toContain('Qxvolmira Typed');
    const all = (await sojourn(['call', 'cases.list', '--all'])).said.trim().split('\n');
    expect(all.some((line) => line.includes(caseId))).toBe(true);
    const refused = await sojourn(['call', 'payment.record', `caseId=${caseId}`, `lineId=${newId()}`], { SOJOURN_LANGUAGE: 'ar' });
    expect(refused).toMatchObject({ code: 1, told: expect.stringMatching(/[\u0600-\u06ff].*\(not-allowed\)/) });
    expect(await sojourn(['call', 'cases.list'], { SOJOURN_PASSWORD: 'wrong' })).toMatchObject({
      code: 1,
      told: expect.stringContaining('wrong-username-or-password'),
    });
    expect((await sojourn(['call', 'cases.list'], { SOJOURN_SERVER: 'http://localhost:9' })).told).toContain('No Sojourn answers');
    expect((await sojourn(['call', 'case.view', 'caseId'])).told).toContain('is not key=value');
  });

  it('shows long work and stops it at Ctrl-C', async () => {
    const file = await workbook(300);
    let stopped = false;
    const ran = await sojourn(
      [
        'call',
        'import.commit',
        'format=htcds',
        `file=${file}`,
        'sender=Harbour Partner',
        'agreement=Agreement of 3 March',
        'lawfulBasis=consent',
        `deviceId=${newId()}`,
        'presentCountry=LBN',
      ],
      {},
      (told, stop) => {
        if (!stopped && /^[1-9]\d* of 300$/m.test(told)) {
          stopped = true;
          stop();
        }
      },
    );
    expect(ran).toMatchObject({ code: 1, told: expect.stringContaining('work-cancelled') });
  });
});
