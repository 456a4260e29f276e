import type { Finding } from './finding.ts';
import type { Catalogue, TreatyEvent } from './schema.ts';

/** Ratifications, declarations, readings and articles that cannot be right. */
export function treatyProblems(catalogue: Catalogue): readonly Finding[] {
  return [...treatyEvents(catalogue), ...reservationRows(catalogue), ...readingsOfTreaties(catalogue), ...articlesListed(catalogue)];
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

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV'];

/** 37 and XI; not a number for an annex. */
function asNumber(article: string): number {
  const roman = ROMAN.indexOf(article);
  return roman >= 0 ? roman + 1 : Number(article);
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
    const numbers = new Set(articles.map(({ article }) => asNumber(numberOf(article))).filter((number) => !Number.isNaN(number)));
    const missing =
      articleCount === undefined
        ? []
        : Array.from({ length: articleCount }, (_, at) => at + 1).flatMap((number) => (numbers.has(number) ? [] : [`article ${number} is missing`]));
    const beyond = articleCount === undefined ? [] : [...numbers].flatMap((number) => (number > articleCount ? [`there is no article ${number}`] : []));
    const parent = supplements === undefined || ids.has(supplements) ? [] : [`supplements ${supplements}, which is not described`];
    return [...twice, ...missing, ...beyond, ...parent].map((what) => ({ at: ['instruments', index], what: `${instrument.id}: ${what}` }));
  });
}
