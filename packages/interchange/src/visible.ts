const control = /[^\P{Cc}\t\n\r]/gu;
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A cell whose bytes are no text, so that it can be kept, read and told of: a control character as its picture (␀), a byte that
 * is no letter as \xE9. Nothing goes, and no row is lost for it. `odd` where something was.
 */
export function visible(text: string): { readonly text: string; readonly odd: boolean } {
  const shown = text.replace(control, picture).replace(lone, (half) => {
    const code = half.charCodeAt(0);
    return code >= 0xdc80 && code <= 0xdcff ? `\\x${(code - 0xdc00).toString(16).toUpperCase()}` : `\\u${code.toString(16).toUpperCase()}`;
  });
  return { text: shown, odd: shown !== text };
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : `\\x${code.toString(16).toUpperCase()}`;
}

/** UTF-8, and a byte that is none as half a character of its own (U+DC80 to U+DCFF), which nothing else can be. */
export function textOfBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    const code = length === 0 ? undefined : codePoint(bytes, at, length);
    parts.push(code === undefined ? String.fromCharCode(0xdc00 + first) : String.fromCodePoint(code));
    at += code === undefined ? 1 : length;
  }
  return parts.join('');
}

function codePoint(bytes: Uint8Array, at: number, length: number): number | undefined {
  let code = (bytes[at] ?? 0) & (length === 1 ? 0x7f : 0xff >> (length + 1));
  for (let n = 1; n < length; n += 1) {
    const next = bytes[at + n] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (next & 0x3f);
  }
  const [least] = [[0, 0, 0x80, 0x800, 0x1_0000][length] ?? 0];
  return code < least || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000) ? undefined : code;
}
