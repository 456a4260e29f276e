import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problems.ts';

type Path = readonly PropertyKey[];
type Read<Value> =
  | { readonly ok: true; readonly value: Value; readonly lineOf: (path: Path) => number; readonly columnOf: (path: Path) => number }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads YAML against a strict schema; every problem has file, line and column. Dates and two-letter codes must be quoted: `NO` stays Norway. */
export function readStrictYaml<Schema extends z.ZodType>(text: string, file: string, schema: Schema): Read<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true });
  const position = (offset: number | undefined) =>
    offset === undefined ? { line: 1, column: 1 } : { line: lines.linePos(offset).line, column: lines.linePos(offset).col };
  const problems: Problem[] = document.errors.map((error) => ({ file, ...position(error.pos[0]), what: error.message.split('\n')[0] ?? error.code }));
  visit(document, {
    Scalar: (_key, node) => {
      const plain = node.type === 'PLAIN' && typeof node.source === 'string' ? node.source : '';
      if (/^(\d{4}-\d{2}(-\d{2})?|[A-Z]{2,3}|yes|no|on|off)$/i.test(plain) && !/^[a-z]/.test(plain))
        problems.push({ file, ...position(node.range?.[0]), what: `quote ${plain}: dates and codes are text` });
    },
  });
  if (problems.length > 0) return { ok: false, problems };
  const parsed = schema.safeParse(document.toJS());
  const placeOf = (path: Path) => position(offsetOf(document, path));
  if (parsed.success) return { ok: true, value: parsed.data, lineOf: (path) => placeOf(path).line, columnOf: (path) => placeOf(path).column };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({ file, ...placeOf(issue.path), what: `${issue.path.join('.')}: ${issue.message}` })),
  };
}

/** Where the value stands, or else the nearest thing around it that is there. */
function offsetOf(document: Document.Parsed, path: Path): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[] | null | undefined) : undefined;
  return range?.[0] ?? (path.length === 0 ? undefined : offsetOf(document, path.slice(0, -1)));
}
