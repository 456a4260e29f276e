import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseTables } from '../src/maintenance/tables.ts';
import { forRealPeople, machine, path, removeMachines, superuser, typed, whileServed } from './machines.ts';
import { newId } from './world.ts';

const seed = Number(process.env['SOJOURN_SEED'] ?? String(Date.now() % 1_000_000));
type Environment = Readonly<Record<string, string>>;
const passphrase = { SOJOURN_BACKUP_PASSPHRASE: 'four words of ours' };
const small = ['--rows', '5'];

let state = seed >>> 0;
/** mulberry32: small, and the same on every machine. */
function below(n: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * n);
}

/** Runs a command and kills it, without a goodbye, at the moment `when` says so. Whether it was still running. */
async function killed(environment: Environment, words: readonly string[], when: (said: string) => boolean): Promise<boolean> {
  const maintain = join(import.meta.dirname, '..', 'src', 'maintain.ts');
  const child = spawn(process.execPath, [maintain, ...words], { env: { ...process.env, ...environment, ...passphrase }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
  while (child.exitCode === null && child.signalCode === null && !when(said)) await pause(1);
  const running = child.exitCode === null && child.kill('SIGKILL');
  while (child.exitCode === null && child.signalCode === null) await pause(5);
  return running;
}

const pieces = (folder: string) => (existsSync(folder) ? readdirSync(folder).filter((name) => /-\d{5}$/.test(name)).length : 0);
const command = (environment: Environment, ...words: readonly string[]) => typed({ ...environment, ...passphrase }, ...words);

/** Every row of every table, but for the lines that commands at this machine wrote themselves. */
async function picture(environment: Environment): Promise<Readonly<Record<string, string>>> {
  const whole: Record<string, string> = {};
  for (const table of caseTables) {
    const but = { access_log: "where purpose <> 'maintenance'" }[table as string] ?? '';
    const [row] = (await superuser(
      environment,
      `select count(*) || ' ' || md5(coalesce(string_agg(to_jsonb(t)::text, ' ' order by to_jsonb(t)::text), '')) as seen from sojourn.${table} t ${but}`,
    )) as readonly { readonly seen: string }[];
    whole[table] = row?.seen ?? '';
  }
  return whole;
}

const folder = path('cases, three times broken off');
const straight = path('cases, in one go');
const keys = path('keys of it');
let source: Environment;
let erasedCode = '';
let before: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  process.stdout.write(`broken off: seed ${seed} (SOJOURN_SEED)\n`);
  source = await machine('the machine before', '4790');
  await whileServed(source, async () => undefined);
  expect(command(source, 'anchor', path('heads.json')).code).toBe(0);
}, 120_000);
afterAll(removeMachines);

describe('a backup that breaks off', () => {
  it('killed at three moments, while people went on working and someone was erased, is the backup of one moment: the last', async () => {
    const words = ['backup', folder, ...small];
    const early = 20 + below(60);
    expect(await killed(source, words, () => pieces(folder) >= early)).toBe(true);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
    const [erasable] = (await superuser(
      source,
      `select case_code as code from sojourn.case_snapshot s join sojourn.organisation o using (organisation_id) where o.name like 'Harbour%' and exists
       (select 1 from sojourn.sealed_value v where v.case_id = s.case_id) order by case_id limit 1`,
    )) as readonly { readonly code: string }[];
    erasedCode = erasable?.code ?? '';
    await whileServed(source, async (amal) => {
      const body = { caseId: newId(), deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now() };
      await amal.post('/api/acts/contact.record', { ...body, actId: newId(), input: { personId: newId(), presentCountry: 'LBN', source: 'hotline' } });
      const list = (await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
      for (const { caseId } of list.slice(0, 6)) {
        const person = ((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly personId: string }).personId;
        const facts = [{ subjectId: person, fact: 'safety.alone', answer: { is: 'value', value: true }, source: 'person' }];
        await amal.post('/api/acts/facts.assert', { ...body, caseId, actId: newId(), input: { facts } });
      }
    });
    // Past the sealed values, so that what is erased next was copied already.
    const late = 125 + below(25);
    expect(await killed(source, words, () => pieces(folder) >= late)).toBe(true);
    const approval = ['--requested-by', 'amal', '--approved-by', 'samir', '--reason', 'person-asked'];
    expect(command(source, 'erase', erasedCode, '--reach', 'identity', ...approval, '--do')).toMatchObject({ code: 0 });
    const latest = pieces(folder) + 1 + below(15);
    await killed(source, words, () => pieces(folder) >= latest);
    const done = command(source, ...words);
    expect(done.said).toMatch(/Going on with a backup that was broken off: \d+ pieces are there/);
    expect(done.said).toMatch(/100 %: \d+ of \d+ rows/);
    expect(done.code, done.said).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toEqual([]);
    expect(command(source, 'backup', '--check', folder).said).toContain('Whole and readable');
    before = await picture(source);
    expect(command(source, 'backup', straight).code).toBe(0);
    expect(command(source, 'backup-keys', keys).code).toBe(0);
  }, 180_000);

  it('is gone on with only under its own passphrase, and not into a folder that holds something else', async () => {
    const begun = path('begun');
    expect(await killed(source, ['backup', begun, ...small], () => pieces(begun) >= 4)).toBe(true);
    const other = typed({ ...source, SOJOURN_BACKUP_PASSPHRASE: 'four other words of ours' }, 'backup', begun);
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('begun with another passphrase') });
    expect(command(source, 'backup-keys', begun)).toMatchObject({ code: 1, said: expect.stringContaining('unfinished backup of the cases') });
    expect(command(source, 'restore', begun)).toMatchObject({ code: 1, said: expect.stringContaining('not finished') });
    expect(command(source, 'backup', tmpdir())).toMatchObject({ code: 1, said: expect.stringContaining('Give a new folder') });
    rmSync(join(begun, readdirSync(begun).find((name) => /-\d{5}$/.test(name)) ?? ''));
    expect(command(source, 'backup', begun, ...small).code).toBe(0);
    expect(command(source, 'backup', '--check', begun).code).toBe(0);
  }, 60_000);
});

