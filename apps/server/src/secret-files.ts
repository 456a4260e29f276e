import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads a secret of our own, or makes it once: random, hexadecimal, readable by its owner only, on disk before it is used. */
export async function secretFile(folder: string, name: string, bytes = 32): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const there = await readFile(path, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return undefined;
    throw problem;
  });
  if (there !== undefined && there.length === bytes * 2) return there;
  if (there !== undefined && there.length > 0) throw new Error(`The secret file ${name} is damaged: restore it from your backup. Nothing was changed.`);
  const secret = randomBytes(bytes).toString('hex');
  const file = await open(path, 'w', 0o600);
  await file.writeFile(secret);
  await file.sync();
  await file.close();
  return secret;
}

/** Undefined where it was not made yet. */
export function readSecret(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** As it was on the machine before; one that was made here meanwhile is kept beside it. */
export function placeSecret(folder: string, name: string, value: string): void {
  const path = join(folder, name);
  if (readSecret(folder, name) === value) return;
  if (existsSync(path)) renameSync(path, `${path}.before-restore`);
  writeFileSync(`${path}.partial`, value, { mode: 0o600, flush: true });
  renameSync(`${path}.partial`, path);
}
