/** The ways a text may lie in a file: every one is looked for, since a leak need not be in UTF-8. */
export const writtenForms: Readonly<Record<string, (text: string) => readonly Buffer[]>> = {
  'UTF-8': (text) => [Buffer.from(text.normalize('NFC'))],
  'UTF-8, decomposed': (text) => [Buffer.from(text.normalize('NFD'))],
  'UTF-16, little end first': (text) => [Buffer.from(text, 'utf16le')],
  'UTF-16, big end first': (text) => [Buffer.from(text, 'utf16le').swap16()],
  // Also with its backslashes doubled, as a dump writes them.
  'JSON-escaped': (text) => [jsonEscaped(text), jsonEscaped(text, true)].flatMap((one) => [one, one.replaceAll('\\', '\\\\')]).map((one) => Buffer.from(one)),
  hexadecimal: (text) => hex(Buffer.from(text)),
  'UTF-16 in hexadecimal': (text) => [...hex(Buffer.from(text, 'utf16le')), ...hex(Buffer.from(text, 'utf16le').swap16())],
  base64: (text) => base64(Buffer.from(text)),
  'base64 for addresses': (text) => base64(Buffer.from(text)).map((one) => Buffer.from(one.toString().replaceAll('+', '-').replaceAll('/', '_'))),
  'URL-encoded': (text) =>
    [encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+'), encodeURIComponent(text).toLowerCase()].map((one) => Buffer.from(one)),
};

function jsonEscaped(text: string, large = false): string {
  const unit = (code: number) => code.toString(16).padStart(4, '0');
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((code) => (code < 128 ? String.fromCharCode(code) : `\\u${large ? unit(code).toUpperCase() : unit(code)}`))
    .join('');
}

const hex = (bytes: Buffer): readonly Buffer[] => [Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('hex').toUpperCase())];

// In base64 the same bytes look different at each of three offsets; what depends on its neighbours at either end is left off.
function base64(bytes: Buffer): readonly Buffer[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const start = offset === 0 ? 0 : offset + 1;
    const end = (bytes.length + offset) % 3 === 0 ? text.length : text.length - 1;
    return Buffer.from(text.slice(start, end));
  });
}

type Found = { readonly where: string; readonly form: string; readonly text: string };

/** Every place where one of the texts lies, in any form. */
export function findTexts(texts: readonly string[], where: string, bytes: Buffer): readonly Found[] {
  return texts.flatMap((text) =>
    Object.entries(writtenForms).flatMap(([form, write]) => (write(text).some((one) => bytes.includes(one)) ? [{ where, form, text }] : [])),
  );
}
