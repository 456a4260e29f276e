import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ComparedStatus, compareStatus, type Instrument, type StatusSlip, type TreatyEvent } from '@sojourn/catalogue';
import { isPlainDate, plainDate } from '@sojourn/kernel';
import { readCatalogue } from './catalogue-files.ts';
import { readCsv, writeCsv } from './csv.ts';

type Cells = Readonly<Record<string, string>>;
type Given = Pick<TreatyEvent, 'source' | 'asOf'>;
type Say = (line: string) => void;

export const importStatusUsage = `import-status FILE --source ID --as-of YYYY-MM-DD [--instrument ID] [--treaty NAME] [--write [--replace ISO3,…]]
  Shows what a list of treaty status would change in catalogue/ratifications, treaty by treaty, and writes nothing.
  The head of the list says its kind: dated (signature_date, consent_date, consent_action), yearly (status, year) or registered (ratified:
  a day, a year, or empty where only the State’s name is known). The source must be listed in catalogue/sources.yaml.
  --write adds what is new. What the same source said otherwise before, or no longer says, stays until its State is named in --replace.`;

/** Codes that lists use for participants which are no State. */
const aliases: Readonly<Record<string, string>> = { EU: 'EUE' };

/** How lists name what the catalogue has; ILO conventions by their number (C97, C097, P029). */
const namesInLists: Readonly<Record<string, string>> = {
  'OP-CEDAW': 'cedaw-op',
  'OP-CRC-AC': 'crc-opac',
  'OP-CRC-IC': 'crc-opic',
  'OP-CRC-SC': 'crc-opsc',
  'OP-CRPD': 'crpd-op',
  'OP-ICESCR': 'icescr-op',
  'PALERMO-TIP': 'palermo-trafficking',
  'SLAVERY-1926-AM': 'slavery-1926',
};

const slips = {
  'no-such-place': 'is not in places.csv',
  'not-a-day': 'is no day of the calendar',
  'before-adoption': 'is before the treaty was adopted',
  'after-the-list': 'is after the day of the list',
  'accession-on-the-day-of-signature': 'an accession on the day of the signature: whoever signs ratifies, one of the two is a slip',
  'consent-before-signature': 'is before its own signature',
  'year-of-the-signature': 'is the year of the signature; another list knows the consent, or knows of none',
  'day-and-month-exchanged': 'another list has day and month the other way round',
  'twice-with-different-days': 'is there twice with different days',
} as const satisfies Record<StatusSlip, string>;

/** Exits with 1 when the list cannot be read; slips are shown and left out, and end nothing. */
export function importStatus(words: readonly string[], say: Say, root: string): number {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      instrument: { type: 'string' },
      treaty: { type: 'string' },
      source: { type: 'string' },
      'as-of': { type: 'string' },
      write: { type: 'boolean', default: false },
      replace: { type: 'string', default: '' },
    },
  });
  const [file] = positionals;
  const { source, 'as-of': asOf } = values;
  const { catalogue, problems } = readCatalogue(root);
  const wrong = (file === undefined || source === undefined || asOf === undefined) && importStatusUsage;
  if (wrong !== false) return stop(wrong, say);
  if (catalogue === undefined) return stop(`The catalogue has ${problems.length} problems: see them with sojourn catalogue check`, say);
  if (!catalogue.sources.some((one) => one.id === source))
    return stop(`No source is listed as ${source}: add it to catalogue/sources.yaml first, with what it does not cover.`, say);

  if (!isPlainDate(asOf ?? '')) return stop(`${asOf} is no day: write it as 2022-08-25.`, say);
  const given = { source: source ?? '', asOf: plainDate(asOf ?? '') };
  const byTreaty = Map.groupBy(readCsv(readFileSync(file ?? '', 'utf8')), (cells) => cells['treaty'] ?? cells['convention'] ?? '');
  const replace = new Set(values.replace.split(',').filter((one) => one !== ''));
  let seen = 0;
  for (const [treaty, cells] of byTreaty) {
    if (values.treaty !== undefined && values.treaty !== treaty) continue;
    const instrument = catalogue.instruments.find((one) => one.id === (values.instrument ?? instrumentNamed(treaty)));
    if (instrument === undefined) {
      if (values.instrument === undefined) say(`${treaty}: the catalogue has no such treaty, ${cells.length} rows left out`);
      continue;
    }
    if (values.treaty === undefined && values.instrument !== undefined && instrumentNamed(treaty) !== values.instrument) continue;
    seen += 1;
    const rows = cells.flatMap((one) => eventsIn(one, instrument, given));
    const compared = compareStatus(catalogue, instrument, rows);
    show(instrument, rows.length, compared, replace, say);
    if (!instrument.status.some((listing) => listing.source === source))
      say(`  instruments/${instrument.id}.yaml does not yet name ${source} under status: say there which States the list speaks of`);
    if (values.write) write(root, instrument, catalogue.events, compared, replace);
  }
  if (seen === 0) return stop('The list has no treaty of the catalogue; name it with --treaty and --instrument.', say);
  if (!values.write) say('Nothing was written. --write adds what is new.');
  return 0;
}

