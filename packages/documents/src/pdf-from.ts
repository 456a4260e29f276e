import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { NodeCompiler, type NodeTypstDocument, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { isolated } from './isolated.ts';

const rightToLeft: readonly string[] = ['ar', 'fa', 'ur', 'ps', 'ckb', 'he'];
const require = createRequire(import.meta.url);
const fontPaths = [
  dirname(require.resolve('@expo-google-fonts/noto-sans/package.json')),
  dirname(require.resolve('@expo-google-fonts/noto-naskh-arabic/package.json')),
];
let compiler: NodeCompiler | undefined;

/** A4, PDF/UA-1, fonts embedded; the same content gives the same bytes. Content travels as data, never as markup. */
export function pdfFrom(template: string, language: string, content: object): Buffer {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths }] });
  const rtl = rightToLeft.includes(language);
  const words = (text: string) => (rtl ? isolated(printable(text)) : printable(text));
  const data = JSON.stringify({ ...content, rtl }, (_, value: unknown) => (typeof value === 'string' ? words(value) : value));
  const document = compiler.compile({ mainFileContent: template, inputs: { data } }).result;
  if (document === null) throw new Error('The document does not compile');
  try {
    return accessible(compiler, document) ?? compiler.pdf(document);
  } finally {
    compiler.evictCache(10);
  }
}

/** Undefined when a letter is in no face at hand: the standard forbids an empty box, a person in a hurry prefers it to no page. */
function accessible(by: NodeCompiler, document: NodeTypstDocument): Buffer | undefined {
  try {
    return by.pdf(document, { pdfStandard: PdfStandard.UA_1 });
  } catch (problem) {
    if (problem instanceof Error && problem.message.includes('could not be displayed')) return undefined;
    throw problem;
  }
}

// Control characters have no shape, and the standard forbids them.
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\u200c-\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
