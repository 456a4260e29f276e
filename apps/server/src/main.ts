import { join } from 'node:path';
import { demoOrganisations } from '@sojourn/demo';
import { logFault } from './log.ts';
import { settingsFrom } from './settings.ts';
import { demoCode, demoPassword } from './sign-in/demo-code.ts';
import { startSojourn } from './start.ts';

const say = (message: string) => process.stderr.write(`${message}\n`);
const root = join(import.meta.dirname, '..', '..', '..');

// An error's message may quote what someone wrote: only its class and place are printed, then we end and are started again.
for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(kind, (problem: unknown) => {
    logFault(problem, new Date().toISOString());
    process.exit(1);
  });

try {
  const settings = settingsFrom(process.env, root);
  const running = await startSojourn(settings, say);
  say(`\nSojourn is ready: ${running.address}\n`);
  if (settings.demo) {
    say(`This is a demonstration with invented people. Enter no real person. Password for everyone: ${demoPassword}, demo code: ${demoCode}`);
    for (const { name, users } of demoOrganisations) say(`  ${name}: ${users.map((user) => `${user.username} (${user.roles.join(', ')})`).join(', ')}`);
  }
  say('\nStop with Ctrl-C.');
  let stopping = false;
  const stop = () => {
    // A terminal's Ctrl-C reaches us twice: from it and from the program that started us.
    if (stopping) return;
    stopping = true;
    say('Stopping…');
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  // A certificate that was renewed is taken without anyone being cut off.
  process.on('SIGHUP', () => {
    try {
      running.renewCertificate();
      say('The certificate was read anew.');
    } catch (problem) {
      say(problem instanceof Error ? problem.message : 'The certificate could not be read; the one before stays.');
    }
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (problem) {
  // What goes wrong while starting is said to the person at the terminal; what goes wrong later is logged without its message.
  say(problem instanceof Error ? problem.message : 'Sojourn could not start.');
  logFault(problem, new Date().toISOString());
  process.exit(1);
}
