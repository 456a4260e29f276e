import type { ConsentRecord, Ledger } from '@sojourn/consent';
import type { EntryId, Instant, PersonId, PlainDate, UserId } from '@sojourn/kernel';
import { unreachable } from '@sojourn/kernel';
import { type AuthorityKind, type AuthorityPayload, authorityPayloads } from './payloads.ts';
import type { AuthorityState, Share } from './state.ts';

export type Written = { readonly entryId: EntryId; readonly sequence: number; readonly authorId: UserId; readonly receivedAt: Instant };

/** Applies one entry of the ledger. Reads the payload itself, so that a draft can be tried before it is written. */
export function authorityApplied(state: AuthorityState, kind: AuthorityKind, written: Written, payload: unknown): AuthorityState {
  const { ledger, shares } = state;
  const { entryId, authorId, receivedAt } = written;
  const read = <Kind extends AuthorityKind>(_: Kind) => authorityPayloads[kind].parse(payload) as AuthorityPayload<Kind>;
  const inLedger = (change: Partial<Ledger>): AuthorityState => ({ ...state, ledger: { ...ledger, ...change } });
  const share = (shareId: string, change: (one: Share) => Share): AuthorityState => ({
    ...state,
    shares: shares.map((one) => (one.entryId === shareId ? change(one) : one)),
  });
  switch (kind) {
    case 'consent-recorded@2':
      return inLedger({ consents: [...ledger.consents, consentOf(read(kind), entryId)] });
    case 'consent-withdrawn@1': {
      const { consentId, on } = read(kind);
      return inLedger({ consents: ledger.consents.map((one) => (one.entryId === consentId ? { ...one, withdrawnOn: on as PlainDate } : one)) });
    }
    case 'guardian-recorded@1': {
      const { subjectId, claim, personId } = read(kind);
      const who = personId === undefined ? {} : { personId: personId as PersonId };
      const guardian = { entryId, subjectId: subjectId as PersonId, claim, ...who, recordedBy: authorId, inConflict: false };
      return inLedger({ guardians: [...ledger.guardians, guardian] });
    }
    case 'guardian-verified@1': {
      const { guardianId, evidence, until, on } = read(kind);
      const verified = { by: authorId, on: on as PlainDate, evidence, ...(until === undefined ? {} : { until: until as PlainDate }) };
      return inLedger({ guardians: ledger.guardians.map((one) => (one.entryId === guardianId ? { ...one, verified } : one)) });
    }
    case 'guardian-conflict-found@1': {
      const { guardianId } = read(kind);
      return inLedger({ guardians: ledger.guardians.map((one) => (one.entryId === guardianId ? { ...one, inConflict: true } : one)) });
    }
    case 'guardian-ended@1': {
      const { guardianId, on } = read(kind);
      return inLedger({ guardians: ledger.guardians.map((one) => (one.entryId === guardianId ? { ...one, endedOn: on as PlainDate } : one)) });
    }
    case 'withholding-recorded@1': {
      const { subjectId, on: _on, ...what } = read(kind);
      return inLedger({ withholdings: [...ledger.withholdings, { entryId, subjectId: subjectId as PersonId, ...present(what) }] });
    }
    case 'withholding-lifted@1': {
      const { withholdingId, on } = read(kind);
      return inLedger({ withholdings: ledger.withholdings.map((one) => (one.entryId === withholdingId ? { ...one, liftedOn: on as PlainDate } : one)) });
    }
    case 'recipient-barred@1': {
      const { recipientId, why } = read(kind);
      return inLedger({ bars: [...ledger.bars, { entryId, recipientId, why }] });
    }
    case 'vital-interest-invoked@1': {
      const { on: _on, subjectId, ...what } = read(kind);
      const vital = { entryId, subjectId: subjectId as PersonId, ...what, invokedBy: authorId, invokedAt: receivedAt };
      return inLedger({ vitalInterests: [...ledger.vitalInterests, vital] });
    }
    case 'vital-interest-reviewed@1': {
      const { vitalInterestId, upheld } = read(kind);
      const review = { by: authorId, upheld, at: receivedAt };
      return inLedger({ vitalInterests: ledger.vitalInterests.map((one) => (one.entryId === vitalInterestId ? { ...one, review } : one)) });
    }
    case 'best-interests-proposed@1': {
      const { on: _on, childHeard: _heard, subjectId, until, ...what } = read(kind);
      const proposed = { entryId, subjectId: subjectId as PersonId, until: until as PlainDate, ...what, proposedBy: authorId };
      return inLedger({ bestInterests: [...ledger.bestInterests, proposed] });
    }
    case 'best-interests-confirmed@1': {
      const { bestInterestsId } = read(kind);
      return inLedger({ bestInterests: ledger.bestInterests.map((one) => (one.entryId === bestInterestsId ? { ...one, confirmedBy: authorId } : one)) });
    }
    case 'court-order-recorded@1': {
      const { on: _on, subjectId, until, ...what } = read(kind);
      const order = { entryId, subjectId: subjectId as PersonId, until: until as PlainDate, ...what, recordedBy: authorId };
      return inLedger({ courtOrders: [...ledger.courtOrders, order] });
    }
    case 'court-order-reviewed@1': {
      const { courtOrderId, finding } = read(kind);
      const legalReview = { by: authorId, finding };
      return inLedger({ courtOrders: ledger.courtOrders.map((one) => (one.entryId === courtOrderId ? { ...one, legalReview } : one)) });
    }
    case 'court-order-confirmed@1': {
      const { courtOrderId } = read(kind);
      return inLedger({ courtOrders: ledger.courtOrders.map((one) => (one.entryId === courtOrderId ? { ...one, confirmedBy: authorId } : one)) });
    }
    case 'referral-shared@1': {
      const { on, subjectId, basedOn, replyBy, expiresOn, ...what } = read(kind);
      const days = { on: on as PlainDate, replyBy: replyBy as PlainDate, expiresOn: expiresOn as PlainDate };
      const made: Share = {
        entryId,
        sequence: written.sequence,
        sharedBy: authorId,
        subjectId: subjectId as PersonId,
        basedOn: basedOn as EntryId,
        ...what,
        ...days,
      };
      return { ...state, shares: [...shares, made] };
    }
    case 'referral-handed-over@1': {
      const { shareId, status, on } = read(kind);
      return share(shareId, (one) => ({ ...one, handover: { status, on: on as PlainDate } }));
    }
    case 'referral-recalled@1': {
      const { shareId, because, replyBy, on } = read(kind);
      return share(shareId, (one) => ({ ...one, recall: one.recall ?? { because, on: on as PlainDate, replyBy: replyBy as PlainDate } }));
    }
    case 'recall-answered@1': {
      const { shareId, answer, on } = read(kind);
      return share(shareId, (one) => (one.recall === undefined ? one : { ...one, recall: { ...one.recall, answer: { answer, on: on as PlainDate } } }));
    }
    default:
      return unreachable(kind);
  }
}

function consentOf(payload: AuthorityPayload<'consent-recorded@2'>, entryId: EntryId): ConsentRecord {
  const { subjectId, on, expiresOn, guardianId, witnessId, interpreterId, ...rest } = payload;
  return {
    entryId,
    subjectId: subjectId as PersonId,
    givenOn: on as PlainDate,
    ...(expiresOn === undefined ? {} : { expiresOn: expiresOn as PlainDate }),
    ...(guardianId === undefined ? {} : { guardianId: guardianId as EntryId }),
    ...(witnessId === undefined ? {} : { witnessId: witnessId as PersonId }),
    ...(interpreterId === undefined ? {} : { interpreterId: interpreterId as PersonId }),
    ...present(rest),
  };
}

type Present<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

/** Members that hold something: what was left out stays left out. */
function present<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<Value>;
}
