import { type Catalogue, markFor } from '@sojourn/catalogue';

type Source = Catalogue['sources'][number];
type Reviewable = { readonly review: 'unreviewed' | { readonly by: string } };

export function sourceIn(catalogue: Catalogue, source: Source) {
  const mark = markFor(catalogue, 'sources', source.id);
  return { ...source, ...(mark === undefined ? {} : { own: mark.does }) };
}

/** Everything that would have to be looked at again if this source were wrong. */
export function restingOn(catalogue: Catalogue, id: string) {
  const from = (one: { readonly source: string }) => one.source === id;
  const ids = (list: readonly { readonly id: string; readonly source: string }[]) => list.filter(from).map((one) => one.id);
  const treaties = catalogue.instruments.flatMap((instrument) => {
    const about = (one: { readonly source: string; readonly instrument: string }) => one.source === id && one.instrument === instrument.id;
    const parties = catalogue.events.filter(about).length;
    const declarations = catalogue.reservations.filter(about).length;
    const lists = instrument.status.find(from)?.lists;
    if (instrument.source !== id && parties + declarations === 0 && lists === undefined) return [];
    return [
      {
        instrument: instrument.id,
        name: { ...instrument.name },
        text: instrument.source === id,
        parties,
        declarations,
        ...(lists === undefined ? {} : { lists }),
      },
    ];
  });
  return {
    treaties,
    interpretations: catalogue.interpretations.filter(from).map((one) => ({ id: one.id, name: { ...one.name } })),
    remedies: ids(catalogue.remedies),
    rulebooks: ids(catalogue.rulebooks),
    programmes: ids(catalogue.programmes),
    places: catalogue.places.filter(from).length,
    periods: ids(catalogue.retention),
  };
}

/** How much there is of each part, and how much of it somebody has reviewed, where it can be. */
export function partsOf(catalogue: Catalogue) {
  const reviewed = (list: readonly Reviewable[]) => ({ count: list.length, reviewed: list.filter((one) => one.review !== 'unreviewed').length });
  return [
    { part: 'instruments', ...reviewed(catalogue.instruments) },
    { part: 'events', count: catalogue.events.length },
    { part: 'reservations', ...reviewed(catalogue.reservations) },
    { part: 'interpretations', ...reviewed(catalogue.interpretations) },
    { part: 'rights', ...reviewed(catalogue.rights) },
    { part: 'remedies', ...reviewed(catalogue.remedies) },
    { part: 'rulebooks', ...reviewed(catalogue.rulebooks) },
    { part: 'programmes', ...reviewed(catalogue.programmes) },
    { part: 'sources', count: catalogue.sources.length },
    { part: 'places', count: catalogue.places.length },
  ];
}
