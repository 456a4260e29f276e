import type { Ledger } from '@sojourn/consent';
import type { Assertion } from '@sojourn/journal';
import type { CaseId, EntryId } from '@sojourn/kernel';
import { consentsTogether } from './consents-together.ts';
import { mayNeverReceive } from './people-of-case.ts';
import { safeContactOf } from './safe-contact/fold.ts';
import { type CaseState, type Link, stageOf } from './state.ts';

/** Cases by their id: of records that are read together, each as its own journal tells it. */
export type Records = ReadonlyMap<CaseId, CaseState>;

export const standingLinks = (state: CaseState): readonly Link[] => state.links.filter((link) => link.parted === undefined);

/** Records of the same person that stand beside this one. */
export const joinedWith = (state: CaseState): readonly CaseId[] => standingLinks(state).map((link) => link.otherCaseId);

/** Also those that it was parted from: what a device wrote before it knew of the parting is about them too. */
export const everJoinedWith = (state: CaseState): readonly CaseId[] => [...new Set(state.links.map((link) => link.otherCaseId))];

/** Records that were one with this one as far as whoever acts on it knew, and are so no more. `basis`: the last of this record that they had seen. */
export const partedSince = (state: CaseState, { records, basis }: { readonly records: ReadonlyMap<CaseId, unknown>; readonly basis: number }) =>
  state.links
    .filter(({ parted, otherCaseId }) => parted !== undefined && basis < parted.sequence && records.has(otherCaseId))
    .flatMap(({ otherCaseId }) => groupOf(otherCaseId, records as Records));

/** Everything in a record's own ledger that another act may name. */
export const ledgerEntries = ({ ledger }: CaseState): readonly EntryId[] => Object.values(ledger).flatMap((part) => part.map((one) => one.entryId));

/** Present where this record was joined into another: work goes on there. */
export const joinedInto = (state: CaseState): Link | undefined => standingLinks(state).find((link) => link.part === 'joined');

/** This record and all that are joined with it, near and far, as far as they are among `records`. Throws where the record itself is not. */
export function groupOf(caseId: CaseId, records: Records): readonly CaseState[] {
  const found = new Map<CaseId, CaseState>();
  const look = (id: CaseId): void => {
    const state = records.get(id);
    if (state === undefined || found.has(id)) return;
    found.set(id, state);
    for (const other of joinedWith(state)) look(other);
  };
  look(caseId);
  if (found.size === 0) throw new Error('A record is read together with others that was not given');
  return [...found.values()];
}

/**
 * One record as it is read while others of the same person are joined with it. Nothing is moved: facts of both sides are
 * read together, what differs is a disagreement, a refusal on one side holds on all. Money and decisions stay where they
 * were written, so that nothing is counted twice. A record that is joined with none is given back as it is.
 */
export function together(caseId: CaseId, records: Records): CaseState {
  const group = groupOf(caseId, records);
  const [own, ...others] = group as readonly [CaseState, ...CaseState[]];
  if (others.length === 0) return own;
  const confirmed = confirmedWith(own, records);
  const ledger = ledgerTogether(own, others, confirmed, records);
  return {
    ...own,
    assertions: group.flatMap((state) => state.assertions.map((assertion) => inGroup(assertion, state, own, records))),
    identifications: inOrder(group.flatMap((state) => state.identifications)),
    alternatives: inOrder(group.flatMap((state) => state.alternatives)),
    ...ledger,
    ...contactTogether(own, others),
    dangers: inOrder(group.flatMap((state) => state.dangers)),
    dangerAssessments: inOrder(group.flatMap((state) => state.dangerAssessments)),
    harmElsewhere: others.flatMap((other) => other.people.map(({ personId }) => personId).filter((personId) => mayNeverReceive(other, personId))),
    recordOf: Object.fromEntries(others.flatMap((other) => ledgerEntries(other).map((entryId) => [entryId, other.caseId]))),
    elsewhere: others.map((other) => ({ caseId: other.caseId, caseCode: other.caseCode, stage: stageOf(other), confirmed: confirmed.has(other.caseId) })),
  };
}

