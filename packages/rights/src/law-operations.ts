import { isPlainDate } from '@sojourn/kernel';
import { declareOpenQuery } from '@sojourn/operations';
import { z } from 'zod';
import { type Persona, personas } from './personas.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);
const iso3 = z.string().regex(/^[A-Z]{3}$/);
const day = z.string().refine(isPlainDate).optional();
const persona = z.enum(Object.keys(personas) as [Persona, ...Persona[]]);
const names = z.record(z.string(), z.string());

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
      rights: z.array(
        z.object({
          id: z.string(),
          urgency: z.string(),
          strength: z.string(),
          custom: z.boolean(),
          derogable: z.string(),
          reviewed: z.boolean(),
          note: z.string().optional(),
          duties: z.array(z.object({ roles: z.array(z.string()), duty: z.array(z.string()) })),
          basis: z.array(z.object({ instrument: z.string(), article: z.string() })),
        }),
      ),
    }),
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
          along: z.array(z.object({ state: z.string(), role: z.string(), binds: z.enum(['yes', 'no', 'unknown', 'no-duty']) })),
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
        z.object({ right: z.string(), articles: z.array(z.string()), roles: z.array(z.string()), today: z.enum(['yes', 'no', 'unknown', 'for-some']) }),
      ),
      /** By kind of person: rights that would newly bind in the role given. */
      people: z.array(z.object({ person: z.string(), role: z.string(), rights: z.array(z.string()) })),
    }),
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
      overlay: z.array(z.object({ section: z.string(), key: z.string(), does: z.enum(['adds', 'corrects']) })),
    }),
  }),
} as const;
