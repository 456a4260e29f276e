import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, pinnedNode, root } from './set-up.mjs';

install();
const done = spawnSync(pinnedNode(), [join(root, 'apps/cli/src/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(done.status ?? 1);
