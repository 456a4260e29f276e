import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit } from 'node:process';
import { bundleHashOf, shownProblem } from '@sojourn/catalogue';
import { readCatalogue } from './catalogue-files.ts';

/** Writes the whole catalogue as one file named by its hash: `node tools/build-catalogue.ts [FILE]`. Nothing is written while a problem stands. */
const { catalogue, problems, files } = readCatalogue(join(import.meta.dirname, '..', 'catalogue'));
if (catalogue === undefined) {
  for (const problem of problems) console.error(shownProblem(problem));
  console.error(`catalogue: ${problems.length} problems`);
  exit(1);
}
const hash = bundleHashOf(catalogue);
console.log(`catalogue: ${files} files, ${catalogue.events.length} treaty events, ${catalogue.rights.length} rights, 0 problems, ${hash.slice(0, 12)}`);
const [, , target] = argv;
if (target !== undefined) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, JSON.stringify({ hash, catalogue }));
}
