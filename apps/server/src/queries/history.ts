import type { HistoryLine } from '@sojourn/casework';
import type { Entry } from '@sojourn/journal';

/** Entries as a client reads them: codes, dates and which sealed fields there are. */
export function historyOf(entries: readonly Entry[], people: ReadonlyMap<string, string>): HistoryLine[] {
  return entries.map(({ envelope, payload, sealed }) => ({
    sequence: envelope.sequence,
    entryId: envelope.entryId,
    actId: envelope.actId,
    kind: envelope.kind,
    version: envelope.version,
    deviceId: envelope.deviceId,
    deviceSequence: envelope.deviceSequence,
    basis: envelope.basis,
    authorId: envelope.authorId,
    author: people.get(envelope.authorId) ?? '',
    source: envelope.source,
    occurredEarliest: envelope.occurredEarliest,
    occurredLatest: envelope.occurredLatest,
    recordedAt: envelope.recordedAt,
    receivedAt: envelope.receivedAt,
    ...(payload === undefined ? {} : { payload: JSON.parse(JSON.stringify(payload)) }),
    sealedFields: sealed.map((s) => s.field),
  }));
}
