import { join } from 'node:path';
import { logAtMachine } from './access-lines.ts';
import { whoHolds } from './folder-lock.ts';
import { accounts } from './maintenance/accounts.ts';
import { backup, backupKeys } from './maintenance/backup.ts';
import type { Maintenance } from './maintenance/command.ts';
import { erase } from './maintenance/erase.ts';
import { init } from './maintenance/init.ts';
import { keys } from './maintenance/keys.ts';
import { rebuild } from './maintenance/rebuild.ts';
import { restore } from './maintenance/restore.ts';
import { retention } from './maintenance/retention.ts';
import { supportBundle } from './maintenance/support-bundle.ts';
import { upgrade } from './maintenance/upgrade.ts';
import { anchor, verify } from './maintenance/verify.ts';
import { openHouse } from './open-house.ts';
import { type Settings, settingsFrom } from './settings.ts';

const commands = {
  init,
  upgrade,
  backup,
  'backup-keys': backupKeys,
  restore,
  anchor,
  verify,
  erase,
  retention,
  keys,
  rebuild,
  accounts,
  'support-bundle': supportBundle,
};

const say = (line: string) => process.stdout.write(`${line}\n`);
const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined;

try {
  if (command === undefined)
    throw new Error(
      `At this machine:\n${Object.values(commands)
        .map(({ usage }) => `  npm run sojourn -- ${usage}`)
        .join('\n')}`,
    );
  const settings = settingsFrom(process.env, join(import.meta.dirname, '..', '..', '..'));
  const running = whoHolds(settings.dataFolder);
  if ('runUnopened' in command) process.exitCode = await command.runUnopened({ settings, words, say, running: running !== undefined });
  else process.exitCode = await opened(name, command, settings, running);
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : 'It did not work.'}\n`);
  process.exitCode = 1;
}

async function opened(name: string, work: Maintenance, settings: Settings, running: number | undefined): Promise<number> {
  if (running !== undefined && work.beside === 'alone') throw new Error(`Sojourn is running on this folder (process ${running}). Stop it first.`);
  const house = await openHouse(settings, say, { leaveRunning: running !== undefined, restoring: work.whileRestoring === true });
  try {
    const code = await work.run({ house, settings, words, say });
    await logAtMachine(house.desk, house.addresses.setUp, name, 'done');
    return code;
  } catch (problem) {
    // What it says matters more than its line; where even that cannot be written the database is away.
    if (name !== 'restore') await logAtMachine(house.desk, house.addresses.setUp, name, 'failed').catch(() => undefined);
    throw problem;
  } finally {
    await house.close();
  }
}
