import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ar, en, es, fr } from '@sojourn/web/words';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { languageOf, sentenceOf } from './refusals.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** Kinds written as text in whatever is handed to refused() or sendRefusal(), or given back by a function that answers with a refusal. */
function kindsIn(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const kinds = new Set<string>();
  const literals = (node: ts.Expression): void => {
    if (ts.isStringLiteral(node)) kinds.add(node.text);
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(literals);
  };
  const inside = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'kind') literals(node.initializer);
    ts.forEachChild(node, inside);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['refused', 'sendRefusal'].includes(node.expression.getText())) node.arguments.forEach(inside);
    if (ts.isFunctionLike(node) && 'type' in node && /^(Promise<)?Refusal\b/.test(node.type?.getText() ?? '') && 'body' in node && node.body !== undefined)
      inside(node.body as ts.Node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...kinds];
}

describe('a refusal', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'packages/*/src/*.ts', 'apps/server/src/*.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && !file.endsWith('.test.ts'));
  const kinds = new Set(files.flatMap((file) => kindsIn(file, readFileSync(join(root, file), 'utf8'))));

  it('of every kind that the code can give has its own sentence in every language', () => {
    expect(kinds.size).toBeGreaterThan(50);
    for (const [language, words] of Object.entries({ en, fr, es, ar }))
      expect(
        [...kinds].filter((kind) => !Object.hasOwn(words, `refusal.${kind}`)),
        `kinds without a sentence in ${language}: add refusal.<kind> to apps/web/src/words/${language}`,
      ).toEqual([]);
  });

  it('is found wherever it is written: in a call, a condition, a function that answers with one', () => {
    const planted = `refused({ kind: wide ? 'a-one' : 'a-two' }); sendRefusal(reply, { kind: 'a-three' }); const f = (): Refusal | undefined => ({ kind: 'a-four' }); ({ kind: 'no-refusal' });`;
    expect(kindsIn('planted.ts', planted)).toEqual(['a-one', 'a-two', 'a-three', 'a-four']);
  });

  it('is said in the language asked for, the best liked first, and in English where we have none of them', () => {
    expect(languageOf('ar-LB,ar;q=0.9,en;q=0.5')).toBe('ar');
    expect(languageOf('de, fr;q=0.4, es;q=0.6')).toBe('es');
    expect(languageOf('es;q=0, en')).toBe('en');
    for (const other of [undefined, '', 'de', '__proto__', 'toString;q=1', 'ar;q=7', `${'x,'.repeat(9_000)}ar`]) expect(languageOf(other)).toBe('en');
    expect(sentenceOf('no-such-case', 'ar')).toBe(ar['refusal.no-such-case']);
    expect(sentenceOf('never-heard-of', 'en')).toContain('never-heard-of');
  });
});
