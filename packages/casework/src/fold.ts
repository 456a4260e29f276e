import { emptyLedger } from '@sojourn/consent';

import { type Assertion, type Fold, type FoldEntry, upcast } from '@sojourn/journal';
import type { CaseId, EntryId, OfficeId, PersonId, PlainDate, UserId } from '@sojourn/kernel';
import { unreachable } from '@sojourn/kernel';
import { appealApplied, noAppeals } from './appeals/fold.ts';
import { isAppealKind } from './appeals/payloads.ts';
import { authorityApplied } from './authority/fold.ts';
import { isAuthorityKind } from './authority/payloads.ts';
import { dangerApplied, noDangers } from './danger/fold.ts';
import { isDangerKind } from './danger/payloads.ts';
import { filingApplied, noFilings } from './filings/fold.ts';
import { isFilingKind } from './filings/payloads.ts';
import { type Payload, type PayloadKind, payloads } from './payloads.ts';
import { namesFrom, peopleFrom } from './people-of-case.ts';
import { partedFromGrounds } from './relied-on.ts';
import { contactApplied, noContacts } from './safe-contact/fold.ts';
import { isSafeContactKind } from './safe-contact/payloads.ts';
import type { CaseState, ConsentTime, RelationRecord, SealedHere } from './state.ts';
import { teamApplied } from './team/fold.ts';
import { isTeamKind } from './team/payloads.ts';
import { noTeam } from './team/state.ts';
import { caseUpcasts } from './upcasts.ts';

/** Kinds any release wrote, read from what storage gives back. Throws on a kind no release ever wrote. */
export const caseFold: Fold<CaseState> = {
  version: 10,
  start: (earliest) => {
    const first = decided(earliest);
    const contact = read('contact-recorded@1', first);
    const { envelope } = first;
    return noted(
      {
        caseId: envelope.caseId,
        caseCode: contact.caseCode,
        officeId: contact.officeId as OfficeId,
        personId: contact.personId as PersonId,
        openedOn: envelope.occurredEarliest,
        // Whoever opens a case answers for it until they hand it over.
        standing: { ...noTeam, team: [{ userId: envelope.authorId as UserId, as: 'owner' }] },
        sequence: 0,
        contactSource: contact.source,
        assertions: [],
        names: namesFrom([], first, 'contact-recorded@1', contact.personId, envelope.occurredEarliest),
        people: [],
        identifications: [],
        alternatives: [],
        ledger: emptyLedger,
        shares: [],
        consentTimes: [],
        ...noFilings,
        ...noContacts,
        ...noDangers,
        ...noAppeals,
        applications: [],
        decisions: [],
        planLines: [],
        payments: [],
        deliveries: [],
        holds: [],
        links: [],
        toldApart: [],
        sealed: [],
        expunged: 0,
      },
      first,
    );
  },
  apply: (state, entry) => noted(entry.payload === undefined ? { ...state, expunged: state.expunged + 1 } : applied(state, decided(entry)), entry),
};

/** What it relied on stands in the history; no state is made of it. */
const decided = (entry: FoldEntry): FoldEntry => partedFromGrounds(upcast(entry, caseUpcasts)).entry;

function noted(state: CaseState, entry: FoldEntry): CaseState {
  const { entryId, kind, sequence } = entry.envelope;
  const sealed: readonly SealedHere[] = entry.sealed.map((reference) => ({ ...reference, entryId, kind, sequence }));
  return { ...state, sequence, sealed: [...state.sealed, ...sealed] };
}

