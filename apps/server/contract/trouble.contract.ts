import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type JsonValue } from '@sojourn/kernel';
import { type OwnServer, ownServer } from '@sojourn/storage/own-server';
import { describe, expect, it } from 'vitest';
import { ended, type Served, serve, signIn } from './served.ts';
import { newId, openWorld, removeData } from './world.ts';

const open = (personId: string) => ({ personId, presentCountry: 'LBN', source: 'hotline' });
const deviceId = newId();
const request = (caseId: string, input: unknown, more: object = {}) => ({
  actId: newId(),
  caseId,
  deviceId,
  deviceSequence: 1,
  basis: 0,
  recordedAt: Date.now(),
  input,
  ...more,
});

// A file system of its own needs root; elsewhere a full disk cannot be made on purpose.
describe.runIf(process.getuid?.() === 0)('a disk that fills up', () => {
  it('is said calmly; nothing acknowledged is lost, and work goes on when there is room again', async () => {
    const small = mkdtempSync(join(tmpdir(), 'sojourn small '));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m,mode=755', 'tmpfs', small]);
    const folder = mkdtempSync(join(tmpdir(), 'sojourn full '));
    let server: OwnServer | undefined;
    let served: Served | undefined;
    try {
      server = await ownServer(['max_wal_size=32MB', 'min_wal_size=32MB', 'shared_buffers=16MB'], small);
      const environment = { SOJOURN_DATA: folder, SOJOURN_PORT: '4730', SOJOURN_DATABASE: server.url };
      served = await serve(environment);
      const amal = await signIn(served.address, 'amal');
      const free = () => {
        const { bavail, bsize } = statfsSync(small);
        return bavail * bsize;
      };
      writeFileSync(join(small, 'filler'), Buffer.alloc(Math.max(0, free() - 3_000_000), 1));
      const kept: string[] = [];
      let answer = { status: 200, body: {} as Readonly<Record<string, unknown>> };
      for (let n = 0; n < 600 && answer.status === 200; n += 1) {
        const [caseId, personId] = [newId() as string, newId() as string];
        const body = request(caseId, open(personId), { sealed: [{ field: 'note', subjectId: personId, text: 'x'.repeat(8_000) }] });
        answer = await amal.post('/api/acts/contact.record', body);
        if (answer.status === 200) kept.push(caseId);
      }
      expect(kept.length).toBeGreaterThan(0);
      expect([503, 507]).toContain(answer.status);
      expect(['no-room-to-save', 'cannot-save-now']).toContain(answer.body['kind']);

      rmSync(join(small, 'filler'));
      await server.killHard().catch(() => undefined);
      await server.start();
      let after = { status: 0 };
      for (let tries = 0; tries < 100 && after.status !== 200; tries += 1)
        after = await amal.post('/api/acts/contact.record', request(newId(), open(newId()))).catch(() => ({ status: 0 }));
      expect(after.status).toBe(200);
      for (const caseId of kept) expect((await amal.get(`/api/cases/${caseId}`)).status).toBe(200);
    } finally {
      served?.process.kill('SIGKILL');
      if (served !== undefined) await ended(served.process);
      await server?.remove();
      execFileSync('umount', ['-l', small]);
      rmSync(small, { recursive: true, force: true });
      removeData(folder);
    }
  }, 240_000);
});

describe('a clock that is set back', () => {
  it('changes neither the order nor what is held to be so', async () => {
    const world = await openWorld(4731);
    try {
      const amal = await world.as('amal');
      const [caseId, personId] = [newId() as string, newId() as string];
      const now = Date.now();
      let clock = now;
      Object.assign(world.running.desk, { clock: { now: () => instant(clock) } });
      const fact = (value: JsonValue) => ({ facts: [{ subjectId: personId, fact: 'safety.alone', answer: { is: 'value', value }, source: 'person' }] });
      expect(await amal.act('contact.record', caseId, open(personId), { recordedAt: now })).toMatchObject({ status: 200 });
      const statuses = [];
      for (const [hours, value] of [
        [0, true],
        [-50, false],
        [3, true],
        [-200, false],
      ] as const) {
        clock = now + hours * 3_600_000;
        statuses.push((await amal.act('facts.assert', caseId, fact(value), { recordedAt: clock })).status);
      }
      expect(statuses).toEqual([200, 200, 200, 200]);
      const { body } = await amal.get(`/api/cases/${caseId}`);
      const history = body['history'] as readonly { readonly sequence: number; readonly receivedAt: number }[];
      expect(history.map((line) => line.sequence).sort((a, b) => a - b)).toEqual(history.map((_, at) => at + 1));
      const facts = (body['case'] as { readonly facts: readonly { readonly fact: string; readonly is: string; readonly value?: unknown }[] }).facts;
      expect(facts.find((held) => held.fact === 'safety.alone')).toMatchObject({ is: 'value', value: false });
    } finally {
      await world.close();
    }
  });
});
