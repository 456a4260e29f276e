import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { decrypt, lockedKeySchema, openLockedKey, sha256 } from './backup-cipher.ts';

const chunkSchema = z.strictObject({ file: z.string().regex(/^[a-z_]+-\d{5}$/), table: z.string(), rows: z.number().int(), sha256: z.string() });
const manifestSchema = z.strictObject({
  format: z.literal(1),
  holds: z.enum(['cases', 'keys']),
  at: z.string(),
  ...lockedKeySchema.shape,
  migrations: z.array(z.string()),
  tables: z.record(z.string(), z.number().int()),
  chunks: z.array(chunkSchema),
});
export type Manifest = z.output<typeof manifestSchema>;

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
  const key = openLockedKey(manifest, passphrase);
  if (key === undefined) throw new Error('The passphrase does not open this backup. Nothing was changed.');
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
    throw new Error(
      begun
        ? `${folder} holds a backup that was not finished. Finish it where it was made, with the same command as before, or use another copy.`
        : `There is no backup in ${folder}.`,
    );
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
