import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { withoutJpegMetadata } from './jpeg-metadata.ts';

// What acts when a document is opened, or carries another file: refused with a word, not repaired.
const acting = [
  'JavaScript',
  'JS',
  'Launch',
  'SubmitForm',
  'ImportData',
  'RichMedia',
  'XFA',
  'EmbeddedFile',
  'EF',
  'EmbeddedFiles',
  'GoToE',
  'GoToR',
  'Sound',
  'Movie',
];
// What tells by whom, when and with what it was made.
const telling = ['Metadata', 'PieceInfo', 'LastModified', 'OpenAction', 'AA', 'SpiderInfo', 'Thumb'];

/** Written anew without information dictionary, XMP, private data, thumbnails, and the metadata of JPEG pictures inside. */
export async function cleanPdf(given: Buffer): Promise<Result<Buffer, Refusal>> {
  try {
    const document = await PDFDocument.load(given, { updateMetadata: false, throwOnInvalidObject: true });
    // What can be read of a broken file may be no page at all.
    if (document.getPageCount() === 0) return refused({ kind: 'file-damaged' });
    const { context } = document;
    for (const [, object] of context.enumerateIndirectObjects()) if (acts(object)) return refused({ kind: 'file-does-things' });
    const gone = new Set<string>();
    for (const [, object] of context.enumerateIndirectObjects()) forget(object, gone);
    const { Info, ID: _id, ...trailer } = context.trailerInfo;
    if (Info instanceof PDFRef) gone.add(Info.toString());
    context.trailerInfo = trailer;
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      const dictionary = dictionaryOf(object);
      if (gone.has(ref.toString()) || dictionary?.get(PDFName.of('Type')) === PDFName.of('Metadata')) context.delete(ref);
      else if (object instanceof PDFRawStream && isJpeg(object.dict)) context.assign(ref, PDFRawStream.of(object.dict, withoutJpegMetadata(object.contents)));
    }
    return ok(Buffer.from(await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })));
  } catch (problem) {
    return refused({ kind: problem instanceof EncryptedPDFError ? 'file-locked' : 'file-damaged' });
  }
}

const dictionaryOf = (object: PDFObject): PDFDict | undefined => (object instanceof PDFDict ? object : object instanceof PDFStream ? object.dict : undefined);

/** In this object and in what stands directly inside it. */
function acts(object: PDFObject): boolean {
  if (object instanceof PDFArray) return object.asArray().some(acts);
  if (object instanceof PDFName) return false;
  const dictionary = dictionaryOf(object);
  if (dictionary === undefined) return false;
  return dictionary
    .entries()
    .some(
      ([key, value]) =>
        acting.includes(key.decodeText()) || (key.decodeText() === 'S' && value instanceof PDFName && acting.includes(value.decodeText())) || acts(value),
    );
}

function forget(object: PDFObject, gone: Set<string>): void {
  if (object instanceof PDFArray) for (const one of object.asArray()) forget(one, gone);
  const dictionary = dictionaryOf(object);
  if (dictionary === undefined) return;
  for (const [key, value] of dictionary.entries()) {
    if (!telling.includes(key.decodeText())) forget(value, gone);
    else {
      if (value instanceof PDFRef) gone.add(value.toString());
      dictionary.delete(key);
    }
  }
}

function isJpeg(dictionary: PDFDict): boolean {
  const filter = dictionary.lookup(PDFName.of('Filter'));
  return filter === PDFName.of('DCTDecode') || (filter instanceof PDFArray && filter.size() === 1 && filter.get(0) === PDFName.of('DCTDecode'));
}
