import { flawsOf, reviewBy } from '@sojourn/consent';
import { factsOf } from '@sojourn/journal';
import type { PlainDate } from '@sojourn/kernel';
import { nameKinds, relations, scriptCodes } from '@sojourn/people';
import { z } from 'zod';
import { consularGate } from './acts/filing.ts';
import { isChild } from './age.ts';
import { appealsOwed } from './appeals/fold.ts';
import { appealedBy, appealGrounds, appealOutcomes } from './appeals/payloads.ts';
import { assessmentsOwed, dangersAssessed } from './danger/fold.ts';
import { dangerReasons, waysOut } from './danger/payloads.ts';
import { mayNeverReceive, nameToCall, standingNames } from './people-of-case.ts';
import { way } from './safe-contact/payloads.ts';
import { receiptsOwed } from './safe-contact/receipts.ts';
import { type CaseState, nextSteps, planTotals, stageOf } from './state.ts';
import { ownerOf } from './team/state.ts';
import { standingSchema, standingView } from './team/view.ts';
import { joinedInto } from './together.ts';
import { urgencies } from './urgencies.ts';

const recorded = { entryId: z.string(), sequence: z.number(), authorId: z.string(), on: z.string() };
const money = z.object({ minor: z.number(), currency: z.string() });

/** What a client sees of a case: codes, dates, amounts and handles of sealed values. Never a name. */
export const caseViewSchema = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  personId: z.string(),
  openedOn: z.string(),
  sequence: z.number(),
  standing: standingSchema,
  contactSource: z.string(),
  stage: z.enum(['contact', 'submitted', 'more-information', 'refused', 'plan-pending', 'budget-submitted', 'funded', 'active', 'closed']),
  nextSteps: z.array(z.string()),
  isChild: z.enum(['yes', 'no', 'unknown']),
  urgent: z.array(z.string()),
  facts: z.array(
    z.object({
      fact: z.string(),
      is: z.enum(['value', 'not-asked', 'declined', 'not-known', 'disagree']),
      value: z.json().optional(),
      why: z.enum(['sources-disagree', 'made-apart']).optional(),
      from: z.array(
        z.object({
          entryId: z.string(),
          sequence: z.number(),
          source: z.string(),
          value: z.json().optional(),
          receivedAt: z.number(),
          holdsFrom: z.string().optional(),
          journal: z.string().optional(),
        }),
      ),
    }),
  ),
  names: z.array(
    z.object({
      ...recorded,
      subjectId: z.string(),
      kind: z.enum(nameKinds),
      script: z.enum(scriptCodes),
      language: z.string().optional(),
      source: z.string(),
      field: z.string(),
      corrects: z.string().optional(),
      transliterates: z.string().optional(),
      withdrawnOn: z.string().optional(),
      /** Neither put right nor taken back. */
      stands: z.boolean(),
      /** The one to call them by. */
      call: z.boolean(),
    }),
  ),
  people: z.array(
    z.object({
      personId: z.string(),
      mayNeverReceive: z.boolean(),
      relations: z.array(z.object({ ...recorded, relation: z.enum(relations), source: z.string(), withdrawnOn: z.string().optional() })),
    }),
  ),
  identifications: z.array(z.object({ ...recorded, act: z.string(), means: z.string(), purpose: z.string(), conclusion: z.string() })),
  alternatives: z.array(z.object({ ...recorded, scope: z.string(), answer: z.string(), reasons: z.array(z.string()) })),
  consents: z.array(
    z.object({
      entryId: z.string(),
      purpose: z.string(),
      recipient: z.string(),
      recipientId: z.string().optional(),
      dataClasses: z.array(z.string()),
      answer: z.string(),
      givenOn: z.string(),
      expiresOn: z.string().optional(),
      withdrawnOn: z.string().optional(),
      language: z.string(),
      interpreter: z.string(),
      capacity: z.string(),
      method: z.string(),
      witness: z.string().optional(),
      reader: z.string().optional(),
      formVersion: z.string(),
      guardianId: z.string().optional(),
      guardian: z.string().optional(),
      assent: z.string().optional(),
      /** The other record it stands in, where records are read together. */
      record: z.string().optional(),
      /** It does not count now: refused or taken back in another record, or the join is not confirmed. */
      setAside: z.boolean().optional(),
      /** Why it gives no authority although it says yes. */
      flaws: z.array(z.string()),
    }),
  ),
  guardians: z.array(
    z.object({
      entryId: z.string(),
      claim: z.string(),
      recordedBy: z.string(),
      inConflict: z.boolean(),
      endedOn: z.string().optional(),
      verified: z.object({ by: z.string(), on: z.string(), evidence: z.string(), until: z.string().optional() }).optional(),
    }),
  ),
  withholdings: z.array(
    z.object({
      entryId: z.string(),
      dataClass: z.string().optional(),
      recipient: z.string().optional(),
      recipientId: z.string().optional(),
      liftedOn: z.string().optional(),
    }),
  ),
  bars: z.array(z.object({ entryId: z.string(), recipientId: z.string(), why: z.string() })),
  vitalInterests: z.array(
    z.object({
      entryId: z.string(),
      danger: z.string(),
      recipientId: z.string(),
      dataClasses: z.array(z.string()),
      invokedBy: z.string(),
      invokedAt: z.number(),
      reviewBy: z.number(),
      review: z.object({ by: z.string(), upheld: z.boolean(), at: z.number() }).optional(),
    }),
  ),
  bestInterests: z.array(
    z.object({
      entryId: z.string(),
      purpose: z.string(),
      recipientId: z.string(),
      dataClasses: z.array(z.string()),
      proposedBy: z.string(),
      until: z.string(),
      confirmedBy: z.string().optional(),
    }),
  ),
  courtOrders: z.array(
    z.object({
      entryId: z.string(),
      recipientId: z.string(),
      dataClasses: z.array(z.string()),
      until: z.string(),
      recordedBy: z.string(),
      legalReview: z.object({ by: z.string(), finding: z.string() }).optional(),
      confirmedBy: z.string().optional(),
    }),
  ),
  shares: z.array(
    z.object({
      entryId: z.string(),
      sharedBy: z.string(),
      on: z.string(),
      recipientId: z.string(),
      recipient: z.string(),
      ground: z.string(),
      reason: z.string(),
      facts: z.array(z.string()),
      sealedIds: z.array(z.string()),
      dataClasses: z.array(z.string()),
      replyBy: z.string(),
      expiresOn: z.string(),
      handover: z.object({ status: z.string(), on: z.string() }).optional(),
      recall: z
        .object({
          because: z.string(),
          on: z.string(),
          replyBy: z.string(),
          answer: z.object({ answer: z.string(), on: z.string() }).optional(),
        })
        .optional(),
    }),
  ),
  fearAsked: z.array(z.object({ entryId: z.string(), answer: z.string(), inPrivate: z.boolean(), on: z.string() })),
  consularAdvice: z.array(z.object({ entryId: z.string(), authorId: z.string(), stillAsks: z.string(), on: z.string() })),
  /** Why the way to a consulate is shut; absent where the person's own request may be followed. */
  consularGate: z.string().optional(),
  consularContacts: z.array(z.object({ entryId: z.string(), recipientId: z.string(), act: z.string(), on: z.string(), dataClasses: z.array(z.string()) })),
  filings: z.array(
    z.object({
      entryId: z.string(),
      filing: z.string(),
      recipientId: z.string(),
      recipient: z.string(),
      ground: z.string(),
      on: z.string(),
      facts: z.array(z.string()),
      sealedIds: z.array(z.string()),
      dataClasses: z.array(z.string()),
      outcome: z.object({ outcome: z.string(), on: z.string() }).optional(),
    }),
  ),
  safeContacts: z.array(
    z.object({
      entryId: z.string(),
      subjectId: z.string(),
      setOn: z.string(),
      ways: z.array(way),
      timeZone: z.string(),
      language: z.string(),
      sender: z.string(),
      mayNameMatter: z.boolean(),
      unsafeSince: z.number().optional(),
    }),
  ),
  messages: z.array(
    z.object({
      entryId: z.string(),
      channel: z.string(),
      template: z.string(),
      language: z.string(),
      on: z.string(),
      about: z.string().optional(),
      notBefore: z.number().optional(),
      settled: z.object({ outcome: z.string(), on: z.string() }).optional(),
    }),
  ),
  dangers: z.array(
    z.object({
      ...recorded,
      way: z.enum(waysOut),
      reason: z.enum(dangerReasons),
      assessBy: z.number(),
      assessments: z.array(z.object({ ...recorded, inDanger: z.string(), needsDoctor: z.string(), placeSafe: z.string(), placeKnown: z.string() })),
    }),
  ),
  appeals: z.array(
    z.object({
      ...recorded,
      decisionId: z.string(),
      grounds: z.array(z.enum(appealGrounds)),
      by: z.enum(appealedBy),
      decideBy: z.string(),
      decided: z.object({ ...recorded, outcome: z.enum(appealOutcomes), referral: z.string().optional() }).optional(),
    }),
  ),
  calls: z.array(z.object({ entryId: z.string(), authorId: z.string(), channel: z.string(), outcome: z.string(), asAgreed: z.boolean(), on: z.string() })),
  receiptsOwed: z.array(z.object({ about: z.string(), template: z.string() })),
  applications: z.array(z.object({ ...recorded, programme: z.string(), urgency: z.string() })),
  decisions: z.array(z.object({ ...recorded, applicationId: z.string(), decision: z.string(), reasons: z.array(z.string()), referral: z.string().optional() })),
  planLines: z.array(
    z.object({
      ...recorded,
      service: z.string(),
      quantity: z.number(),
      unit: z.string(),
      unitCost: money,
      approval: z.object({ authorId: z.string(), on: z.string() }).optional(),
    }),
  ),
  planTotals: z.array(money),
  payments: z.array(z.object({ ...recorded, lineId: z.string(), amount: money, method: z.string() })),
  closure: z.object({ ...recorded, outcome: z.string() }).optional(),
  holds: z.array(z.object({ ...recorded, ground: z.string(), liftedOn: z.string().optional() })),
  deliveries: z.array(z.object({ ...recorded, lineId: z.string().optional(), service: z.string(), quantity: z.number(), received: z.string() })),
  sealed: z.array(z.object({ sealedId: z.string(), subjectId: z.string(), field: z.string(), entryId: z.string(), kind: z.string(), sequence: z.number() })),
  /** Present where this record was joined into another, in which work goes on. */
  joinedInto: z.string().optional(),
  /** Parts that the reader's role does not see: emptied here, which does not mean that nothing was recorded. */
  withheld: z.array(z.string()),
});
export type CaseView = z.output<typeof caseViewSchema>;

