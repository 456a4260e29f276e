import { type CaseState, caseFold, type EntryKind, groupOf, joinedInto, standingLinks, together } from '@sojourn/casework';
import { ageBandOf, type EvidenceRow, indicatorsOf, oneCode, yearsOf } from '@sojourn/evidence';
import type { evidenceQueries } from '@sojourn/evidence/operations';
import { factsOf } from '@sojourn/journal';
import { ageOn, type CaseId, type EntryId, type Instant, intervalOf, isApproximateDate, ok, type PlainDate } from '@sojourn/kernel';
import { eachCase, receivedOf } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';

const HOUR = 3_600_000;
const timed = ['application-submitted', 'application-decided', 'service-delivered'] as const satisfies readonly EntryKind[];

/** Each person once, however many records they have; a case goes in as codes and days, and comes out as sums. */
export const viewIndicators: Answering<(typeof evidenceQueries)['indicators.view']> = async (desk, _actor, tx, input) => {
  const today = todayOf(desk);
  const year = input.year ?? Number(today.slice(0, 4));
  const received = await receivedOf(tx, timed);
  const rows: EvidenceRow[] = [];
  const linked = new Map<CaseId, CaseState>();
  await eachCase<CaseState>(tx, caseFold, async (page) => {
    for (const { state } of page) {
      if (standingLinks(state).length > 0) linked.set(state.caseId, state);
      else rows.push(rowOf(state, [state], received, today));
    }
    return true;
  });
  for (const [caseId, state] of linked)
    if (joinedInto(state) === undefined) rows.push(rowOf(together(caseId, linked), groupOf(caseId, linked), received, today));
  return ok({ year, years: yearsOf(rows), upTo: today, ...indicatorsOf(rows, year) });
};

/** Of a person, what may be counted: what is known of them as read from all their records, and what was done in any of them. */
function rowOf(state: CaseState, records: readonly CaseState[], received: ReadonlyMap<EntryId, Instant>, today: PlainDate): EvidenceRow {
  const facts = factsOf(
    state.assertions.filter(({ subjectId }) => subjectId === state.personId),
    today,
  );
  const value = (fact: string) => {
    const held = facts.get(fact);
    return held?.is === 'value' ? held.value : undefined;
  };
  const code = (fact: string) => {
    const told = value(fact);
    return typeof told === 'string' ? told : 'not-known';
  };
  const codes = (fact: string) => {
    const told = value(fact);
    return oneCode(Array.isArray(told) ? told.map(String) : []);
  };
  const birth = value('person.birth-date');
  const age = typeof birth === 'string' && isApproximateDate(birth) ? ageOn(intervalOf(birth), today) : undefined;
  const inAll = <One extends { readonly on: string }>(of: (one: CaseState) => readonly One[]) =>
    records.flatMap(of).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const found = inAll((one) => one.identifications).at(-1);
  const isVictim = found?.conclusion === 'victim-of-trafficking' || found?.conclusion === 'presumed-more-time';
  const services = inAll((one) => one.deliveries).map(({ service, on, entryId }) => ({ service, on, at: received.get(entryId) }));
  const decisions = records.flatMap((one) => one.decisions);
  return {
    sex: code('person.gender'),
    ageBand: ageBandOf(age),
    citizenship: codes('person.citizenship'),
    identifiedIn: code('place.present-country'),
    form: codes('trafficking.types-of-exploitation'),
    ...(found !== undefined && isVictim ? { identifiedOn: found.on } : {}),
    applications: inAll((one) => one.applications).map((application) => applicationOf(decisions, application, services, received)),
    services: services.map(({ service, on }) => ({ service, on })),
    consentComplete: state.ledger.consents.some(
      (one) => one.purpose === 'assistance' && one.answer === 'given' && one.withdrawnOn === undefined && (one.invalid ?? []).length === 0,
    ),
    paid: inAll((one) => one.payments).map(({ amount, on }) => ({ ...amount, on })),
    appeals: inAll((one) => one.appeals.flatMap(({ decided }) => decided ?? [])).map(({ on, outcome }) => ({
      decidedOn: on,
      reversed: outcome === 'reversed',
    })),
  };
}

function applicationOf(
  decisions: CaseState['decisions'],
  { entryId, on: askedOn }: CaseState['applications'][number],
  services: readonly { readonly at: Instant | undefined }[],
  received: ReadonlyMap<EntryId, Instant>,
): EvidenceRow['applications'][number] {
  const decision = decisions.find((one) => one.applicationId === entryId && one.decision !== 'more-information');
  if (decision === undefined) return { askedOn };
  const [asked, decidedAt] = [received.get(entryId), received.get(decision.entryId)];
  const first = decidedAt === undefined ? undefined : services.flatMap(({ at }) => (at !== undefined && at >= decidedAt ? [at] : [])).sort((a, b) => a - b)[0];
  const hours = (from: number | undefined, to: number | undefined) => (from === undefined || to === undefined ? [] : [Math.floor((to - from) / HOUR)]);
  const [[hoursToDecision], [hoursToService]] = [hours(asked, decidedAt), hours(decidedAt, first)];
  return {
    askedOn,
    decided: { on: decision.on, approved: decision.decision !== 'refused', reasons: decision.reasons },
    ...(hoursToDecision === undefined ? {} : { hoursToDecision }),
    ...(hoursToService === undefined ? {} : { hoursToService }),
  };
}
