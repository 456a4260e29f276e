import type { Catalogue, TreatyEvent } from '@sojourn/catalogue';

const eventsByState = new WeakMap<Catalogue, Map<string, readonly TreatyEvent[]>>();

/** What lists say one State did about one treaty. */
export function eventsOf(catalogue: Catalogue, instrument: string, iso3: string): readonly TreatyEvent[] {
  let known = eventsByState.get(catalogue);
  if (known === undefined) {
    known = Map.groupBy(catalogue.events, (event) => `${event.instrument} ${event.iso3}`);
    eventsByState.set(catalogue, known);
  }
  return known.get(`${instrument} ${iso3}`) ?? [];
}
