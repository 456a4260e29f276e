import { argon2Sync, createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';

const chunkSchema = z.strictObject({ file: z.string().regex(/^[a-z_]+-\d{5}$/), table: z.string(), rows: z.number().int(), sha256: z.string() });
const manifestSchema = z.strictObject({
  format: z.literal(1),
  holds: z.enum(['cases', 'keys']),
  at: z.string(),
  cost: z.strictObject({ memory: z.number(), passes: z.number(), parallelism: z.number() }),
  salt: z.string(),
  /** The backup's own key under the passphrase. */
  wrappedKey: z.string(),
  migrations: z.array(z.string()),
  tables: z.record(z.string(), z.number().int()),
  chunks: z.array(chunkSchema),
});
export type Manifest = z.output<typeof manifestSchema>;

const COST = { memory: 65_536, passes: 3, parallelism: 1 } as const;

function underPassphrase(passphrase: string, salt: Buffer, cost: Manifest['cost']): Buffer {
  return argon2Sync('argon2id', { ...cost, tagLength: 32, message: Buffer.from(passphrase.normalize('NFKC')), nonce: salt });
}

function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

export type Writing = { readonly chunk: (table: string, rows: readonly string[]) => void; readonly finish: (tables: Readonly<Record<string, number>>) => void };

/** A new folder of encrypted chunks; it is a backup only once its manifest stands, which is written last. */
export function writeBackup(folder: string, passphrase: string, head: Pick<Manifest, 'holds' | 'at' | 'migrations'>): Writing {
  if (existsSync(join(folder, 'manifest.json'))) throw new Error(`${folder} already holds a backup. Give another folder: a backup is never written over.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [key, salt] = [randomBytes(32), randomBytes(16)];
  const wrappedKey = encrypt(underPassphrase(passphrase, salt, COST), key, 'backup-key').toString('base64');
  const chunks: Manifest['chunks'] = [];
  return {
    chunk: (table, rows) => {
      const file = `${table}-${String(chunks.length).padStart(5, '0')}`;
      const bytes = encrypt(key, gzipSync(rows.join('\n')), `${head.holds} ${file}`);
      writeSynced(join(folder, file), bytes);
      chunks.push({ file, table, rows: rows.length, sha256: sha256(bytes) });
    },
    finish: (tables) => {
      const manifest: Manifest = { format: 1, ...head, cost: COST, salt: salt.toString('base64'), wrappedKey, tables, chunks };
      const partial = join(folder, 'manifest.json.partial');
      writeSynced(partial, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
      renameSync(partial, join(folder, 'manifest.json'));
    },
  };
}

export type Reading = { readonly manifest: Manifest; readonly rows: (chunk: Manifest['chunks'][number]) => readonly string[] };

/** Checks that everything is there and unchanged before anything is read. Throws a sentence a person can act on. */
export function readBackup(folder: string, passphrase: string, holds: Manifest['holds']): Reading {
  const manifest = readManifest(folder);
  if (manifest.holds !== holds) throw new Error(`${folder} holds ${manifest.holds}, not ${holds}.`);
  for (const { file, sha256: expected } of manifest.chunks) {
    const path = join(folder, file);
    if (!existsSync(path)) throw new Error(`The backup is not whole: ${file} is missing. Nothing was changed. Use another copy.`);
    if (sha256(readFileSync(path)) !== expected)
      throw new Error(`The backup is damaged: ${file} was changed or cut short. Nothing was changed. Use another copy.`);
  }
  const key = unwrap(manifest, passphrase);
  return {
    manifest,
    rows: ({ file }) =>
      gunzipSync(decrypt(key, readFileSync(join(folder, file)), `${holds} ${file}`))
        .toString('utf8')
        .split('\n'),
  };
}

function readManifest(folder: string): Manifest {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) {
    const begun = existsSync(folder) && readdirSync(folder).length > 0;
    throw new Error(begun ? `${folder} holds a backup that was not finished. Use another copy.` : `There is no backup in ${folder}.`);
  }
  const read = manifestSchema.safeParse(parsed(path));
  if (!read.success) throw new Error(`${path} is damaged, or was written by a newer version. Nothing was changed.`);
  return read.data;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function unwrap({ salt, wrappedKey, cost }: Manifest, passphrase: string): Buffer {
  const under = underPassphrase(passphrase, Buffer.from(salt, 'base64'), cost);
  try {
    return decrypt(under, Buffer.from(wrappedKey, 'base64'), 'backup-key');
  } catch {
    throw new Error('The passphrase does not open this backup. Nothing was changed.');
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function writeSynced(path: string, bytes: Buffer): void {
  writeFileSync(path, bytes, { mode: 0o600 });
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
