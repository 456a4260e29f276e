import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { cleanPdf } from './clean-pdf.ts';

/** What is kept of a file a person gave: typed by what it holds, and nothing in it that says where, when or with what it was made. */
export type CleanFile = { readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'; readonly bytes: Buffer };

/** In bytes, before and after. */
export const LARGEST_FILE = 10_000_000;
// A small file can unfold into a picture that fills the memory.
const MOST_POINTS = 40_000_000;

const allowed: ReadonlySet<string> = new Set<CleanFile['mediaType']>(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']);

/** Whether a file that begins like this is of a type that is kept. */
export async function isAllowed(beginning: Buffer): Promise<boolean> {
  return allowed.has((await fileTypeFromBuffer(beginning))?.mime ?? '');
}

/** The name and the type a sender states count for nothing. Pictures are encoded anew, which leaves place, camera and thumbnails behind. */
export async function cleanFile(given: Buffer): Promise<Result<CleanFile, Refusal>> {
  if (given.length === 0) return refused({ kind: 'file-empty' });
  if (given.length > LARGEST_FILE) return refused({ kind: 'file-too-large' });
  const type = await fileTypeFromBuffer(given);
  switch (type?.mime) {
    case 'image/jpeg':
      return picture(given, 'image/jpeg', (image) => image.jpeg({ quality: 88 }));
    case 'image/png':
      return picture(given, 'image/png', (image) => image.png());
    case 'image/webp':
      return picture(given, 'image/webp', (image) => image.webp({ quality: 88 }));
    case 'application/pdf': {
      const cleaned = await cleanPdf(given);
      return cleaned.ok ? ok({ mediaType: 'application/pdf', bytes: cleaned.value }) : cleaned;
    }
    default:
      return refused({ kind: 'file-type-not-allowed' });
  }
}

async function picture(given: Buffer, mediaType: CleanFile['mediaType'], encode: (image: Sharp) => Sharp): Promise<Result<CleanFile, Refusal>> {
  try {
    const { width = 0, height = 0 } = await sharp(given, { limitInputPixels: false }).metadata();
    if (width * height > MOST_POINTS) return refused({ kind: 'picture-too-large' });
    // Turned upright first: which way up it was held is metadata too.
    const bytes = await encode(sharp(given, { limitInputPixels: MOST_POINTS, failOn: 'error' }).autoOrient()).toBuffer();
    return bytes.length > LARGEST_FILE ? refused({ kind: 'picture-too-large' }) : ok({ mediaType, bytes });
  } catch {
    return refused({ kind: 'file-damaged' });
  }
}
