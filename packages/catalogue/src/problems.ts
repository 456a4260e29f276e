import { type Expression, factsIn, problemsInRulebooks, rulesIn, rulesOf, settledBy } from '@sojourn/rules';
import { type Catalogue, languages, type TreatyEvent } from './schema.ts';

export type Problem = { readonly file: string; readonly line: number; readonly what: string };

/** A problem inside the catalogue: `at` is the path of the value in it. */
export type Finding = { readonly at: readonly (string | number)[]; readonly what: string };

/** What no schema sees: a citation without its article, a source nobody listed, a date before adoption, a right without words. */
export function problemsIn(catalogue: Catalogue): readonly Finding[] {
  return [
    ...twice(catalogue),
    ...withoutSource(catalogue),
    ...treatyEvents(catalogue),
    ...citations(catalogue),
    ...reservationRows(catalogue),
    ...readingsOfTreaties(catalogue),
    ...articlesListed(catalogue),
    ...factsOfRules(catalogue),
    ...rulebookProblems(catalogue),
    ...missingWords(catalogue),
  ];
}

function twice({ sources, places, instruments, rights, facts, programmes }: Catalogue): readonly Finding[] {
  const lists = { sources, places: places.map(({ iso3 }) => ({ id: iso3 })), instruments, rights, facts, programmes };
  return Object.entries(lists).flatMap(([name, list]) => {
    const seen = new Set<string>();
    return list.flatMap(({ id }, index) => (seen.size === seen.add(id).size ? [{ at: [name, index], what: `${id} is there twice` }] : []));
  });
}

function withoutSource({ sources, places, instruments, events, programmes }: Catalogue): readonly Finding[] {
  const known = new Set(sources.map((source) => source.id));
  const named = (list: string, index: number, source: string): readonly Finding[] =>
    known.has(source) ? [] : [{ at: [list, index], what: `no source is listed as ${source}` }];
  return [
    ...places.flatMap((place, index) => named('places', index, place.source)),
    ...instruments.flatMap((one, index) =>
      [one.source, ...one.status.map((listing) => listing.source), ...(one.declarations ?? []).map((listing) => listing.source)].flatMap((source) =>
        named('instruments', index, source),
      ),
    ),
    ...events.flatMap((event, index) => named('events', index, event.source)),
    ...programmes.flatMap((programme, index) => named('programmes', index, programme.source)),
  ];
}

const lengths = { day: 10, year: 4, interval: 21 } as const satisfies Record<TreatyEvent['precision'], number>;

function treatyEvents({ events, instruments, places }: Catalogue): readonly Finding[] {
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const known = new Set(places.map((place) => place.iso3));
  const seen = new Set<string>();
  return events.flatMap((event, index): readonly Finding[] => {
    const instrument = byId.get(event.instrument);
    const key = [event.instrument, event.iso3, event.event, event.on, event.source].join();
    const wrong = [
      instrument === undefined && `ratifications of an instrument that is not described: ${event.instrument}`,
      instrument !== undefined &&
        !instrument.status.some((listing) => listing.source === event.source) &&
        `${event.source} is not among the lists of ${event.instrument}`,
      instrument !== undefined && event.on < instrument.adoptedOn.slice(0, event.on.length) && `${event.on} is before adoption`,
      !known.has(event.iso3) && `no place ${event.iso3}`,
      event.on.slice(-10) > event.asOf && `${event.on} is after the source’s own date`,
      event.on.length !== lengths[event.precision] && `precision does not match ${event.on}`,
      seen.size === seen.add(key).size && 'the same row is there twice',
    ];
    return wrong.flatMap((what) => (what === false ? [] : [{ at: ['events', index], what: `${event.iso3}: ${what}` }]));
  });
}

function citations({ rights, instruments }: Catalogue): readonly Finding[] {
  const articles = new Set(instruments.flatMap((instrument) => instrument.articles.map(({ article }) => `${instrument.id} ${article}`)));
  return rights.flatMap((right, index) =>
    right.basis.flatMap(({ instrument, article }, at) =>
      articles.has(`${instrument} ${article}`)
        ? []
        : [{ at: ['rights', index, 'basis', at], what: `${right.id} cites ${instrument} ${article}, which is not in the instrument’s file` }],
    ),
  );
}

