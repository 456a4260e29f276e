import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, openWorld, type World } from './world.ts';

/** Every example of the guide for integrators, taken from its text and run as it stands there. */
const guide = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'integrators.md'), 'utf8');
const examples = new Map([...guide.matchAll(/```js example=(\w+)\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => [name, text]));
const folder = mkdtempSync(join(tmpdir(), 'sojourn examples '));

let world: World;
let token = '';
beforeAll(async () => {
  world = await openWorld(4660);
  const amal = await world.as('amal');
  const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const issued = await amal.post('/api/tokens', { label: 'Examples', operations: ['contact.record', 'cases.list'], expiresOn });
  token = String(issued.body['token']);
}, 60_000);
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string): string => {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, examples.get(name) ?? 'throw new Error("no such example")');
  return file;
};
const run = (name: string, more: Readonly<Record<string, string>> = {}) =>
  new Promise<Readonly<Record<string, unknown>>>((done, failed) => {
    const env = { ...process.env, SOJOURN_SERVER: world.running.address, SOJOURN_TOKEN: token, ...more };
    execFile(process.execPath, [fileOf(name)], { env }, (problem, said, told) =>
      problem === null ? done(JSON.parse(said) as Readonly<Record<string, unknown>>) : failed(new Error(told)),
    );
  });

describe('the guide for integrators', () => {
  it('has the examples it is run for', () => {
    expect([...examples.keys()]).toEqual(['intake', 'walk', 'verify']);
  });
  it('hands a form over once, however often it is sent', async () => {
    expect(await run('intake')).toEqual({ sameCase: true, replayed: true });
    await expect(run('intake', { SOJOURN_TOKEN: `sjt_${newId()}_${'A'.repeat(43)}` })).rejects.toThrow(/token-not-valid: This token does not open anything/);
  });
  it('walks a list to its end', async () => {
    const { cases } = await run('walk');
    expect(Number(cases)).toBeGreaterThan(5);
  });
  it('knows what comes from Sojourn from what does not', async () => {
    const { isFromSojourn } = (await import(pathToFileURL(fileOf('verify')).href)) as {
      readonly isFromSojourn: (headers: object, body: string, secretOfKey: (key: number) => string | undefined, now: number) => boolean;
    };
    const [body, secret, t] = ['{"id":"1"}', 'a secret of ours', 1_795_000_000];
    const signed = (text: string, at = t, key = 1) => ({
      'sojourn-signature': `t=${at},k=${key},v1=${createHmac('sha256', secret).update(`${at}.${text}`).digest('hex')}`,
    });
    const check = (headers: object, text = body, seconds = t) => isFromSojourn(headers, text, (key) => (key === 1 ? secret : undefined), seconds * 1000);
    expect(check(signed(body))).toBe(true);
    for (const [seconds, is] of [
      [t + 300, true],
      [t + 301, false],
      [t - 301, false],
    ] as const)
      expect(check(signed(body), body, seconds)).toBe(is);
    expect([check(signed('{"id":"2"}')), check(signed(body, t, 2)), check({}), check({ 'sojourn-signature': 't=1,k=1,v1=00' })]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
