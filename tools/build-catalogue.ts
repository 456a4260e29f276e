import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { argv, exit } from 'node:process';
import {
  bundleHashOf,
  type Catalogue,
  catalogueSchema,
  eventSchema,
  factSchema,
  instrumentSchema,
  languages,
  type Problem,
  placeSchema,
  problemsIn,
  programmeSchema,
  readStrictYaml,
  rightSchema,
  sourceSchema,
  textSchema,
} from '@sojourn/catalogue';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', 'catalogue');
const problems: Problem[] = [];
let files = 0;

function yaml<Schema extends z.ZodType>(path: string, schema: Schema, otherwise: z.output<Schema>): z.output<Schema> {
  files += 1;
  const read = readStrictYaml(readFileSync(join(root, path), 'utf8'), `catalogue/${path}`, schema);
  if (read.ok) return read.value;
  problems.push(...read.problems);
  return otherwise;
}

/** Comma-separated with quotes; the first line names the columns. */
function csv(path: string): readonly Readonly<Record<string, string>>[] {
  files += 1;
  const [head, ...lines] = readFileSync(join(root, path), 'utf8').trimEnd().split('\n').map(cells);
  return lines.map((line, index) => {
    if (line.length !== head?.length)
      problems.push({ file: `catalogue/${path}`, line: index + 2, what: `${line.length} cells where the head has ${head?.length}` });
    return Object.fromEntries((head ?? []).map((name, column) => [name, line[column] ?? '']));
  });
}

function cells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
}

function rows<Schema extends z.ZodType>(path: string, schema: Schema, shape: (row: Readonly<Record<string, string>>) => unknown): readonly z.output<Schema>[] {
  return csv(path).flatMap((row, index) => {
    const parsed = schema.safeParse(shape(row));
    if (parsed.success) return [parsed.data];
    problems.push({
      file: `catalogue/${path}`,
      line: index + 2,
      what: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    });
    return [];
  });
}

const list = (folder: string) => readdirSync(join(root, folder)).sort();
const texts: Record<string, Record<string, z.output<typeof textSchema>>> = {};
for (const language of list('texts'))
  texts[language] = Object.fromEntries(list(`texts/${language}`).map((file) => [basename(file, '.yaml'), yaml(`texts/${language}/${file}`, textSchema, {})]));

const catalogue = {
  sources: yaml('sources.yaml', z.array(sourceSchema), []),
  places: rows('places.csv', placeSchema, (r) => ({
    iso3: r['iso3'],
    iso2: r['iso2'],
    m49: r['m49'],
    source: r['source'],
    name: Object.fromEntries(languages.map((l) => [l, r[`name_${l}`]])),
  })),
  instruments: list('instruments').map((file) => yaml(`instruments/${file}`, instrumentSchema, {} as never)),
  events: list('ratifications').flatMap((file) =>
    rows(`ratifications/${file}`, eventSchema, (r) => ({
      instrument: basename(file, '.csv'),
      iso3: r['iso3'],
      event: r['event'],
      on: r['on'],
      precision: r['precision'],
      source: r['source'],
      asOf: r['as_of'],
    })),
  ),
  rights: yaml('rights.yaml', z.array(rightSchema), []),
  facts: yaml('facts.yaml', z.array(factSchema), []),
  codeLists: yaml('code-lists/codes.yaml', z.record(z.string(), z.array(z.string())), {}),
  programmes: list('programmes').map((folder) => yaml(`programmes/${folder}/programme.yaml`, programmeSchema, {} as never)),
  texts,
  machineMade: ['ar'],
};

if (problems.length === 0) {
  const parsed = catalogueSchema.safeParse(catalogue);
  if (parsed.success) problems.push(...problemsIn(parsed.data).map((what) => ({ file: 'catalogue', line: 0, what })));
  else problems.push({ file: 'catalogue', line: 0, what: parsed.error.message });
}
for (const { file, line, what } of problems) console.error(line > 0 ? `${file}:${line}: ${what}` : `${file}: ${what}`);
if (problems.length > 0) {
  console.error(`catalogue: ${problems.length} problems`);
  exit(1);
}
const whole = catalogue as Catalogue;
console.log(`catalogue: ${files} files, ${whole.events.length} treaty events, ${whole.rights.length} rights, 0 problems, ${bundleHashOf(whole).slice(0, 12)}`);
const target = argv[2];
if (target !== undefined) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, JSON.stringify({ hash: bundleHashOf(whole), catalogue: whole }));
}