describe('a restore that breaks off', () => {
  it('killed at three moments serves nobody until it is done; then everything is as it was, and as after a restore in one go', async () => {
    const fresh = await machine('the machine after', '4791');
    const words = ['restore', folder, '--keys', keys];
    for (const lines of [1 + below(6), 6 + below(6), 13 + below(6)]) {
      expect(await killed(fresh, words, (said) => said.split(' %:').length > lines), `after ${lines} lines of progress`).toBe(true);
      expect(command(fresh, 'verify')).toMatchObject({ code: 1, said: expect.stringContaining('A restore onto this installation was broken off') });
    }
    await expect(whileServed(fresh, async () => undefined)).rejects.toThrow(/Until it is done nobody is served/);
    const done = command(fresh, ...words);
    expect(done.code, done.said).toBe(0);
    expect(done.said).toMatch(/ 0 differed/);
    expect(done.said).toMatch(/ 0 findings/);

    const other = await machine('the other machine after', '4792');
    expect(command(other, 'restore', straight, '--keys', keys).code).toBe(0);
    const [after, inOneGo] = [await picture(fresh), await picture(other)];
    expect(after).toEqual(before);
    expect(after).toEqual(inOneGo);
    expect(
      await superuser(
        fresh,
        `select 1 from sojourn.sealed_value v join sojourn.case_snapshot s using (organisation_id, case_id) where case_code = '${erasedCode}' and ciphertext is not null`,
      ),
    ).toEqual([]);
    expect(command(fresh, 'restore', folder)).toMatchObject({ code: 1, said: expect.stringContaining('already holds records') });
  }, 240_000);

  it('goes on as the same installation: it signs as before, and opens what waits on people’s devices', async () => {
    const outboxKey = (environment: Environment) => whileServed(environment, async (amal) => (await amal.get('/api/session')).body['outboxKey']);
    const fresh = forRealPeople(await machine('the machine after', '4791'));
    expect(await outboxKey(fresh)).toBe(await outboxKey(source));
    const checked = command(fresh, 'verify', '--anchor', path('heads.json'));
    expect(checked.said).not.toMatch(/signed with another key/);
    expect(checked.said).toMatch(/[1-9]\d* lines of the access log are sealed/);
    expect(checked.code, checked.said).toBe(0);
    // Who has the cases alone signs with another key, and that is said.
    const bare = await machine('a machine without the keys', '4793');
    const restored = command(bare, 'restore', straight);
    expect(restored.code, restored.said).toBe(0);
    expect(command(bare, 'anchor', path('forged.json')).code).toBe(0);
    expect(command(bare, 'verify').said).toMatch(/[1-9]\d* batches were signed with another key than this installation holds/);
    expect(command(source, 'verify', '--anchor', path('forged.json')).said).toContain('signed with another key');
  }, 180_000);
});

// A file system of its own needs root; elsewhere a full disk cannot be made on purpose.
describe.runIf(process.getuid?.() === 0)('a stick that is full', () => {
  it('is said calmly, and with room the same command goes on', async () => {
    const stick = mkdtempSync(join(tmpdir(), 'sojourn stick '));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', stick]);
    try {
      const words = ['backup', join(stick, 'cases'), ...small];
      const full = command(source, ...words);
      expect(full).toMatchObject({ code: 1, said: expect.stringContaining('There is no room left in') });
      expect(full.said).not.toMatch(/ENOSPC|at .*\.ts/);
      expect(command(source, ...words).code).toBe(1);
      execFileSync('mount', ['-o', 'remount,size=50m', stick]);
      const done = command(source, ...words);
      expect(done.said).toContain('Going on with a backup');
      expect(done.code, done.said).toBe(0);
      expect(command(source, 'backup', '--check', join(stick, 'cases')).code).toBe(0);
    } finally {
      execFileSync('umount', ['-l', stick]);
      rmSync(stick, { recursive: true, force: true });
    }
  }, 120_000);
});
