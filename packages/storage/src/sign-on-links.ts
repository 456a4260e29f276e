import type { ContextTx, Storage } from './context.ts';
import type { Whose } from './second-factors.ts';

/** False: this subject is somebody else here. The person's former link ends. */
export async function linkSignOn(tx: ContextTx, linkId: string, userId: string, subjectHash: string | null, now: number): Promise<boolean> {
  await tx.rows('update sojourn.sign_on_link set removed_at = $3 where organisation_id = $1 and user_id = $2 and removed_at is null', [
    tx.organisationId,
    userId,
    now,
  ]);
  if (subjectHash === null) return true;
  const linked = await tx.rows(
    `insert into sojourn.sign_on_link (organisation_id, link_id, user_id, subject_hash, made_by, made_at) values ($1,$2,$3,$4,$5,$6)
     on conflict (subject_hash) where removed_at is null do nothing returning 1`,
    [tx.organisationId, linkId, userId, subjectHash, tx.actorId, now],
  );
  return linked.length === 1;
}

export async function findSignOnLink(storage: Storage, subjectHash: string): Promise<Whose | undefined> {
  return (
    await storage.session.query<Whose>(
      'select organisation_id as "organisationId", user_id as "userId" from sojourn.sign_on_link where subject_hash = $1 and removed_at is null',
      [subjectHash],
    )
  ).rows[0];
}
