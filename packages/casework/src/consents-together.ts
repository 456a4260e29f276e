import type { ConsentRecord } from '@sojourn/consent';
import type { CaseId } from '@sojourn/kernel';
import type { CaseState, ConsentTime } from './state.ts';

type Reading = {
  /** Records that a second person has confirmed to be of the same person. */
  readonly confirmed: ReadonlySet<CaseId>;
  /** Which records the author of an act knew to be of one person, who had seen this one up to `basis`. */
  readonly saw: (state: CaseState, basis: number) => ReadonlyMap<CaseId, number>;
};
/** `at`: when it was received; never before the one before it in its record, should the server's clock have been set back. */
type Placed = { readonly consent: ConsentRecord; readonly time: ConsentTime; readonly state: CaseState; readonly at: number };

/**
 * The consents of several records of one person, read from one of them. A refusal or a withdrawal in one record holds in
 * all, until the person is asked again by someone who knew of the join: only an agreement received later, and made in
 * that knowledge, counts against it. An agreement of another record counts once a second person has confirmed the join.
 */
export function consentsTogether(
  own: CaseState,
  others: readonly CaseState[],
  { confirmed, saw }: Reading,
): { readonly counting: readonly ConsentRecord[]; readonly setAside: readonly ConsentRecord[] } {
  const all = [own, ...others].flatMap((state) => placed(state, own));
  const stops = all.filter((one) => stands(one, all));
  const counts = ({ consent, time, state }: Placed): boolean => {
    if (stopped(consent)) return true;
    if (state !== own && !confirmed.has(state.caseId)) return false;
    const known = saw(state, time.basis);
    return stops
      .filter((stop) => stop.state !== state && reaches(stop.consent, consent))
      .every((stop) => known.has(stop.state.caseId) && time.receivedAt >= stoppedAt(stop));
  };
  const inOrder = all.toSorted((a, b) => a.at - b.at || (a.state.caseId < b.state.caseId ? -1 : a.state.caseId > b.state.caseId ? 1 : 0));
  const of = (list: readonly Placed[]) => list.map((one) => one.consent);
  return { counting: of(inOrder.filter(counts)), setAside: of(inOrder.filter((one) => !counts(one))) };
}

const stopped = (consent: ConsentRecord): boolean => consent.answer === 'refused' || consent.withdrawnOn !== undefined;
const stoppedAt = ({ time }: Placed) => time.withdrawnAt ?? time.receivedAt;

const sameQuestion = (a: ConsentRecord, b: ConsentRecord): boolean => a.subjectId === b.subjectId && a.purpose === b.purpose && a.recipient === b.recipient;
/** A refusal towards a whole kind reaches each of that kind. */
const reaches = (stop: ConsentRecord, given: ConsentRecord): boolean =>
  sameQuestion(stop, given) && (stop.recipientId === undefined || given.recipientId === undefined || stop.recipientId === given.recipientId);

/** Refused or taken back, and replaced by no later agreement of the same record. */
const stands = ({ consent, time, state }: Placed, all: readonly Placed[]): boolean =>
  stopped(consent) &&
  !all.some(
    (later) =>
      later.state === state &&
      later.time.sequence > time.sequence &&
      sameQuestion(later.consent, consent) &&
      later.consent.recipientId === consent.recipientId &&
      !stopped(later.consent),
  );

function placed(state: CaseState, own: CaseState): readonly Placed[] {
  const times = new Map(state.consentTimes.map((time) => [time.entryId, time]));
  let at = 0;
  return state.ledger.consents.flatMap((consent) => {
    const time = times.get(consent.entryId);
    if (time === undefined) throw new Error('A consent was folded without its time');
    at = Math.max(at, time.receivedAt);
    return [{ state, at, time, consent: consent.subjectId === state.personId ? { ...consent, subjectId: own.personId } : consent }];
  });
}

/**
 * Agreements of a record that the person refused or took back in a record across, since a moment: whose refusal it was,
 * nobody can say when the two are parted. `knew`: whether the author of an act, who had seen the record up to a sequence, knew of the join.
 */
export function agreementsRefusedAcross(
  record: CaseState,
  across: readonly CaseState[],
  since: number,
  knew: (basis: number) => boolean,
): readonly ConsentRecord[] {
  const stops = across.flatMap((state) => {
    const all = placed(state, state).map((one) => ({
      ...one,
      consent: one.consent.subjectId === state.personId ? { ...one.consent, subjectId: record.personId } : one.consent,
    }));
    return all.filter((one) => stands(one, all) && stoppedAt(one) >= since);
  });
  return placed(record, record)
    .filter(
      ({ consent, time }) =>
        !stopped(consent) && stops.some((stop) => reaches(stop.consent, consent) && !(knew(time.basis) && time.receivedAt >= stoppedAt(stop))),
    )
    .map((one) => one.consent);
}
