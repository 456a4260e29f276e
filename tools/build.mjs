import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root, run } from './set-up.mjs';

// What this deployment lays over the catalogue; relative to where the command was given.
const overlay = process.env.SOJOURN_CATALOGUE_OVERLAY && resolve(process.env.SOJOURN_CATALOGUE_OVERLAY);
if (overlay) process.env.SOJOURN_CATALOGUE_OVERLAY = overlay;

/** Builds the catalogue and the desk when what they are made of changed since the last time. */
export function build() {
  buildCatalogue();
  rebuild('desk', ['apps/web', 'packages'], 'apps/web/dist/index.html', () =>
    run('node_modules/vite/bin/vite.js', ['build', 'apps/web', '--logLevel', 'warn']),
  );
}

/** What a command at the machine needs, also where nothing was started yet. */
export function buildCatalogue() {
  rebuild(
    'catalogue',
    [
      'catalogue',
      'packages/catalogue',
      'packages/rules',
      'packages/kernel',
      'tools/build-catalogue.ts',
      'tools/catalogue-files.ts',
      'tools/csv.ts',
      ...(overlay ? [relative(root, overlay)] : []),
    ],
    '.cache/catalogue.json',
    () => run('tools/build-catalogue.ts', ['.cache/catalogue.json']),
  );
}

function rebuild(name, sources, result, make) {
  const hash = createHash('sha256');
  for (const source of sources) for (const file of filesIn(source)) hash.update(file).update(readFileSync(join(root, file)));
  const mark = hash.digest('hex');
  const stamp = join(root, '.cache', `${name}.built-from`);
  if (existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  console.error(`Building the ${name}…`);
  make();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp, mark);
}

function filesIn(path) {
  if (path.includes('node_modules') || path.endsWith('/dist')) return [];
  if (!existsSync(join(root, path))) return [];
  const entries = statOf(path);
  return entries === undefined ? [path] : entries.flatMap((entry) => filesIn(`${path}/${entry}`));
}

function statOf(path) {
  try {
    return readdirSync(join(root, path)).sort();
  } catch {
    return undefined;
  }
}
