import type { Catalogue, Instrument, Place, TreatyEvent } from '@sojourn/catalogue';
import { approximateDate, type DateInterval, intervalOf, type PlainDate } from '@sojourn/kernel';
import { boundBetween, freedFrom } from './entry-into-force.ts';
import { eventsOf } from './events.ts';

/** "Not known" and "no" are never mixed: no source, or a day after the source's own date, is not known. */
export type PartyAnswer =
  | {
      readonly is: 'party';
      readonly boundFrom: string;
      readonly event: TreatyEvent['event'];
      readonly precision: TreatyEvent['precision'];
      readonly source: string;
      readonly asOf: string;
      /** It can have been bound earlier: only a year or a period is known, or the State succeeded, whose effect since independence we do not compute. */
      readonly atTheLatest: boolean;
      readonly others: readonly TreatyEvent[];
    }
  | { readonly is: 'not-yet-in-force'; readonly boundFrom: string; readonly source: string; readonly asOf: string }
  /** `withdrewFrom`: it was a party and its withdrawal has taken effect. */
  | { readonly is: 'not-a-party'; readonly signed: boolean; readonly source: string; readonly asOf: string; readonly withdrewFrom?: string }
  | { readonly is: 'not-known'; readonly why: NotKnown; readonly signed: boolean; readonly source?: string; readonly asOf?: string };

/**
 * no-source: nobody's list is in the catalogue · after-as-of: the list ends before the day · between-dates: only a year or a period is known ·
 * sources-disagree · not-covered: no list speaks of this place · list-incomplete: only part of a list could be read ·
 * withdrawal-unclear: a withdrawal was notified and the treaty's clause or the day of its effect is not known.
 */
type NotKnown = 'no-source' | 'after-as-of' | 'between-dates' | 'sources-disagree' | 'not-covered' | 'list-incomplete' | 'withdrawal-unclear';

type Listing = Instrument['status'][number];

/**
 * Is the State bound on the day? Where sources give different dates the one with day precision is chosen and the others
 * are returned beside it. A party stays one "as of" the source's date: withdrawals are not covered by our sources.
 */
export function partyOn(catalogue: Catalogue, instrument: Instrument, iso3: string, day: PlainDate): PartyAnswer {
  if (instrument.status.length === 0) return { is: 'not-known', why: 'no-source', signed: false };
  const mine = eventsOf(catalogue, instrument.id, iso3);
  const signed = mine.some((event) => event.event === 'signature' && event.on <= day);
  const left = lastWithdrawal(mine, day);
  const consents = mine.filter((event) => event.event !== 'signature' && event.event !== 'withdrawal');
  const since = left === undefined ? consents : consents.filter((event) => event.on > left.on && event.on <= day);
  if (left !== undefined && since.length === 0 && consents.length > 0) {
    const away = afterWithdrawal(instrument, left, day, signed);
    if (away !== undefined) return away;
  }
  const [chosen, ...others] = (since.length === 0 ? consents : since).sort(dayFirst);
  const speaking = instrument.status.filter((listing) => speaksOf(listing, placeOf(catalogue, iso3)));
  if (chosen === undefined) return withoutConsent(instrument, speaking, day, signed);
  const { source, asOf } = chosen;
  const consented = intervalOf(approximateDate(chosen.on));
  if (speaking.some((listing) => contradicts(listing, chosen, consented, mine))) return { is: 'not-known', why: 'sources-disagree', signed, source, asOf };
  const bound = boundBetween(instrument, chosen.event, consented);
  const boundFrom = bound.latest;
  if (bound.latest <= day) {
    const atTheLatest = chosen.event === 'succession' || chosen.precision !== 'day';
    return { is: 'party', boundFrom, event: chosen.event, precision: chosen.precision, source, asOf, atTheLatest, others };
  }
  // What a State did before its independence, and what its predecessor's consent did for it, our sources do not say.
  if (bound.earliest <= day || chosen.event === 'succession') return { is: 'not-known', why: 'between-dates', signed, source, asOf };
  return { is: 'not-yet-in-force', boundFrom, source, asOf };
}

function lastWithdrawal(mine: readonly TreatyEvent[], day: PlainDate): TreatyEvent | undefined {
  return mine
    .filter((event) => event.event === 'withdrawal' && event.on.slice(0, 10) <= day)
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .at(0);
}

/** Undefined while the notice runs: the State is bound until it takes effect. */
function afterWithdrawal(instrument: Instrument, left: TreatyEvent, day: PlainDate, signed: boolean): PartyAnswer | undefined {
  const { source, asOf } = left;
  const freed = freedFrom(instrument, intervalOf(approximateDate(left.on)));
  if (freed !== undefined && day < freed.earliest) return undefined;
  if (freed === undefined || day < freed.latest) return { is: 'not-known', why: 'withdrawal-unclear', signed, source, asOf };
  return { is: 'not-a-party', signed, source, asOf, withdrewFrom: freed.latest };
}

const precise = { day: 0, year: 1, interval: 2 } as const satisfies Record<TreatyEvent['precision'], number>;

function dayFirst(a: TreatyEvent, b: TreatyEvent): number {
  return precise[a.precision] - precise[b.precision] || (a.on < b.on ? -1 : 1);
}

/** A list that names every participant and does not name this State, though the other source says it had consented by then. */
function contradicts(listing: Listing, chosen: TreatyEvent, consented: DateInterval, mine: readonly TreatyEvent[]): boolean {
  if (chosen.precision === 'day' || listing.source === chosen.source || consented.latest > listing.asOf) return false;
  return !mine.some((event) => event.source === listing.source && event.event !== 'signature' && event.event !== 'withdrawal');
}

// A State missing from a whole list was not a party on the list's date; after that we do not know.
function withoutConsent(instrument: Instrument, speaking: readonly Listing[], day: PlainDate, signed: boolean): PartyAnswer {
  const [first] = speaking;
  if (first === undefined) return { is: 'not-known', why: instrument.status.some((l) => l.lists === 'part') ? 'list-incomplete' : 'not-covered', signed };
  const { source, asOf } = speaking.reduce((a, b) => (a.asOf >= b.asOf ? a : b), first);
  return day <= asOf ? { is: 'not-a-party', signed, source, asOf } : { is: 'not-known', why: 'after-as-of', signed, source, asOf };
}

/** Does being missing from the list say anything of this place? A territory may be bound through the State responsible for it. */
function speaksOf({ lists }: Listing, place: Place | undefined): boolean {
  if (place?.kind === 'un-member') return lists !== 'part';
  return place?.kind === 'treaty-participant' && lists === 'every-participant';
}

const placesByCode = new WeakMap<Catalogue, Map<string, Place>>();

function placeOf(catalogue: Catalogue, iso3: string): Place | undefined {
  let known = placesByCode.get(catalogue);
  if (known === undefined) {
    known = new Map(catalogue.places.map((place) => [place.iso3, place]));
    placesByCode.set(catalogue, known);
  }
  return known.get(iso3);
}
