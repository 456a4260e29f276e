/** Comma-separated with quotes; the first line names the columns. A row's line in the file is its index + 2. */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = text.trimEnd().split(/\r?\n/).map(cellsOf);
  return lines.map((line, index) => {
    if (line.length !== head?.length) throw new Error(`Line ${index + 2} has ${line.length} cells where the head has ${head?.length}`);
    return Object.fromEntries(head.map((name, column) => [name, line[column] ?? '']));
  });
}

export function writeCsv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
