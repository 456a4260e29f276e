import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  type EntryId,
  type Instant,
  type JsonValue,
  type OrganisationId,
  type PersonId,
  type PlainDate,
  type SealedId,
  sha256Hex,
  type UserId,
} from '@sojourn/kernel';
import type { SourceCode } from './source.ts';

/** The permanent part of an entry. It names no one and survives erasure; the hash chain covers only this. */
export type Envelope = {
  readonly organisationId: OrganisationId;
  readonly caseId: CaseId;
  /** 1 for a case's first entry, then without gaps; the server's order. */
  readonly sequence: number;
  readonly entryId: EntryId;
  readonly actId: ActId;
  readonly kind: string;
  readonly version: number;
  readonly authorId: UserId;
  readonly deviceId: DeviceId;
  /** The device's own count of acts, from 1. */
  readonly deviceSequence: number;
  /** Last sequence of this case the author had seen; 0 for a new case. */
  readonly basis: number;
  readonly occurredEarliest: PlainDate;
  readonly occurredLatest: PlainDate;
  /** By the device's clock, which may be wrong. */
  readonly recordedAt: Instant;
  /** By the server's clock. */
  readonly receivedAt: Instant;
  readonly source: SourceCode;
  readonly bundleHash: string;
  readonly commitment: string;
  readonly previousHash: string;
  readonly hash: string;
};

export type UnchainedEnvelope = Omit<Envelope, 'hash'>;

/** A sealed value as the journal knows it: where it belongs and the fingerprint of its ciphertext, never its text. */
export type SealedReference = {
  readonly sealedId: SealedId;
  readonly field: string;
  readonly subjectId: PersonId;
  /** SHA-256 of nonce ‖ ciphertext ‖ tag, hexadecimal. */
  readonly fingerprint: string;
};

/** The link before a case's first entry. */
export function firstLink(organisationId: OrganisationId, caseId: CaseId): string {
  return sha256Hex(canonicalJson({ organisationId, caseId }));
}

export function chainHash(envelope: UnchainedEnvelope): string {
  return sha256Hex(canonicalJson(envelope as unknown as JsonValue));
}

/**
 * SHA-256(salt ‖ payload and sealed references). Ciphertexts are committed to, not texts: when a key is destroyed
 * the commitment still verifies and no guess at the text can be confirmed. `salt` is 32 hexadecimal digits or more.
 */
export function commitmentOf(salt: string, payload: JsonValue, sealed: readonly SealedReference[]): string {
  const references = [...sealed].sort((a, b) => (a.sealedId < b.sealedId ? -1 : 1));
  return sha256Hex(`${salt}${canonicalJson({ payload, sealed: references as unknown as JsonValue })}`);
}
