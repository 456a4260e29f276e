import type { Catalogue, Instrument, Reservation } from '@sojourn/catalogue';
import type { PlainDate } from '@sojourn/kernel';
import { eventsOf } from './events.ts';

/**
 * What a State declared that touches one article on a day. `lists`: the lists of declarations that were read for it; none: nobody knows,
 * which is never "no reservation". Objections of other States are not covered.
 */
export type Reserved = {
  readonly rows: readonly Reservation[];
  readonly lists: readonly { readonly source: string; readonly asOf: string }[];
};

export function reservedOn(catalogue: Catalogue, instrument: Instrument, article: string, iso3: string, day: PlainDate): Reserved {
  const rows = rowsOf(catalogue, `${instrument.id} ${iso3}`).filter(
    (row) =>
      (row.on ?? '') <= day && (row.withdrawnOn === undefined || day < row.withdrawnOn) && row.articles.some((one) => one === 'all' || touches(one, article)),
  );
  const lists = listsOn(catalogue, instrument, iso3).filter((list) => list.articles === undefined || list.articles.some((one) => touches(one, article)));
  return { rows, lists };
}

/** The lists of declarations that speak of this State: a part of a list only where it names the State as one that consented. */
export function listsOn(catalogue: Catalogue, { id, declarations = [] }: Instrument, iso3: string) {
  if (declarations.every(({ only }) => only === undefined)) return declarations;
  const mine = eventsOf(catalogue, id, iso3);
  return declarations.filter(({ only, source }) => only === undefined || mine.some((event) => event.source === source));
}

/** A reservation to 37 touches 37(c), one to 37(c) touches 37, one to 37(c) does not touch 37(d). */
export function touches(reserved: string, article: string): boolean {
  return reserved === article || article.startsWith(`${reserved}(`) || reserved.startsWith(`${article}(`);
}

const byState = new WeakMap<Catalogue, Map<string, readonly Reservation[]>>();

function rowsOf(catalogue: Catalogue, key: string): readonly Reservation[] {
  let known = byState.get(catalogue);
  if (known === undefined) {
    known = Map.groupBy(catalogue.reservations, (row) => `${row.instrument} ${row.iso3}`);
    byState.set(catalogue, known);
  }
  return known.get(key) ?? [];
}
