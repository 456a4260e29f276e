// Run as a process of its own by clean-file-apart.ts: what reads a stranger's file holds no keys, opens no connection and ends with the file.
import { once } from 'node:events';
import type { Refusal } from '@sojourn/kernel';
import { cleanFile, isAllowed, LARGEST_FILE } from './clean-file.ts';

// As much of a file as tells what it is.
const BEGINNING = 4_100;

/** How the answer begins: its length in four bytes, then this as JSON; the cleaned bytes follow. */
export type CleanerAnswer = { readonly mediaType: string; readonly bytes: number } | { readonly refusal: Refusal };

async function answer(it: CleanerAnswer, bytes?: Buffer): Promise<never> {
  const text = Buffer.from(JSON.stringify(it));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  for (const part of [length, text, ...(bytes === undefined ? [] : [bytes])]) if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  await new Promise((written) => process.stdout.write('', written));
  process.exit();
}

const parts: Buffer[] = [];
let [length, known] = [0, false];
for await (const part of process.stdin as AsyncIterable<Buffer>) {
  parts.push(part);
  length += part.length;
  if (length > LARGEST_FILE) await answer({ refusal: { kind: 'file-too-large' } });
  if (known || length < BEGINNING) continue;
  known = true;
  // What would be refused anyway is not waited for.
  if (!(await isAllowed(Buffer.concat(parts)))) await answer({ refusal: { kind: 'file-type-not-allowed' } });
}
const cleaned = await cleanFile(Buffer.concat(parts));
if (cleaned.ok) await answer({ mediaType: cleaned.value.mediaType, bytes: cleaned.value.bytes.length }, cleaned.value.bytes);
else await answer({ refusal: cleaned.refusal });
