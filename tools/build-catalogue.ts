import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv, env, exit } from 'node:process';
import { bundleHashOf, shownProblem } from '@sojourn/catalogue';
import { readCatalogue } from './catalogue-files.ts';

/**
 * Writes the whole catalogue as one file named by its hash: `node tools/build-catalogue.ts [FILE]`. Nothing is written while a problem stands.
 * SOJOURN_CATALOGUE_OVERLAY: a folder of this deployment's own additions and corrections, checked with the rest and marked in it.
 */
const overlay = env['SOJOURN_CATALOGUE_OVERLAY'];
const { catalogue, problems, files } = readCatalogue(
  join(import.meta.dirname, '..', 'catalogue'),
  overlay === undefined || overlay === '' ? undefined : resolve(overlay),
);
if (catalogue === undefined) {
  for (const problem of problems) console.error(shownProblem(problem));
  console.error(`catalogue: ${problems.length} problems`);
  exit(1);
}
for (const { section, key, base } of catalogue.overlay)
  if (base === 'changed') console.log(`overlay: the catalogue says otherwise of ${section} ${key} since its correction was written: read it again`);
const hash = bundleHashOf(catalogue);
console.log(
  `catalogue: ${files} files, ${catalogue.events.length} treaty events, ${catalogue.rights.length} rights, ${catalogue.overlay.length === 0 ? '' : `${catalogue.overlay.length} of this deployment’s own, `}0 problems, ${hash.slice(0, 12)}`,
);
const [, , target] = argv;
if (target !== undefined) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, JSON.stringify({ hash, catalogue }));
}