function reservationRows({ reservations, instruments, places }: Catalogue): readonly Finding[] {
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const known = new Set(places.map((place) => place.iso3));
  return reservations.flatMap((row, index): readonly Finding[] => {
    const instrument = byId.get(row.instrument);
    const numbers = new Set(instrument?.articles.map(({ article }) => numberOf(article)));
    const wrong = [
      instrument === undefined && `declarations about an instrument that is not described: ${row.instrument}`,
      instrument !== undefined &&
        instrument.declarations?.some((listing) => listing.source === row.source) !== true &&
        `${row.source} is not among the declarations of ${row.instrument}`,
      !known.has(row.iso3) && `no place ${row.iso3}`,
      ...row.articles.map((article) => article !== 'all' && !numbers.has(numberOf(article)) && `article ${article} is not in the instrument’s file`),
      row.on !== undefined && row.on > row.asOf && `${row.on} is after the source’s own date`,
      row.on !== undefined && row.withdrawnOn !== undefined && row.withdrawnOn < row.on && 'withdrawn before it was made',
    ];
    return wrong.flatMap((what) => (what === false ? [] : [{ at: ['reservations', index], what: `${row.iso3}: ${what}` }]));
  });
}

/** '37(c)' and '37' speak of one article; 'Annex I(5)' stands for itself. */
function numberOf(article: string): string {
  return /^[0-9]+|^[IVX]+(?=\(|$)|^Annex [IVX]+/.exec(article)?.[0] ?? article;
}

function readingsOfTreaties({ interpretations, instruments, sources, rights }: Catalogue): readonly Finding[] {
  const articles = new Set(instruments.flatMap((instrument) => instrument.articles.map(({ article }) => `${instrument.id} ${article}`)));
  const known = new Set(sources.map((source) => source.id));
  const paragraphs = new Set(interpretations.flatMap((one) => one.reads.map(({ paragraph }) => `${one.id} ${paragraph}`)));
  return [
    ...interpretations.flatMap((one, index) =>
      known.has(one.source) ? [] : [{ at: ['interpretations', index], what: `no source is listed as ${one.source}` }],
    ),
    ...interpretations.flatMap((one, index) =>
      one.reads.flatMap(({ of }, at) =>
        of.flatMap(({ instrument, article }) =>
          articles.has(`${instrument} ${article}`)
            ? []
            : [{ at: ['interpretations', index, 'reads', at], what: `reads ${instrument} ${article}, which is not in the instrument’s file` }],
        ),
      ),
    ),
    ...rights.flatMap((right, index) =>
      (right.readings ?? []).flatMap(({ interpretation, paragraph }, at) =>
        paragraphs.has(`${interpretation} ${paragraph}`)
          ? []
          : [{ at: ['rights', index, 'readings', at], what: `${right.id} names ${interpretation} § ${paragraph}, which is not described` }],
      ),
    ),
  ];
}

/** Where a file says how many articles its instrument has, each of them is described and none beyond. */
function articlesListed({ instruments }: Catalogue): readonly Finding[] {
  const ids = new Set(instruments.map((one) => one.id));
  return instruments.flatMap((instrument, index): readonly Finding[] => {
    const { articleCount, articles, supplements } = instrument;
    const twice = articles.flatMap(({ article }, at) =>
      articles.findIndex((one) => one.article === article) < at ? [`article ${article} is there twice`] : [],
    );
    const numbers = new Set(articles.map(({ article }) => Number(numberOf(article))).filter((number) => !Number.isNaN(number)));
    const missing =
      articleCount === undefined
        ? []
        : Array.from({ length: articleCount }, (_, at) => at + 1).flatMap((number) => (numbers.has(number) ? [] : [`article ${number} is missing`]));
    const beyond = articleCount === undefined ? [] : [...numbers].flatMap((number) => (number > articleCount ? [`there is no article ${number}`] : []));
    const parent = supplements === undefined || ids.has(supplements) ? [] : [`supplements ${supplements}, which is not described`];
    return [...twice, ...missing, ...beyond, ...parent].map((what) => ({ at: ['instruments', index], what: `${instrument.id}: ${what}` }));
  });
}

function factsOfRules({ rights, instruments, programmes, rulebooks, facts, codeLists }: Catalogue): readonly Finding[] {
  const known = new Set(facts.map((fact) => fact.id));
  const read = (at: Finding['at'], rule: Expression): readonly Finding[] =>
    factsIn(rule).flatMap((fact) => (known.has(fact) ? [] : [{ at, what: `reads a fact nobody declared: ${fact}` }]));
  return [
    ...rights.flatMap((right, index) => [right.holder, ...right.basis.flatMap((basis) => basis.holder ?? [])].flatMap((rule) => read(['rights', index], rule))),
    ...instruments.flatMap((instrument, index) => read(['instruments', index, 'protects'], instrument.protects)),
    ...instruments.flatMap((instrument, index) =>
      (instrument.parts ?? []).flatMap((part, at) => (part.holder === undefined ? [] : read(['instruments', index, 'parts', at], part.holder))),
    ),
    ...programmes.flatMap((programme, index) => programme.tests.flatMap((test, at) => read(['programmes', index, 'tests', at], test.rule))),
    ...rulebooks.flatMap((book, index) => book.rules.flatMap((rule, at) => read(['rulebooks', index, 'rules', at], rule.rule))),
    ...facts.flatMap((fact, index) =>
      fact.list === undefined || codeLists[fact.list] !== undefined
        ? []
        : [{ at: ['facts', index], what: `${fact.id} has codes from a list that is not there: ${fact.list}` }],
    ),
  ];
}

/** Rules that go round or name nothing; facts that a rule settles and nobody declared, or that are entered as well. */
function rulebookProblems({ rulebooks, retention, programmes, facts, sources }: Catalogue): readonly Finding[] {
  const rules = rulesOf(rulebooks);
  const derived = new Set(facts.filter((fact) => fact.derived).map((fact) => fact.id));
  const known = new Set(sources.map((source) => source.id));
  return [
    ...problemsInRulebooks(rulebooks).map(({ kind, rule, detail }) => ({ at: ['rulebooks', 0], what: `${rule}: ${kind} (${detail})` })),
    ...[...settledBy(rulebooks).keys()].flatMap((fact) =>
      derived.has(fact) ? [] : [{ at: ['rulebooks', 0], what: `a rule settles ${fact}, which is not declared as derived` }],
    ),
    ...retention.flatMap((rule, index) => (known.has(rule.source) ? [] : [{ at: ['retention', index], what: `no source is listed as ${rule.source}` }])),
    ...rulebooks.flatMap((book, index) => (known.has(book.source) ? [] : [{ at: ['rulebooks', index], what: `no source is listed as ${book.source}` }])),
    ...programmes.flatMap((programme, index) =>
      programme.tests.flatMap((test, at) =>
        rulesIn(test.rule).flatMap((named) =>
          rules.has(named) ? [] : [{ at: ['programmes', index, 'tests', at], what: `names a rule that is not there: ${named}` }],
        ),
      ),
    ),
  ];
}

function missingWords({ rights, facts, programmes, codeLists, texts }: Catalogue): readonly Finding[] {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    rights: rights.map((right) => right.id),
    facts: facts.map((fact) => fact.id),
    tests: programmes.flatMap((programme) => programme.tests.map((test) => test.id)),
    codes: Object.entries(codeLists).flatMap(([list, codes]) => codes.map((code) => `${list}.${code}`)),
  };
  return Object.entries(wanted).flatMap(([kind, keys]) =>
    languages.flatMap((language) => {
      const words = texts[language]?.[kind] ?? {};
      const missing = keys.filter((key) => words[key] === undefined).map((key) => ({ at: ['texts', language, kind], what: `no text for ${key}` }));
      const extra = Object.keys(words).filter((key) => !keys.includes(key));
      return [...missing, ...extra.map((key) => ({ at: ['texts', language, kind, key], what: `a text for ${key}, which is not there` }))];
    }),
  );
}
