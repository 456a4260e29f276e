import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install, pinnedNode, root } from './set-up.mjs';

install();
build();
console.error('Starting…');
const server = spawn(pinnedNode(), [join(root, 'apps/server/src/main.ts')], { cwd: root, stdio: 'inherit' });
// The terminal gives Ctrl-C to both; the server stops in order and we leave with its answer.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
