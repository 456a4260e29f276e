import type { ContextTx } from './context.ts';

/** One person's look at one part of the catalogue: what it was is found by its hash in the bundle of that day. */
export type LawReview = {
  readonly kind: string;
  readonly key: string;
  readonly contentHash: string;
  readonly bundleHash: string;
  readonly by: string;
  readonly at: number;
};

/** Oldest first. */
export function listLawReviews(tx: ContextTx): Promise<readonly LawReview[]> {
  return tx.rows<LawReview>(
    `select kind, item_key as key, content_hash as "contentHash", bundle_hash as "bundleHash", reviewed_by as by, (extract(epoch from reviewed_at) * 1000)::bigint as at
     from sojourn.law_review where organisation_id = $1 order by reviewed_at, review_id`,
    [tx.organisationId],
  );
}

/** Nothing when this person had looked at it as it is already. */
export async function keepLawReview(
  tx: ContextTx,
  review: Pick<LawReview, 'kind' | 'key' | 'contentHash' | 'bundleHash'> & { readonly reviewId: string },
): Promise<boolean> {
  const kept = await tx.rows(
    `insert into sojourn.law_review (organisation_id, review_id, kind, item_key, content_hash, bundle_hash, reviewed_by) values ($1,$2,$3,$4,$5,$6,$7)
     on conflict do nothing returning 1`,
    [tx.organisationId, review.reviewId, review.kind, review.key, review.contentHash, review.bundleHash, tx.actorId],
  );
  return kept.length === 1;
}

/** What a reviewer says of one part as it stood: a note, that it is wrong and why, or an answer to an earlier word. About law, never about anybody. */
export type LawRemark = {
  readonly remarkId: string;
  readonly kind: string;
  readonly key: string;
  readonly provision: string | null;
  readonly contentHash: string;
  readonly wrong: boolean;
  readonly says: string;
  readonly answers: string | null;
  readonly by: string;
  readonly at: number;
};

/** Oldest first. */
export function listLawRemarks(tx: ContextTx): Promise<readonly LawRemark[]> {
  return tx.rows<LawRemark>(
    `select remark_id as "remarkId", kind, item_key as key, provision, content_hash as "contentHash", wrong, says, answers, said_by as by,
       (extract(epoch from said_at) * 1000)::bigint as at
     from sojourn.law_remark where organisation_id = $1 order by said_at, remark_id`,
    [tx.organisationId],
  );
}

export async function keepLawRemark(tx: ContextTx, remark: Omit<LawRemark, 'by' | 'at'> & { readonly bundleHash: string }): Promise<void> {
  await tx.rows(
    `insert into sojourn.law_remark (organisation_id, remark_id, kind, item_key, provision, content_hash, bundle_hash, wrong, says, answers, said_by)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
    [
      tx.organisationId,
      remark.remarkId,
      remark.kind,
      remark.key,
      remark.provision,
      remark.contentHash,
      remark.bundleHash,
      remark.wrong,
      remark.says,
      remark.answers,
      tx.actorId,
    ],
  );
}
