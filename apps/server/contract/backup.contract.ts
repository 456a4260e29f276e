import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup, backupKeys } from '../src/maintenance/backup.ts';
import { restore } from '../src/maintenance/restore.ts';
import { caseTables, leftOut } from '../src/maintenance/tables.ts';
import { anchor, verify } from '../src/maintenance/verify.ts';
import { forRealPeople, machine, path, removeMachines, run, superuser, whileServed } from './machines.ts';
import type { Sender } from './served.ts';
import { newId } from './world.ts';

const name = 'Selamawit, as she said it';
const caseId = newId() as string;
const personId = newId() as string;
let before: unknown;

const pictureOf = async (amal: Sender) => {
  const list = (await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
  return Promise.all(list.map(async (one) => (await amal.get(`/api/cases/${one.caseId}`)).body));
};
const revealed = async (amal: Sender) => {
  const { body } = await amal.get(`/api/cases/${caseId}`);
  const sealed = (body['case'] as { readonly sealed: readonly { readonly sealedId: string }[] }).sealed;
  return JSON.stringify((await amal.post(`/api/cases/${caseId}/reveal`, { sealedIds: sealed.map((one) => one.sealedId) })).body);
};
beforeAll(async () => {
  process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four words of ours';
  const old = await machine('old machine', '4750');
  before = await whileServed(old, async (amal) => {
    const sealed = [{ field: 'name', subjectId: personId, text: name }];
    const common = { caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now() };
    await amal.post('/api/acts/contact.record', { ...common, actId: newId(), input: { personId, presentCountry: 'LBN', source: 'hotline' }, sealed });
    const facts = [{ subjectId: personId, fact: 'safety.alone', answer: { is: 'value', value: true }, source: 'person' }];
    await amal.post('/api/acts/facts.assert', { ...common, actId: newId(), deviceSequence: 2, input: { facts } });
    const picture = await pictureOf(amal);
    await run(old, backup, path('cases')).catch(() => undefined);
    return picture;
  });
}, 120_000);
afterAll(removeMachines);

describe('a backup', () => {
  it('names every table, or says why it leaves one out', async () => {
    const rows = (await superuser(
      await machine('old machine', '4750'),
      "select table_name as name from information_schema.tables where table_schema = 'sojourn'",
    )) as readonly { readonly name: string }[];
    expect(rows.map((row) => row.name).sort()).toEqual([...caseTables, ...leftOut].sort());
  });

  it('comes back on a new machine: every case the same, names readable with the keys, people sign in', async () => {
    const old = await machine('old machine', '4750');
    if (!readdirSync(path('cases')).includes('manifest.json')) expect((await run(old, backup, path('cases'))).code).toBe(0);
    expect((await run(old, backupKeys, path('keys'))).said).toContain('Keep them in another place');
    expect((await run(old, backup, '--check', path('cases'))).said).toContain('Whole and readable');
    expect(readFileSync(join(path('cases'), 'manifest.json'), 'utf8')).not.toContain('person_key');

    const fresh = await machine('new machine', '4751');
    const done = await run(fresh, restore, path('cases'), '--keys', path('keys'));
    expect(done.said).toMatch(/0 differed/);
    expect(done.said).toMatch(/ 0 findings/);
    expect(done.code).toBe(0);
    await whileServed(fresh, async (amal) => {
      expect(await pictureOf(amal)).toEqual(before);
      expect(await revealed(amal)).toContain(name);
    });
    await expect(run(fresh, restore, path('cases'))).rejects.toThrow(/already holds records/);
  }, 120_000);

  it('without its keys shows no name', async () => {
    const bare = await machine('machine without keys', '4752');
    expect((await run(bare, restore, path('cases'))).said).toContain('stay unreadable');
    await whileServed(forRealPeople(bare), async (amal) => {
      expect(await pictureOf(amal)).toEqual(before);
      expect(await revealed(amal)).not.toContain(name);
    });
  }, 120_000);

  it('that broke off while it came back goes on', async () => {
    const half = await machine('machine half way', '4755');
    expect((await run(half, restore, path('cases'), '--keys', path('keys'))).code).toBe(0);
    const at = (JSON.parse(readFileSync(join(path('cases'), 'manifest.json'), 'utf8')) as { readonly at: string }).at;
    await superuser(
      half,
      'set session_replication_role = replica',
      `insert into migration.restoring values ('${at}')`,
      'delete from sojourn.case_snapshot; delete from sojourn.sealed_value; delete from sojourn.entry where sequence > 1',
    );
    expect(await run(half, restore, path('cases'), '--keys', path('keys'))).toMatchObject({ code: 0, said: expect.stringMatching(/0 differed/) });
    await whileServed(half, async (amal) => expect(await pictureOf(amal)).toEqual(before));
  }, 120_000);

  const harm: Readonly<Record<string, (folder: string, chunk: string) => void>> = {
    'a missing part': (folder, chunk) => rmSync(join(folder, chunk)),
    'a part cut short': (folder, chunk) => truncateSync(join(folder, chunk), 40),
    'one changed byte': (folder, chunk) => {
      const bytes = readFileSync(join(folder, chunk));
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      writeFileSync(join(folder, chunk), bytes);
    },
    'a manifest that is no manifest': (folder) => writeFileSync(join(folder, 'manifest.json'), '{'),
    'no manifest: it was not finished': (folder) => rmSync(join(folder, 'manifest.json')),
  };
  it.each(Object.keys(harm))('with %s is refused in one calm sentence, and nothing is changed', async (kind) => {
    const folder = path(`harmed ${kind}`);
    cpSync(path('cases'), folder, { recursive: true });
    harm[kind]?.(folder, readdirSync(folder).find((one) => one.startsWith('entry-')) ?? '');
    const empty = await machine('empty machine', '4753');
    await expect(run(empty, restore, folder)).rejects.toThrow(/missing|damaged|not finished/);
    expect(await superuser(empty, 'select * from sojourn.organisation')).toEqual([]);
  });

  it('does not open with another passphrase, is never written over, and is not restored over records', async () => {
    const [empty, old] = [await machine('empty machine', '4753'), await machine('old machine', '4750')];
    await expect(run(old, backup, path('cases'))).rejects.toThrow(/never written over/);
    await expect(run(old, restore, path('cases'))).rejects.toThrow(/already holds records/);
    process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four other words';
    await expect(run(empty, restore, path('cases'))).rejects.toThrow(/does not open/);
    process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'short';
    await expect(run(empty, restore, path('cases'))).rejects.toThrow(/at least 12/);
    process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four words of ours';
    expect(await superuser(empty, 'select * from sojourn.organisation')).toEqual([]);
  });
});

describe('a backup that the release before wrote', () => {
  it('comes back whole: every case folds, every chain holds, names are readable', async () => {
    const fixture = (part: string) => join(import.meta.dirname, 'fixtures', '0.0.1', part);
    const kept = process.env['SOJOURN_BACKUP_PASSPHRASE'];
    process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four blue bicycles by the sea';
    try {
      const fresh = await machine('from the release before', '4758');
      const done = await run(fresh, restore, fixture('cases'), '--keys', fixture('keys'));
      expect(done.said).toMatch(/ 0 differed/);
      expect(done.said).toMatch(/ 0 findings/);
      expect(done.code).toBe(0);
      await whileServed(forRealPeople(fresh), async (amal) => {
        const names: string[] = [];
        for (const one of (await amal.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[]) {
          const { body } = await amal.get(`/api/cases/${one.caseId}`);
          const sealed = (body['case'] as { readonly sealed: readonly { readonly sealedId: string; readonly field: string }[] }).sealed;
          const sealedIds = sealed.filter(({ field }) => field === 'name').map(({ sealedId }) => sealedId);
          if (sealedIds.length === 0) continue;
          const shown = (await amal.post(`/api/cases/${one.caseId}/reveal`, { sealedIds })).body['values'] as readonly { readonly text?: string }[];
          names.push(...shown.flatMap(({ text }) => text ?? []));
        }
        expect(names.length).toBeGreaterThan(2);
      });
    } finally {
      process.env['SOJOURN_BACKUP_PASSPHRASE'] = kept;
    }
  }, 120_000);
});

describe('verify', () => {
  const off = 'set session_replication_role = replica';
  const tampering: Readonly<Record<string, readonly [string, string]>> = {
    'a payload edited': [
      `update sojourn.entry_payload set payload = payload || '{"fact":"safety.danger-tonight"}' where entry_id = (select entry_id from sojourn.entry where case_id = '${caseId}' and sequence = 3)`,
      'payload-edited',
    ],
    'an entry removed': [`delete from sojourn.entry where case_id = '${caseId}' and sequence = 2`, 'gap'],
    'two entries exchanged': [
      `update sojourn.entry set sequence = case sequence when 2 then 903 else 902 end where case_id = '${caseId}' and sequence in (2, 3)`,
      'gap',
    ],
    'a sealed value replaced': [`update sojourn.sealed_value set ciphertext = decode('00', 'hex') where case_id = '${caseId}'`, 'sealed-value-replaced'],
    'a tail cut, snapshot and all': [
      `delete from sojourn.entry where case_id = '${caseId}' and sequence = 3; update sojourn.case_snapshot set sequence = 2, head_hash = (select hash from sojourn.entry where case_id = '${caseId}' and sequence = 2) where case_id = '${caseId}'`,
      'tail-cut',
    ],
    'a case removed whole': [
      `delete from sojourn.entry where case_id = '${caseId}'; delete from sojourn.case_snapshot where case_id = '${caseId}'`,
      'case-removed',
    ],
  };

  it('finds what was done to the database, given an anchor kept elsewhere', async () => {
    const fresh = await machine('new machine', '4751');
    const file = path('anchor.json');
    expect((await run(fresh, anchor, file)).said).toContain('Keep');
    expect(await run(fresh, verify, '--anchor', file)).toMatchObject({ code: 0 });
    for (const [kind, [statement, finding]] of Object.entries(tampering)) {
      const label = `machine with ${kind}`;
      const harmed = await machine(label, '4754');
      await run(harmed, restore, path('cases'), '--keys', path('keys'));
      await superuser(harmed, off, statement);
      const done = await run(harmed, verify, '--anchor', file);
      expect(done, kind).toMatchObject({ code: 1, said: expect.stringContaining(finding) });
      const without = await run(harmed, verify);
      expect(without.code, kind).toBe(finding === 'tail-cut' || finding === 'case-removed' ? 0 : 1);
      expect(without.said).toContain('Without an anchor this cannot see');
    }
  }, 240_000);

  it('refuses an anchor that was changed, and one that is none', async () => {
    const fresh = await machine('new machine', '4751');
    const text = readFileSync(path('anchor.json'), 'utf8');
    writeFileSync(path('changed.json'), text.replace(/"sequence": (\d+)/, '"sequence": 1$1'));
    await expect(run(fresh, verify, '--anchor', path('changed.json'))).rejects.toThrow(/changed after it was signed/);
    await expect(run(fresh, verify, '--anchor', path('no such file'))).rejects.toThrow(/Cannot read/);
  });
});
