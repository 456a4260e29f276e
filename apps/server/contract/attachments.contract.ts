import { randomBytes } from 'node:crypto';
import { Client as Database } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup, backupKeys } from '../src/maintenance/backup.ts';
import { erase } from '../src/maintenance/erase.ts';
import { restore } from '../src/maintenance/restore.ts';
import { verify } from '../src/maintenance/verify.ts';
import { atMachine, forRealPeople, machine, path, removeMachines, run, superuser, whileServed } from './machines.ts';
import type { Sender } from './served.ts';
import { newId } from './world.ts';

const person = newId() as string;
const caseId = newId() as string;
let caseCode = '';
let attachmentId = '';
let kept = Buffer.alloc(0);
const name = 'Tsehay Worku passport ጸሐይ.jpg';
const here = () => machine('files', '4790');

/** Large enough for several pieces: noise cannot be made small. */
const photo = async () =>
  sharp(randomBytes(900 * 900 * 3), { raw: { width: 900, height: 900, channels: 3 } })
    .withExif({ IFD0: { Artist: 'Tsehay Worku' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '9/1 1/1 0/1' } })
    .jpeg({ quality: 100 })
    .toBuffer();
const files = `/api/cases/${caseId}/attachments`;
const send = (who: Sender, bytes: Buffer, more: Readonly<Record<string, string>> = {}, search = `subjectId=${person}&kind=identity-document`) =>
  who.raw('POST', `${files}?${search}`, bytes, { 'content-type': 'application/octet-stream', 'sojourn-file-name': encodeURIComponent(name), ...more });
const kindOf = async (response: Response) => ({ status: response.status, kind: ((await response.json()) as { readonly kind?: string }).kind });
const listed = async (who: Sender) => (await who.get(files)).body['attachments'] as readonly Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four words of ours';
  await whileServed(await here(), async (amal) => {
    const common = { caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now(), actId: newId() };
    const sealed = [{ field: 'name', subjectId: person, text: 'Tsehay Worku' }];
    await amal.post('/api/acts/contact.record', { ...common, input: { personId: person, presentCountry: 'LBN' }, sealed });
    caseCode = String(((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly caseCode: string }).caseCode);
  });
}, 120_000);
afterAll(removeMachines);

