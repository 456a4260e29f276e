import { isPlainDate } from '@sojourn/kernel';
import { expressionSchema, rulebookSchema } from '@sojourn/rules';
import { z } from 'zod';

const day = z.string().refine(isPlainDate, 'not-a-day');
const iso3 = z.string().regex(/^[A-Z]{3}$/);
export const languages = ['en', 'fr', 'es', 'ar'] as const;
export type Language = (typeof languages)[number];

const review = z.union([z.literal('unreviewed'), z.strictObject({ by: z.string(), on: day })]);

export const sourceSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  where: z.string(),
  licence: z.string(),
  asOf: day.optional(),
  precision: z.enum(['day', 'year', 'none']),
  covers: z.string(),
  doesNotCover: z.string(),
});
/** What the sources let us say of treaty lists; never a view on the status of a place. */
const placeKinds = ['un-member', 'treaty-participant', 'territory', 'no-statement'] as const;
export const placeSchema = z.strictObject({
  iso3,
  iso2: z.string(),
  m49: z.string(),
  name: z.record(z.enum(languages), z.string()),
  kind: z.enum(placeKinds),
  source: z.string(),
});

/** How a treaty begins to bind a State that consents after it is in force. */
export const clauseSchema = z.strictObject({
  kind: z.enum(['days-after-deposit', 'months-after-deposit', 'first-of-month-after-months', 'on-deposit']),
  count: z.number().int().nonnegative(),
  article: z.string(),
  textChecked: z.boolean(),
});
/** How long after its notice a withdrawal (denunciation) takes effect; 'not-provided': the treaty has no such clause. */
const withdrawalSchema = z.strictObject({
  kind: z.enum(['months-after-notice', 'first-of-month-after-months', 'not-provided']),
  count: z.number().int().nonnegative(),
  article: z.string(),
  textChecked: z.boolean(),
});
export const instrumentSchema = z.strictObject({
  id: z.string(),
  name: z.record(z.enum(languages), z.string()),
  adoptedOn: day,
  inForceFrom: day,
  entryIntoForce: clauseSchema,
  withdrawal: withdrawalSchema.optional(),
  /** The instrument it supplements and is read together with. */
  supplements: z.string().optional(),
  /** How many numbered articles the instrument has; every one is then described or the file says so. Absent: only some are described. */
  articleCount: z.number().int().positive().optional(),
  /** Lists of what States declared or reserved: absence from one says something as of its date. None: not known for any State. */
  declarations: z
    .array(
      z.strictObject({
        source: z.string(),
        asOf: day,
        /** Only what was declared on these articles was read; absent: on all of them. */
        articles: z.array(z.string()).min(1).optional(),
        /** Part of a list: of a State that this source does not name as one that consented, it says nothing. */
        only: z.literal('those-it-lists').optional(),
      }),
    )
    .optional(),
  /** Whom the instrument protects: its articles are not cited to anyone else. */
  protects: expressionSchema,
  /** The lists our ratifications come from, and whose absence from them says something. None: not known for every State. */
  status: z.array(z.strictObject({ source: z.string(), asOf: day, lists: z.enum(['every-participant', 'un-members', 'part']) })),
  source: z.string(),
  review,
  /** Where a treaty says Part by Part whom it covers: first and last article, and the rule that narrows the whole instrument's. */
  parts: z
    .array(
      z.strictObject({
        part: z.string(),
        from: z.number().int().positive(),
        to: z.number().int().positive(),
        covers: z.string(),
        holder: expressionSchema.optional(),
      }),
    )
    .optional(),
  articles: z.array(z.strictObject({ article: z.string(), says: z.string(), textChecked: z.boolean() })),
});
export const eventSchema = z.strictObject({
  instrument: z.string(),
  iso3,
  event: z.enum([
    'signature',
    'ratification',
    'accession',
    'succession',
    'acceptance',
    'approval',
    'definite-signature',
    'formal-confirmation',
    'ratification-or-accession',
    'withdrawal',
  ]),
  /** A day, a year, or two ends: '2011-06-16/2023-03-01'. */
  on: z.string().regex(/^\d{4}(-\d{2}-\d{2}(\/\d{4}-\d{2}-\d{2})?)?$/),
  precision: z.enum(['day', 'year', 'interval']),
  source: z.string(),
  asOf: day,
});
/**
 * What a State declared about a treaty it joined. `excludes`: it is not bound by these articles; `modifies`: bound in a narrower way;
 * `interprets`: says how it reads them; `accepts`: opts into a procedure, annex or branch; `declares`: a statement without such an effect.
 */
