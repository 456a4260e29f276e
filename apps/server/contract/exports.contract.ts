import { readHtcdsTables } from '@sojourn/interchange';
import { readTables } from '@sojourn/interchange/file';
import type { CaseId, PersonId } from '@sojourn/kernel';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let samir: Client;
let hana: Client;
let identity = '';
let recipientKey = '';
const clinic = newId<CaseId>() as string;
const facts = ['person.citizenship', 'person.birth-date'];
type Person = { readonly caseId: string; readonly caseCode: string; readonly consentId: string };
let agreed: Person[] = [];

/** A grown-up in a case of her own, who agrees that such facts go to the clinic. */
async function newPerson(): Promise<Person> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  const act = async (name: string, input: unknown, sealed: readonly object[] = []) => {
    const made = await amal.act(name, caseId, input, { sealed });
    expect(made.status, `${name} ${JSON.stringify(made.body)}`).toBe(200);
    return (made.body['entryIds'] as readonly string[])[0] ?? '';
  };
  await act('contact.record', { personId, presentCountry: 'LBN' }, [{ field: 'name', subjectId: personId, text: 'Qxvolmira Neverleaves' }]);
  const said = (fact: string, value: unknown) => ({ subjectId: personId, fact, answer: { is: 'value', value }, source: 'person' });
  await act('facts.assert', { facts: [said('person.citizenship', ['ETH']), said('person.birth-date', '1991-04')] });
  const consent = {
    subjectId: personId,
    purpose: 'sharing',
    recipient: 'health-service',
    recipientId: clinic,
    answer: 'given',
    language: 'ar',
    method: 'thumbprint',
  };
  const consentId = await act('consent.record', { ...consent, dataClasses: ['demographics'] });
  const { caseCode } = (await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly caseCode: string };
  return { caseId, caseCode, consentId };
}

beforeAll(async () => {
  world = await openWorld(4670);
  [amal, samir, hana] = await Promise.all([world.as('amal'), world.as('samir'), world.as('hana')]);
  identity = await generateIdentity();
  recipientKey = await identityToRecipient(identity);
  const agreement = { agreementId: 'clinic-2026', expiresOn: '2027-12-31' };
  const kept = await samir.post('/api/directory', {
    recipientId: clinic,
    kind: 'health-service',
    code: 'harbour-clinic',
    name: 'Harbour Clinic',
    agreement,
    retired: false,
  });
  expect(kept.status, JSON.stringify(kept.body)).toBe(200);
  agreed = [await newPerson(), await newPerson()];
}, 60_000);
afterAll(() => world?.close());

const database = async (statement: string, values: readonly unknown[] = []) => {
  const url = new URL(world.running.superuserUrl);
  url.pathname = '/sojourn';
  const client = new Database({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows;
  } finally {
    await client.end();
  }
};
const preview = async (format = 'csv', recipientId = clinic) => samir.post('/api/exports/preview', { recipientId, facts, format });
const ask = async (format = 'csv') => {
  const { fingerprint } = (await preview(format)).body;
  const asked = await samir.post('/api/exports', { recipientId: clinic, facts, format, fingerprint, recipientKey });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  return { exportId: String(asked.body['exportId']), fingerprint };
};
const decide = (exportId: string, fingerprint: unknown, approve = true, who = hana) => who.post(`/api/exports/${exportId}/decision`, { fingerprint, approve });
const take = (exportId: string, who = samir) => who.raw('POST', `/api/exports/${exportId}/file`, JSON.stringify({}));
const kindOf = async (response: Response) => ((await response.json()) as { readonly kind?: string }).kind;
async function opened(response: Response): Promise<Buffer> {
  const sealed = new Uint8Array(await response.arrayBuffer());
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(sealed));
}

