// A spreadsheet program takes a cell that begins so for a formula: it may run, or send away what stands beside it.
const acting = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
const number = /^-?\d+(\.\d+)?$/;

/** The same text, which no spreadsheet program takes for a formula: an apostrophe before it. Plain numbers stay as they are. */
export function guarded(text: string): string {
  return acting.test(text) && !number.test(text) ? `'${text}` : text;
}

/** RFC 4180, with every cell guarded; UTF-8 with the mark that Excel asks for. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${guarded(text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