/** What was erased of a case, and from when it is unreadable where. */
export const certificateSchema = z.object({
  certificateId: z.string(),
  reach: z.enum(['identity', 'whole']),
  reason: z.string(),
  erasedOn: z.string(),
  goneFromBackupsOn: z.string(),
  entries: z.number(),
  sealedValues: z.number(),
  /** Of one person of the case alone. */
  aboutOne: z.boolean(),
});

/** One line of the work list. */
export const caseRowSchema = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  openedOn: z.string(),
  sequence: z.number(),
  stage: caseViewSchema.shape.stage,
  urgent: z.array(z.string()),
  restricted: z.boolean(),
  ownerId: z.string().optional(),
  presentCountry: z.string().optional(),
  isChild: z.enum(['yes', 'no', 'unknown']),
  nextSteps: z.array(z.string()),
  /** When a colleague must have looked at what left because a life was in danger, for each that nobody has. */
  toReview: z.array(z.number()),
  /** Until which day each appeal must be decided by somebody new, for each that nobody has decided. */
  toHear: z.array(z.string()),
  /** Until when somebody who got out of danger must be assessed in full, for each whom nobody has. */
  toAssess: z.array(z.number()),
});
export type CaseRow = z.output<typeof caseRowSchema>;

export const historyLineSchema = z.object({
  sequence: z.number(),
  entryId: z.string(),
  actId: z.string(),
  kind: z.string(),
  version: z.number(),
  deviceId: z.string(),
  deviceSequence: z.number(),
  basis: z.number(),
  authorId: z.string(),
  author: z.string(),
  source: z.string(),
  occurredEarliest: z.string(),
  occurredLatest: z.string(),
  recordedAt: z.number(),
  receivedAt: z.number(),
  payload: z.json().optional(),
  sealedFields: z.array(z.string()),
  /** Only on a device: not yet received by the server. */
  waiting: z.boolean().optional(),
});
export type HistoryLine = z.output<typeof historyLineSchema>;

