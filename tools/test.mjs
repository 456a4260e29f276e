// Every check, in order; the last line counts. `npm test -- --only=unit,types` for a developer in a hurry.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { startDebianPostgres } from './debian-postgres.mjs';
import { install, pinnedNode, root } from './set-up.mjs';

install();
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const results = join(root, '.cache', 'results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let passed = 0;
let failed = 0;
const notRun = [];

const missing = missingPackages();
// Every clone tries the same chances, so that a change is judged by what it changed; others are tried by SOJOURN_SEED=N (decision 0092).
const seed = process.env['SOJOURN_SEED'] ?? '20261125';
console.log(`seed ${seed}`);
const env = { ...process.env, TZ: 'Pacific/Chatham', FORCE_COLOR: '0', SOJOURN_SEED: seed, SOJOURN_ATTACK_SEED: process.env['SOJOURN_ATTACK_SEED'] ?? seed };
const node = pinnedNode();
const bin = (file) => join(root, 'node_modules', file);

check('types: pure', [bin('tsgo/bin/tsc'), '-p', 'tsconfig.pure.json']);
check('types: server', [bin('tsgo/bin/tsc'), '-p', 'tsconfig.json']);
check('types: desk', [bin('tsgo/bin/tsc'), '-p', 'apps/web/tsconfig.json']);
check('types: end to end', [bin('tsgo/bin/tsc'), '-p', 'e2e/tsconfig.json']);
check('style', [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.']);
check('promises', [bin('oxlint/bin/oxlint'), '--type-aware', '-c', '.oxlintrc.json', 'packages', 'apps', 'tools', 'e2e']);
check('unused', [bin('knip/bin/knip.js')]);
check('house', ['tools/house.ts']);
check('catalogue', ['tools/check-catalogue.ts']);
build();
suite('unit', ['--project', 'unit']);
// The whole contract holds on PostgreSQL 15; on the built-in server, a newer one, what speaks to the database itself, and every journey (decision 0092).
const onBuiltIn =
  process.env['SOJOURN_BUILT_IN'] === 'all' ? [] : ['packages/storage', 'start', 'backup', 'keys', 'faults', 'joining-kept', 'retention', 'broken-off'];
suite('storage on the built-in server', ['--project', 'contract', ...onBuiltIn], { SOJOURN_TEST_DATABASE: 'embedded' });
if (wanted('storage on PostgreSQL 15')) {
  if (missing.includes('postgresql-15')) notRun.push('storage on PostgreSQL 15');
  else {
    const server = startDebianPostgres();
    try {
      suite('storage on PostgreSQL 15', ['--project', 'contract'], { SOJOURN_TEST_DATABASE: server.url });
    } finally {
      server.stop();
    }
  }
}
if (missing.includes('chromium')) notRun.push('end to end in Chromium');
else endToEnd();

for (const name of notRun) console.log(`NOT RUN: ${name}`);
if (missing.length > 0) console.log(`To run everything, as root: apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`);
failed += notRun.length;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function wanted(name) {
  return only === undefined || only.some((part) => name.startsWith(part));
}

function timed(name, work) {
  const from = Date.now();
  const outcome = work();
  console.log(`${outcome ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
}

/** A check without tests of its own counts one. */
function check(name, args) {
  if (!wanted(name)) return;
  timed(name, () => {
    const done = spawnSync(node, args, { cwd: root, encoding: 'utf8', env, maxBuffer: 1 << 28 });
    if (done.status === 0) passed += 1;
    else {
      failed += 1;
      console.log(`${done.stdout}${done.stderr}`.slice(0, 20_000));
    }
    return done.status === 0;
  });
}

function suite(name, args, more = {}) {
  if (!wanted(name)) return;
  timed(name, () => {
    const file = join(results, `${name.replaceAll(' ', '-')}.json`);
    const done = spawnSync(node, [bin('vitest/vitest.mjs'), 'run', ...args, '--reporter=json', `--outputFile=${file}`, '--reporter=dot'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...env, ...more },
      maxBuffer: 1 << 28,
    });
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
    return count(done, report.numPassedTests, report.numFailedTests);
  });
}

function endToEnd() {
  if (!wanted('end to end in Chromium')) return;
  timed('end to end in Chromium', () => {
    const file = join(results, 'end-to-end.json');
    const done = spawnSync(node, [bin('@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      maxBuffer: 1 << 28,
    });
    const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : { expected: 0, unexpected: 0, flaky: 0 };
    return count(done, stats.expected, stats.unexpected + stats.flaky);
  });
}

/** A runner that failed without a failed test, or ran none, still failed. */
function count(done, good, bad) {
  const wrong = bad === 0 && (done.status !== 0 || good === 0) ? 1 : bad;
  passed += good;
  failed += wrong;
  if (wrong > 0) console.log(`${done.stdout}${done.stderr}`.slice(-20_000));
  return wrong === 0;
}

function missingPackages() {
  const needs = { chromium: '/usr/bin/chromium', 'postgresql-15': '/usr/lib/postgresql/15/bin/initdb' };
  const find = () =>
    Object.entries(needs)
      .filter(([, path]) => !existsSync(path))
      .map(([name]) => name);
  const lacking = find();
  if (lacking.length === 0 || process.platform !== 'linux' || process.getuid() !== 0) return lacking;
  console.log(`Installing from Debian: ${lacking.join(', ')}…`);
  const apt = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt(['update', '-q']);
  apt(['install', '-y', '-q', '--no-install-recommends', ...lacking, 'fonts-noto-core']);
  return find();
}
