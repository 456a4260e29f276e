import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Catalogue,
  catalogueSchema,
  consentFormSchema,
  correcting,
  eventSchema,
  type Finding,
  factSchema,
  instrumentSchema,
  interpretationSchema,
  laidOver,
  languages,
  type OverlayMark,
  type Problem,
  placeSchema,
  problemsIn,
  programmeSchema,
  type Reservation,
  readStrictYaml,
  remedySchema,
  reservationSchema,
  retentionSchema,
  rightSchema,
  sourceSchema,
  type TreatyEvent,
  textReviewSchema,
  textSchema,
  type WrittenAgainst,
} from '@sojourn/catalogue';
import { rulebookSchema } from '@sojourn/rules';
import { z } from 'zod';
import { readCsv } from './csv.ts';

type Place = { readonly file: string; readonly line: number; readonly column?: number };
type Where = (path: readonly (string | number)[]) => Place;
type Part<Value> = { readonly value: Value; readonly where: Where };
export type CatalogueRead = { readonly catalogue: Catalogue | undefined; readonly problems: readonly Problem[]; readonly files: number; readonly rows: number };

/**
 * Reads the folder, and what a deployment's own folder lays over it; checks every file and every reference between them. Nothing with a
 * problem comes back. A folder laid over has the same layout and holds only what it adds or corrects.
 */
export function readCatalogue(root: string, overlay?: string): CatalogueRead {
  const base = readFolder(root, 'catalogue');
  const over = overlay === undefined ? undefined : readFolder(overlay, 'overlay');
  const read = [base, ...(over === undefined ? [] : [over])];
  const problems = [...read.flatMap((one) => one.problems), ...(overlay === undefined ? [] : strangers(overlay))];
  const counted = { files: read.reduce((sum, one) => sum + one.files, 0), rows: read.reduce((sum, one) => sum + one.rows, 0) };
  if (problems.length > 0) return { catalogue: undefined, problems, ...counted };

  const against = over?.against?.value ?? {};
  const marks: OverlayMark[] = [];
  const laid = <Section extends OverlaySection>(section: Section, keyOf: (item: never) => string): readonly Part<unknown>[] => {
    const { items, marks: made } = laidOver<Part<unknown>>(
      section,
      base.lists[section],
      over?.lists[section] ?? [],
      ({ value }) => keyOf(value as never),
      (key, { value }) => correcting(section, key, value, against),
    );
    marks.push(...made);
    return items;
  };
  const byId = ({ id }: { readonly id: string }) => id;
  const lists: Readonly<Record<string, readonly Part<unknown>[]>> = {
    ...base.lists,
    sources: laid('sources', byId),
    instruments: laid('instruments', byId),
    events: laid('events', ({ instrument, iso3, event, source }: TreatyEvent) => `${instrument} ${iso3} ${event} ${source}`),
    reservations: laid('reservations', ({ instrument, iso3, articles, source }: Reservation) => `${instrument} ${iso3} ${articles.join(';')} ${source}`),
    interpretations: laid('interpretations', byId),
    rights: laid('rights', byId),
    remedies: laid('remedies', byId),
  };
  const texts = wordsLaidOver(base.texts, over?.texts ?? {}, marks, against);
  const parsed = catalogueSchema.safeParse({
    overlay: marks,
    ...Object.fromEntries(Object.entries(lists).map(([name, parts]) => [name, parts.map((part) => part.value)])),
    ...Object.fromEntries(Object.entries(base.whole).map(([name, part]) => [name, part?.value])),
    texts,
    machineMade: ['fr', 'es', 'ar'],
  });
  if (!parsed.success) throw new Error(`The parts hold and the whole does not: ${parsed.error.message}`);
  const located = problemsIn(parsed.data).map((finding) => ({ ...whereIs(finding), what: finding.what }));
  return { catalogue: located.length === 0 ? parsed.data : undefined, problems: located, ...counted };

  function whereIs({ at }: Finding): Place {
    const [section, key, kind, ...inside] = at;
    const one = lists[String(section)]?.[Number(key)];
    if (one !== undefined) return one.where(at.slice(2));
    if (section === 'texts') {
      const name = `${String(key)} ${String(kind)}`;
      const [word] = inside;
      const from = over?.words.get(name)?.value[String(word)] === undefined ? base : over;
      return from?.words.get(name)?.where(inside) ?? { file: `catalogue/texts/${String(key)}/${String(kind)}.yaml`, line: 1 };
    }
    return base.whole[section as keyof typeof base.whole]?.where(at.slice(1)) ?? { file: 'catalogue', line: 1 };
  }
}

/** What an overlay’s corrections were written against: `sojourn catalogue check-overlay` writes it. */
export const writtenAgainst = 'written-against.yaml';

type OverlaySection = 'sources' | 'instruments' | 'events' | 'reservations' | 'interpretations' | 'rights' | 'remedies';
type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
type Texts = Readonly<Record<string, Readonly<Record<string, Words>>>>;

