import type { ApproximateDate, CaseId, JsonValue, PersonId, PlainDate } from '@sojourn/kernel';
import type { Envelope, SealedReference } from './envelope.ts';
import type { SourceCode } from './source.ts';

/** Free text or exact identity, not yet sealed. Never logged, never put in a payload. */
export type SealedText = { readonly field: string; readonly subjectId: PersonId; readonly text: string };

/** What an act decides to write; the mechanism gives it its envelope. `payload` holds codes, numbers, dates, ids. */
export type DraftEntry = {
  readonly kind: string;
  readonly version: number;
  readonly payload: JsonValue;
  readonly source: SourceCode;
  readonly occurredOn?: ApproximateDate | PlainDate;
  /** Fields of the act's sealed texts that belong to this entry. */
  readonly sealedFields?: readonly string[];
  /** Another case that the act touches, where it is written there; the act's own where nothing is said. */
  readonly caseId?: CaseId;
  /** Whose key seals its texts, where not the one the sender named: words that stand in two cases are sealed in each for that case's person. */
  readonly sealedFor?: PersonId;
};

/** `payload` is gone (undefined) when it was expunged under a certificate. */
export type Entry = {
  readonly envelope: Envelope;
  readonly payload: JsonValue | undefined;
  readonly sealed: readonly SealedReference[];
};

/** An entry as a fold reads it: without what proves it, which says nothing about the case and is most of its bytes. */
export type FoldEntry = {
  readonly envelope: Omit<Envelope, 'bundleHash' | 'commitment' | 'previousHash' | 'hash'>;
  readonly payload: JsonValue | undefined;
  readonly sealed: readonly SealedReference[];
};
