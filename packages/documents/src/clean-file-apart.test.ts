import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LARGEST_FILE } from './clean-file.ts';
import { cleanFileApart } from './clean-file-apart.ts';

const PIECE = 256 * 1024;
const asStream = (bytes: Buffer) => Readable.from(inParts(bytes));
function* inParts(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}
const refusalOf = async (given: Readable) => {
  const cleaned = await cleanFileApart(given);
  if (cleaned.ok) cleaned.value.end();
  return cleaned.ok ? undefined : cleaned.refusal.kind;
};
/** Noise cannot be made small: just under what is allowed. */
const largePhoto = () =>
  sharp(randomBytes(1_780 * 1_780 * 3), { raw: { width: 1_780, height: 1_780, channels: 3 } })
    .withExif({ IFD0: { Artist: 'Tsehay Worku' } })
    .png({ compressionLevel: 0 })
    .toBuffer();

describe('a file cleaned in a process of its own', () => {
  it('comes back whole, in pieces of the asked size, without what it said of its maker', async () => {
    const given = await largePhoto();
    expect([given.length > LARGEST_FILE * 0.94, given.length <= LARGEST_FILE, given.includes('Tsehay')]).toEqual([true, true, true]);
    const cleaned = await cleanFileApart(asStream(given));
    if (!cleaned.ok) throw new Error(cleaned.refusal.kind);
    const pieces: Buffer[] = [];
    for await (const piece of cleaned.value.pieces(PIECE)) pieces.push(piece);
    cleaned.value.end();
    expect(pieces.slice(0, -1).every((piece) => piece.length === PIECE)).toBe(true);
    const whole = Buffer.concat(pieces);
    expect(whole.length).toBe(cleaned.value.bytes);
    expect(whole.includes('Tsehay')).toBe(false);
    expect(await sharp(whole).metadata()).toMatchObject({ format: 'png', width: 1_780, height: 1_780 });
  }, 60_000);

  it('stands in that process and never in ours: what we hold at any moment is far less than the file', async () => {
    setFlagsFromString('--expose-gc');
    // What was let go is counted out at once.
    setFlagsFromString('--no-concurrent-array-buffer-sweeping');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const photo = await largePhoto();
    const { length } = photo;
    // The sender's copy is part of what was there before.
    const before = held();
    let [most, parts] = [0, 0];
    const given = Readable.from(
      (function* () {
        for (const part of inParts(photo)) {
          yield part;
          parts += 1;
          if (parts % 8 === 0) most = Math.max(most, held() - before);
        }
      })(),
    );
    const cleaned = await cleanFileApart(given);
    if (!cleaned.ok) throw new Error(cleaned.refusal.kind);
    for await (const piece of cleaned.value.pieces(PIECE)) {
      parts += 1;
      if (parts % 8 === 0) most = Math.max(most, held() - before + piece.length);
    }
    cleaned.value.end();
    expect(cleaned.value.bytes).toBeGreaterThan(length / 2);
    expect(most).toBeLessThan(length / 2);
  }, 60_000);

  it('is refused as soon as its beginning says it is nothing we keep, and as soon as it is too large', async () => {
    let sent = 0;
    async function* endless(first: Buffer): AsyncGenerator<Buffer> {
      yield first;
      for (;;) {
        sent += 65_536;
        // A sender is never infinitely fast.
        await new Promise((later) => setImmediate(later));
        yield Buffer.alloc(65_536);
      }
    }
    expect(await refusalOf(Readable.from(endless(Buffer.from('PK\x03\x04'))))).toMatch(/^file-(type-not-allowed|too-large)$/);
    sent = 0;
    expect(await refusalOf(Readable.from(endless(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))))).toMatch(/^file-(type-not-allowed|too-large)$/);
    expect(sent).toBeLessThan(LARGEST_FILE * 1.2);
    expect(await refusalOf(asStream(Buffer.alloc(20_000, 'x')))).toBe('file-type-not-allowed');
    expect(await refusalOf(asStream(Buffer.alloc(LARGEST_FILE + 1)))).toMatch(/^file-(type-not-allowed|too-large)$/);
    expect(await refusalOf(Readable.from([]))).toBe('file-empty');
  }, 60_000);

  it('that is cut off where it could still be read is not taken for the whole', async () => {
    const whole = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    const cut = Readable.from(
      (function* () {
        yield whole;
        throw new Error('The line went dead');
      })(),
    );
    expect(await refusalOf(cut)).toBe('file-damaged');
    const gone = asStream(whole);
    gone.destroy();
    expect(await refusalOf(gone)).toMatch(/^file-(damaged|empty)$/);
  }, 60_000);

  it('whose sender breaks off leaves nothing behind', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
        throw new Error('The line went dead');
      })(),
    );
    expect(await refusalOf(broken)).toBe('file-damaged');
  }, 60_000);
});
