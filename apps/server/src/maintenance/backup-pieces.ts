import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { decrypt, encrypt, type LockedKey, lockedKeySchema, newLockedKey, openLockedKey, sha256, writeSynced, writeWhole } from './backup-cipher.ts';
import type { Manifest } from './backup-folder.ts';

const key = z.array(z.string());
const pieceSchema = z.strictObject({
  file: z.string(),
  table: z.string(),
  rows: z.number().int(),
  /** Of the encrypted file. */
  sha256: z.string(),
  /** The rows after this one, up to and with that one. */
  from: key.nullable(),
  to: key,
  /** Of the rows: what they must still be when work on a broken-off backup goes on. */
  plain: z.string(),
});
/** Some rows of one table that follow one another, in a file of their own. */
type Piece = z.output<typeof pieceSchema>;
const begunSchema = z.strictObject({ holds: z.enum(['cases', 'keys']), ...lockedKeySchema.shape });

export type Writing = {
  /** How many pieces an earlier run left. */
  readonly found: number;
  /** The piece that an earlier run began at this row; not whole when its file is missing or damaged. */
  readonly left: (table: string, from: readonly string[] | undefined) => { readonly piece: Piece; readonly whole: boolean } | undefined;
  readonly keep: (piece: Piece) => void;
  readonly write: (table: string, range: Pick<Piece, 'from' | 'to'>, rows: readonly string[]) => void;
  /** What it holds is no longer so: nothing of it stays in the folder. */
  readonly drop: (piece: Piece) => void;
  readonly bytes: () => number;
  /** Only now it is a backup. */
  readonly finish: (head: Pick<Manifest, 'at' | 'migrations' | 'tables'>) => void;
};

const manifestOf = (folder: string) => join(folder, 'manifest.json');
const begunFile = (folder: string) => join(folder, 'unfinished.json');
const logFile = (folder: string) => join(folder, 'unfinished.log');

/** A finished backup is never written over. One that was finished and not yet tidied up is tidied up: then there is nothing left to do. */
export function isFinished(folder: string): boolean {
  if (!existsSync(manifestOf(folder))) return false;
  if (!existsSync(begunFile(folder))) throw new Error(`${folder} already holds a backup. Give another folder: a backup is never written over.`);
  const { chunks } = JSON.parse(readFileSync(manifestOf(folder), 'utf8')) as Manifest;
  tidy(folder, new Set(chunks.map(({ file }) => file)));
  return true;
}

/**
 * Encrypted pieces in a folder; each is on the disk before it is noted, in a log that is encrypted too. Broken off and opened
 * again with the same passphrase, the pieces that are whole are offered for keeping. It is a backup only once its manifest stands.
 */
export function openWriting(folder: string, passphrase: string, holds: Manifest['holds']): Writing {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { key: secret, locked } = begin(folder, passphrase, holds);
  const earlier = readLog(folder, secret);
  const left = new Map(earlier.map((piece) => [placeOf(piece.table, piece.from), piece]));
  let next = earlier.reduce((most, { file }) => Math.max(most, Number(file.slice(-5)) + 1), 0);
  let written = 0;
  const pieces: Piece[] = [];
  return {
    found: left.size,
    left: (table, from) => {
      const piece = left.get(placeOf(table, from ?? null));
      return piece === undefined ? undefined : { piece, whole: isWhole(folder, piece) };
    },
    keep: (piece) => pieces.push(piece),
    write: (table, range, rows) => {
      const file = `${table}-${String(next).padStart(5, '0')}`;
      next += 1;
      const text = rows.join('\n');
      const bytes = encrypt(secret, gzipSync(text), `${holds} ${file}`);
      const piece: Piece = { file, table, rows: rows.length, sha256: sha256(bytes), ...range, plain: sha256(text) };
      withRoom(folder, file, () => {
        writeSynced(join(folder, file), bytes);
        appendFileSync(logFile(folder), `${encrypt(secret, Buffer.from(JSON.stringify(piece)), 'piece').toString('base64')}\n`, { mode: 0o600, flush: true });
      });
      written += bytes.length;
      pieces.push(piece);
    },
    drop: (piece) => rmSync(join(folder, piece.file), { force: true }),
    bytes: () => written,
    finish: (head) => {
      const chunks = pieces.map(({ file, table, rows, sha256: sum }) => ({ file, table, rows, sha256: sum }));
      const manifest: Manifest = { format: 1, holds, ...head, ...locked, chunks };
      withRoom(folder, 'manifest.json.partial', () => writeWhole(manifestOf(folder), Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)));
      tidy(folder, new Set(chunks.map(({ file }) => file)));
    },
  };
}

const placeOf = (table: string, from: readonly string[] | null) => JSON.stringify([table, from]);

function begin(folder: string, passphrase: string, holds: Manifest['holds']): { readonly key: Buffer; readonly locked: LockedKey } {
  if (!existsSync(begunFile(folder))) {
    if (readdirSync(folder).some((name) => name !== 'unfinished.json.partial')) throw new Error(`${folder} holds other files. Give a new folder.`);
    const made = newLockedKey(passphrase);
    withRoom(folder, 'unfinished.json.partial', () => writeWhole(begunFile(folder), Buffer.from(JSON.stringify({ holds, ...made.locked }))));
    return made;
  }
  const { holds: begun, ...locked } = begunSchema.parse(JSON.parse(readFileSync(begunFile(folder), 'utf8')));
  if (begun !== holds) throw new Error(`${folder} holds an unfinished backup of the ${begun}. Give another folder.`);
  const opened = openLockedKey(locked, passphrase);
  if (opened === undefined) throw new Error(`A backup into ${folder} was begun with another passphrase. Give that one and it goes on, or give another folder.`);
  return { key: opened, locked };
}

/** A last line that was cut short is as if it had not been written: its rows are written again. */
function readLog(folder: string, secret: Buffer): readonly Piece[] {
  if (!existsSync(logFile(folder))) return [];
  return readFileSync(logFile(folder), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [pieceSchema.parse(JSON.parse(decrypt(secret, Buffer.from(line, 'base64'), 'piece').toString('utf8')))];
      } catch {
        return [];
      }
    });
}

function isWhole(folder: string, { file, sha256: expected }: Piece): boolean {
  const path = join(folder, file);
  return existsSync(path) && sha256(readFileSync(path)) === expected;
}

function tidy(folder: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) if (/^[a-z_]+-\d{5}$/.test(name) && !kept.has(name)) rmSync(join(folder, name), { force: true });
  for (const file of [logFile(folder), begunFile(folder)]) rmSync(file, { force: true });
}

/** A full disk or stick is said calmly; the part that did not fit is taken away again. */
function withRoom(folder: string, file: string, write: () => void): void {
  try {
    write();
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw problem;
    rmSync(join(folder, file), { force: true });
    throw new Error(
      `There is no room left in ${folder}. Nothing is lost: what was written stays. Make room and run the same command again: it goes on. Or delete that folder and give one on a larger disk.`,
    );
  }
}
