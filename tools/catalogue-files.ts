import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Catalogue,
  catalogueSchema,
  consentFormSchema,
  eventSchema,
  type Finding,
  factSchema,
  instrumentSchema,
  interpretationSchema,
  languages,
  type Problem,
  placeSchema,
  problemsIn,
  programmeSchema,
  readStrictYaml,
  remedySchema,
  reservationSchema,
  retentionSchema,
  rightSchema,
  sourceSchema,
  textSchema,
} from '@sojourn/catalogue';
import { rulebookSchema } from '@sojourn/rules';
import { z } from 'zod';
import { readCsv } from './csv.ts';

type Place = { readonly file: string; readonly line: number; readonly column?: number };
type Where = (path: readonly (string | number)[]) => Place;
export type CatalogueRead = { readonly catalogue: Catalogue | undefined; readonly problems: readonly Problem[]; readonly files: number; readonly rows: number };

/** Reads the folder, checks every file and every reference between them. Nothing with a problem comes back. */
export function readCatalogue(root: string): CatalogueRead {
  const problems: Problem[] = [];
  let [files, rows] = [0, 0];

  function yaml<Schema extends z.ZodType>(path: string, schema: Schema): { readonly value: z.output<Schema>; readonly where: Where } | undefined {
    files += 1;
    const file = `catalogue/${path}`;
    const read = readStrictYaml(readFileSync(join(root, path), 'utf8'), file, schema);
    if (read.ok) return { value: read.value, where: (inside) => ({ file, line: read.lineOf(inside), column: read.columnOf(inside) }) };
    problems.push(...read.problems);
    return undefined;
  }

  function csv<Schema extends z.ZodType>(path: string, schema: Schema, shape: (row: Readonly<Record<string, string>>) => unknown) {
    files += 1;
    const file = `catalogue/${path}`;
    return readCsv(readFileSync(join(root, path), 'utf8')).flatMap((row, index) => {
      rows += 1;
      const at = { file, line: index + 2 };
      const parsed = schema.safeParse(shape(row));
      if (parsed.success) return [{ value: parsed.data, where: () => at }];
      problems.push({ ...at, what: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
      return [];
    });
  }

  const list = (folder: string) =>
    readdirSync(join(root, folder))
      .filter((name) => !name.startsWith('.'))
      .sort();
  const each = <Schema extends z.ZodType>(folder: string, path: (name: string) => string, schema: Schema) =>
    list(folder).flatMap((name) => yaml(path(name), schema) ?? []);
  const lists = {
    places: csv('places.csv', placeSchema, placeOf),
    instruments: each('instruments', (name) => `instruments/${name}`, instrumentSchema),
    events: list('ratifications').flatMap((name) => csv(`ratifications/${name}`, eventSchema, (row) => eventOf(basename(name, '.csv'), row))),
    reservations: list('reservations').flatMap((name) => csv(`reservations/${name}`, reservationSchema, (row) => reservationOf(basename(name, '.csv'), row))),
    interpretations: each('interpretation', (name) => `interpretation/${name}`, interpretationSchema),
    programmes: each('programmes', (name) => `programmes/${name}/programme.yaml`, programmeSchema),
    rulebooks: each('rulebooks', (name) => `rulebooks/${name}`, rulebookSchema),
  };
  const whole = {
    sources: yaml('sources.yaml', z.array(sourceSchema)),
    rights: yaml('rights.yaml', z.array(rightSchema)),
    remedies: yaml('remedies.yaml', z.array(remedySchema)),
    facts: yaml('facts.yaml', z.array(factSchema)),
    retention: yaml('retention.yaml', z.array(retentionSchema)),
    consentForms: yaml('consent-forms.yaml', z.array(consentFormSchema)),
    codeLists: yaml('code-lists/codes.yaml', z.record(z.string(), z.array(z.string()))),
  };
  const texts = new Map(
    list('texts').flatMap((language) =>
      list(`texts/${language}`).map((name) => [`${language} ${basename(name, '.yaml')}`, yaml(`texts/${language}/${name}`, textSchema)]),
    ),
  );
  if (problems.length > 0) return { catalogue: undefined, problems, files, rows };

  const parsed = catalogueSchema.safeParse({
    ...Object.fromEntries(Object.entries(lists).map(([name, parts]) => [name, parts.map((part) => part.value)])),
    ...Object.fromEntries(Object.entries(whole).map(([name, part]) => [name, part?.value])),
    texts: Object.fromEntries(list('texts').map((language) => [language, wordsOf(language, texts)])),
    machineMade: ['fr', 'es', 'ar'],
  });
  if (!parsed.success) throw new Error(`The parts hold and the whole does not: ${parsed.error.message}`);
  const located = problemsIn(parsed.data).map((finding) => ({ ...whereIs(finding), what: finding.what }));
  return { catalogue: located.length === 0 ? parsed.data : undefined, problems: located, files, rows };

  function whereIs({ at }: Finding): Place {
    const [section, key, kind, ...inside] = at;
    const one = lists[section as keyof typeof lists]?.[Number(key)];
    if (one !== undefined) return one.where(at.slice(2));
    if (section === 'texts')
      return texts.get(`${String(key)} ${String(kind)}`)?.where(inside) ?? { file: `catalogue/texts/${String(key)}/${String(kind)}.yaml`, line: 1 };
    return whole[section as keyof typeof whole]?.where(at.slice(1)) ?? { file: 'catalogue', line: 1 };
  }
}

function wordsOf(language: string, texts: ReadonlyMap<string, { readonly value: unknown } | undefined>) {
  return Object.fromEntries(
    [...texts].filter(([name]) => name.startsWith(`${language} `)).map(([name, part]) => [name.slice(language.length + 1), part?.value]),
  );
}

function placeOf(row: Readonly<Record<string, string>>): unknown {
  const { iso3, iso2, m49, kind, source } = row;
  return { iso3, iso2, m49, kind, source, name: Object.fromEntries(languages.map((language) => [language, row[`name_${language}`]])) };
}

function eventOf(instrument: string, { iso3, event, on, precision, source, as_of: asOf }: Readonly<Record<string, string>>): unknown {
  return { instrument, iso3, event, on, precision, source, asOf };
}

function reservationOf(instrument: string, row: Readonly<Record<string, string>>): unknown {
  const { iso3, articles, effect, on, withdrawn_on: withdrawnOn, says, source, as_of: asOf, review } = row;
  const [by, reviewedOn] = (review ?? '').split('|');
  return {
    instrument,
    iso3,
    articles: (articles ?? '').split(';').map((one) => one.trim()),
    effect,
    ...(on === '' ? {} : { on }),
    ...(withdrawnOn === '' ? {} : { withdrawnOn }),
    says,
    source,
    asOf,
    review: review === 'unreviewed' ? review : { by, on: reviewedOn },
  };
}
