import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { machine, path, removeMachines, typed, whileServed } from './machines.ts';
import { ended, serve } from './served.ts';

const maintain = join(import.meta.dirname, '..', 'src', 'maintain.ts');
type Environment = Readonly<Record<string, string>>;
const secrets = (environment: Environment, name: string) => join(environment['SOJOURN_DATA'] ?? '', 'secrets', name);
const first = 'four blue bicycles by the sea';
const second = 'three green lanterns in the rain';
const third = 'nine old maps under the bridge';

/** Every name of the first case that the signed-in caseworker may read. */
const firstName = (environment: Environment) =>
  whileServed(environment, async (amal) => {
    const { body } = await amal.get('/api/cases');
    for (const { caseId } of body['cases'] as readonly { readonly caseId: string }[]) {
      const { body: record } = await amal.get(`/api/cases/${caseId}`);
      const sealed = (record['case'] as { readonly sealed: readonly { readonly sealedId: string; readonly field: string }[] }).sealed;
      const name = sealed.find((one) => one.field === 'name');
      if (name === undefined) continue;
      const { body: shown } = await amal.post(`/api/cases/${caseId}/reveal`, { sealedIds: [name.sealedId] });
      return (shown['values'] as readonly { readonly text?: string }[])[0]?.text;
    }
    return undefined;
  });

afterAll(removeMachines);

describe('the drills for the keys', () => {
  let shares: readonly string[] = [];
  let name: string | undefined;

  it('put under a passphrase: the file that needed none is gone, and five shares are printed once', async () => {
    const here = await machine('keys', '4781');
    name = await firstName(here);
    expect(name).toBeDefined();
    const done = typed({ ...here, SOJOURN_NEW_PASSPHRASE: first }, 'keys', 'init');
    expect(done.code, done.said).toBe(0);
    shares = done.said.split('\n').flatMap((line) => line.match(/SOJOURN-[0-9A-Z-]+/) ?? []);
    expect(shares).toHaveLength(5);
    expect(existsSync(secrets(here, 'key-encryption-key'))).toBe(false);
    expect(readFileSync(secrets(here, 'key-encryption-key.locked'), 'utf8')).not.toContain(first);
    expect(await firstName({ ...here, SOJOURN_PASSPHRASE: first })).toBe(name);
  });

  it('without the passphrase, or with another, it does not start and says what to do', async () => {
    const here = await machine('keys', '4781');
    await expect(firstName(here)).rejects.toThrow('Set SOJOURN_PASSPHRASE or SOJOURN_PASSPHRASE_FILE');
    await expect(firstName({ ...here, SOJOURN_PASSPHRASE: second })).rejects.toThrow('This is not the passphrase of the keys. Nothing was changed.');
    const other = typed({ ...here, SOJOURN_KEY: 'ab'.repeat(32) }, 'keys', 'status');
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('This key does not open the key store.') as unknown });
  });

  it('lost passphrase: three people with their papers open it again, two do not', async () => {
    const here = await machine('keys', '4781');
    const paper = path('shares.txt');
    writeFileSync(paper, `${shares[4]}\n${shares[1]}\n`);
    expect(typed({ ...here, SOJOURN_NEW_PASSPHRASE: second }, 'keys', 'recover', paper)).toMatchObject({
      code: 1,
      said: expect.stringContaining('too few') as unknown,
    });
    writeFileSync(paper, `${shares[4]}\n${shares[1]?.replaceAll('-', ' - ')}\n${shares[0]?.toLowerCase()}\n`);
    const done = typed({ ...here, SOJOURN_NEW_PASSPHRASE: second }, 'keys', 'recover', paper);
    expect(done.code, done.said).toBe(0);
    await expect(firstName({ ...here, SOJOURN_PASSPHRASE: first })).rejects.toThrow('This is not the passphrase');
    expect(await firstName({ ...here, SOJOURN_PASSPHRASE: second })).toBe(name);
  });

  it('a new epoch while the desk is served', async () => {
    const here = { ...(await machine('keys', '4781')), SOJOURN_PASSPHRASE: second };
    await whileServed(here, async (amal) => {
      const done = typed(here, 'keys', 'rotate');
      expect(done.code, done.said).toBe(0);
      expect((await amal.get('/api/cases')).status).toBe(200);
    });
    expect(await firstName(here)).toBe(name);
    expect(typed(here, 'keys', 'status').said).toMatch(/epoch 1, from .*destroyed/);
  });

  it('compromised keys: killed in the middle and run again, the new passphrase opens everything and the old ones nothing', async () => {
    const here = { ...(await machine('keys', '4781')), SOJOURN_PASSPHRASE: second, SOJOURN_NEW_PASSPHRASE: third };
    const cut = spawn(process.execPath, [maintain, 'keys', 'compromised'], { env: { ...process.env, ...here }, stdio: 'ignore' });
    while (!existsSync(secrets(here, 'key-encryption-key.locked.next'))) await pause(2);
    await pause(Math.floor(Math.random() * 60));
    cut.kill('SIGKILL');
    await ended(cut);
    // On a fast machine it may have come to its end: then the drill is done once more, from where it left.
    const cameToItsEnd = !existsSync(secrets(here, 'key-encryption-key.locked.next'));
    const done = typed(cameToItsEnd ? { ...here, SOJOURN_PASSPHRASE: third } : here, 'keys', 'compromised');
    expect(done.code, done.said).toBe(0);
    expect(done.said).toContain('it goes on showing');
    await expect(firstName({ ...here, SOJOURN_PASSPHRASE: second })).rejects.toThrow('This is not the passphrase');
    expect(await firstName({ ...here, SOJOURN_PASSPHRASE: third })).toBe(name);
    const paper = path('old-shares.txt');
    writeFileSync(paper, shares.slice(0, 3).join('\n'));
    expect(typed(here, 'keys', 'recover', paper)).toMatchObject({ code: 1, said: expect.stringContaining('does not open the key store') as unknown });
  });

  it('real people’s names are never kept under a key that lies in a file beside them', async () => {
    const here = await machine('keys in a file', '4782');
    // A new machine, and one on which invented people were tried before real ones come.
    await expect(serve({ ...here, SOJOURN_DEMO: 'no' })).rejects.toThrow('keys init');
    expect(await firstName(here)).toBeDefined();
    await expect(firstName({ ...here, SOJOURN_DEMO: 'no' })).rejects.toThrow('keys init');
  });
});