export const reservationEffects = ['excludes', 'modifies', 'interprets', 'accepts', 'declares'] as const;
export const reservationSchema = z.strictObject({
  instrument: z.string(),
  iso3,
  /** As the instrument's file writes them: '22', '37(c)'; 'all' for one that names none. */
  articles: z.array(z.string().min(1)).min(1),
  effect: z.enum(reservationEffects),
  /** The day it was made, where the source says; else with the State's consent. */
  on: day.optional(),
  withdrawnOn: day.optional(),
  /** In plain words of our own. */
  says: z.string().min(1),
  source: z.string(),
  asOf: day,
  review,
});
/** How authoritative bodies read a treaty: never binding by itself, and never shown as if it were. */
export const interpretationSchema = z.strictObject({
  id: z.string(),
  name: z.record(z.enum(languages), z.string()),
  kind: z.enum(['general-comment', 'general-recommendation', 'guidelines', 'declaration', 'principles', 'court-judgment']),
  by: z.string(),
  issuedOn: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  source: z.string(),
  review,
  reads: z
    .array(
      z.strictObject({
        paragraph: z.string(),
        says: z.string(),
        of: z.array(z.strictObject({ instrument: z.string(), article: z.string() })),
        textChecked: z.boolean(),
      }),
    )
    .min(1),
});
/** Conditions and dangers of a remedy, as codes with words in every language (texts, kind 'remedy-notes'). */
export const remedyConditions = [
  'domestic-remedies-first',
  'not-anonymous',
  'not-examined-elsewhere',
  'in-writing',
  'after-entry-into-force',
  'through-a-union-or-employers',
  'own-wish-only',
  'free-of-charge',
  'urgent-possible',
] as const;
export const remedyDangers = ['never-before-fear-was-asked', 'ask-whether-it-reports', 'abuser-may-learn', 'state-is-told', 'independent-help-first'] as const;
/** A way to have a right respected: where, when it is open, what it asks, and what may go wrong. */
export const remedySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['national', 'treaty-body', 'special-procedure', 'ilo', 'regional-court', 'consulate']),
  /** `party`: open where the State joined that instrument; `accepts`: where it declared so under that article; `any`: everywhere; `unknown`: our sources do not say where. */
  open: z.discriminatedUnion('when', [
    z.strictObject({ when: z.literal('any') }),
    z.strictObject({ when: z.literal('unknown') }),
    z.strictObject({ when: z.literal('party'), instrument: z.string() }),
    z.strictObject({ when: z.literal('accepts'), instrument: z.string(), article: z.string() }),
  ]),
  /** Rights under these instruments; empty: every right. */
  instruments: z.array(z.string()),
  /** Rights by id, where it is not a matter of an instrument. */
  rights: z.array(z.string()).optional(),
  roles: z.array(z.enum(['origin', 'transit', 'destination'])).min(1),
  conditions: z.array(z.enum(remedyConditions)),
  dangers: z.array(z.enum(remedyDangers)),
  /** Does this body pass what it learns to immigration enforcement? Where nobody knows, independent help comes first. */
  reportsToImmigration: z.enum(['no', 'yes', 'not-known']),
  /** What is known of it in one State, where that differs: mostly a deployment's own knowledge. */
  in: z.array(z.strictObject({ state: iso3, reportsToImmigration: z.enum(['no', 'yes', 'not-known']), source: z.string(), asOf: day })).optional(),
  /** Not in force or not usable yet, and why, in plain words. */
  notYet: z.string().optional(),
  source: z.string(),
  review,
});
export const stateRoles = ['origin', 'transit', 'destination'] as const;
export const rightSchema = z.strictObject({
  id: z.string(),
  urgency: z.enum(['today', 'soon', 'later']),
  holder: expressionSchema,
  strength: z.enum(['immediate', 'progressive', 'endeavour', 'consider']),
  custom: z.boolean(),
  derogable: z.enum(['yes', 'no', 'no-clause']),
  duties: z.array(z.strictObject({ roles: z.array(z.enum(stateRoles)).min(1), duty: z.array(z.enum(['respect', 'protect', 'fulfil'])).min(1) })).min(1),
  /** `holder` narrows one citation further than its instrument does; `roles` says which States the article speaks to. */
  basis: z
    .array(z.strictObject({ instrument: z.string(), article: z.string(), holder: expressionSchema.optional(), roles: z.array(z.enum(stateRoles)).optional() }))
    .min(1),
  note: z.string().optional(),
  /** Readings of treaty bodies that say more than the text; interpretation, never the ground on which a State is said to be bound. */
  readings: z.array(z.strictObject({ interpretation: z.string(), paragraph: z.string() })).optional(),
  review,
});
export const factSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['yes-no', 'code', 'codes', 'country', 'countries', 'approximate-date', 'plain-date', 'number']),
  list: z.string().optional(),
  sensitivity: z.number().int().min(0).max(3),
  askable: z.boolean(),
  derived: z.boolean(),
});
export const programmeSchema = z.strictObject({
  id: z.string(),
  review,
  source: z.string(),
  tests: z.array(z.strictObject({ id: z.string(), citation: z.string(), rule: expressionSchema, ifNo: z.string(), ifUnknown: z.string() })).min(1),
});
/** How long what is kept, from when. A legal hold stops every clock. */
export const retentionSchema = z.strictObject({
  id: z.string(),
  /** `identity`: names, contacts and words. `whole`: the coded facts as well. */
  reach: z.enum(['identity', 'whole']),
  /** Both count from the last day on which something happened; `last-entry` is for a case nobody ever closed. */
  clock: z.enum(['case-closed', 'last-entry']),
  months: z.number().int().min(1).max(1_200),
  source: z.string(),
  review,
});
/** A form that is read to people: which parts, in which order, and the purposes it asks about. Its words are texts of kind `consent-form`. */
export const consentFormSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/),
  validFrom: day,
  review,
  parts: z.array(z.string()).min(1),
  purposes: z.array(z.string()).min(1),
});
/** A text by language, kind and key; two people where a machine wrote it. */
export const textReviewSchema = z.strictObject({ key: z.string(), hash: z.string().regex(/^[0-9a-f]{16}$/), by: z.array(z.string()).min(1), on: day });
export const textSchema = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
/** What the folder of a deployment may add to or correct: what the law says and where it is said. Rules are an organisation's own matter, places and facts everybody's. */
export const overlaySections = ['sources', 'instruments', 'events', 'reservations', 'interpretations', 'rights', 'remedies', 'texts'] as const;
export const catalogueSchema = z.strictObject({
  /** What this deployment's own folder added or corrected; empty: the catalogue as it is published. */
  overlay: z.array(
    z.strictObject({
      section: z.enum(overlaySections),
      key: z.string(),
      does: z.enum(['adds', 'corrects']),
      /** A correction of what the catalogue says otherwise since it was written, or of which nobody said what it was written against: to be read again. */
      base: z.enum(['changed', 'not-said']).optional(),
    }),
  ),
  sources: z.array(sourceSchema),
  places: z.array(placeSchema),
  instruments: z.array(instrumentSchema),
  events: z.array(eventSchema),
  reservations: z.array(reservationSchema),
  interpretations: z.array(interpretationSchema),
  rights: z.array(rightSchema),
  remedies: z.array(remedySchema),
  facts: z.array(factSchema),
  codeLists: z.record(z.string(), z.array(z.string())),
  programmes: z.array(programmeSchema),
  rulebooks: z.array(rulebookSchema),
  retention: z.array(retentionSchema),
  /** Oldest first; the last is the one in use. */
  consentForms: z.array(consentFormSchema),
  /** By language, then kind (rights, facts, codes, tests), then key. */
  texts: z.partialRecord(z.enum(languages), z.record(z.string(), textSchema)),
  /** Words that people looked at, each at the hash it then had: one that changed since is to be looked at again. */
  textReviews: z.array(textReviewSchema),
  /** Which texts nobody has reviewed. */
  machineMade: z.array(z.enum(languages)),
});
export type Catalogue = z.output<typeof catalogueSchema>;
export type Place = z.output<typeof placeSchema>;
export type Instrument = z.output<typeof instrumentSchema>;
export type TreatyEvent = z.output<typeof eventSchema>;
export type Reservation = z.output<typeof reservationSchema>;
export type Interpretation = z.output<typeof interpretationSchema>;
export type Remedy = z.output<typeof remedySchema>;
export type Right = z.output<typeof rightSchema>;
export type Fact = z.output<typeof factSchema>;
export type Programme = z.output<typeof programmeSchema>;
export type ConsentForm = z.output<typeof consentFormSchema>;
export type Retention = z.output<typeof retentionSchema>;
export type StateRole = (typeof stateRoles)[number];