function applied(state: CaseState, entry: FoldEntry): CaseState {
  const kind = kindOf(entry);
  const { entryId, sequence, authorId, actId, receivedAt } = entry.envelope;
  const written = { entryId, sequence, authorId, receivedAt };
  if (isAuthorityKind(kind)) {
    const applied = authorityApplied(state, kind, written, entry.payload);
    return { ...state, ...applied, consentTimes: timed(state.consentTimes, entry) };
  }
  if (isFilingKind(kind)) return { ...state, ...filingApplied(state, kind, written, entry.payload) };
  if (isSafeContactKind(kind)) return { ...state, ...contactApplied(state, kind, written, entry.payload) };
  if (isTeamKind(kind)) return { ...state, standing: teamApplied(state.standing, kind, { entryId, authorId, receivedAt }, entry.payload) };
  if (isAppealKind(kind)) return { ...state, ...appealApplied(state, kind, { entryId, sequence, authorId }, entry.payload) };
  if (isDangerKind(kind))
    return { ...state, ...dangerApplied(state, kind, { entryId, sequence, authorId, recordedAt: entry.envelope.recordedAt, receivedAt }, entry.payload) };
  const recorded = (on: string) => ({ entryId, sequence, authorId, on: on as PlainDate });
  switch (kind) {
    case 'contact-recorded@1':
    case 'attachment-kept@1':
      return state;
    case 'fact-asserted@2':
      return { ...state, assertions: [...state.assertions, assertionOf(entry)] };
    case 'name-recorded@1': {
      const { subjectId, on, ...more } = read(kind, entry);
      return { ...state, names: namesFrom(state.names, entry, kind, subjectId, on, more) };
    }
    case 'name-withdrawn@1': {
      const { nameId, on } = read(kind, entry);
      return { ...state, names: state.names.map((name) => (name.entryId === nameId ? { ...name, withdrawnOn: on as PlainDate } : name)) };
    }
    case 'name-preferred@1': {
      const { nameId } = read(kind, entry);
      return { ...state, names: state.names.map((name) => (name.entryId === nameId ? { ...name, callSince: sequence } : name)) };
    }
    case 'person-added@1':
    case 'person-related@1': {
      const { personId, on, ...more } = read(kind, entry);
      return {
        ...state,
        people: peopleFrom(state.people, personId, { ...recorded(on), ...more }),
        names: namesFrom(state.names, entry, kind, personId, on, { source: more.source }),
      };
    }
    case 'relation-withdrawn@1': {
      const { relationId, on } = read(kind, entry);
      const withdrawn = (relation: RelationRecord) => (relation.entryId === relationId ? { ...relation, withdrawnOn: on as PlainDate } : relation);
      return { ...state, people: state.people.map((person) => ({ ...person, relations: person.relations.map(withdrawn) })) };
    }
    case 'identification-concluded@1': {
      const { on, ...rest } = read(kind, entry);
      return { ...state, identifications: [...state.identifications, { ...recorded(on), ...rest }] };
    }
    case 'alternative-tried@2': {
      const { on, providerId, ...rest } = read(kind, entry);
      const asked = providerId === undefined ? {} : { providerId: providerId as PersonId };
      return { ...state, alternatives: [...state.alternatives, { ...recorded(on), ...rest, ...asked }] };
    }
    case 'application-submitted@1': {
      const { on, ...rest } = read(kind, entry);
      return { ...state, applications: [...state.applications, { ...recorded(on), ...rest }] };
    }
    case 'application-decided@1': {
      const { on, applicationId, decision, reasons, referral } = read(kind, entry);
      const made = { ...recorded(on), applicationId: applicationId as EntryId, decision, reasons, ...(referral === undefined ? {} : { referral }) };
      return { ...state, decisions: [...state.decisions, made] };
    }
    case 'plan-line-added@1': {
      const { on, ...rest } = read(kind, entry);
      return { ...state, planLines: [...state.planLines, { ...recorded(on), ...rest }] };
    }
    case 'plan-approved@1': {
      const { on, lineIds } = read(kind, entry);
      const approval = { entryId, authorId, on: on as PlainDate };
      return { ...state, planLines: state.planLines.map((line) => (lineIds.includes(line.entryId) ? { ...line, approval } : line)) };
    }
    case 'payment-recorded@1': {
      const { on, lineId, ...rest } = read(kind, entry);
      return { ...state, payments: [...state.payments, { ...recorded(on), lineId: lineId as EntryId, ...rest }] };
    }
    case 'service-delivered@1': {
      const { on, lineId, ...rest } = read(kind, entry);
      const line = lineId === undefined ? {} : { lineId: lineId as EntryId };
      return { ...state, deliveries: [...state.deliveries, { ...recorded(on), ...rest, ...line }] };
    }
    case 'case-closed@1': {
      const { on, outcome } = read(kind, entry);
      return { ...state, closure: { ...recorded(on), outcome } };
    }
    case 'case-reopened@1': {
      const { closure: _closure, ...open } = state;
      return open;
    }
    case 'legal-hold-placed@1': {
      const { on, ground } = read(kind, entry);
      return { ...state, holds: [...state.holds, { ...recorded(on), ground }] };
    }
    case 'legal-hold-lifted@1': {
      const { holdId, on } = read(kind, entry);
      return { ...state, holds: state.holds.map((hold) => (hold.entryId === holdId ? { ...hold, liftedOn: on as PlainDate } : hold)) };
    }
    case 'records-joined@1': {
      const { on, otherCaseId, ...rest } = read(kind, entry);
      return { ...state, links: [...state.links, { ...recorded(on), ...rest, joinId: actId, otherCaseId: otherCaseId as CaseId, receivedAt }] };
    }
    case 'records-join-confirmed@1': {
      const { on, joinId } = read(kind, entry);
      return { ...state, links: state.links.map((link) => (link.joinId === joinId ? { ...link, confirmed: { authorId, on: on as PlainDate } } : link)) };
    }
    case 'records-parted@1': {
      const { on, joinId, ground } = read(kind, entry);
      return { ...state, links: state.links.map((link) => (link.joinId === joinId ? { ...link, parted: { ...recorded(on), ground } } : link)) };
    }
    case 'records-told-apart@1': {
      const { on, otherCaseId, ground } = read(kind, entry);
      return { ...state, toldApart: [...state.toldApart, { ...recorded(on), otherCaseId: otherCaseId as CaseId, ground }] };
    }
    default:
      return unreachable(kind);
  }
}

