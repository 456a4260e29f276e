import type { Catalogue, Instrument, TreatyEvent } from '@sojourn/catalogue';
import { addDays, addMonths, approximateDate, type DateInterval, intervalOf, type PlainDate, plainDate } from '@sojourn/kernel';

/** "Not known" and "no" are never mixed: no source, or a day after the source's own date, is not known. */
export type PartyAnswer =
  | {
      readonly is: 'party';
      readonly boundFrom: string;
      readonly event: TreatyEvent['event'];
      readonly precision: 'day' | 'year';
      readonly source: string;
      readonly asOf: string;
      readonly others: readonly TreatyEvent[];
    }
  | { readonly is: 'not-yet-in-force'; readonly boundFrom: string; readonly source: string; readonly asOf: string }
  | { readonly is: 'not-a-party'; readonly signed: boolean; readonly source: string; readonly asOf: string }
  | {
      readonly is: 'not-known';
      readonly why: 'no-source' | 'after-as-of' | 'between-dates';
      readonly signed: boolean;
      readonly source?: string;
      readonly asOf?: string;
    };

/**
 * Is the State bound on the day? Where sources give different dates the one with day precision is chosen and the others
 * are returned beside it. A party stays one "as of" the source's date: withdrawals are not covered by our sources.
 */
export function partyOn(catalogue: Catalogue, instrument: Instrument, iso3: string, day: PlainDate): PartyAnswer {
  const ours = catalogue.events.filter((e) => e.instrument === instrument.id);
  if (instrument.statusSource === 'none' || ours.length === 0) return { is: 'not-known', why: 'no-source', signed: false };
  const mine = ours.filter((e) => e.iso3 === iso3);
  const signed = mine.some((e) => e.event === 'signature' && e.on <= day);
  const consents = mine
    .filter((e) => e.event !== 'signature')
    .sort((a, b) => (a.precision === b.precision ? (a.on < b.on ? -1 : 1) : a.precision === 'day' ? -1 : 1));
  const [chosen, ...others] = consents;
  if (chosen === undefined) return withoutConsent(ours, day, signed);
  const from = boundInterval(instrument, chosen);
  const boundFrom = chosen.precision === 'year' ? chosen.on : from.latest;
  const { source, asOf } = chosen;
  if (from.latest <= day) return { is: 'party', boundFrom, event: chosen.event, precision: chosen.precision, source, asOf, others };
  if (from.earliest <= day) return { is: 'not-known', why: 'between-dates', signed, source, asOf };
  return { is: 'not-yet-in-force', boundFrom, source, asOf };
}

// A State missing from the dated list was not a party on its date; after that we do not know.
function withoutConsent(events: readonly TreatyEvent[], day: PlainDate, signed: boolean): PartyAnswer {
  const latest = events.reduce((a, b) => (a.asOf >= b.asOf ? a : b));
  if (day <= latest.asOf) return { is: 'not-a-party', signed, source: latest.source, asOf: latest.asOf };
  return { is: 'not-known', why: 'after-as-of', signed, source: latest.source, asOf: latest.asOf };
}

/** Earliest and latest day on which the treaty can have begun to bind, by its own clause and never before it was in force at all. */
function boundInterval(instrument: Instrument, event: TreatyEvent): DateInterval {
  const deposit = intervalOf(approximateDate(event.on));
  const own = (day: PlainDate) => later(byClause(instrument, event, day), plainDate(instrument.inForceFrom));
  return { earliest: own(deposit.earliest), latest: own(deposit.latest) };
}

function byClause({ entryIntoForce: { kind, count } }: Instrument, event: TreatyEvent, deposit: PlainDate): PlainDate {
  // A successor State is bound without the clause's wait; the day of its declaration is the latest it can be.
  if (event.event === 'succession' || kind === 'on-deposit') return deposit;
  if (kind === 'days-after-deposit') return addDays(deposit, count);
  if (kind === 'months-after-deposit') return addMonths(deposit, count);
  return plainDate(`${addMonths(deposit, count + 1).slice(0, 7)}-01`);
}

function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}