describe('what leaves in bulk', () => {
  it('is said before it leaves: what, for whom, of how many, and what stays and why', async () => {
    const { status, body } = await preview();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      recipient: { recipientId: clinic, name: 'Harbour Clinic', kind: 'health-service' },
      columns: ['case', 'person.birth-date', 'person.citizenship'],
      dataClasses: ['demographics'],
      cases: 2,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const staying = body['staying'] as readonly { readonly kind: string; readonly cases: number }[];
    expect(staying.find((one) => one.kind === 'consent-missing')?.cases).toBeGreaterThan(3);
    expect((await preview('csv', newId())).body).toMatchObject({ kind: 'no-such-recipient' });
    for (const other of [amal, hana, await world.as('noor'), await world.as('maya')])
      expect((await other.post('/api/exports/preview', { recipientId: clinic, facts, format: 'csv' })).status).toBe(403);
  });

  it('goes to no one who is not to have it, whatever anyone agreed', async () => {
    for (const kind of ['immigration-enforcement', 'recruiter', 'police', 'donor-without-identity']) {
      const recipientId = newId<CaseId>() as string;
      await samir.post('/api/directory', { recipientId, kind, code: `never-${kind}`, name: 'Someone', retired: false });
      expect((await preview('csv', recipientId)).body, kind).toMatchObject({ kind: expect.stringMatching(/recipient-never|no-such-recipient/) });
    }
  });

  it('leaves when a second person has looked; encrypted, once, to whom it is for', async () => {
    const { exportId, fingerprint } = await ask();
    expect(await kindOf(await take(exportId))).toBe('export-not-approved');
    // Whoever asked does not decide, also not with the other role.
    await database("update sojourn.app_user set roles = '{supervisor,data-protection}' where username = 'samir'");
    expect((await decide(exportId, fingerprint, true, samir)).body).toMatchObject({ status: 403, kind: 'export-needs-another-person' });
    await expect(database('update sojourn.export_request set decided_by = requested_by where export_id = $1', [exportId])).rejects.toThrow(/check/);
    await database("update sojourn.app_user set roles = '{supervisor}' where username = 'samir'");
    expect((await decide(exportId, '0'.repeat(64))).body).toMatchObject({ kind: 'export-changed' });
    expect(((await hana.get('/api/exports')).body['exports'] as readonly object[])[0]).toMatchObject({
      exportId,
      state: 'asked',
      cases: 2,
      recipientId: clinic,
      recipientKey,
    });
    // Whoever asked sees what became of it; another supervisor, who did not, sees nothing of it.
    const listedFor = async (who: Client) => (await who.get('/api/exports')).body['exports'] as readonly object[];
    expect(await listedFor(samir)).toMatchObject([{ exportId, mine: true, requester: 'Samir Khoury', recipient: 'Harbour Clinic', state: 'asked' }]);
    expect(await listedFor(await world.as('hedi'))).toEqual([]);
    expect(await listedFor(hana)).toMatchObject([{ exportId, mine: false }]);
    expect((await decide(exportId, fingerprint)).status).toBe(200);
    expect((await decide(exportId, fingerprint, false)).body).toMatchObject({ kind: 'export-already-decided' });
    expect(await kindOf(await take(exportId, await world.as('peter')))).toBe('no-such-export');
    const file = await take(exportId);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, `attachment; filename="export-${exportId.slice(-6)}.csv.age"`]);
    const text = (await opened(file)).toString('utf8');
    const codes = agreed.map(({ caseCode }) => caseCode).sort();
    expect(text).toBe(`\ufeff"case","person.birth-date","person.citizenship"\r\n${codes.map((code) => `"${code}","1991-04","ETH"\r\n`).join('')}`);
    expect(await kindOf(await take(exportId))).toBe('export-already-decided');
    const lines = await database("select operation, outcome from sojourn.access_log where operation like 'export.%' and outcome = 'done'");
    expect(lines.map((line) => line.operation)).toEqual(expect.arrayContaining(['export.preview', 'export.ask', 'export.decide', 'export.take']));
  });

  it('as a spreadsheet is one sheet of texts and says nothing of its maker', async () => {
    const { exportId, fingerprint } = await ask('xlsx');
    expect((await decide(exportId, fingerprint)).status).toBe(200);
    const read = await readTables(await opened(await take(exportId)), 'utf-8');
    expect(read.ok && read.value.map(({ cells }) => cells.length)).toEqual([3]);
  });

  it.each(['htcds-csv', 'htcds-xlsx'])('as %s is read again as the same facts, without anybody’s name', async (format) => {
    const { exportId, fingerprint } = await ask(format);
    expect((await decide(exportId, fingerprint)).status).toBe(200);
    const read = await readTables(await opened(await take(exportId)), 'utf-8');
    const sheet = read.ok ? readHtcdsTables(read.value, [{ iso2: 'ET', iso3: 'ETH', english: 'Ethiopia' }]) : undefined;
    if (sheet === undefined || typeof sheet === 'string') throw new Error('Not read');
    expect(sheet.rows.map((row) => Object.fromEntries(row.facts.map(({ fact, value }) => [fact, value])))).toEqual(
      agreed.map(() => ({ 'person.birth-date': '1991-04', 'person.citizenship': ['ETH'] })),
    );
    expect(sheet.rows.map(({ name }) => name)).toEqual(agreed.map(() => ''));
  });

  it('has in the format HTCDS no fact the standard has no column for', async () => {
    const wanted = { recipientId: clinic, facts: ['safety.alone', 'person.gender'], format: 'htcds-csv' };
    expect((await samir.post('/api/exports/preview', wanted)).body).toMatchObject({ status: 422, kind: 'not-in-this-format' });
  });

  it('does not leave when someone took the consent back meanwhile, or when it was approved too long ago', async () => {
    const late = await ask();
    expect((await decide(late.exportId, late.fingerprint)).status).toBe(200);
    await database('alter table sojourn.export_request disable trigger decided_once');
    await database("update sojourn.export_request set decided_at = clock_timestamp() - interval '2 days' where export_id = $1", [late.exportId]);
    expect(await kindOf(await take(late.exportId))).toBe('export-has-expired');
    const { exportId, fingerprint } = await ask();
    expect((await decide(exportId, fingerprint)).status).toBe(200);
    const [gone] = agreed;
    expect((await amal.act('consent.withdraw', gone?.caseId ?? '', { consentId: gone?.consentId })).status).toBe(200);
    expect(await kindOf(await take(exportId))).toBe('export-changed');
    expect((await preview()).body).toMatchObject({ cases: 1 });
  });

  it('turned down stays turned down; a key that is none is refused', async () => {
    const { exportId, fingerprint } = await ask();
    expect((await decide(exportId, fingerprint, false)).status).toBe(200);
    expect(await kindOf(await take(exportId))).toBe('export-already-decided');
    const asked = { recipientId: clinic, facts, format: 'csv', fingerprint };
    for (const wrong of ['', 'age1', 'age1qqqq', identity])
      expect((await samir.post('/api/exports', { ...asked, recipientKey: wrong })).body).toMatchObject({ kind: 'recipient-key-not-understood' });
  });
});
