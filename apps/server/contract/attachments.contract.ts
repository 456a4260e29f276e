import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup, backupKeys } from '../src/maintenance/backup.ts';
import { erase } from '../src/maintenance/erase.ts';
import { restore } from '../src/maintenance/restore.ts';
import { forRealPeople, machine, path, removeMachines, run, superuser, whileServed } from './machines.ts';
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
      expect((await listed(amal)).length).toBe(before);
    });
  }, 60_000);

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
      expect(await listed(amal)).toMatchObject([{ attachmentId, erased: true }, { erased: true }]);
      expect(await kindOf(await amal.raw('GET', `${files}/${attachmentId}`))).toMatchObject({ kind: 'erased' });
    };
    await whileServed(environment, gone);
    const other = await machine('files again', '4794');
    await run(other, restore, path('files backup'), '--keys', path('files’ keys'));
    await whileServed(forRealPeople(other), async (amal) => {
      const read = await amal.raw('GET', `${files}/${attachmentId}`);
      expect(Buffer.from(await read.arrayBuffer()).equals(kept)).toBe(true);
    });
  }, 240_000);
});