/** Steps that are taken in the record that is kept. */
const begins: readonly string[] = ['interview', 'record-consent', 'try-alternative', 'conclude-identification', 'submit-application', 'refer-on', 'reopen'];

export function viewOf(state: CaseState, today: PlainDate): CaseView {
  const stage = stageOf(state);
  const mine = state.assertions.filter((a) => a.subjectId === state.personId);
  const facts = [...factsOf(mine, today)].map(([fact, held]) => ({
    fact,
    is: held.is,
    ...(held.is === 'value' ? { value: held.value } : {}),
    ...(held.is === 'disagree' ? { why: held.why } : {}),
    from: held.from.map((a) => ({
      entryId: a.entryId,
      sequence: a.sequence,
      source: a.source,
      receivedAt: a.receivedAt,
      ...(a.answer.is === 'value' ? { value: a.answer.value } : {}),
      ...(a.holdsFrom === undefined ? {} : { holdsFrom: a.holdsFrom }),
      ...(a.journal === undefined ? {} : { journal: a.journal }),
    })),
  }));
  const gate = consularGate(state, state.personId, today);
  const {
    names,
    people,
    identifications,
    alternatives,
    applications,
    decisions,
    planLines,
    payments,
    deliveries,
    sealed,
    ledger,
    setAside = [],
    recordOf,
    ...rest
  } = state;
  const into = joinedInto(state);
  // Through JSON: what a client gets is plain data, whatever the state's own types.
  const view = {
    ...rest,
    standing: standingView(state.standing),
    dangers: dangersAssessed(state),
    names: names.map((name) => ({
      ...name,
      stands: standingNames(state, name.subjectId).includes(name),
      call: nameToCall(state, name.subjectId)?.entryId === name.entryId,
    })),
    people: people.map((person) => ({ ...person, mayNeverReceive: mayNeverReceive(state, person.personId) })),
    identifications,
    alternatives,
    ...ledger,
    ...(gate.ok ? {} : { consularGate: gate.refusal.kind }),
    receiptsOwed: receiptsOwed(state),
    consents: [...ledger.consents, ...setAside].map((one) => ({
      ...one,
      flaws: flawsOf(one),
      ...(recordOf?.[one.entryId] === undefined ? {} : { record: recordOf[one.entryId] }),
      ...(setAside.includes(one) ? { setAside: true } : {}),
    })),
    vitalInterests: ledger.vitalInterests.map((one) => ({ ...one, reviewBy: reviewBy(one) })),
    applications,
    decisions,
    planLines,
    payments,
    deliveries,
    sealed,
    stage,
    nextSteps: into === undefined ? nextSteps[stage] : nextSteps[stage].filter((step) => !begins.includes(step)),
    joinedInto: into?.otherCaseId,
    isChild: isChild(state, today),
    urgent: urgencies(state, today),
    facts,
    planTotals: planTotals(planLines),
    withheld: [],
  };
  return caseViewSchema.parse(JSON.parse(JSON.stringify(view)));
}

export function rowOf(state: CaseState, today: PlainDate): CaseRow {
  const { caseId, caseCode, openedOn, sequence, stage, urgent, isChild: child, nextSteps: next, facts } = viewOf(state, today);
  const place = facts.find((f) => f.fact === 'place.present-country');
  const ownerId = ownerOf(state.standing);
  return {
    caseId,
    caseCode,
    openedOn,
    sequence,
    stage,
    urgent,
    isChild: child,
    nextSteps: next,
    restricted: state.standing.restricted,
    ...(ownerId === undefined ? {} : { ownerId }),
    toReview: state.ledger.vitalInterests.flatMap((one) => (one.review === undefined ? [reviewBy(one)] : [])),
    toAssess: [...assessmentsOwed(state)],
    toHear: [...appealsOwed(state)],
    ...(typeof place?.value === 'string' ? { presentCountry: place.value } : {}),
  };
}
