import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, buildCatalogue } from './build.mjs';
import { install, pinnedNode, root } from './set-up.mjs';

install();
if (process.argv[2] === 'build') {
  // For a machine where the server is started by something else: everything it needs, and nothing is started.
  build();
  process.exit(0);
}
buildCatalogue();
// What is done over the network is a client's; what is done to this installation happens at this machine.
const clients = ['import', 'list', 'help', 'call'];
if (process.argv[2] === 'attack') attack(process.argv.slice(3));
if (process.argv[2] === 'sbom')
  process.exit(spawnSync(process.execPath, [join(root, 'tools/sbom.mjs'), ...process.argv.slice(3)], { stdio: 'inherit' }).status ?? 1);
if (process.argv[2] === 'catalogue')
  process.exit(spawnSync(pinnedNode(), [join(root, 'tools/catalogue.ts'), ...process.argv.slice(3)], { stdio: 'inherit' }).status ?? 1);
const program = clients.includes(process.argv[2] ?? '') ? 'apps/cli/src/main.ts' : 'apps/server/src/maintain.ts';
const done = spawnSync(pinnedNode(), [join(root, program), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(done.status ?? 1);

/** Everything a developer's long run sends at every operation; `attack 5000 SEED` repeats one. */
function attack([inputs = '2000', seed = String(Date.now() % 2_147_483_647)]) {
  const env = { ...process.env, TZ: 'Pacific/Chatham', SOJOURN_ATTACK_RUNS: inputs, SOJOURN_ATTACK_SEED: seed };
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'contract', 'apps/server/contract/attack'];
  process.exit(spawnSync(pinnedNode(), vitest, { stdio: 'inherit', cwd: root, env }).status ?? 1);
}
