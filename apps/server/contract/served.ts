import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCode, demoPassword } from '../src/sign-in/demo-code.ts';

/** Sojourn as a process of its own, so that it can be killed; everything it prints is kept. */
export type Served = { readonly address: string; readonly printed: () => string; readonly process: ChildProcess };

export async function serve(environment: Readonly<Record<string, string>>, earlier = ''): Promise<Served> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = earlier;
  const keep = (bytes: Buffer) => {
    printed += bytes.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  for (let tries = 0; tries < 600; tries += 1) {
    const address = /Sojourn is ready: (\S+)/.exec(printed.slice(earlier.length))?.[1];
    if (address !== undefined) return { address, printed: () => printed, process: child };
    if (child.exitCode !== null) break;
    await pause(50);
  }
  throw new Error(`It did not start:\n${printed.slice(earlier.length)}`);
}

export async function ended(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) await pause(20);
}

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
export type Sender = {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  /** Any bytes and headers; the session goes along. */
  readonly raw: (method: string, path: string, body?: Buffer, more?: Readonly<Record<string, string>>) => Promise<Response>;
};

const demonstration = { password: demoPassword, code: demoCode };

/** Signed in over HTTP; each call throws when nobody answers, as a lost network does. */
export async function signIn(address: string, username: string, own: { readonly password: string; readonly code: string } = demonstration): Promise<Sender> {
  const headers = { 'content-type': 'application/json', 'x-sojourn': '1' };
  const session = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, ...own }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const read = async (response: Response): Promise<Answer> => ({
    status: response.status,
    body: (await response.json().catch(() => ({}))) as Answer['body'],
  });
  return {
    get: async (path) => read(await fetch(`${address}${path}`, { headers: { cookie } })),
    raw: (method, path, body, more = {}) =>
      fetch(`${address}${path}`, { method, headers: { 'x-sojourn': '1', cookie, ...more }, ...(body === undefined ? {} : { body: new Uint8Array(body) }) }),
    post: async (path, body) => read(await fetch(`${address}${path}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) })),
  };
}