describe('a photo that someone gave', () => {
  it('is kept cleaned, in sealed pieces, and comes back whole to those who help the person', async () => {
    await whileServed(await here(), async (amal, as) => {
      const given = await photo();
      expect(given.includes(Buffer.from('Tsehay'))).toBe(true);
      const added = await send(amal, given);
      expect(added.status).toBe(200);
      ({ attachmentId } = (await added.json()) as { readonly attachmentId: string });
      const read = await amal.raw('GET', `${files}/${attachmentId}`);
      kept = Buffer.from(await read.arrayBuffer());
      expect([read.headers.get('content-type'), read.headers.get('content-length')]).toEqual(['image/jpeg', String(kept.length)]);
      // Saved and not shown; no name of anyone in what it is called.
      expect(read.headers.get('content-disposition')).toBe(`attachment; filename="${caseCode}-${attachmentId.slice(-6)}.jpg"`);
      expect(read.headers.get('content-security-policy')).toContain('sandbox');
      expect(kept.includes(Buffer.from('Tsehay'))).toBe(false);
      expect(await sharp(kept).metadata()).toMatchObject({ width: 900, height: 900 });
      expect(await listed(amal)).toMatchObject([{ attachmentId, name, kind: 'identity-document', mediaType: 'image/jpeg', bytes: kept.length, erased: false }]);
      for (const [username, status] of [
        ['samir', 200],
        ['maya', 403],
        ['farid', 403],
        ['noor', 403],
        ['leila', 404],
        ['wanjiru', 404],
      ] as const) {
        const other = await as(username);
        expect((await other.raw('GET', `${files}/${attachmentId}`)).status, username).toBe(status);
        expect((await other.get(files)).status, username).toBe(status);
        expect((await send(other, given)).status, username).toBe(status);
      }
    });
    const rows = await superuser(
      await here(),
      `select chunk, octet_length(ciphertext) as bytes from sojourn.attachment_chunk where attachment_id = '${attachmentId}' order by 1`,
    );
    expect(rows.length).toBe(Math.ceil(kept.length / 262_144));
    expect(rows.length).toBeGreaterThan(2);
    const lines = await superuser(
      await here(),
      `select operation, outcome from sojourn.access_log where case_id = '${caseId}' and operation like 'attachment%'`,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        { operation: 'attachment.read', outcome: 'done' },
        { operation: 'attachment.read', outcome: 'no-such-case' },
      ]),
    );
  }, 60_000);

  it('is nothing else than a photo or a document, of someone in the case, and not too large', async () => {
    await whileServed(await here(), async (amal) => {
      const small = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
        .png()
        .toBuffer();
      const before = (await listed(amal)).length;
      expect(await kindOf(await send(amal, Buffer.from('<svg/>')))).toEqual({ status: 422, kind: 'file-type-not-allowed' });
      expect(await kindOf(await send(amal, Buffer.from('%PDF-1.7 not really')))).toEqual({ status: 422, kind: 'file-damaged' });
      expect(await kindOf(await send(amal, small, {}, `subjectId=${newId()}&kind=photo`))).toEqual({ status: 422, kind: 'no-such-person-in-case' });
      expect(await kindOf(await send(amal, small, {}, `subjectId=${person}&kind=secret`))).toEqual({ status: 400, kind: 'input-not-understood' });
      expect(await kindOf(await send(amal, small, { 'content-type': 'application/json' }))).toMatchObject({ status: 400 });
      expect(await kindOf(await send(amal, Buffer.alloc(10_000_001)))).toEqual({ status: 413, kind: 'file-too-large' });
      // Refused by its beginning; the answer comes all the same, and the connection goes on.
      expect(await kindOf(await send(amal, Buffer.alloc(9_900_000, 'x')))).toEqual({ status: 422, kind: 'file-type-not-allowed' });
      expect((await listed(amal)).length).toBe(before);
    });
  }, 60_000);

  it('sent again under the same id, as on a poor network, is kept once; another file, person or case under it is not', async () => {
    await whileServed(await here(), async (amal, as) => {
      const [given, other] = [await photo(), await photo()];
      const actId = newId() as string;
      const under = (who: Sender, bytes: Buffer, kind = 'contract', id = actId) => send(who, bytes, {}, `subjectId=${person}&kind=${kind}&actId=${id}`);
      const before = (await listed(amal)).length;
      const both = await Promise.all([under(amal, given), under(amal, given)]);
      const answers = await Promise.all(both.map(async (one) => ({ status: one.status, body: await one.json() })));
      expect(answers[0]?.status).toBe(200);
      expect(answers[1]).toEqual(answers[0]);
      const again = await under(amal, given);
      expect({ status: again.status, body: await again.json() }).toEqual(answers[0]);
      expect((await listed(amal)).length).toBe(before + 1);
      const refusal = { status: 409, kind: 'same-act-other-content' };
      expect(await kindOf(await under(amal, other))).toEqual(refusal);
      expect(await kindOf(await under(amal, given, 'payslip'))).toEqual(refusal);
      expect(await kindOf(await under(await as('leila'), given))).toMatchObject({ status: 404 });
      const common = { caseId: newId(), deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now(), actId: newId() };
      const elsewhere = newId() as string;
      await amal.post('/api/acts/contact.record', { ...common, input: { personId: elsewhere, presentCountry: 'LBN' } });
      const there = (id: string) =>
        amal.raw('POST', `/api/cases/${common.caseId}/attachments?subjectId=${elsewhere}&kind=contract&actId=${id}`, given, {
          'content-type': 'application/octet-stream',
        });
      expect(await kindOf(await there(actId))).toEqual(refusal);
      expect(await kindOf(await there(common.actId as string))).toEqual(refusal);
      expect((await listed(amal)).length).toBe(before + 1);
    });
  }, 60_000);

  it('stands in the journal: a changed piece, name or type, and a file taken away, are found', async () => {
    const environment = await here();
    await whileServed(environment, async (amal) => {
      const history = (await amal.get(`/api/cases/${caseId}`)).body['history'] as readonly { readonly kind: string; readonly sequence: number }[];
      expect(history.filter((one) => one.kind === 'attachment-kept')).toHaveLength(3);
    });
    await atMachine(environment, async (house, settings) => {
      const client = new Database({ connectionString: house.superuserUrl.replace(/\/postgres$/, '/sojourn') });
      await client.connect();
      try {
        const checked = async () => {
          const said: string[] = [];
          await verify.run({ house, settings, words: [], say: (line) => said.push(line) });
          return said.join('\n');
        };
        expect(await checked()).toContain(' 0 findings');
        await client.query('set session_replication_role = replica');
        const [file, piece] = ['attachment', 'attachment_chunk'].map((table) => `update sojourn.${table} set`);
        const where = `where attachment_id = '${attachmentId}'`;
        for (const [change, back, kind] of [
          [
            `${piece} ciphertext = ciphertext || '\\x00' ${where} and chunk = 1`,
            `${piece} ciphertext = substr(ciphertext, 1, length(ciphertext) - 1) ${where} and chunk = 1`,
            'changed',
          ],
          [`${piece} chunk = 99 ${where} and chunk = 0`, `${piece} chunk = 0 ${where} and chunk = 99`, 'changed'],
          [`${file} name = name || '\\x00' ${where}`, `${file} name = substr(name, 1, length(name) - 1) ${where}`, 'changed'],
          [`${file} media_type = 'image/png' ${where}`, `${file} media_type = 'image/jpeg' ${where}`, 'changed'],
          [`${file} subject_id = case_id ${where}`, `${file} subject_id = '${person}' ${where}`, 'changed'],
          [`${file} case_id = '${newId()}' ${where}`, `${file} case_id = '${caseId}' ${where}`, 'removed'],
          // As an erasure would leave it, without anyone having decided one.
          [
            `create temporary table held as select * from sojourn.attachment_chunk ${where}; ${piece} ciphertext = null ${where}; create temporary table named as select name from sojourn.attachment ${where}; ${file} name = null ${where}`,
            `update sojourn.attachment_chunk c set ciphertext = h.ciphertext from held h where h.attachment_id = c.attachment_id and h.chunk = c.chunk; ${file} name = (select name from named) ${where}`,
            'removed',
          ],
        ] as const) {
          await client.query(change);
          const said = await checked();
          expect(said, change).toContain(' 1 findings');
          expect(said, change).toMatch(new RegExp(`${caseCode} entry \\d: attachment-${kind}`));
          await client.query(back);
        }
        expect(await checked()).toContain(' 0 findings');
      } finally {
        await client.end();
      }
    });
  }, 180_000);

  it('does not open when a piece was moved, or when it was cut short', async () => {
    const replica = 'set session_replication_role = replica';
    const swap = (a: number, b: number) => `update sojourn.attachment_chunk set chunk = ${b} where attachment_id = '${attachmentId}' and chunk = ${a}`;
    const whole = async () =>
      whileServed(await here(), async (amal) =>
        amal
          .raw('GET', `${files}/${attachmentId}`)
          .then((response) => response.arrayBuffer())
          .then((bytes) => Buffer.from(bytes).equals(kept))
          .catch(() => false),
      );
    expect(await whole()).toBe(true);
    await superuser(await here(), replica, swap(0, 99), swap(1, 0), swap(99, 1));
    expect(await whole()).toBe(false);
    await superuser(await here(), replica, swap(0, 99), swap(1, 0), swap(99, 1));
    const cut = `update sojourn.attachment set chunks = chunks - 1 where attachment_id = '${attachmentId}'`;
    await superuser(await here(), replica, cut);
    expect(await whole()).toBe(false);
    await superuser(await here(), replica, cut.replace('- 1', '+ 1'));
    expect(await whole()).toBe(true);
  }, 120_000);

  it('comes back from a backup with its keys; once the person is erased it is gone, there too', async () => {
    const environment = await here();
    await run(environment, backup, path('files backup'));
    await run(environment, backupKeys, path('files’ keys'));
    const asked = ['--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'samir'];
    const done = await run(environment, erase, caseCode, '--reach', 'identity', ...asked, '--do');
    expect(done.said).toContain('Certificate');
    expect(await superuser(environment, 'select count(ciphertext)::int as pieces from sojourn.attachment_chunk')).toEqual([{ pieces: 0 }]);
    const gone = async (amal: Sender) => {
      expect(await listed(amal)).toMatchObject([{ attachmentId, erased: true }, { erased: true }, { erased: true }]);
      expect(await kindOf(await amal.raw('GET', `${files}/${attachmentId}`))).toMatchObject({ kind: 'erased' });
    };
    await whileServed(environment, gone);
    // Erased under a certificate: nothing is missing from the journal.
    expect((await run(environment, verify)).said).toContain(' 0 findings');
    // A certificate vouches for the files it names and for no other; and one that no ledger remembers is found.
    const [replica, everyFile] = ['set session_replication_role = replica', 'update sojourn.erasure_certificate set files ='];
    const [{ files: named } = { files: [] }] = (await superuser(environment, 'select files from sojourn.erasure_certificate')) as readonly {
      readonly files: readonly string[];
    }[];
    expect(named).toContain(attachmentId);
    expect(named).toHaveLength(3);
    await superuser(environment, replica, `${everyFile} array_remove(files, '${attachmentId}')`);
    expect((await run(environment, verify)).said).toMatch(new RegExp(`${caseCode} entry \\d: attachment-removed[\\s\\S]* 1 findings`));
    await superuser(environment, replica, `${everyFile} files || '${attachmentId}'::uuid`);
    const rename = (from: string, to: string) => `update sojourn.erasure_certificate set certificate_id = '${to}' where certificate_id = '${from}'`;
    const [{ id } = { id: '' }] = (await superuser(environment, 'select certificate_id as id from sojourn.erasure_certificate')) as readonly {
      readonly id: string;
    }[];
    const forged = newId() as string;
    await superuser(environment, replica, rename(id, forged));
    expect((await run(environment, verify)).said).toMatch(new RegExp(`no ledger of erasures knows certificate ${forged}[\\s\\S]* 1 findings`));
    await superuser(environment, replica, rename(forged, id));
    expect((await run(environment, verify)).said).toContain(' 0 findings');
    const other = await machine('files again', '4794');
    await run(other, restore, path('files backup'), '--keys', path('files’ keys'));
    await whileServed(forRealPeople(other), async (amal) => {
      const read = await amal.raw('GET', `${files}/${attachmentId}`);
      expect(Buffer.from(await read.arrayBuffer()).equals(kept)).toBe(true);
    });
  }, 240_000);
});
