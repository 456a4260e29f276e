import { type CaseState, caseFold, joinedInto, standingLinks, together } from '@sojourn/casework';
import { ageBandOf, type EvidenceRow, indicatorsOf, oneCode, yearsOf } from '@sojourn/evidence';
import type { evidenceQueries } from '@sojourn/evidence/operations';
import { factsOf } from '@sojourn/journal';
import { ageOn, type CaseId, type EntryId, type Instant, intervalOf, isApproximateDate, ok, type PlainDate } from '@sojourn/kernel';
import { eachCase, receivedOf } from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import type { Answering } from './answer.ts';

const HOUR = 3_600_000;

/** Each person once, however many records they have; a case goes in as codes and days, and comes out as sums. */
export const viewIndicators: Answering<(typeof evidenceQueries)['indicators.view']> = async (desk, _actor, tx, input) => {
  const today = todayOf(desk);
  const year = input.year ?? Number(today.slice(0, 4));
  const received = await receivedOf(tx, ['application-submitted', 'application-decided', 'service-recorded']);
  const rows: EvidenceRow[] = [];
  const linked = new Map<CaseId, CaseState>();
  await eachCase<CaseState>(tx, caseFold, async (page) => {
    for (const { state } of page) {
      if (standingLinks(state).length > 0) linked.set(state.caseId, state);
      else rows.push(rowOf(state, received, today));
    }
    return true;
  });
  for (const [caseId, state] of linked) if (joinedInto(state) === undefined) rows.push(rowOf(together(caseId, linked), received, today));
  return ok({ year, years: yearsOf(rows), upTo: today, ...indicatorsOf(rows, year) });
};

/** Of a case, what may be counted. */
function rowOf(state: CaseState, received: ReadonlyMap<EntryId, Instant>, today: PlainDate): EvidenceRow {
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
  const found = state.identifications.at(-1);
  const isVictim = found?.conclusion === 'victim-of-trafficking' || found?.conclusion === 'presumed-more-time';
  const services = state.deliveries.map(({ service, on, entryId }) => ({ service, on, at: received.get(entryId) }));
  return {
    sex: code('person.gender'),
    ageBand: ageBandOf(age),
    citizenship: codes('person.citizenship'),
    identifiedIn: code('place.present-country'),
    form: codes('trafficking.types-of-exploitation'),
    ...(found !== undefined && isVictim ? { identifiedOn: found.on } : {}),
    applications: state.applications.map((application) => applicationOf(state, application, services, received)),
    services: services.map(({ service, on }) => ({ service, on })),
    consentComplete: state.ledger.consents.some(
      (one) => one.purpose === 'assistance' && one.answer === 'given' && one.withdrawnOn === undefined && (one.invalid ?? []).length === 0,
    ),
    paid: state.payments.map(({ amount, on }) => ({ ...amount, on })),
    appeals: state.appeals.map(({ on, decided }) => ({ on, ...(decided === undefined ? {} : { reversed: decided.outcome === 'reversed' }) })),
  };
}

function applicationOf(
  state: CaseState,
  { entryId, on: askedOn }: CaseState['applications'][number],
  services: readonly { readonly at: Instant | undefined }[],
  received: ReadonlyMap<EntryId, Instant>,
): EvidenceRow['applications'][number] {
  const decision = state.decisions.find((one) => one.applicationId === entryId && one.decision !== 'more-information');
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
