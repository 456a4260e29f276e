// Dependency-free, for any Node 20 or later: installs what the lockfile pins and names the pinned Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.installed-from');

/** Installs when the lockfile differs from what is installed. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing what the lockfile pins (first time or after a change; a minute or two)…');
  const done = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('Installing failed. Check the network and run the same command again; nothing else was changed.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** The pinned Node for this machine, by absolute path. */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const path = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  if (existsSync(path)) return path;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(`No pinned Node for ${system}-${process.arch}: install Node 24 and run this command with it.`);
  process.exit(1);
}

/** Runs one of our TypeScript programs under the pinned Node and waits; exits with its code when it fails. */
export function run(program, args = []) {
  const done = spawnSync(pinnedNode(), [join(root, program), ...args], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
