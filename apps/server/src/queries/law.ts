import { type Instrument, type Reservation, type Right, rightWords, staleTexts } from '@sojourn/catalogue';
import { ok, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { OpenQueryDeclaration } from '@sojourn/operations';
import {
  corridor,
  factsOfPersona,
  type Ground,
  joiningAdds,
  joiningAddsFor,
  listsOn,
  type PartyAnswer,
  type Persona,
  partyOn,
  personas,
  reachesSomewhere,
} from '@sojourn/rights';
import type { lawQueries } from '@sojourn/rights/operations';
import type { z } from 'zod';
import { type Desk, todayOf } from '../desk.ts';
import { corridorTable, joiningTable, partiesTable, stateTable } from '../law-files/law-tables.ts';
import { cardFile, cardFrame, shortCard } from '../law-files/rights-card.ts';
import { type FileAnswer, fileOf } from '../law-files/table-file.ts';
import { catalogueWords } from '../words.ts';
import { partsOf, restingOn, sourceIn } from './sources.ts';

type Law = typeof lawQueries;
type Answer<Value> = Result<Value, Refusal> | Promise<Result<Value, Refusal>>;
type AnsweringOpen<Query> =
  Query extends OpenQueryDeclaration<string, infer Input, infer Output>
    ? (desk: Desk, input: z.output<Input>) => Query extends { readonly gives: 'file' } ? Answer<FileAnswer> : Answer<z.input<Output>>
    : never;

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

function headOfRight({ id, urgency, strength, custom, derogable, review, note, duties, basis }: Right) {
  return {
    id,
    urgency,
    strength,
    custom,
    derogable,
    reviewed: review !== 'unreviewed',
    ...(note === undefined ? {} : { note }),
    duties: duties.map(({ roles, duty }) => ({ roles: [...roles], duty: [...duty] })),
    basis: basis.map(({ instrument, article }) => ({ instrument, article })),
  };
}

function wireGround({ instrument, article, party }: Ground) {
  const { status, asOf, source } = wireParty(party) as { readonly status: string; readonly asOf?: string; readonly source?: string };
  return { instrument, article, status, ...(asOf === undefined ? {} : { asOf }), ...(source === undefined ? {} : { source }) };
}

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
  'law.rights': (desk) => ok({ bundleHash: desk.bundle.hash, rights: desk.bundle.catalogue.rights.map(headOfRight) }),
  'law.right': (desk, { right: id, language }) => {
    const { catalogue, hash } = desk.bundle;
    const right = catalogue.rights.find((one) => one.id === id);
    if (right === undefined) return noSuch();
    const readings = (right.readings ?? []).flatMap(({ interpretation, paragraph }) => {
      const one = catalogue.interpretations.find((reading) => reading.id === interpretation);
      const says = one?.reads.find((read) => read.paragraph === paragraph)?.says;
      return one === undefined || says === undefined ? [] : [{ interpretation, name: { ...one.name }, paragraph, says }];
    });
    const remedies = catalogue.remedies.filter((remedy) => reachesSomewhere(remedy, right)).map((remedy) => remedy.id);
    return ok({
      ...headOfRight(right),
      bundleHash: hash,
      language,
      ...rightWords(catalogue, id, language),
      ...cardFrame(catalogue, id, language),
      readings,
      remedies,
      short: shortCard(catalogue, id, language),
    });
  },
  'law.right.card': (desk, { right, language }) =>
    desk.bundle.catalogue.rights.some((one) => one.id === right) ? ok(cardFile(desk.bundle, right, language)) : noSuch(),
  'law.remedies': (desk, { language }) => {
    const { catalogue, hash } = desk.bundle;
    const { translation, remedies } = catalogueWords(catalogue, language);
    const named = remedies as Readonly<Record<string, Readonly<Record<string, string>>>>;
    return ok({
      bundleHash: hash,
      language,
      translation,
      remedies: catalogue.remedies.map(({ review, ...remedy }) => ({
        ...remedy,
        instruments: [...remedy.instruments],
        roles: [...remedy.roles],
        conditions: [...remedy.conditions],
        dangers: [...remedy.dangers],
        reviewed: review !== 'unreviewed',
        words: { title: named[remedy.id]?.['title'] ?? '', means: named[remedy.id]?.['means'] ?? '', how: named[remedy.id]?.['how'] ?? '' },
      })),
    });
  },
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
      along: along.map(({ grounds, ...one }) => ({ ...one, grounds: grounds.map(wireGround) })),
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
      adds: adds.map(({ right, articles, roles, today, others }) => ({
        right: right.id,
        articles: [...articles],
        roles: [...roles],
        today,
        custom: right.custom,
        others: others.map(wireGround),
      })),
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
  'law.parties.file': async (desk, { language, format, ...input }) => {
    const answer = await lawAnswers['law.parties'](desk, input);
    return answer.ok ? ok(await fileOf(partiesTable(desk.bundle.catalogue, answer.value, language), format)) : answer;
  },
  'law.state.file': async (desk, { language, format, ...input }) => {
    const answer = await lawAnswers['law.state'](desk, input);
    return answer.ok ? ok(await fileOf(stateTable(desk.bundle.catalogue, answer.value, language), format)) : answer;
  },
  'law.corridor.file': async (desk, { language, format, ...input }) => {
    const answer = await lawAnswers['law.corridor'](desk, input);
    return answer.ok ? ok(await fileOf(corridorTable(desk.bundle.catalogue, answer.value, input.person, language), format)) : answer;
  },
  'law.joining.file': async (desk, { language, format, ...input }) => {
    const answer = await lawAnswers['law.joining'](desk, input);
    return answer.ok ? ok(await fileOf(joiningTable(desk.bundle.catalogue, answer.value, input, language), format)) : answer;
  },
  'law.places': (desk) => ok({ bundleHash: desk.bundle.hash, places: desk.bundle.catalogue.places.map((place) => ({ ...place, name: { ...place.name } })) }),
  'law.words': (desk, { language }) => {
    const { translation, ...words } = catalogueWords(desk.bundle.catalogue, language);
    return ok({ bundleHash: desk.bundle.hash, language, translation, words });
  },
  'law.bundle': (desk) => ok({ hash: desk.bundle.hash, catalogue: desk.bundle.catalogue }),
};
