import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, pinnedNode, root } from './set-up.mjs';

install();
// What is done over the network is a client's; what is done to this installation happens at this machine.
const clients = ['import'];
const program = clients.includes(process.argv[2] ?? '') ? 'apps/cli/src/main.ts' : 'apps/server/src/maintain.ts';
const done = spawnSync(pinnedNode(), [join(root, program), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(done.status ?? 1);
