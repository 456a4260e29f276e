import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argv, exit } from 'node:process';
import ts from 'typescript';
import { type Room, rooms } from './rooms.ts';

type Import = { readonly file: string; readonly line: number; readonly to: string };

/** Checks the imports table, purity, deep imports and cycles over every TypeScript file git knows or would add. Exits 1 with file and line. */
const root = resolve(argv[2] ?? join(import.meta.dirname, '..'));
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' });
const files = listed.split('\n').filter((file) => file !== '' && !file.endsWith('.d.ts'));
const problems: string[] = [];
const arrows = new Map<string, Set<string>>();
const inside = new Map<string, readonly string[]>();
let read = 0;

for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  read += 1;
  const room = roomOf(file);
  if (room === undefined) {
    problems.push(`${file}:1: no such room: add it to tools/rooms.ts with a decision note`);
    continue;
  }
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const imports = importsOf(source, file);
  inside.set(
    file,
    imports.filter(({ to }) => to.startsWith('.')).map(({ to }) => join(file, '..', to)),
  );
  for (const found of imports) checkImport(found, room);
  if (isPure(file, room)) checkPurity(source, file);
  if (!file.endsWith('packages/consent/src/authority.ts')) checkAuthority(source, file);
}
if (read !== files.length || read === 0) problems.push(`read ${read} of ${files.length} files`);
problems.push(...cyclesIn(new Map([...arrows].map(([from, to]) => [from, [...to]])), 'rooms'), ...cyclesIn(inside, 'files'));
for (const problem of problems) console.error(problem);
console.log(`house: ${read} files, ${problems.length} problems`);
exit(problems.length === 0 ? 0 : 1);

function roomOf(file: string): Room | undefined {
  return rooms.find((room) => file.startsWith(`${room.folder}/`)) ?? (file.includes('/') ? undefined : rooms.find((room) => room.folder === '.'));
}

function isPure(file: string, room: Room): boolean {
  return room.pure && !file.endsWith('.test.ts') && !room.impureFiles?.some((name) => file.endsWith(name));
}

function importsOf(source: ts.SourceFile, file: string): readonly Import[] {
  const found: Import[] = [];
  const note = (node: ts.Node, to: string) => found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, to });
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier))
      note(node, node.moduleSpecifier.text);
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] !== undefined &&
      ts.isStringLiteral(node.arguments[0])
    )
      note(node, node.arguments[0].text);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) note(node, node.argument.literal.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function checkImport({ file, line, to }: Import, room: Room): void {
  const at = `${file}:${line}`;
  if (to.startsWith('.')) {
    const target = join(file, '..', to);
    if (room.folder !== '.' && !target.startsWith(`${room.folder}/`) && !file.endsWith('.test.ts')) problems.push(`${at}: reaches out of its room to ${to}`);
    return;
  }
  if (to.startsWith('@sojourn/')) {
    const [, name = '', door] = to.split('/');
    const target = rooms.find((other) => other.name === name);
    if (target === undefined) problems.push(`${at}: no room ${to}`);
    else if (door !== undefined && !target.doors?.includes(door)) problems.push(`${at}: ${to} is not a door of ${name}`);
    else if (!room.may.includes(name) && name !== room.name) problems.push(`${at}: ${room.name} may not import ${name}`);
    if (name !== room.name && !file.endsWith('.test.ts')) arrows.set(room.name, (arrows.get(room.name) ?? new Set()).add(name));
    return;
  }
  if (isPure(file, room) && (to.startsWith('node:') || !(room.libraries ?? []).some((library) => to === library || to.startsWith(`${library}/`))))
    problems.push(`${at}: ${room.name} is pure and may not import ${to}`);
}

function checkPurity(source: ts.SourceFile, file: string): void {
  const forbidden = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'process.env', 'globalThis.process']);
  const visit = (node: ts.Node): void => {
    const wrong =
      ts.isNewExpression(node) && node.expression.getText() === 'Date'
        ? 'new Date'
        : ts.isPropertyAccessExpression(node) && forbidden.has(node.getText())
          ? node.getText()
          : undefined;
    if (wrong !== undefined) problems.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: pure code may not say ${wrong}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** An authority is held, never asserted: no cast, assertion or type guard to it outside the ledger. What a wider cast could still smuggle in, `held` refuses at run time. */
function checkAuthority(source: ts.SourceFile, file: string): void {
  const names = (type: ts.Node): boolean => /\b(AuthorityFor|Authority)\b/.test(type.getText());
  const visit = (node: ts.Node): void => {
    const cast = (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && names(node.type);
    const guard = ts.isTypePredicateNode(node) && node.type !== undefined && names(node.type);
    const declared = ts.canHaveModifiers(node) && node.modifiers?.some((one) => one.kind === ts.SyntaxKind.DeclareKeyword) === true && names(node);
    if (cast || guard || declared)
      problems.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: an authority is made by the ledger alone`);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function cyclesIn(graph: ReadonlyMap<string, readonly string[]>, what: string): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (place: string, path: readonly string[]): void => {
    if (path.includes(place)) {
      found.push(`${what} in a circle: ${[...path.slice(path.indexOf(place)), place].join(' → ')}`);
      return;
    }
    if (done.has(place)) return;
    for (const next of graph.get(place) ?? []) walk(next, [...path, place]);
    done.add(place);
  };
  for (const place of graph.keys()) walk(place, []);
  return found;
}
