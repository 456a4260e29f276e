import {
  type ActId,
  type ApproximateDate,
  type CaseId,
  compareDates,
  type DeviceId,
  dateOfInstant,
  derivedId,
  type EntryId,
  type Instant,
  instant,
  intervalOf,
  type OrganisationId,
  type PlainDate,
  type UserId,
} from '@sojourn/kernel';
import type { DraftEntry } from './entry.ts';
import { chainHash, commitmentOf, type Envelope, firstLink, type SealedReference } from './envelope.ts';

/** What the journal needs to know of the act that writes. */
export type ActInJournal = {
  readonly actId: ActId;
  readonly caseId: CaseId;
  readonly deviceId: DeviceId;
  readonly deviceSequence: number;
  readonly basis: number;
  readonly recordedAt: Instant;
  readonly occurredOn?: ApproximateDate | PlainDate;
};

/** Of the n-th entry of an act, from 0: the device that made the act knows it before the server has answered. */
export function entryIdOf(actId: ActId, index: number): EntryId {
  // The act's own time leads, so that entries written together lie together on the disk.
  return `${actId.slice(0, 13)}${derivedId<EntryId>(actId, 'entry', String(index)).slice(13)}` as EntryId;
}

type Chaining = {
  readonly organisationId: OrganisationId;
  readonly authorId: UserId;
  readonly act: ActInJournal;
  readonly index: number;
  /** The case's last entry; none for its first. */
  readonly before: { readonly sequence: number; readonly hash: string } | undefined;
  readonly on: PlainDate;
  readonly receivedAt: Instant;
  readonly bundleHash: string;
  readonly salt: string;
  readonly sealed: readonly SealedReference[];
};

/** The envelope of one entry of one act, chained onto what was there. */
export function chained(draft: DraftEntry, { organisationId, authorId, act, index, before, on, receivedAt, bundleHash, salt, sealed }: Chaining): Envelope {
  const occurred = intervalOf(draft.occurredOn ?? act.occurredOn ?? on);
  const unchained = {
    organisationId,
    caseId: act.caseId,
    sequence: (before?.sequence ?? 0) + 1,
    entryId: entryIdOf(act.actId, index),
    actId: act.actId,
    kind: draft.kind,
    version: draft.version,
    authorId,
    deviceId: act.deviceId,
    deviceSequence: act.deviceSequence,
    basis: act.basis,
    occurredEarliest: occurred.earliest,
    occurredLatest: occurred.latest,
    recordedAt: act.recordedAt,
    receivedAt,
    source: draft.source,
    bundleHash,
    commitment: commitmentOf(salt, draft.payload, sealed),
    previousHash: before?.hash ?? firstLink(organisationId, act.caseId),
  };
  return { ...unchained, hash: chainHash(unchained) };
}

const TWO_MINUTES = 120_000;
const FIRST_DAY = Date.UTC(2020, 0, 1);

/**
 * The day an act was made. `deviceClock` is what the device's clock said when it sent: a clock that is wrong by the same
 * amount all along is set right by it. Never after the day of receipt; a clock that makes no sense counts as now.
 */
export function occurredDay(act: Pick<ActInJournal, 'recordedAt' | 'occurredOn'>, receivedAt: Instant, deviceClock?: Instant): PlainDate {
  const today = dateOfInstant(receivedAt);
  if (act.occurredOn !== undefined) {
    const { latest } = intervalOf(act.occurredOn);
    return compareDates(latest, today) > 0 ? today : latest;
  }
  const skew = deviceClock === undefined ? 0 : receivedAt - deviceClock;
  const at = act.recordedAt + (Math.abs(skew) > TWO_MINUTES ? skew : 0);
  return at > receivedAt || at < FIRST_DAY ? today : dateOfInstant(instant(at));
}