function stop(why: string, say: Say): number {
  say(why);
  return 1;
}

function instrumentNamed(treaty: string): string {
  const ilo = /^([CP])0*(\d{1,3})$/.exec(treaty);
  if (ilo !== null) return `ilo-${ilo[1]?.toLowerCase()}${ilo[2]?.padStart(3, '0')}`;
  return namesInLists[treaty] ?? treaty.toLowerCase();
}

function show(
  instrument: Instrument,
  read: number,
  { added, changed, missing, renewed, refused, same }: ComparedStatus,
  replace: ReadonlySet<string>,
  say: Say,
) {
  for (const { row, why } of refused) say(`! ${lineOf(row)}: ${slips[why]}`);
  for (const { before, after } of changed) {
    say(`- ${lineOf(before)}`);
    say(`+ ${lineOf(after)}${replace.has(after.iso3) ? '' : '   (stays as it was until named in --replace)'}`);
  }
  for (const row of missing) say(`- ${lineOf(row)}${replace.has(row.iso3) ? '' : '   (stays until named in --replace)'}`);
  for (const row of added) say(`+ ${lineOf(row)}`);
  say(
    `${instrument.id}: ${read} rows read, ${added.length} new, ${changed.length} changed, ${missing.length} no longer there, ${renewed.length} renewed, ${same} as before, ${refused.length} refused`,
  );
}

const columns = ['iso3', 'event', 'on', 'precision', 'source', 'as_of'] as const;
const cellsOf = ({ iso3, event, on, precision, source, asOf }: TreatyEvent) => ({ iso3, event, on, precision, source, as_of: asOf });
const lineOf = (row: TreatyEvent): string => Object.values(cellsOf(row)).join(',');

function write(root: string, instrument: Instrument, events: readonly TreatyEvent[], compared: ComparedStatus, replace: ReadonlySet<string>) {
  const { added, changed, missing, renewed } = compared;
  const replaced = [...changed.filter(({ after }) => replace.has(after.iso3)), ...renewed];
  const away = new Set([...replaced.map(({ before }) => before), ...missing.filter((row) => replace.has(row.iso3))].map(lineOf));
  const kept = events.filter((event) => event.instrument === instrument.id && !away.has(lineOf(event)));
  const next = [...kept, ...replaced.map(({ after }) => after), ...added].map(cellsOf);
  next.sort((a, b) => compare(a.iso3, b.iso3) || compare(a.event, b.event) || compare(a.source, b.source));
  writeFileSync(join(root, 'ratifications', `${instrument.id}.csv`), writeCsv(columns, next));
}

function eventsIn(cells: Cells, instrument: Instrument, given: Given): readonly TreatyEvent[] {
  const event = (kind: string, on: string | undefined): readonly TreatyEvent[] => {
    if (on === undefined || on === '') return [];
    const precision = on.includes('/') ? 'interval' : on.length === 4 ? 'year' : 'day';
    const iso3 = cells['iso3'] ?? '';
    return [{ instrument: instrument.id, iso3: aliases[iso3] ?? iso3, event: kind as TreatyEvent['event'], on, precision, ...given }];
  };
  if (cells['consent_date'] !== undefined)
    return [...event('signature', cells['signature_date']), ...event((cells['consent_action'] ?? '').replaceAll(' ', '-'), cells['consent_date'])];
  if (cells['year'] !== undefined) return cells['status'] === 'state party' ? event('ratification-or-accession', cells['year']) : [];
  // Only the name is known: some day between adoption and the list.
  const { ratified } = cells;
  return event('ratification', ratified === '' ? `${instrument.adoptedOn}/${given.asOf}` : ratified);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
