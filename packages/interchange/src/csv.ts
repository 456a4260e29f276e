const separators = [',', ';', '\t', '|'] as const;

/**
 * Cells of a file of separated values (RFC 4180, as spreadsheet programs in any country write it): the separator is the one its
 * first line uses most, or the one it names itself ('sep=;'). A quotation mark that is never closed is a letter like any other:
 * no row disappears into a cell.
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const named = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const body = named === null ? text.replace(/^\ufeff/, '') : text.slice(named[0].length);
  return cellsOf(body, named?.[1] ?? separatorOf(body));
}

/** Of the first lines, each without what stands in quotation marks. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 50_000)
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]+/)
    .slice(0, 10);
  const most = separators.map((one) => Math.max(...lines.map((line) => line.split(one).length)));
  return separators[most.indexOf(Math.max(...most))] ?? ',';
}

function cellsOf(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let [row, at, unclosed]: [string[], number, number] = [[], 0, 0];
  while (at < text.length) {
    const quoted = text[at] === '"' && unclosed < 100 ? quotedFrom(text, at) : undefined;
    if (text[at] === '"' && quoted === undefined) unclosed += 1;
    const end = endOfCell(text, quoted?.end ?? at, separator);
    row.push((quoted?.text ?? '') + text.slice(quoted?.end ?? at, end));
    if (end < text.length && text[end] === separator) {
      at = end + 1;
      if (at === text.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function endOfCell(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function quotedFrom(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 2))
    if (text[end + 1] !== '"') return { text: text.slice(at + 1, end).replaceAll('""', '"'), end: end + 1 };
  return undefined;
}
