import { type Catalogue, type Look, type Reviewable, reviewables, reviewStateOf } from '@sojourn/catalogue';
import { dateOfInstant, type EntryId, type Instant, mintId, ok, refused } from '@sojourn/kernel';
import type { rightsQueries } from '@sojourn/rights/operations';
import { archiveBundle, type ContextTx, findBundle, isArchived, keepLawReview, listColleagues, listLawReviews } from '@sojourn/storage';
import type { Desk } from '../desk.ts';
import type { Answering } from './answer.ts';

type Queries = typeof rightsQueries;

/** The catalogue itself: what an organisation says in its own words is reviewed where it is published. */
const lawOf = (desk: Desk) => desk.original ?? desk.bundle;

const headOf = (item: Reviewable, looks: readonly Look[], me: string) => ({
  kind: item.kind,
  key: item.key,
  hash: item.hash,
  state: reviewStateOf(item, looks),
  stale: item.stale,
  looks: item.looks,
  mine: looks.some((look) => look.kind === item.kind && look.key === item.key && look.contentHash === item.hash && look.by === me),
});

const find = (catalogue: Catalogue, kind: string, key: string) => reviewables(catalogue).find((one) => one.kind === kind && one.key === key);

export const listReviews: Answering<Queries['law-review.list']> = async (desk, actor, tx) => {
  const { catalogue, hash } = lawOf(desk);
  const looks = Map.groupBy(await listLawReviews(tx), (look) => `${look.kind} ${look.key}`);
  return ok({ bundleHash: hash, items: reviewables(catalogue).map((item) => headOf(item, looks.get(`${item.kind} ${item.key}`) ?? [], actor.userId)) });
};

export const reviewOf: Answering<Queries['law-review.item']> = async (desk, actor, tx, { kind, key }) => {
  const item = find(lawOf(desk).catalogue, kind, key);
  if (item === undefined) return refused({ kind: 'not-in-the-catalogue' });
  const looks = (await listLawReviews(tx)).filter((look) => look.kind === kind && look.key === key);
  const people = await listColleagues(tx);
  const earlier = looks.findLast((look) => look.contentHash !== item.hash);
  const before = earlier === undefined || looks.some((look) => look.contentHash === item.hash) ? undefined : await asItWas(tx, earlier.bundleHash, kind, key);
  return ok({
    ...headOf(item, looks, actor.userId),
    content: item.content as never,
    ...(before === undefined ? {} : { before: before.content as never }),
    seen: looks.map((look) => ({ by: people.get(look.by as never) ?? '', at: look.at, contentHash: look.contentHash, now: look.contentHash === item.hash })),
  });
};

async function asItWas(tx: ContextTx, bundleHash: string, kind: string, key: string): Promise<Reviewable | undefined> {
  const kept = await findBundle(tx, bundleHash);
  return kept === undefined ? undefined : find(JSON.parse(kept.content) as Catalogue, kind, key);
}

/** Nothing of the catalogue is written: the look is kept beside it, with the bundle it was at. */
export const markReviewed: Answering<Queries['law-review.mark']> = async (desk, _actor, tx, { kind, key, contentHash }) => {
  const { catalogue, hash } = lawOf(desk);
  const item = find(catalogue, kind, key);
  if (item === undefined) return refused({ kind: 'not-in-the-catalogue' });
  if (item.hash !== contentHash) return refused({ kind: 'law-changed-meanwhile' });
  if (!(await isArchived(tx, hash))) await archiveBundle(tx, hash, JSON.stringify(catalogue));
  const reviewId = mintId<EntryId>(desk.chance, desk.clock.now());
  if (!(await keepLawReview(tx, { reviewId, kind, key, contentHash, bundleHash: hash }))) return refused({ kind: 'looked-at-it-already' });
  return ok({ state: reviewStateOf(item, await listLawReviews(tx)) });
};

/** Only what stands: looked at as it is now, by as many people as it takes. */
export const exportReviews: Answering<Queries['law-review.export']> = async (desk, _actor, tx) => {
  const { catalogue, hash } = lawOf(desk);
  const looks = await listLawReviews(tx);
  const people = await listColleagues(tx);
  const reviews = reviewables(catalogue).flatMap((item) => {
    const mine = looks.filter((look) => look.kind === item.kind && look.key === item.key && look.contentHash === item.hash);
    const last = mine.at(-1);
    if (last === undefined || item.reviewed || reviewStateOf(item, mine) !== 'reviewed') return [];
    const by = [...new Set(mine.map((look) => people.get(look.by as never) ?? ''))];
    return [{ kind: item.kind, key: item.key, hash: item.hash, by, on: dateOfInstant(last.at as Instant) }];
  });
  return ok({ format: 'sojourn-reviews-1' as const, bundleHash: hash, reviews });
};
