import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasureLedger } from '../src/erasing.ts';
import { backup, backupKeys } from '../src/maintenance/backup.ts';
import { erase } from '../src/maintenance/erase.ts';
import { rebuild } from '../src/maintenance/rebuild.ts';
import { restore } from '../src/maintenance/restore.ts';
import { retention } from '../src/maintenance/retention.ts';
import { verify } from '../src/maintenance/verify.ts';
import { atMachine, machine, path, removeMachines, run, superuser } from './machines.ts';
import { ended, type Sender, serve, signIn } from './served.ts';
import { newId } from './world.ts';

const here = () => machine('joined', '4796');
const asked = ['--reach', 'identity', '--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'samir'];
type Person = { readonly caseId: string; readonly personId: string; code: string };
const person = (): Person => ({ caseId: newId() as string, personId: newId() as string, code: '' });
/** Joined and erased together; joined, parted and one erased; joined with one under a hold; closed long ago, the second one lately. */
const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, person) as [Person, Person, Person, Person, Person, Person, Person, Person];
let holdId = '';

const act = async (who: Sender, name: string, of: Person, input: unknown, more: object = {}) => {
  const answer = await who.post(`/api/acts/${name}`, {
    actId: newId(),
    caseId: of.caseId,
    deviceId: newId(),
    deviceSequence: 1,
    basis: 0,
    recordedAt: Date.now(),
    input,
    ...more,
  });
  return { kind: answer.body['kind'], status: answer.status, entryIds: answer.body['entryIds'] as readonly string[] };
};
const words = (of: Person, field = 'reason') => [{ field, subjectId: of.personId, text: 'Tsehay Worku, in her own words' }];
const pair = async (who: Sender, name: string, one: Person, other: Person, input: unknown) => {
  const done = await act(who, name, one, input, { sealed: words(one), also: [{ caseId: other.caseId, basis: 2 }] });
  return done.kind ?? done.status;
};
const join = (who: Sender, kept: Person, goes: Person) => pair(who, 'records.join', kept, goes, { kept: 'this', ground: 'same-document' });
const part = (who: Sender, one: Person, other: Person) => pair(who, 'records.part', one, other, { ground: 'not-the-same-person' });
const readable = async (environment: Readonly<Record<string, string>>, ...people: readonly Person[]) => {
  const found = await superuser(environment, 'select case_id, count(ciphertext)::int as n from sojourn.sealed_value group by 1');
  return people.map((one) => (found as readonly { readonly case_id: string; readonly n: number }[]).find((row) => row.case_id === one.caseId)?.n ?? 0);
};
async function served(work: (amal: Sender, samir: Sender) => Promise<void>): Promise<void> {
  const running = await serve(await here());
  try {
    await work(await signIn(running.address, 'amal'), await signIn(running.address, 'samir'));
  } finally {
    running.process.kill('SIGTERM');
    await ended(running.process);
  }
}

beforeAll(async () => {
  process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four words of ours';
  await served(async (amal, samir) => {
    for (const one of [a, b, c, d, e, f, g, h]) {
      const occurredOn = one === g || one === h ? '2015-01-05' : '2026-10-05';
      expect(
        (await act(amal, 'contact.record', one, { personId: one.personId, presentCountry: 'LBN' }, { sealed: words(one, 'name'), occurredOn })).status,
      ).toBe(200);
      one.code = String(((await amal.get(`/api/cases/${one.caseId}`)).body['case'] as { readonly caseCode: string }).caseCode);
    }
    expect(await join(amal, a, b)).toBe(200);
    expect([await join(amal, c, d), await part(amal, c, d)]).toEqual([200, 200]);
    holdId = (await act(samir, 'hold.place', f, { ground: 'court' })).entryIds[0] ?? '';
    expect(await join(amal, e, f)).toBe(200);
    for (const one of [g, h]) expect((await act(amal, 'case.close', one, { outcome: 'goals-reached' }, { occurredOn: '2015-02-05' })).status).toBe(200);
  });
  await run(await here(), backup, path('yesterday'));
  await run(await here(), backupKeys, path('yesterday’s keys'));
}, 180_000);
afterAll(removeMachines);

