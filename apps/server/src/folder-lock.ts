import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './embedded-postgres.ts';

/**
 * One process per folder: a second one would write over the first. A lock left by a killed process is recognised and taken.
 * `beside`: a further one on purpose, where the database is elsewhere.
 */
export function lockFolder(folder: string, beside = false): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, beside ? `running-${process.pid}.lock` : 'running.lock');
  const pid = beside ? undefined : holderOf(path);
  if (pid !== undefined) throw new Error(`Sojourn is already running on this folder (process ${pid}). Stop it first, or set SOJOURN_DATA to another folder.`);
  writeFileSync(path, `${process.pid} ${startTimeOf(process.pid)}`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** A process that runs on this folder now, if any. */
export function whoHolds(folder: string): number | undefined {
  if (!existsSync(folder)) return undefined;
  const locks = readdirSync(folder).filter((name) => /^running(-\d+)?\.lock$/.test(name));
  return locks.map((name) => holderOf(join(folder, name))).find((pid) => pid !== undefined);
}

function holderOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const [pid, started] = readFileSync(path, 'utf8').split(' ');
  return isAlive(Number(pid)) && startTimeOf(Number(pid)) === started ? Number(pid) : undefined;
}

// A process number alone can belong to someone else after a restart of the machine.
function startTimeOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
