import { canonicalJson, type JsonValue, sha256Hex } from '@sojourn/kernel';

/** Who did what, when, and with what outcome; names no one outside the staff. `at`: ISO 8601 with microseconds, UTC. */
export type AccessLine = {
  readonly accessId: string;
  readonly actorId: string;
  readonly operation: string;
  readonly purpose: string;
  readonly caseId: string | null;
  readonly outcome: string;
  readonly at: string;
};

/** Some lines of the access log, sealed together; each batch carries the hash of the one before. */
export type AccessBatch = {
  readonly organisationId: string;
  readonly batch: number;
  readonly lineIds: readonly string[];
  readonly digest: string;
  readonly previousHash: string;
  /** Milliseconds, by the server's clock. */
  readonly sealedAt: number;
};

export const digestOfLines = (lines: readonly AccessLine[]): string => sha256Hex(canonicalJson(lines as unknown as JsonValue));
export const firstBatchLink = (organisationId: string): string => sha256Hex(canonicalJson({ accessLogOf: organisationId }));

export function hashOfBatch({ organisationId, batch, lineIds, digest, previousHash, sealedAt }: AccessBatch): string {
  return sha256Hex(canonicalJson({ organisationId, batch, lines: sha256Hex(canonicalJson([...lineIds])), digest, previousHash, sealedAt }));
}

export type AccessFinding = {
  readonly batch: number;
  readonly kind: 'batch-missing' | 'line-missing' | 'line-edited' | 'batch-edited' | 'batch-broken-link' | 'signature-wrong';
};

/** One batch against its lines as they are now, and against the batch before. */
export function checkBatch(
  sealed: AccessBatch & { readonly hash: string },
  before: { readonly batch: number; readonly hash: string } | undefined,
  lines: ReadonlyMap<string, AccessLine>,
  signatureHolds: boolean,
): readonly AccessFinding[] {
  const { batch } = sealed;
  const findings: AccessFinding[] = [];
  if (batch !== (before?.batch ?? 0) + 1) findings.push({ batch, kind: 'batch-missing' });
  else if (sealed.previousHash !== (before?.hash ?? firstBatchLink(sealed.organisationId))) findings.push({ batch, kind: 'batch-broken-link' });
  if (hashOfBatch(sealed) !== sealed.hash) findings.push({ batch, kind: 'batch-edited' });
  if (!signatureHolds) findings.push({ batch, kind: 'signature-wrong' });
  const there = sealed.lineIds.map((id) => lines.get(id)).filter((line) => line !== undefined);
  if (there.length < sealed.lineIds.length) findings.push({ batch, kind: 'line-missing' });
  else if (digestOfLines(there) !== sealed.digest) findings.push({ batch, kind: 'line-edited' });
  return findings;
}
