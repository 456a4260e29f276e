import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './embedded-postgres.ts';

/** One process per folder: a second one would write over the first. A lock left by a killed process is recognised and taken. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = lockFile(folder);
  const mine = `${process.pid} ${startTimeOf(process.pid)}`;
  const pid = whoHolds(folder);
  if (pid !== undefined) throw new Error(`Sojourn is already running on this folder (process ${pid}). Stop it first, or set SOJOURN_DATA to another folder.`);
  writeFileSync(path, mine, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The process that runs on this folder now, if any. */
export function whoHolds(folder: string): number | undefined {
  if (!existsSync(lockFile(folder))) return undefined;
  const [pid, started] = readFileSync(lockFile(folder), 'utf8').split(' ');
  return isAlive(Number(pid)) && startTimeOf(Number(pid)) === started ? Number(pid) : undefined;
}

const lockFile = (folder: string) => join(folder, 'running.lock');

// A process number alone can belong to someone else after a restart of the machine.
function startTimeOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
