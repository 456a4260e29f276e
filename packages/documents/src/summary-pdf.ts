import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';

/** Words already in the reader's language. Rows: what, its value, a small line below (either may be empty). */
export type SummaryContent = {
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly footer: string;
  readonly sections: readonly { readonly title: string; readonly empty: string; readonly rows: readonly (readonly [string, string, string])[] }[];
};

const template = readFileSync(new URL('./summary.typ', import.meta.url), 'utf8');
let compiler: NodeCompiler | undefined;

/** A4, PDF/UA-1, fonts embedded. Content travels as data, never as markup. */
export function summaryPdf(content: SummaryContent): Buffer {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [folderOf('@expo-google-fonts/noto-sans'), folderOf('@expo-google-fonts/noto-naskh-arabic')] }] });
  try {
    return compiler.pdf({ mainFileContent: template, inputs: { data: JSON.stringify(content) } }, { pdfStandard: PdfStandard.UA_1 });
  } finally {
    compiler.evictCache(10);
  }
}

function folderOf(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(join(name, 'package.json')));
}
