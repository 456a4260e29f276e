import {
  type Catalogue,
  type Look,
  namesSomebody,
  type Remark,
  type Reviewable,
  reviewables,
  reviewStateOf,
  reviewsFile,
  standingAgainst,
} from '@sojourn/catalogue';
import { dateOfInstant, type EntryId, type Instant, mintId, ok, refused } from '@sojourn/kernel';
import type { rightsQueries } from '@sojourn/rights/operations';
import {
  archiveBundle,
  type ContextTx,
  findBundle,
  isArchived,
  keepLawRemark,
  keepLawReview,
  type LawRemark,
  listColleagues,
  listLawRemarks,
  listLawReviews,
} from '@sojourn/storage';
import type { Desk } from '../desk.ts';
import type { Answering } from './answer.ts';

type Queries = typeof rightsQueries;

/** The catalogue itself: what an organisation says in its own words is reviewed where it is published. */
const lawOf = (desk: Desk) => desk.original ?? desk.bundle;
const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`;
const dayOf = (at: number) => dateOfInstant(at as Instant);

const headOf = (item: Reviewable, looks: readonly Look[], remarks: readonly Remark[], me: string) => ({
  kind: item.kind,
  key: item.key,
  hash: item.hash,
  state: reviewStateOf(item, looks, remarks),
  stale: item.stale,
  looks: item.looks,
  mine: looks.some((look) => look.kind === item.kind && look.key === item.key && look.contentHash === item.hash && look.by === me),
  wrong: standingAgainst(item, remarks).length,
});

const find = (catalogue: Catalogue, kind: string, key: string) => reviewables(catalogue).find((one) => one.kind === kind && one.key === key);

/** What was looked at and said, by the part it is about. */
async function keptBy(tx: ContextTx) {
  const looks = Map.groupBy(await listLawReviews(tx), nameOf);
  const remarks = Map.groupBy(await listLawRemarks(tx), nameOf);
  return (item: Reviewable) => ({ looks: looks.get(nameOf(item)) ?? [], remarks: remarks.get(nameOf(item)) ?? [] });
}

export const listReviews: Answering<Queries['law-review.list']> = async (desk, actor, tx) => {
  const { catalogue, hash } = lawOf(desk);
  const kept = await keptBy(tx);
  return ok({ bundleHash: hash, items: reviewables(catalogue).map((item) => headOf(item, kept(item).looks, kept(item).remarks, actor.userId)) });
};

export const reviewOf: Answering<Queries['law-review.item']> = async (desk, actor, tx, { kind, key }) => {
  const item = find(lawOf(desk).catalogue, kind, key);
  if (item === undefined) return refused({ kind: 'not-in-the-catalogue' });
  const { looks, remarks } = (await keptBy(tx))(item);
  const people = await listColleagues(tx);
  const earlier = looks.findLast((look) => look.contentHash !== item.hash);
  const before = earlier === undefined || looks.some((look) => look.contentHash === item.hash) ? undefined : await asItWas(tx, earlier.bundleHash, kind, key);
  return ok({
    ...headOf(item, looks, remarks, actor.userId),
    content: item.content as never,
    ...(before === undefined ? {} : { before: before.content as never }),
    seen: looks.map((look) => ({ by: people.get(look.by as never) ?? '', at: look.at, contentHash: look.contentHash, now: look.contentHash === item.hash })),
    remarks: remarks.map((one) => ({
      remarkId: one.remarkId,
      ...(one.provision === null ? {} : { provision: one.provision }),
      wrong: one.wrong,
      says: one.says,
      by: people.get(one.by as never) ?? '',
      at: one.at,
      now: one.contentHash === item.hash,
      ...(one.answers === null ? {} : { answers: one.answers }),
      answered: isAnswered(one, remarks),
    })),
  });
};

const isAnswered = ({ remarkId }: LawRemark, all: readonly LawRemark[]) => all.some((one) => one.answers === remarkId);

async function asItWas(tx: ContextTx, bundleHash: string, kind: string, key: string): Promise<Reviewable | undefined> {
  const kept = await findBundle(tx, bundleHash);
  return kept === undefined ? undefined : find(JSON.parse(kept.content) as Catalogue, kind, key);
}

/** What is said of a part is said of it as it stands: another hash is refused. The bundle it was said at is kept. */
async function partAsItStands(
  desk: Desk,
  tx: ContextTx,
  { kind, key, contentHash }: { readonly kind: string; readonly key: string; readonly contentHash: string },
) {
  const { catalogue, hash } = lawOf(desk);
  const item = find(catalogue, kind, key);
  if (item === undefined) return refused({ kind: 'not-in-the-catalogue' });
  if (item.hash !== contentHash) return refused({ kind: 'law-changed-meanwhile' });
  if (!(await isArchived(tx, hash))) await archiveBundle(tx, hash, JSON.stringify(catalogue));
  return ok({ item, bundleHash: hash });
}

const stateNow = async (tx: ContextTx, item: Reviewable) => reviewStateOf(item, await listLawReviews(tx), await listLawRemarks(tx));

/** Nothing of the catalogue is written: the look is kept beside it, with the bundle it was at. */
export const markReviewed: Answering<Queries['law-review.mark']> = async (desk, _actor, tx, input) => {
  const part = await partAsItStands(desk, tx, input);
  if (!part.ok) return part;
  const { item, bundleHash } = part.value;
  const reviewId = mintId<EntryId>(desk.chance, desk.clock.now());
  if (!(await keepLawReview(tx, { reviewId, kind: item.kind, key: item.key, contentHash: item.hash, bundleHash })))
    return refused({ kind: 'looked-at-it-already' });
  return ok({ state: await stateNow(tx, item) });
};

/** A note, or that it is wrong, or an answer to that: by anyone who reviews, about law and never about anybody. */
export const sayOfLaw: Answering<Queries['law-review.say']> = async (desk, _actor, tx, { provision, wrong, says, answers, ...input }) => {
  const part = await partAsItStands(desk, tx, input);
  if (!part.ok) return part;
  const { item, bundleHash } = part.value;
  if (namesSomebody(says)) return refused({ kind: 'law-remark-names-somebody' });
  if (provision !== undefined && !provisionsOf(item).includes(provision)) return refused({ kind: 'not-in-the-catalogue' });
  const earlier = (await listLawRemarks(tx)).filter((one) => nameOf(one) === nameOf(item));
  if (answers !== undefined && (wrong || !earlier.some((one) => one.remarkId === answers && one.wrong))) return refused({ kind: 'nothing-to-answer' });
  await keepLawRemark(tx, {
    remarkId: mintId<EntryId>(desk.chance, desk.clock.now()),
    kind: item.kind,
    key: item.key,
    provision: provision ?? null,
    contentHash: item.hash,
    bundleHash,
    wrong,
    says,
    answers: answers ?? null,
  });
  return ok({ state: await stateNow(tx, item) });
};

/** The articles of a treaty; other parts are read as one. */
function provisionsOf({ content }: Reviewable): readonly string[] {
  const { articles = [] } = content as { readonly articles?: readonly { readonly article: string }[] };
  return articles.map(({ article }) => article);
}

/** For every reader: who answers for what, and what is called wrong as it stands. */
export const marksOfLaw: Answering<Queries['law-review.marks']> = async (desk, _actor, tx) => {
  const { catalogue, hash } = lawOf(desk);
  const kept = await keptBy(tx);
  const people = await listColleagues(tx);
  const all = reviewables(catalogue);
  return ok({
    bundleHash: hash,
    reviewed: all.flatMap((item) => {
      const { looks, remarks } = kept(item);
      if (reviewStateOf(item, looks, remarks) !== 'reviewed') return [];
      const mine = looks.filter((look) => look.contentHash === item.hash);
      const by = [...new Set(mine.map((look) => people.get(look.by as never) ?? ''))];
      const last = mine.at(-1);
      const there = item.answersFor;
      if (there !== undefined) return [{ kind: item.kind, key: item.key, by: [there.by], on: there.on }];
      return last === undefined ? [] : [{ kind: item.kind, key: item.key, by, on: dayOf(last.at) }];
    }),
    wrong: all.flatMap((item) =>
      standingAgainst(item, kept(item).remarks).map(({ provision, says, by, at }) => ({
        kind: item.kind,
        key: item.key,
        ...(provision === null ? {} : { provision }),
        says,
        by: people.get(by as never) ?? '',
        on: dayOf(at),
      })),
    ),
  });
};

/** Reviews that stand (looked at as it is now, by as many people as it takes, and not called wrong), and what was said of anything as it is now. */
export const exportReviews: Answering<Queries['law-review.export']> = async (desk, _actor, tx) => {
  const { catalogue, hash } = lawOf(desk);
  const kept = await keptBy(tx);
  const people = await listColleagues(tx);
  const all = reviewables(catalogue);
  const reviews = all.flatMap((item) => {
    const { looks, remarks } = kept(item);
    const mine = looks.filter((look) => look.contentHash === item.hash);
    const last = mine.at(-1);
    if (last === undefined || item.reviewed || reviewStateOf(item, mine, remarks) !== 'reviewed') return [];
    const by = [...new Set(mine.map((look) => people.get(look.by as never) ?? ''))];
    return [{ kind: item.kind, key: item.key, hash: item.hash, by, on: dayOf(last.at) }];
  });
  const remarks = all.flatMap((item) => {
    const said = kept(item).remarks;
    return said
      .filter((one) => one.contentHash === item.hash)
      .map((one) => ({
        kind: item.kind,
        key: item.key,
        hash: item.hash,
        ...(one.provision === null ? {} : { provision: one.provision }),
        wrong: one.wrong,
        answered: isAnswered(one, said),
        says: one.says,
        by: people.get(one.by as never) ?? '',
        on: dayOf(one.at),
      }));
  });
  return ok({ format: reviewsFile.format, bundleHash: hash, reviews, remarks });
};
