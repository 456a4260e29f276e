import type { CaseId } from '@sojourn/kernel';

/** Where a case's chain ended when someone last wrote it down elsewhere. */
export type Head = { readonly caseId: CaseId; readonly sequence: number; readonly hash: string };

export type AnchorFinding = { readonly caseId: CaseId; readonly sequence: number; readonly kind: 'case-removed' | 'tail-cut' | 'chain-recomputed' };

/**
 * What a chain alone cannot show: a case that is gone, a tail that was cut, a chain computed anew from changed entries.
 * `hashAt` gives the hash of a case's entry now, undefined where there is none.
 */
export function compareWithAnchor(anchored: readonly Head[], hashAt: (caseId: CaseId, sequence: number) => string | undefined): readonly AnchorFinding[] {
  return anchored.flatMap(({ caseId, sequence, hash }): readonly AnchorFinding[] => {
    const now = hashAt(caseId, sequence);
    if (now === hash) return [];
    if (now !== undefined) return [{ caseId, sequence, kind: 'chain-recomputed' }];
    return [{ caseId, sequence, kind: hashAt(caseId, 1) === undefined ? 'case-removed' : 'tail-cut' }];
  });
}