/** Facts about this record's person that were written in it while it was joined with another that it has been parted from, and that were not taken back. */
export function writtenWhileJoined(state: CaseState, withCaseId: CaseId): readonly Assertion[] {
  const gone = new Set(state.assertions.flatMap((one) => [one.withdraws, one.corrects].filter((entryId) => entryId !== undefined)));
  const joined = state.links.filter((link) => link.otherCaseId === withCaseId && link.parted !== undefined);
  return state.assertions.filter(
    (one) =>
      one.subjectId === state.personId &&
      one.withdraws === undefined &&
      !gone.has(one.entryId) &&
      joined.some((link) => one.sequence > link.sequence && one.sequence < (link.parted?.sequence ?? 0)),
  );
}

/**
 * What forbids holds at once on all sides: refusals, what must not be told, who must never be told. What permits (a guardian's
 * standing, vital interest, best interests, an order) counts from another record once a second person has confirmed.
 */
function ledgerTogether(
  own: CaseState,
  others: readonly CaseState[],
  confirmed: ReadonlySet<CaseId>,
  records: Records,
): Pick<CaseState, 'ledger' | 'setAside'> {
  const { counting, setAside } = consentsTogether(own, others, { confirmed, saw: (state, basis) => saw(state, basis, records) });
  const sure = others.filter((other) => confirmed.has(other.caseId));
  const of = <Part extends 'guardians' | 'withholdings' | 'vitalInterests' | 'bestInterests' | 'courtOrders'>(part: Part, from: readonly CaseState[]) =>
    [own, ...from].flatMap((state) => state.ledger[part].map((one) => (one.subjectId === state.personId ? { ...one, subjectId: own.personId } : one)));
  const ledger = {
    consents: counting,
    guardians: of('guardians', sure),
    withholdings: of('withholdings', others),
    bars: [own, ...others].flatMap((state) => state.ledger.bars),
    vitalInterests: of('vitalInterests', sure),
    bestInterests: of('bestInterests', sure),
    courtOrders: of('courtOrders', sure),
  } as Ledger;
  return { ledger, setAside };
}

/** Unsafe anywhere is unsafe here; fear of the State of origin that was said elsewhere asks for advice here too. */
function contactTogether(own: CaseState, others: readonly CaseState[]): Pick<CaseState, 'safeContacts' | 'fearAsked'> {
  const unsafe = others.map((other) => safeContactOf(other, other.personId)?.unsafeSince).find((since) => since !== undefined);
  const feared = others.flatMap((other) => other.fearAsked.filter((one) => one.subjectId === other.personId && one.answer === 'yes').slice(-1));
  return {
    safeContacts:
      unsafe === undefined
        ? own.safeContacts
        : own.safeContacts.map((one) => (one.subjectId === own.personId && one.unsafeSince === undefined ? { ...one, unsafeSince: unsafe } : one)),
    fearAsked: [...own.fearAsked, ...feared.map((one) => ({ ...one, subjectId: own.personId, sequence: 0 }))],
  };
}

function inGroup(assertion: Assertion, state: CaseState, own: CaseState, records: Records): Assertion {
  const subjectId = assertion.subjectId === state.personId ? own.personId : assertion.subjectId;
  return { ...assertion, subjectId, journal: state.caseId, saw: Object.fromEntries(saw(state, assertion.basis, records)) };
}

/**
 * How far into each record the author of an act had seen, who had seen this one up to `basis`: into another only if the
 * join was among what they saw, and there as far as it had come when it was joined.
 */
function saw(state: CaseState, basis: number, records: Records, seen = new Map<CaseId, number>()): ReadonlyMap<CaseId, number> {
  if ((seen.get(state.caseId) ?? -1) >= basis) return seen;
  seen.set(state.caseId, basis);
  for (const link of standingLinks(state)) {
    const other = link.sequence <= basis ? records.get(link.otherCaseId) : undefined;
    const there = other?.links.find((one) => one.joinId === link.joinId);
    if (other !== undefined && there !== undefined) saw(other, there.sequence, records, seen);
  }
  return seen;
}

/** Records that are one with this one through joins that a second person has confirmed. */
function confirmedWith(own: CaseState, records: Records, found = new Set<CaseId>()): ReadonlySet<CaseId> {
  found.add(own.caseId);
  for (const link of standingLinks(own)) {
    const other = records.get(link.otherCaseId);
    if (link.confirmed !== undefined && other !== undefined && !found.has(other.caseId)) confirmedWith(other, records, found);
  }
  return found;
}

const inOrder = <One extends { readonly on: string; readonly entryId: string }>(list: readonly One[]): readonly One[] =>
  list.toSorted((a, b) => (a.on === b.on ? (a.entryId < b.entryId ? -1 : 1) : a.on < b.on ? -1 : 1));
