import type { JsonValue } from '@sojourn/kernel';
import { chainHash, commitmentOf, type Envelope, firstLink, type SealedReference } from './envelope.ts';

export type ChainFinding = {
  readonly sequence: number;
  readonly kind: 'gap' | 'broken-link' | 'envelope-edited' | 'payload-edited' | 'payload-missing' | 'author-saw-more';
};

export type ChainRow = {
  readonly envelope: Envelope;
  readonly content?: { readonly salt: string; readonly payload: JsonValue; readonly sealed: readonly SealedReference[] };
  /** Names the certificate under which the content was expunged. */
  readonly expungedUnder?: string;
};

/** Without a head kept elsewhere this cannot see a cut tail nor a chain recomputed whole. */
export function verifyChain(rows: readonly ChainRow[]): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  let previous: string | undefined;
  rows.forEach(({ envelope, content, expungedUnder }, index) => {
    const { hash, ...unchained } = envelope;
    const sequence = index + 1;
    const expected = previous ?? firstLink(envelope.organisationId, envelope.caseId);
    if (envelope.sequence !== sequence) findings.push({ sequence, kind: 'gap' });
    if (envelope.previousHash !== expected) findings.push({ sequence, kind: 'broken-link' });
    if (chainHash(unchained) !== hash) findings.push({ sequence, kind: 'envelope-edited' });
    // Whoever wrote it had already seen an entry that is not before it: something that was here is gone.
    if (envelope.basis >= envelope.sequence) findings.push({ sequence, kind: 'author-saw-more' });
    if (content === undefined && expungedUnder === undefined) findings.push({ sequence, kind: 'payload-missing' });
    if (content !== undefined && commitmentOf(content.salt, content.payload, content.sealed) !== envelope.commitment)
      findings.push({ sequence, kind: 'payload-edited' });
    previous = hash;
  });
  return findings;
}
