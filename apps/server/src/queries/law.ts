import { type Instrument, type Reservation, staleTexts } from '@sojourn/catalogue';
import { ok, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { OpenQueryDeclaration } from '@sojourn/operations';
import { corridor, factsOfPersona, joiningAdds, joiningAddsFor, listsOn, type PartyAnswer, type Persona, partyOn, personas } from '@sojourn/rights';
import type { lawQueries } from '@sojourn/rights/operations';
import type { z } from 'zod';
import { type Desk, todayOf } from '../desk.ts';
import { partsOf, restingOn, sourceIn } from './sources.ts';

type Law = typeof lawQueries;
type AnsweringOpen<Query> =
  Query extends OpenQueryDeclaration<string, infer Input, infer Output> ? (desk: Desk, input: z.output<Input>) => Result<z.input<Output>, Refusal> : never;

const dayOf = (desk: Desk, on: string | undefined): PlainDate => (on ?? todayOf(desk)) as PlainDate;

function headOf(instrument: Instrument) {
  const { id, name, adoptedOn, inForceFrom, articles, review, status } = instrument;
  return {
    id,
    name: { ...name },
    adoptedOn,
    inForceFrom,
    articles: articles.length,
    textChecked: articles.filter((one) => one.textChecked).length,
    reviewed: review !== 'unreviewed',
    statusAsOf: status.map((listing) => ({ ...listing })),
  };
}

export function wireParty(answer: PartyAnswer) {
  const others = answer.is === 'party' ? answer.others.map(({ event, on, source }) => ({ event, on, source })) : [];
  switch (answer.is) {
    case 'party':
      return {
        status: answer.is,
        boundFrom: answer.boundFrom,
        atTheLatest: answer.atTheLatest,
        asOf: answer.asOf,
        source: answer.source,
        event: answer.event,
        others,
      };
    case 'not-yet-in-force':
      return { status: answer.is, boundFrom: answer.boundFrom, asOf: answer.asOf, source: answer.source, others };
    case 'not-a-party':
      return {
        status: answer.signed && answer.withdrewFrom === undefined ? 'signed-only' : answer.is,
        asOf: answer.asOf,
        source: answer.source,
        ...(answer.withdrewFrom === undefined ? {} : { withdrewFrom: answer.withdrewFrom }),
        others,
      };
    case 'not-known':
      return {
        status: answer.is,
        why: answer.why,
        ...(answer.asOf === undefined ? {} : { asOf: answer.asOf }),
        ...(answer.source === undefined ? {} : { source: answer.source }),
        others,
      };
  }
}

export function wireReservation({ articles, effect, says, on, withdrawnOn, source, asOf, review }: Reservation) {
  return {
    articles: [...articles],
    effect,
    says,
    ...(on === undefined ? {} : { on }),
    ...(withdrawnOn === undefined ? {} : { withdrawnOn }),
    source,
    asOf,
    reviewed: review !== 'unreviewed',
  };
}

const noSuch = () => refused({ kind: 'not-in-the-catalogue' });
const instrumentOf = (desk: Desk, id: string) => desk.bundle.catalogue.instruments.find((one) => one.id === id);
const isPlace = (desk: Desk, iso3: string) => desk.bundle.catalogue.places.some((place) => place.iso3 === iso3);

export const lawAnswers: { readonly [Name in keyof Law]: AnsweringOpen<Law[Name]> } = {
  'law.instruments': (desk) => ok({ bundleHash: desk.bundle.hash, instruments: desk.bundle.catalogue.instruments.map(headOf) }),
  'law.instrument': (desk, { instrument: id }) => {
    const { catalogue, hash } = desk.bundle;
    const instrument = instrumentOf(desk, id);
    if (instrument === undefined) return noSuch();
    const citing = (article: string) =>
      catalogue.rights.filter((right) => right.basis.some((basis) => basis.instrument === id && basis.article === article)).map((right) => right.id);
    const readings = catalogue.interpretations.flatMap((one) =>
      one.reads
        .filter(({ of }) => of.some((read) => read.instrument === id))
        .map(({ paragraph, says, of }) => ({
          interpretation: one.id,
          name: { ...one.name },
          paragraph,
          says,
          articles: of.filter((read) => read.instrument === id).map((read) => read.article),
        })),
    );
    return ok({
      ...headOf(instrument),
      bundleHash: hash,
      source: instrument.source,
      parts: (instrument.parts ?? []).map(({ part, from, to, covers }) => ({ part, from, to, covers })),
      text: instrument.articles.map((one) => ({ ...one, rights: citing(one.article) })),
      readings,
    });
  },
  'law.rights': (desk) =>
    ok({
      bundleHash: desk.bundle.hash,
      rights: desk.bundle.catalogue.rights.map(({ id, urgency, strength, custom, derogable, review, note, duties, basis }) => ({
        id,
        urgency,
        strength,
        custom,
        derogable,
        reviewed: review !== 'unreviewed',
        ...(note === undefined ? {} : { note }),
        duties: duties.map(({ roles, duty }) => ({ roles: [...roles], duty: [...duty] })),
        basis: basis.map(({ instrument, article }) => ({ instrument, article })),
      })),
    }),
  'law.parties': (desk, { instrument: id, on }) => {
    const { catalogue, hash } = desk.bundle;
    const instrument = instrumentOf(desk, id);
    if (instrument === undefined) return noSuch();
    const day = dayOf(desk, on);
    const places = catalogue.places.map(({ iso3, m49 }) => ({
      place: iso3,
      m49,
      ...wireParty(partyOn(catalogue, instrument, iso3, day)),
      reservations: catalogue.reservations.filter((row) => row.instrument === id && row.iso3 === iso3).length,
    }));
    return ok({ bundleHash: hash, on: day, instrument: id, places });
  },
  'law.state': (desk, { state, on }) => {
    const { catalogue, hash } = desk.bundle;
    if (!isPlace(desk, state)) return noSuch();
    const day = dayOf(desk, on);
    const treaties = catalogue.instruments.map((instrument) => ({
      instrument: instrument.id,
      ...wireParty(partyOn(catalogue, instrument, state, day)),
      reservations: catalogue.reservations.filter((row) => row.instrument === instrument.id && row.iso3 === state).map(wireReservation),
      declarationsKnown: listsOn(catalogue, instrument, state).length > 0,
    }));
    return ok({ bundleHash: hash, on: day, state, treaties });
  },
  'law.corridor': (desk, { origin, transit, destination, person, on }) => {
    const { catalogue, hash } = desk.bundle;
    if (![origin, destination, ...(transit === undefined ? [] : [transit])].every((iso3) => isPlace(desk, iso3))) return noSuch();
    const day = dayOf(desk, on);
    const states = [
      { state: origin, role: 'origin' as const },
      ...(transit === undefined ? [] : [{ state: transit, role: 'transit' as const }]),
      { state: destination, role: 'destination' as const },
    ];
    const lines = corridor(catalogue, factsOfPersona(person), states, day).map(({ right, holds, along }) => ({
      right: right.id,
      holds,
      along: along.map((one) => ({ ...one })),
    }));
    return ok({ bundleHash: hash, on: day, lines });
  },
  'law.joining': (desk, { state, instrument: id, on }) => {
    const { catalogue, hash } = desk.bundle;
    const instrument = instrumentOf(desk, id);
    if (instrument === undefined || !isPlace(desk, state)) return noSuch();
    const day = dayOf(desk, on);
    const { party, adds } = joiningAdds(catalogue, instrument, state, day);
    const people = (Object.keys(personas) as Persona[]).flatMap((person) =>
      (['destination', 'origin'] as const).flatMap((role) => {
        const rights = joiningAddsFor(catalogue, instrument, { state, role }, factsOfPersona(person), day);
        return rights.length === 0 ? [] : [{ person, role, rights: [...rights] }];
      }),
    );
    return ok({
      bundleHash: hash,
      on: day,
      party: wireParty(party),
      adds: adds.map(({ right, articles, roles, today }) => ({ right: right.id, articles: [...articles], roles: [...roles], today })),
      people,
    });
  },
  'law.sources': ({ bundle: { catalogue, hash } }) => ok({ bundleHash: hash, sources: catalogue.sources.map((source) => sourceIn(catalogue, source)) }),
  'law.source': ({ bundle: { catalogue, hash } }, { source: id }) => {
    const source = catalogue.sources.find((one) => one.id === id);
    return source === undefined ? noSuch() : ok({ bundleHash: hash, ...sourceIn(catalogue, source), ...restingOn(catalogue, id) });
  },
  'law.catalogue': ({ bundle: { catalogue, hash } }) => {
    const articles = catalogue.instruments.flatMap((one) => one.articles);
    return ok({
      bundleHash: hash,
      parts: partsOf(catalogue),
      articles: articles.length,
      articlesChecked: articles.filter((one) => one.textChecked).length,
      machineMade: [...catalogue.machineMade],
      staleTexts: staleTexts(catalogue).map((one) => ({ ...one })),
      overlay: catalogue.overlay.map((mark) => ({ ...mark })),
    });
  },
};