/** When and by whom, in what knowledge, each consent was given and taken back: what counts where several records are read together. */
function timed(times: readonly ConsentTime[], entry: FoldEntry): readonly ConsentTime[] {
  const { kind, entryId, sequence, receivedAt, basis } = entry.envelope;
  if (kind === 'consent-recorded') return [...times, { entryId, sequence, receivedAt, basis }];
  if (kind !== 'consent-withdrawn') return times;
  const { consentId } = payloads['consent-withdrawn@1'].parse(entry.payload);
  return times.map((one) => (one.entryId === consentId ? { ...one, withdrawnAt: one.withdrawnAt ?? receivedAt } : one));
}

function kindOf(entry: FoldEntry): PayloadKind {
  const kind = `${entry.envelope.kind}@${entry.envelope.version}`;
  if (!Object.hasOwn(payloads, kind)) throw new Error(`No release wrote entries of kind ${kind}`);
  return kind as PayloadKind;
}

function read<Kind extends PayloadKind>(kind: Kind, entry: FoldEntry): Payload<Kind> {
  if (kindOf(entry) !== kind) throw new Error(`Expected ${kind}, found ${kindOf(entry)}`);
  return payloads[kind].parse(entry.payload) as Payload<Kind>;
}

function assertionOf(entry: FoldEntry): Assertion {
  const payload = read('fact-asserted@2', entry);
  const { entryId, sequence, receivedAt, basis, deviceId } = entry.envelope;
  return {
    entryId,
    sequence,
    receivedAt,
    basis,
    deviceId,
    subjectId: payload.subjectId as PersonId,
    fact: payload.fact,
    source: payload.source,
    answer: payload.answer,
    ...(payload.holdsFrom === undefined ? {} : { holdsFrom: payload.holdsFrom as PlainDate }),
    ...(payload.holdsTo === undefined ? {} : { holdsTo: payload.holdsTo as PlainDate }),
    ...(payload.corrects === undefined ? {} : { corrects: payload.corrects as EntryId }),
    ...(payload.withdraws === undefined ? {} : { withdraws: payload.withdraws as EntryId }),
    ...(payload.settles === undefined ? {} : { settles: payload.settles as readonly string[] as readonly EntryId[] }),
  };
}
