/** JPEG segments that say where, when and with what a picture was made: Exif, XMP, maker's notes (APP1, APP3–APP13, APP15) and comments. */
const isTelling = (marker: number) => marker === 0xfe || marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed) || marker === 0xef;

/** The picture itself is not touched. Throws when the segments cannot be read. */
export function withoutJpegMetadata(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 2)];
  if (view.getUint16(0) !== 0xff_d8) throw new Error('Not a JPEG picture');
  let at = 2;
  for (;;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) throw new Error('A JPEG segment does not begin where it should');
    // From the start of the scan on it is the picture.
    if (marker === 0xda) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (!isTelling(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}
