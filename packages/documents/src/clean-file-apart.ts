import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type CleanFile, LARGEST_FILE } from './clean-file.ts';
import type { CleanerAnswer } from './cleaner.ts';

/** A file that was cleaned, coming as it is taken: no more of it than one piece is in this process. */
export type CleanedFile = {
  readonly mediaType: CleanFile['mediaType'];
  readonly bytes: number;
  /** Pieces of `size` bytes, the last one shorter. Once only; throws when the file ends early. */
  readonly pieces: (size: number) => AsyncIterable<Buffer>;
  /** Whatever became of it: what was not taken is gone. */
  readonly end: () => void;
};

const root = join(import.meta.dirname, '..', '..', '..');
const program = join(import.meta.dirname, 'cleaner.ts');
// May read the program itself and nothing else of this machine, write nothing and start nothing; half a gigabyte is its own memory.
const permissions = ['--permission', '--allow-addons', `--allow-fs-read=${root}`, '--max-old-space-size=512', '--no-warnings'];
// The address of a library on Windows; no secret of ours is among them.
const kept = ['SystemRoot', 'TEMP', 'TMP'];
const TWO_MINUTES = 120_000;

/**
 * `cleanFile` in a process of its own that lives as long as the file: it is where a stranger's bytes are read, apart from the
 * process that holds keys, and the file stands in its memory and not in ours. Ends early where the type is not one we keep.
 */
export async function cleanFileApart(given: Readable): Promise<Result<CleanedFile, Refusal>> {
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = spawn(process.execPath, [...permissions, program], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const end = () => {
    child.stdout.destroy();
    child.kill('SIGKILL');
  };
  child.on('error', end);
  let length = 0;
  const limited = new Transform({
    transform(part: Buffer, _encoding, done) {
      length += part.length;
      done(length > LARGEST_FILE ? new TooLarge() : null, part);
    },
  });
  let problem: unknown;
  let patience: NodeJS.Timeout | undefined;
  const sent = pipeline(given, limited, child.stdin).then(
    () => {
      // A picture can be made to take for ever.
      patience = setTimeout(end, TWO_MINUTES);
    },
    (met: unknown) => {
      problem = met;
      // The cleaner has answered and reads no more: what it said is still to be read.
      if (!isClosedPipe(met)) end();
    },
  );
  const out = reader(child.stdout);
  try {
    const size = await out.take(4);
    const text = size === undefined ? undefined : await out.take(size.readUInt32BE());
    if (text === undefined) {
      await sent;
      if (problem instanceof TooLarge) return refused({ kind: 'file-too-large' });
      // Broken off by whoever sent it, or by the file itself.
      return refused({ kind: 'file-damaged' });
    }
    const answer = JSON.parse(text.toString('utf8')) as CleanerAnswer;
    if ('refusal' in answer) {
      end();
      return refused(answer.refusal);
    }
    // Half a file that happens to be readable is not what someone gave.
    await sent;
    if (problem !== undefined) {
      end();
      return refused({ kind: 'file-damaged' });
    }
    const { mediaType, bytes } = answer;
    return ok({ mediaType: mediaType as CleanFile['mediaType'], bytes, pieces: (most) => piecesOf(out, bytes, most), end });
  } catch (met) {
    end();
    throw met;
  } finally {
    clearTimeout(patience);
  }
}

class TooLarge extends Error {}

const isClosedPipe = (problem: unknown): boolean =>
  typeof problem === 'object' && problem !== null && 'code' in problem && ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(problem.code));

async function* piecesOf(out: ReturnType<typeof reader>, bytes: number, most: number): AsyncGenerator<Buffer> {
  for (let left = bytes; left > 0; ) {
    const piece = await out.take(Math.min(left, most));
    if (piece === undefined) throw new Error('A cleaned file ended early');
    left -= piece.length;
    yield piece;
  }
}

/** Exactly so many bytes at a time; undefined where fewer are left. */
function reader(stream: Readable) {
  const parts = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer[] = [];
  let held = 0;
  const take = async (size: number): Promise<Buffer | undefined> => {
    while (held < size) {
      const next = await parts.next().catch(() => ({ done: true as const, value: undefined }));
      if (next.done === true) return undefined;
      rest.push(next.value);
      held += next.value.length;
    }
    const all = Buffer.concat(rest);
    // A copy: what is taken must not keep the whole alive, nor the other way round.
    rest = held === size ? [] : [Buffer.from(all.subarray(size))];
    held -= size;
    return all.subarray(0, size);
  };
  return { take };
}