/** Every file of one folder that is there. */
function readFolder(root: string, label: string) {
  const problems: Problem[] = [];
  let [files, rows] = [0, 0];
  const whole = label === 'catalogue';

  function yaml<Schema extends z.ZodType>(path: string, schema: Schema): Part<z.output<Schema>> | undefined {
    if (!whole && !existsSync(join(root, path))) return undefined;
    files += 1;
    const file = `${label}/${path}`;
    const read = readStrictYaml(readFileSync(join(root, path), 'utf8'), file, schema);
    if (read.ok) return { value: read.value, where: (inside) => ({ file, line: read.lineOf(inside), column: read.columnOf(inside) }) };
    problems.push(...read.problems);
    return undefined;
  }

  function csv<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    shape: (row: Readonly<Record<string, string>>) => unknown,
  ): readonly Part<z.output<Schema>>[] {
    if (!whole && !existsSync(join(root, path))) return [];
    files += 1;
    const file = `${label}/${path}`;
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
    !whole && !existsSync(join(root, folder))
      ? []
      : readdirSync(join(root, folder))
          .filter((name) => !name.startsWith('.'))
          .sort();
  const each = <Schema extends z.ZodType>(folder: string, path: (name: string) => string, schema: Schema) =>
    list(folder).flatMap((name) => yaml(path(name), schema) ?? []);
  /** One file of many: each with its own place in it. */
  const many = <Schema extends z.ZodType>(path: string, schema: Schema): readonly Part<z.output<Schema>>[] => {
    const read = yaml(path, z.array(schema));
    return read?.value.map((value, index) => ({ value, where: (inside) => read.where([index, ...inside]) })) ?? [];
  };
  const lists = {
    places: whole ? csv('places.csv', placeSchema, placeOf) : [],
    sources: many('sources.yaml', sourceSchema),
    instruments: each('instruments', (name) => `instruments/${name}`, instrumentSchema),
    events: list('ratifications').flatMap((name) => csv(`ratifications/${name}`, eventSchema, (row) => eventOf(basename(name, '.csv'), row))),
    reservations: list('reservations').flatMap((name) => csv(`reservations/${name}`, reservationSchema, (row) => reservationOf(basename(name, '.csv'), row))),
    interpretations: each('interpretation', (name) => `interpretation/${name}`, interpretationSchema),
    rights: many('rights.yaml', rightSchema),
    remedies: many('remedies.yaml', remedySchema),
    programmes: whole ? each('programmes', (name) => `programmes/${name}/programme.yaml`, programmeSchema) : [],
    rulebooks: whole ? each('rulebooks', (name) => `rulebooks/${name}`, rulebookSchema) : [],
  };
  const single = {
    facts: whole ? yaml('facts.yaml', z.array(factSchema)) : undefined,
    retention: whole ? yaml('retention.yaml', z.array(retentionSchema)) : undefined,
    consentForms: whole ? yaml('consent-forms.yaml', z.array(consentFormSchema)) : undefined,
    textReviews: whole ? yaml('text-reviews.yaml', z.array(textReviewSchema)) : undefined,
    codeLists: whole ? yaml('code-lists/codes.yaml', z.record(z.string(), z.array(z.string()))) : undefined,
  };
  const words = new Map<string, Part<Words>>(
    list('texts').flatMap((language) =>
      list(`texts/${language}`).flatMap((name) => {
        const read = yaml(`texts/${language}/${name}`, textSchema);
        return read === undefined ? [] : [[`${language} ${basename(name, '.yaml')}`, read] as const];
      }),
    ),
  );
  const texts: Texts = Object.fromEntries(list('texts').map((language) => [language, wordsOf(language, words)]));
  const against = whole ? undefined : yaml(writtenAgainst, z.record(z.string(), z.string().regex(/^[0-9a-f]{16}$/)));
  return { lists, whole: single, texts, words, against, problems, files, rows };
}

/** A file of the overlay that nothing reads would be believed to count: it is a problem. */
function strangers(overlay: string): readonly Problem[] {
  if (!existsSync(overlay)) return [{ file: 'overlay', line: 1, what: 'the folder is not there' }];
  const known = new Set([
    'sources.yaml',
    'rights.yaml',
    'remedies.yaml',
    'instruments',
    'ratifications',
    'reservations',
    'interpretation',
    'texts',
    writtenAgainst,
  ]);
  return readdirSync(overlay)
    .filter((name) => !name.startsWith('.') && !known.has(name) && name !== 'README.md')
    .map((name) => ({ file: `overlay/${name}`, line: 1, what: `an overlay holds only ${[...known].join(', ')}` }));
}

function wordsLaidOver(base: Texts, over: Texts, marks: OverlayMark[], against: WrittenAgainst): Texts {
  const kindsOf = (language: string): Readonly<Record<string, Words>> => {
    const [mine, theirs] = [base[language] ?? {}, over[language] ?? {}];
    for (const [kind, words] of Object.entries(theirs))
      for (const key of Object.keys(words)) {
        const [name, under] = [`${language} ${kind} ${key}`, mine[kind]?.[key]];
        marks.push(under === undefined ? { section: 'texts', key: name, does: 'adds' } : correcting('texts', name, under, against));
      }
    return Object.fromEntries([...new Set([...Object.keys(mine), ...Object.keys(theirs)])].map((kind) => [kind, { ...mine[kind], ...theirs[kind] }]));
  };
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((language) => [language, kindsOf(language)]));
}

function wordsOf(language: string, texts: ReadonlyMap<string, Part<Words>>): Readonly<Record<string, Words>> {
  return Object.fromEntries(
    [...texts].filter(([name]) => name.startsWith(`${language} `)).map(([name, part]) => [name.slice(language.length + 1), part.value]),
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
