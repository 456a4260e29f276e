import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { readCsv, writeCsv } from './csv.ts';

/**
 * Reads one treaty out of a list of treaty status and shows what it would change in catalogue/ratifications; `--write` writes it.
 *
 *   node tools/import-treaty-status.ts --instrument icescr --treaty ICESCR --source untc-2015 --as-of 2015-03-14 LIST.csv
 *
 * The list's head says which kind it is: dated (signature_date, consent_date, consent_action), yearly (status, year) or registered
 * (ratified: a day, a year, or empty when only the State's name is known; then give --not-before, the day of adoption).
 * Rows of the same source are replaced, rows of other sources stay. A year is kept only where no day is known or the two disagree.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    instrument: { type: 'string' },
    treaty: { type: 'string' },
    source: { type: 'string' },
    'as-of': { type: 'string' },
    'not-before': { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
/** Codes that lists use for participants which are no State. */
const aliases: Readonly<Record<string, string>> = { EU: 'EUE' };
type Cells = Readonly<Record<string, string>>;
type Row = { readonly iso3: string; readonly event: string; readonly on: string; readonly precision: string; readonly source: string; readonly as_of: string };

const { instrument, treaty, source, 'as-of': asOf } = values;
const [list] = positionals;
if (instrument === undefined || treaty === undefined || source === undefined || asOf === undefined || list === undefined) {
  console.error('Needs --instrument, --treaty, --source, --as-of and the path of a list.');
  exit(1);
}

const places = new Set(readCsv(readFileSync(join(import.meta.dirname, '../catalogue/places.csv'), 'utf8')).map((place) => place['iso3']));
const target = join(import.meta.dirname, '../catalogue/ratifications', `${instrument}.csv`);
const now = existsSync(target) ? readCsv(readFileSync(target, 'utf8')).map(asRow) : [];
const listed = readCsv(readFileSync(list, 'utf8')).filter((cells) => (cells['treaty'] ?? cells['convention']) === treaty);
if (listed.length === 0) {
  console.error(`The list has no row of ${treaty}.`);
  exit(1);
}

const others = now.filter((row) => row.source !== source);
const read = listed.flatMap(eventsIn).filter(known).filter(adds);
const next = [...others, ...read].sort((a, b) => compare(a.iso3, b.iso3) || compare(a.event, b.event) || compare(a.source, b.source));
const [before, after] = [new Set(now.map(line)), new Set(next.map(line))];
for (const row of now) if (!after.has(line(row))) console.log(`- ${line(row)}`);
for (const row of next) if (!before.has(line(row))) console.log(`+ ${line(row)}`);
console.log(`${instrument}: ${listed.length} rows read, ${next.length} kept, ${next.filter((row) => !before.has(line(row))).length} new`);
if (values.write) writeFileSync(target, writeCsv(['iso3', 'event', 'on', 'precision', 'source', 'as_of'], next));

function eventsIn(cells: Cells): readonly Row[] {
  if (cells['consent_date'] !== undefined) {
    const signed = event(cells, 'signature', cells['signature_date']);
    return [...signed, ...event(cells, (cells['consent_action'] ?? '').replaceAll(' ', '-'), cells['consent_date'])];
  }
  if (cells['year'] !== undefined) return cells['status'] === 'state party' ? event(cells, 'ratification-or-accession', cells['year']) : [];
  const registered = cells['ratified'] === '' && values['not-before'] !== undefined ? `${values['not-before']}/${asOf}` : cells['ratified'];
  return event(cells, 'ratification', registered);
}

function event(cells: Cells, kind: string, on: string | undefined): readonly Row[] {
  if (on === undefined || on === '') return [];
  const precision = on.includes('/') ? 'interval' : on.length === 4 ? 'year' : 'day';
  const iso3 = cells['iso3'] ?? '';
  return [{ iso3: aliases[iso3] ?? iso3, event: kind, on, precision, source: source ?? '', as_of: asOf ?? '' }];
}

function known(row: Row): boolean {
  if (places.has(row.iso3)) return true;
  console.log(`  left out: ${row.iso3} is not in places.csv`);
  return false;
}

function adds(row: Row): boolean {
  if (row.precision === 'day') return true;
  const dated = others.filter((other) => other.iso3 === row.iso3 && other.event !== 'signature' && other.precision === 'day');
  return dated.length === 0 || !dated.some((other) => other.on.startsWith(row.on));
}

function asRow(cells: Cells): Row {
  const cell = (name: string) => cells[name] ?? '';
  return { iso3: cell('iso3'), event: cell('event'), on: cell('on'), precision: cell('precision'), source: cell('source'), as_of: cell('as_of') };
}

function line(row: Row): string {
  return Object.values(row).join(',');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
