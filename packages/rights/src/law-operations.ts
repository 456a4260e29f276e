import { isPlainDate } from '@sojourn/kernel';
import { declareOpenFile, declareOpenQuery } from '@sojourn/operations';
import { z } from 'zod';
import { type Persona, personas } from './personas.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);
const iso3 = z.string().regex(/^[A-Z]{3}$/);
const day = z.string().refine(isPlainDate).optional();
const persona = z.enum(Object.keys(personas) as [Persona, ...Persona[]]);
const names = z.record(z.string(), z.string());
const language = z.enum(['en', 'fr', 'es', 'ar']).default('en');
const rightId = z.string().regex(/^R\d{2,3}$/);
const translation = z.enum(['original', 'machine-made', 'reviewed']);
/** What leaves as a table, with sources, days and the note on borders in it. */
const asFile = { language, format: z.enum(['csv', 'xlsx', 'pdf']).default('csv') };

/** One declaration of one State about some articles, in our words. */
export const reservationSchema = z.object({
  articles: z.array(z.string()),
  effect: z.string(),
  says: z.string(),
  on: z.string().optional(),
  withdrawnOn: z.string().optional(),
  source: z.string(),
  asOf: z.string(),
  reviewed: z.boolean(),
});

/** party | not-yet-in-force | signed-only | not-a-party | not-known, with the source and its day; "party" never covers what the source does not. */
const partySchema = z.object({
  status: z.string(),
  boundFrom: z.string().optional(),
  atTheLatest: z.boolean().optional(),
  asOf: z.string().optional(),
  source: z.string().optional(),
  why: z.string().optional(),
  withdrewFrom: z.string().optional(),
  event: z.string().optional(),
  /** What other sources say of the same consent. */
  others: z.array(z.object({ event: z.string(), on: z.string(), source: z.string() })),
});

const sourceSchema = z.object({
  id: z.string(),
  title: z.string(),
  where: z.string(),
  licence: z.string(),
  asOf: z.string().optional(),
  precision: z.string(),
  covers: z.string(),
  doesNotCover: z.string(),
  /** Added or corrected by this deployment. */
  own: z.enum(['adds', 'corrects']).optional(),
});

const rightHead = z.object({
  id: z.string(),
  urgency: z.string(),
  strength: z.string(),
  custom: z.boolean(),
  derogable: z.string(),
  reviewed: z.boolean(),
  note: z.string().optional(),
  duties: z.array(z.object({ roles: z.array(z.string()), duty: z.array(z.string()) })),
  basis: z.array(z.object({ instrument: z.string(), article: z.string() })),
});

const rightWordsSchema = z.object({ title: z.string(), right: z.string(), means: z.string(), ask: z.string(), who: z.string(), refused: z.string() });

const remedySchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** `any`, `unknown`, or where the State joined an instrument or accepted an article of it. */
  open: z.object({ when: z.string(), instrument: z.string().optional(), article: z.string().optional() }),
  instruments: z.array(z.string()),
  rights: z.array(z.string()).optional(),
  roles: z.array(z.string()),
  conditions: z.array(z.string()),
  dangers: z.array(z.string()),
  reportsToImmigration: z.string(),
  notYet: z.string().optional(),
  source: z.string(),
  reviewed: z.boolean(),
  words: z.object({ title: z.string(), means: z.string(), how: z.string() }),
});

/** Why: the article, and what the source says of the State and that treaty, as of its day. */
const groundSchema = z.object({ instrument: z.string(), article: z.string(), status: z.string(), source: z.string().optional(), asOf: z.string().optional() });

const instrumentHead = z.object({
  id: z.string(),
  name: names,
  adoptedOn: z.string(),
  inForceFrom: z.string(),
  articles: z.number(),
  textChecked: z.number(),
  reviewed: z.boolean(),
  statusAsOf: z.array(z.object({ source: z.string(), asOf: z.string(), lists: z.string() })),
});

