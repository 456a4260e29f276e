import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languages } from '@sojourn/catalogue';
import { z } from 'zod';

const schema = z.strictObject({ format: z.literal(1), madeOn: z.string(), languages: z.array(z.enum(languages)).min(1) });
/** What `init` wrote: this folder is for real people, and these are the languages of the office, the first one first. */
export type Installation = z.output<typeof schema>;

const fileIn = (dataFolder: string) => join(dataFolder, 'installation.json');

export const isInitialised = (dataFolder: string): boolean => existsSync(fileIn(dataFolder));

export function readInstallation(dataFolder: string): Installation | undefined {
  if (!isInitialised(dataFolder)) return undefined;
  const read = schema.safeParse(parsed(readFileSync(fileIn(dataFolder), 'utf8')));
  if (!read.success) throw new Error('installation.json in the data folder is damaged: bring it back from a copy. Nothing was changed.');
  return read.data;
}

export async function keepInstallation(dataFolder: string, installation: Installation): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const path = fileIn(dataFolder);
  await writeFile(`${path}.new`, `${JSON.stringify(installation, undefined, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