describe('records that are joined as one person’s', () => {
  it('are verified as pairs, folded again alike, and a join that stands in one record only is found', async () => {
    expect(await run(await here(), verify)).toMatchObject({ code: 0 });
    expect((await run(await here(), rebuild)).said).toMatch(/0 snapshots differed/);
    const lonely = await machine('one side only', '4797');
    await run(lonely, restore, path('yesterday'), '--keys', path('yesterday’s keys'));
    await superuser(lonely, 'set session_replication_role = replica', `delete from sojourn.entry where case_id = '${b.caseId}' and kind = 'records-joined'`);
    const found = await run(lonely, verify);
    expect(found.code).toBe(1);
    expect(found.said).toContain(`${a.code} entry 3: written-in-one-record-only`);
  }, 120_000);

  it('are not erased while a legal hold stands on either of them, and are once it is lifted', async () => {
    await expect(run(await here(), erase, e.code, ...asked, '--do')).rejects.toThrow(/legal hold/);
    expect(await readable(await here(), e, f)).toEqual([2, 2]);
    await served(async (_amal, samir) => {
      expect((await act(samir, 'hold.lift', f, { holdId })).status).toBe(200);
    });
    await run(await here(), erase, e.code, ...asked, '--do');
    expect(await readable(await here(), e, f)).toEqual([0, 0]);
  }, 120_000);

  it('are erased together, each under a certificate of its own; one that was parted is erased alone', async () => {
    const dry = await run(await here(), erase, b.code, ...asked);
    expect(dry.said).toMatch(new RegExp(`${b.code}: 2 sealed values[\\s\\S]*${a.code}: 2 sealed values[\\s\\S]*go together`));
    const done = await run(await here(), erase, b.code, ...asked, '--do');
    expect(done.said.match(/Certificate [0-9a-f-]{36}/g)?.length).toBe(2);
    await run(await here(), erase, c.code, ...asked, '--do');
    expect(await readable(await here(), a, b, c, d)).toEqual([0, 0, 0, 3]);
    expect(await run(await here(), verify)).toMatchObject({ code: 0 });
  }, 120_000);

  it('never join someone who was erased, so that nobody is made known again; a wrong join is undone without words', async () => {
    await served(async (amal) => {
      expect(await join(amal, d, c)).toBe('erased-not-joined');
      expect(await join(amal, c, d)).toBe('erased-not-joined');
      expect(await part(amal, a, b)).toBe('person-erased');
      const wordless = await act(amal, 'records.part', a, { ground: 'not-the-same-person' }, { also: [{ caseId: b.caseId, basis: 2 }] });
      expect(wordless.status).toBe(200);
    });
    expect(await run(await here(), verify)).toMatchObject({ code: 0 });
  }, 120_000);

  it('stay erased, both of them, when yesterday’s backup brings them back, still joined', async () => {
    const restored = await machine('restored', '4798');
    await run(restored, restore, path('yesterday'), '--keys', path('yesterday’s keys'));
    copyFileSync(erasureLedger((await here())['SOJOURN_DATA'] ?? ''), erasureLedger(restored['SOJOURN_DATA'] ?? ''));
    // Opening is before anyone can sign in.
    await atMachine(restored, async () => undefined);
    expect(await readable(restored, a, b, c, d, e, f)).toEqual([0, 0, 0, 3, 0, 0]);
    expect(await run(restored, verify)).toMatchObject({ code: 0 });
  }, 120_000);

  it('have one clock of keeping: joining keeps nothing longer, and what happened in either keeps both', async () => {
    expect((await run(await here(), retention)).said).toMatch(/2 cases are over a period/);
    await served(async (amal) => {
      expect(await join(amal, g, h)).toBe(200);
    });
    // Joining is no contact with the person: it keeps nothing longer.
    expect((await run(await here(), retention)).said).toMatch(/1 cases are over a period/);
    await served(async (amal) => {
      expect((await act(amal, 'service.record', h, { service: 'medical', on: '2026-11-01' })).status).toBe(200);
    });
    expect((await run(await here(), retention)).said).toMatch(/0 cases are over a period/);
  }, 120_000);
});
