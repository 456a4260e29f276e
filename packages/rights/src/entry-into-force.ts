import type { Instrument, TreatyEvent } from '@sojourn/catalogue';
import { addDays, addMonths, type DateInterval, type PlainDate, plainDate } from '@sojourn/kernel';

/** Earliest and latest day on which the treaty can have begun to bind, by its own clause and never before it was in force at all. */
export function boundBetween(instrument: Instrument, event: TreatyEvent['event'], consented: DateInterval): DateInterval {
  const from = (day: PlainDate) => later(byClause(instrument, event, day), plainDate(instrument.inForceFrom));
  return { earliest: from(consented.earliest), latest: from(consented.latest) };
}

function byClause({ entryIntoForce: { kind, count } }: Instrument, event: TreatyEvent['event'], deposit: PlainDate): PlainDate {
  // A successor State is bound without the clause's wait; the day of its declaration is the latest it can be.
  if (event === 'succession' || kind === 'on-deposit') return deposit;
  if (kind === 'days-after-deposit') return addDays(deposit, count);
  if (kind === 'months-after-deposit') return addMonths(deposit, count);
  return plainDate(`${addMonths(deposit, count + 1).slice(0, 7)}-01`);
}

function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}

/** First day on which a withdrawal frees the State, by the treaty's own clause; undefined where the catalogue has no clause. */
export function freedFrom({ withdrawal }: Instrument, notice: DateInterval): DateInterval | undefined {
  if (withdrawal === undefined || withdrawal.kind === 'not-provided') return undefined;
  const { kind, count } = withdrawal;
  const from = (day: PlainDate) => (kind === 'months-after-notice' ? addMonths(day, count) : plainDate(`${addMonths(day, count + 1).slice(0, 7)}-01`));
  return { earliest: from(notice.earliest), latest: from(notice.latest) };
}