export const lawQueries = {
  'law.instruments': declareOpenQuery({
    name: 'law.instruments',
    summary: 'Every treaty in the catalogue',
    path: '/api/law/instruments',
    input: z.strictObject({}),
    output: z.object({ bundleHash: z.string(), instruments: z.array(instrumentHead) }),
  }),
  'law.instrument': declareOpenQuery({
    name: 'law.instrument',
    summary: 'One treaty, article by article, with whom each Part covers',
    path: '/api/law/instruments/:instrument',
    input: z.strictObject({ instrument: code }),
    output: instrumentHead.extend({
      bundleHash: z.string(),
      source: z.string(),
      parts: z.array(z.object({ part: z.string(), from: z.number(), to: z.number(), covers: z.string() })),
      text: z.array(z.object({ article: z.string(), says: z.string(), textChecked: z.boolean(), rights: z.array(z.string()) })),
      readings: z.array(z.object({ interpretation: z.string(), name: names, paragraph: z.string(), says: z.string(), articles: z.array(z.string()) })),
    }),
  }),
  'law.rights': declareOpenQuery({
    name: 'law.rights',
    summary: 'Every right in the catalogue, what it rests on and how strongly it binds',
    path: '/api/law/rights',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      rights: z.array(rightHead),
    }),
  }),
  'law.right': declareOpenQuery({
    name: 'law.right',
    summary: 'One right in plain words: you have the right to, it means, ask for, who must do it, if they refuse; and short enough for a message',
    path: '/api/law/rights/:right',
    input: z.strictObject({ right: rightId, language }),
    output: rightHead.extend({
      bundleHash: z.string(),
      language: z.string(),
      translation,
      stale: z.boolean(),
      words: rightWordsSchema,
      /** What stands over each part, and below all of them, in the same language. */
      labels: z.object({ means: z.string(), ask: z.string(), who: z.string(), refused: z.string() }),
      notes: z.array(z.string()),
      readings: z.array(z.object({ interpretation: z.string(), name: names, paragraph: z.string(), says: z.string() })),
      /** Remedies that reach it somewhere; whether one is open is asked for a State and a day. */
      remedies: z.array(z.string()),
      /** To be read aloud or sent. Nothing in it is about a person; how many messages a phone makes of it. */
      short: z.object({ text: z.string(), encoding: z.enum(['gsm-7', 'ucs-2']), units: z.number(), messages: z.number() }),
    }),
  }),
  'law.right.card': declareOpenFile({
    name: 'law.right.card',
    summary: 'The card of one right on a page of A6, as PDF',
    path: '/api/law/rights/:right/card',
    input: z.strictObject({ right: rightId, language }),
  }),
  'law.remedies': declareOpenQuery({
    name: 'law.remedies',
    summary: 'Every way to have a right respected: what it asks and what may go wrong',
    path: '/api/law/remedies',
    input: z.strictObject({ language }),
    output: z.object({ bundleHash: z.string(), language: z.string(), translation, remedies: z.array(remedySchema) }),
  }),
  'law.parties': declareOpenQuery({
    name: 'law.parties',
    summary: 'Who is bound by one treaty on a day, for every State and place, with the source of each answer',
    path: '/api/law/parties/:instrument',
    input: z.strictObject({ instrument: code, on: day }),
    output: z.object({
      bundleHash: z.string(),
      on: z.string(),
      instrument: z.string(),
      places: z.array(partySchema.extend({ place: z.string(), m49: z.string(), reservations: z.number() })),
    }),
  }),
  'law.state': declareOpenQuery({
    name: 'law.state',
    summary: 'Every treaty for one State on a day, with what the State declared about it',
    path: '/api/law/states/:state',
    input: z.strictObject({ state: iso3, on: day }),
    output: z.object({
      bundleHash: z.string(),
      on: z.string(),
      state: z.string(),
      treaties: z.array(partySchema.extend({ instrument: z.string(), reservations: z.array(reservationSchema), declarationsKnown: z.boolean() })),
    }),
  }),
  'law.corridor': declareOpenQuery({
    name: 'law.corridor',
    summary: 'What a kind of person keeps and loses between the States of origin, transit and destination',
    path: '/api/law/corridor',
    input: z.strictObject({ origin: iso3, transit: iso3.optional(), destination: iso3, person: persona, on: day }),
    output: z.object({
      bundleHash: z.string(),
      on: z.string(),
      lines: z.array(
        z.object({
          right: z.string(),
          holds: z.enum(['yes', 'unknown']),
          along: z.array(
            z.object({
              state: z.string(),
              role: z.string(),
              binds: z.enum(['yes', 'no', 'unknown', 'no-duty']),
              /** It binds every State, also without a treaty. */
              custom: z.boolean(),
              grounds: z.array(groundSchema),
            }),
          ),
        }),
      ),
    }),
  }),
  'law.joining': declareOpenQuery({
    name: 'law.joining',
    summary: 'What joining a treaty would add for a State: the rights, for whom, and what binds it already',
    path: '/api/law/joining',
    input: z.strictObject({ state: iso3, instrument: code, on: day }),
    output: z.object({
      bundleHash: z.string(),
      on: z.string(),
      party: partySchema,
      adds: z.array(
        z.object({
          right: z.string(),
          articles: z.array(z.string()),
          roles: z.array(z.string()),
          today: z.enum(['yes', 'no', 'unknown', 'for-some']),
          custom: z.boolean(),
          /** What else the right rests on, and where the State stands with it. */
          others: z.array(groundSchema),
        }),
      ),
      /** By kind of person: rights that would newly bind in the role given. */
      people: z.array(z.object({ person: z.string(), role: z.string(), rights: z.array(z.string()) })),
    }),
  }),
  'law.parties.file': declareOpenFile({
    name: 'law.parties.file',
    summary: 'Who is bound by one treaty on a day, as a table: CSV, XLSX or PDF',
    path: '/api/law/parties/:instrument/file',
    input: z.strictObject({ instrument: code, on: day, ...asFile }),
  }),
  'law.state.file': declareOpenFile({
    name: 'law.state.file',
    summary: 'Every treaty for one State on a day, as a table: CSV, XLSX or PDF',
    path: '/api/law/states/:state/file',
    input: z.strictObject({ state: iso3, on: day, ...asFile }),
  }),
  'law.corridor.file': declareOpenFile({
    name: 'law.corridor.file',
    summary: 'What a kind of person keeps and loses along a corridor, as a table: CSV, XLSX or PDF',
    path: '/api/law/corridor/file',
    input: z.strictObject({ origin: iso3, transit: iso3.optional(), destination: iso3, person: persona, on: day, ...asFile }),
  }),
  'law.joining.file': declareOpenFile({
    name: 'law.joining.file',
    summary: 'What joining a treaty would add for a State, as a table: CSV, XLSX or PDF',
    path: '/api/law/joining/file',
    input: z.strictObject({ state: iso3, instrument: code, on: day, ...asFile }),
  }),
  'law.places': declareOpenQuery({
    name: 'law.places',
    summary: 'Every State and place that the catalogue knows, with its codes and names',
    path: '/api/law/places',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      places: z.array(z.object({ iso3: z.string(), iso2: z.string(), m49: z.string(), name: names, kind: z.string(), source: z.string() })),
    }),
  }),
  'law.words': declareOpenQuery({
    name: 'law.words',
    summary: 'Everything of the catalogue that people read in one language: rights, remedies, facts, codes, treaties, places',
    path: '/api/law/words',
    input: z.strictObject({ language }),
    output: z.object({ bundleHash: z.string(), language: z.string(), translation, words: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  }),
  'law.bundle': declareOpenQuery({
    name: 'law.bundle',
    summary: 'The whole catalogue as one bundle, under the fingerprint that decisions name',
    path: '/api/law/bundle',
    input: z.strictObject({}),
    output: z.object({ hash: z.string(), catalogue: z.unknown() }),
  }),
  'law.sources': declareOpenQuery({
    name: 'law.sources',
    summary: 'Where the catalogue’s facts come from, and what each source does not cover',
    path: '/api/law/sources',
    input: z.strictObject({}),
    output: z.object({ bundleHash: z.string(), sources: z.array(sourceSchema) }),
  }),
  'law.source': declareOpenQuery({
    name: 'law.source',
    summary: 'One source, and everything in the catalogue that rests on it',
    path: '/api/law/sources/:source',
    input: z.strictObject({ source: code }),
    output: sourceSchema.extend({
      bundleHash: z.string(),
      /** Treaties whose articles, parties or declarations were read there, and how many rows of each. */
      treaties: z.array(
        z.object({ instrument: z.string(), name: names, text: z.boolean(), parties: z.number(), declarations: z.number(), lists: z.string().optional() }),
      ),
      interpretations: z.array(z.object({ id: z.string(), name: names })),
      remedies: z.array(z.string()),
      rulebooks: z.array(z.string()),
      programmes: z.array(z.string()),
      places: z.number(),
      periods: z.array(z.string()),
    }),
  }),
  'law.catalogue': declareOpenQuery({
    name: 'law.catalogue',
    summary: 'The catalogue as a whole: its fingerprint, what is reviewed, what this deployment added or corrected, which translations are behind',
    path: '/api/law/catalogue',
    input: z.strictObject({}),
    output: z.object({
      bundleHash: z.string(),
      parts: z.array(z.object({ part: z.string(), count: z.number(), reviewed: z.number().optional() })),
      articles: z.number(),
      articlesChecked: z.number(),
      machineMade: z.array(z.string()),
      staleTexts: z.array(z.object({ language: z.string(), kind: z.string(), key: z.string() })),
      overlay: z.array(
        z.object({ section: z.string(), key: z.string(), does: z.enum(['adds', 'corrects']), base: z.enum(['changed', 'not-said']).optional() }),
      ),
    }),
  }),
} as const;
