import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanFile, LARGEST_FILE } from './clean-file.ts';

const mark = 'Qxvolmira Hidden';
const canvas = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#c33' } });
/** A photo as a telephone makes one: where it was taken, by whom, held sideways. */
const photo = () =>
  canvas()
    .withExif({ IFD0: { Artist: mark, ImageDescription: mark }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 53/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const has = (bytes: Buffer, text: string) => bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le'));

async function kept(bytes: Buffer) {
  const cleaned = await cleanFile(bytes);
  if (!cleaned.ok) throw new Error(`Refused: ${cleaned.refusal.kind}`);
  return cleaned.value;
}
const refusalOf = async (bytes: Buffer) => {
  const cleaned = await cleanFile(bytes);
  return cleaned.ok ? 'kept' : cleaned.refusal.kind;
};
const pdf = async (work: (document: PDFDocument) => Promise<void> | void = () => undefined) => {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('A page');
  await work(document);
  return Buffer.from(await document.save());
};

describe('a photo that someone gave', () => {
  it('is kept without the place, the camera and the maker it names, and stands upright', async () => {
    const given = await photo();
    expect(has(given, mark)).toBe(true);
    const { mediaType, bytes } = await kept(given);
    expect(mediaType).toBe('image/jpeg');
    expect(has(bytes, mark)).toBe(false);
    const { exif, xmp, icc, orientation, width, height } = await sharp(bytes).metadata();
    expect({ exif, xmp, icc, orientation, width, height }).toMatchObject({ width: 40, height: 60 });
    expect([exif, xmp]).toEqual([undefined, undefined]);
  });
  it('loses what was hung on behind its end', async () => {
    const { bytes } = await kept(Buffer.concat([await photo(), Buffer.from(`PK\u0003\u0004${mark}`)]));
    expect(has(bytes, mark)).toBe(false);
  });
  it('as PNG and WebP likewise', async () => {
    for (const given of [
      await canvas()
        .withExif({ IFD0: { Artist: mark } })
        .png()
        .toBuffer(),
      await canvas()
        .withExif({ IFD0: { Artist: mark } })
        .webp()
        .toBuffer(),
    ]) {
      expect(has(given, mark)).toBe(true);
      expect(has((await kept(given)).bytes, mark)).toBe(false);
    }
  });
  it('with more points than can be unfolded is refused; with as many as can, kept', async () => {
    expect(await refusalOf(await canvas(8_000, 5_000).png().toBuffer())).toBe('kept');
    expect(await refusalOf(await canvas(8_000, 5_001).png().toBuffer())).toBe('picture-too-large');
  });
});

describe('a PDF that someone gave', () => {
  it('is kept without its author, its tools, its XMP and the place inside its pictures', async () => {
    const given = await pdf(async (document) => {
      document.setAuthor(mark);
      document.setProducer(mark);
      const xmp = document.context.stream(`<x:xmpmeta><dc:creator>${mark}</dc:creator></x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' });
      document.catalog.set(PDFName.of('Metadata'), document.context.register(xmp));
      document.addPage([100, 100]).drawImage(await document.embedJpg(await photo()));
    });
    const before = await PDFDocument.load(given, { updateMetadata: false });
    expect(before.getAuthor()).toBe(mark);
    expect(has(given, mark)).toBe(true);
    const { mediaType, bytes } = await kept(given);
    expect(mediaType).toBe('application/pdf');
    expect(has(bytes, mark)).toBe(false);
    const after = await PDFDocument.load(bytes, { updateMetadata: false });
    expect([after.getPageCount(), after.getAuthor(), after.getProducer()]).toEqual([2, undefined, undefined]);
  });
  it('that would do something, or carries another file, is refused with a word', async () => {
    expect(await refusalOf(await pdf((document) => document.addJavaScript('x', 'app.alert(1)')))).toBe('file-does-things');
    expect(await refusalOf(await pdf((document) => document.attach(Buffer.from('MZ'), 'a.exe')))).toBe('file-does-things');
    const launching = await pdf((document) => {
      document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: 'Launch', F: PDFString.of('cmd') }));
    });
    expect(await refusalOf(launching)).toBe('file-does-things');
  });
  it('cut short is refused', async () => {
    const whole = await pdf();
    expect(await refusalOf(whole.subarray(0, 40))).toBe('file-damaged');
    expect(await refusalOf(Buffer.from('%PDF-1.7 not really'))).toBe('file-damaged');
  });
});

describe('any other file', () => {
  it('is refused, whatever it calls itself', async () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', 'plain words', 'MZ\u0090', 'PK\u0003\u0004', '#!/bin/sh', 'GIF89a'])
      expect(await refusalOf(Buffer.from(text))).toBe('file-type-not-allowed');
    expect(await refusalOf(Buffer.alloc(0))).toBe('file-empty');
    expect(await refusalOf(Buffer.concat([(await photo()).subarray(0, 300)]))).toBe('file-damaged');
  });
  it('larger than the limit is refused before it is looked at', async () => {
    expect(await refusalOf(Buffer.alloc(LARGEST_FILE + 1))).toBe('file-too-large');
    expect(await refusalOf(Buffer.alloc(LARGEST_FILE))).toBe('file-type-not-allowed');
  });
});
