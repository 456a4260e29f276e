import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { shownProblem, staleTexts } from '@sojourn/catalogue';
import { readCatalogue } from './catalogue-files.ts';

/** Every file of the catalogue and every reference between them; file and line of each problem; exits 1 when there is one. */
const { catalogue, problems, files, rows } = readCatalogue(argv[2] ?? join(import.meta.dirname, '..', 'catalogue'));
for (const problem of problems) console.error(shownProblem(problem));
if (catalogue !== undefined) {
  const stale = staleTexts(catalogue);
  for (const { language, kind, key } of stale) console.log(`behind its English text: ${language} ${kind} ${key}`);
  const unchecked = catalogue.instruments.flatMap((instrument) => instrument.articles.filter((article) => !article.textChecked)).length;
  const empty = catalogue.instruments.filter((instrument) => instrument.articles.length === 0).map((instrument) => instrument.id);
  if (empty.length > 0) console.log(`only their parties are described, no article yet: ${empty.join(', ')}`);
  console.log(
    `nobody has reviewed ${catalogue.rights.filter((right) => right.review === 'unreviewed').length} of ${catalogue.rights.length} rights; ${unchecked} articles not compared with a text`,
  );
}
console.log(`catalogue: ${files} files, ${rows} rows, ${problems.length} problems`);
if (files === 0 || rows === 0 || problems.length > 0) exit(1);
