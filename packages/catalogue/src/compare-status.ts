import { isPlainDate } from '@sojourn/kernel';
import type { Catalogue, Instrument, TreatyEvent } from './schema.ts';

/**
 * Why a row of a list cannot be right. Each was found in a real list: an accession on the day of the signature, a year that is the signature's
 * where another list knows the consent or knows of none, a day before the treaty was adopted, day and month exchanged.
 */
export type StatusSlip =
  | 'no-such-place'
  | 'not-a-day'
  | 'before-adoption'
  | 'after-the-list'
  | 'accession-on-the-day-of-signature'
  | 'consent-before-signature'
  | 'year-of-the-signature'
  | 'day-and-month-exchanged'
  | 'twice-with-different-days';

export type ComparedStatus = {
  readonly added: readonly TreatyEvent[];
  /** The list says now what it did not say before of the same State: never written unless a person names the State. */
  readonly changed: readonly { readonly before: TreatyEvent; readonly after: TreatyEvent }[];
  /** In the catalogue from this source, and no longer in its list: kept unless a person names the State. */
  readonly missing: readonly TreatyEvent[];
  /** The same as before, in a list of a later day. */
  readonly renewed: readonly { readonly before: TreatyEvent; readonly after: TreatyEvent }[];
  readonly refused: readonly { readonly row: TreatyEvent; readonly why: StatusSlip }[];
  readonly same: number;
};

/** What a list of one treaty's status would change. Rows of other sources stay, whatever it says: where two disagree both stand. */
export function compareStatus({ events, places }: Pick<Catalogue, 'events' | 'places'>, instrument: Instrument, list: readonly TreatyEvent[]): ComparedStatus {
  const source = list[0]?.source ?? '';
  const mine = events.filter((event) => event.instrument === instrument.id);
  const others = mine.filter((event) => event.source !== source);
  const before = mine.filter((event) => event.source === source);
  const known = new Set(places.map((place) => place.iso3));
  const rows = list.filter((row, at) => list.findIndex((one) => lineOf(one) === lineOf(row)) === at);
  const judged = rows.map((row) => ({ row, why: slipOf(row, { instrument, known, rows, others }) }));
  const refused = judged.flatMap(({ row, why }) => (why === undefined ? [] : [{ row, why }]));
  const sound = judged.flatMap(({ row, why }) => (why === undefined && saysMore(row, others) ? [row] : []));

  const pairs = sound.map((after) => ({ after, before: before.find((one) => lineOf(one) === lineOf(after)) ?? standsFor(after, before, sound) }));
  const named = new Set([...sound.map(keyOf), ...refused.map(({ row }) => keyOf(row))]);
  return {
    added: pairs.flatMap((pair) => (pair.before === undefined ? [pair.after] : [])),
    changed: pairs.flatMap((pair) => (pair.before === undefined || lineOf(pair.before) === lineOf(pair.after) ? [] : [{ ...pair, before: pair.before }])),
    renewed: pairs.flatMap((pair) =>
      pair.before === undefined || lineOf(pair.before) !== lineOf(pair.after) || pair.before.asOf === pair.after.asOf ? [] : [{ ...pair, before: pair.before }],
    ),
    missing: before.filter((row) => !named.has(keyOf(row))),
    refused,
    same: pairs.filter((pair) => pair.before !== undefined && lineOf(pair.before) === lineOf(pair.after) && pair.before.asOf === pair.after.asOf).length,
  };
}

type Around = {
  readonly instrument: Instrument;
  readonly known: ReadonlySet<string>;
  readonly rows: readonly TreatyEvent[];
  readonly others: readonly TreatyEvent[];
};

function slipOf(row: TreatyEvent, { instrument, known, rows, others }: Around): StatusSlip | undefined {
  if (!known.has(row.iso3)) return 'no-such-place';
  if (row.precision === 'day' ? !isPlainDate(row.on) : !/^\d{4}/.test(row.on)) return 'not-a-day';
  if (row.on < instrument.adoptedOn.slice(0, row.on.length)) return 'before-adoption';
  if (row.on.slice(-10) > row.asOf) return 'after-the-list';
  if (rows.some((one) => one !== row && keyOf(one) === keyOf(row) && one.event === row.event && one.event !== 'withdrawal')) return 'twice-with-different-days';
  if (row.event === 'signature' || row.event === 'withdrawal') return undefined;
  const signatures = [...rows, ...others].filter((one) => one.iso3 === row.iso3 && one.event === 'signature');
  if (row.event === 'accession' && signatures.some((one) => one.on === row.on)) return 'accession-on-the-day-of-signature';
  const dated = others.filter((one) => one.iso3 === row.iso3 && isConsent(one) && one.precision === 'day');
  if (row.precision === 'day' && dated.some((one) => one.on !== row.on && one.on === exchanged(row.on))) return 'day-and-month-exchanged';
  const needsSignature = row.event === 'ratification' || row.event === 'acceptance' || row.event === 'approval';
  if (needsSignature && row.precision === 'day' && signatures.some((one) => one.precision === 'day' && row.on < one.on)) return 'consent-before-signature';
  const ofSignature = row.precision === 'year' && signatures.some((one) => one.on.startsWith(row.on));
  if (ofSignature && !dated.some((one) => one.on.startsWith(row.on)) && (dated.length > 0 || namesNoConsent(instrument, row))) return 'year-of-the-signature';
  return undefined;
}

/** A list of every participant, later than that year and from somebody else, would have named the State. */
function namesNoConsent({ status }: Instrument, { on, source }: TreatyEvent): boolean {
  return status.some((listing) => listing.source !== source && listing.lists !== 'part' && listing.asOf.slice(0, 4) > on);
}

const exchanged = (day: string): string => `${day.slice(0, 4)}-${day.slice(8, 10)}-${day.slice(5, 7)}`;
const isConsent = ({ event }: TreatyEvent): boolean => event !== 'signature' && event !== 'withdrawal';
/** A year is kept only where no day is known or the two disagree. */
const saysMore = (row: TreatyEvent, others: readonly TreatyEvent[]): boolean =>
  row.precision === 'day' || !others.some((one) => one.iso3 === row.iso3 && isConsent(one) && one.precision === 'day' && one.on.startsWith(row.on));

/** Signature, consent or withdrawal of one State. */
const keyOf = (row: TreatyEvent): string => `${row.iso3} ${isConsent(row) ? 'consent' : row.event}`;
const lineOf = ({ iso3, event, on, precision }: TreatyEvent): string => `${iso3} ${event} ${on} ${precision}`;

/** The row that the same source had of the same thing, unless it is still there beside the new one. */
function standsFor(after: TreatyEvent, before: readonly TreatyEvent[], sound: readonly TreatyEvent[]): TreatyEvent | undefined {
  const still = new Set(sound.map(lineOf));
  return before.find((one) => keyOf(one) === keyOf(after) && !still.has(lineOf(one)));
}
