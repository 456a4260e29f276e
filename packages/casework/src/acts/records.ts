import type { DraftEntry } from '@sojourn/journal';
import { type CaseId, ok, type Refusal, refused } from '@sojourn/kernel';
import { type DecideContext, declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { withRecalls } from '../authority/recalls.ts';
import { apartGrounds, joinGrounds, partGrounds } from '../codes.ts';
import { agreementsRefusedAcross } from '../consents-together.ts';
import type { PayloadKind } from '../payloads.ts';
import { takingUp } from '../policies.ts';
import type { CaseState, Link } from '../state.ts';
import { groupOf, joinedInto, type Records, standingLinks, writtenWhileJoined } from '../together.ts';
import { asserted, isPartyTo, written } from './draft.ts';
import { id } from './inputs.ts';

const both = { policy: takingUp, offline: 'never', opensCase: false, otherCases: 1 } as const;

/** What stands against joining two records, as far as their journals and certificates tell. Nothing is joined to someone who was erased: it would name them again. */
export function whyNotJoined(own: CaseState, other: CaseState, kept: 'this' | 'other', erased: ReadonlySet<CaseId>): Refusal | undefined {
  const together = new Map([own, other].map((state) => [state.caseId, state]));
  if (groupOf(own.caseId, together).length > 1) return { kind: 'already-joined' };
  if (joinedInto(own) !== undefined) return { kind: 'joined-elsewhere' };
  if (joinedInto(other) !== undefined) return { kind: 'other-joined-elsewhere' };
  if (erased.size > 0) return { kind: 'erased-not-joined' };
  const [stays, goes] = kept === 'this' ? [own, other] : [other, own];
  return stays.closure !== undefined && goes.closure === undefined ? { kind: 'kept-is-closed' } : undefined;
}

/** Both records stay whole, each with its own journal and keys; from now on they are read together. Reversible at any time. */
export const joinRecords = declareAct({
  ...both,
  name: 'records.join',
  summary: 'Say that two records are of the same person, and in which of them work goes on',
  input: z.strictObject({ kept: z.enum(['this', 'other']), ground: z.enum(joinGrounds) }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  decide: (state: CaseState | undefined, { kept, ground }, context) => {
    const other = otherOf(context);
    if (state === undefined || other === undefined) return refused({ kind: 'no-such-case' });
    const against = whyNotJoined(state, other, kept, context.erased);
    if (against !== undefined) return refused(against);
    const by = context.access.roles.includes('supervisor') ? 'supervisor' : 'caseworker';
    const link = (otherCaseId: CaseId, isKept: boolean) => ({ otherCaseId, part: isKept ? 'kept' : 'joined', ground, by, on: context.on });
    const joined = [
      within('records-joined@1', state, state, link(other.caseId, kept === 'this'), context),
      within('records-joined@1', other, state, link(state.caseId, kept === 'other'), context),
    ];
    return ok(withRecalls(state, joined, context));
  },
});

/** By another person; one of the two is a supervisor. Until then agreements of one record do not count for the other. */
export const confirmJoin = declareAct({
  ...both,
  name: 'records.confirm',
  summary: 'Confirm, as a second person, that two joined records are of the same person',
  input: z.strictObject({}),
  sealed: {},
  decide: (state: CaseState | undefined, _input, context) => {
    const other = otherOf(context);
    const link = state === undefined || other === undefined ? undefined : linkBetween(state, other);
    if (state === undefined || other === undefined || link === undefined) return refused({ kind: 'not-joined' });
    if (link.confirmed !== undefined) return refused({ kind: 'already-confirmed' });
    if (isPartyTo(context, [link.authorId])) return refused({ kind: 'another-person-must-confirm' });
    if (link.by !== 'supervisor' && !context.access.roles.includes('supervisor')) return refused({ kind: 'a-supervisor-must-confirm' });
    const confirmed = [state, other].map((one) => within('records-join-confirmed@1', one, state, { joinId: link.joinId, on: context.on }, context));
    return ok(withRecalls(state, confirmed, context));
  },
});

/** Each record is read alone again, with what was recorded in it meanwhile. What was refused while they were one is refused in both, until asked again. */
export const partRecords = declareAct({
  ...both,
  name: 'records.part',
  summary: 'Take two joined records apart again',
  input: z.strictObject({ ground: z.enum(partGrounds) }),
  sealed: { reason: { maxLength: 8_000 } },
  decide: (state: CaseState | undefined, { ground }, context) => {
    const other = otherOf(context);
    const link = state === undefined || other === undefined ? undefined : linkBetween(state, other);
    if (state === undefined || other === undefined || link === undefined) return refused({ kind: 'not-joined' });
    // About someone who was erased no words can be kept, and a wrong join must still be undone.
    if (!context.sealed.has('reason') && context.erased.size === 0) return refused({ kind: 'text-needed', where: ['reason'] });
    const [here, there] = sidesOf(link, state, context);
    const parted = [
      ...[state, other].map((one) => within('records-parted@1', one, state, { joinId: link.joinId, ground, on: context.on }, context)),
      ...[
        [here, there],
        [there, here],
      ].flatMap(([side = [], across = []]) =>
        side.flatMap((one) =>
          agreementsRefusedAcross(one, across, link.receivedAt, (basis) => one.links.some((l) => l.joinId === link.joinId && basis >= l.sequence)).map(
            (consent) => ({
              ...within('consent-withdrawn@1', one, state, { consentId: consent.entryId, on: context.on }, context),
              sealedFields: [],
            }),
          ),
        ),
      ),
    ];
    // Also of what was shared under an agreement of the other record: from now on it is somebody else's.
    return ok(withRecalls(state, parted, context));
  },
});

/** Two records that look alike are of two people: said once, with a reason, in both; they are not proposed to anybody again. They can still be joined. */
export const tellApart = declareAct({
  ...both,
  name: 'records.tell-apart',
  summary: 'Say that two records, which look alike, are of two people',
  input: z.strictObject({ ground: z.enum(apartGrounds) }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  decide: (state: CaseState | undefined, { ground }, context) => {
    const other = otherOf(context);
    if (state === undefined || other === undefined) return refused({ kind: 'no-such-case' });
    if (groupOf(state.caseId, context.records as Records).some((one) => one.caseId === other.caseId)) return refused({ kind: 'already-joined' });
    if (context.erased.size > 0) return refused({ kind: 'erased-not-joined' });
    return ok([
      within('records-told-apart@1', state, state, { otherCaseId: other.caseId, ground, on: context.on }, context),
      within('records-told-apart@1', other, state, { otherCaseId: state.caseId, ground, on: context.on }, context),
    ]);
  },
});

/** After two records were parted: a fact that was written in one while they were joined is recorded in the other, by a person who knows whose it is. */
export const carryOver = declareAct({
  ...both,
  name: 'records.carry-over',
  summary: 'Record here facts that were written in another record while the two were joined',
  input: z.strictObject({ entryIds: z.array(id).min(1).max(60), withdrawThere: z.boolean() }),
  sealed: {},
  decide: (state: CaseState | undefined, { entryIds, withdrawThere }, context) => {
    const other = otherOf(context);
    if (state === undefined || other === undefined) return refused({ kind: 'no-such-case' });
    const facts = writtenWhileJoined(other, state.caseId).filter((one) => entryIds.includes(one.entryId));
    if (facts.length !== new Set(entryIds).size) return refused({ kind: 'no-such-statement' });
    const carried = facts.map((one): DraftEntry => {
      const { fact, answer, source, holdsFrom, holdsTo } = one;
      const period = { ...(holdsFrom === undefined ? {} : { holdsFrom }), ...(holdsTo === undefined ? {} : { holdsTo }) };
      return { ...asserted(state.personId, fact, answer, source), payload: { subjectId: state.personId, fact, answer, source, ...period } };
    });
    const withdrawn = facts.map(
      ({ fact, source, entryId }): DraftEntry => ({
        ...asserted(other.personId, fact, { is: 'not-known' }, source),
        payload: { subjectId: other.personId, fact, source, answer: { is: 'not-known' }, withdraws: entryId },
        caseId: other.caseId,
      }),
    );
    return ok(withdrawThere ? [...carried, ...withdrawn] : carried);
  },
});

const otherOf = ({ also, records }: DecideContext): CaseState | undefined => records.get(also[0] as CaseId) as CaseState | undefined;
const linkBetween = (state: CaseState, other: CaseState) => standingLinks(state).find((link) => link.otherCaseId === other.caseId);

/** An entry in one of the records of the act, its words sealed for that record's person. */
function within(kind: PayloadKind, place: CaseState, own: CaseState, payload: DraftEntry['payload'], context: DecideContext): DraftEntry {
  const draft = { ...written(kind, payload, context.sealed), sealedFor: place.personId };
  return place.caseId === own.caseId ? draft : { ...draft, caseId: place.caseId };
}

/** The records on either side of a link that is to go. */
function sidesOf(link: Link, state: CaseState, context: DecideContext): readonly [readonly CaseState[], readonly CaseState[]] {
  const records = context.records as Records;
  const parted = new Map([...records].map(([caseId, one]) => [caseId, without(one, link)]));
  const whole = (side: readonly CaseState[]) => side.map((one) => records.get(one.caseId) ?? one);
  return [whole(groupOf(state.caseId, parted)), whole(groupOf(link.otherCaseId, parted))];
}
const without = (state: CaseState, link: Link): CaseState => ({ ...state, links: state.links.filter((one) => one.joinId !== link.joinId) });
