import { type CaseState, caseFold, standingOf } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import { type Catalogue, findRule, readableFacts, withOwnRules } from '@sojourn/catalogue';
import { type EntryId, type JsonValue, mintId, ok, type PlainDate, refused } from '@sojourn/kernel';
import { type Actor, decideAccess } from '@sojourn/operations';
import type { ruleQueries } from '@sojourn/programmes/operations';
import { decide, type Expression, expressionSchema, problemsInRule, problemsInRulebooks } from '@sojourn/rules';
import {
  archiveBundle,
  type ContextTx,
  decideRuleDraft,
  keepRuleDraft,
  listCases,
  listColleagues,
  listRuleDrafts,
  oneRuleAtATime,
  type RuleDraft,
} from '@sojourn/storage';
import { type Desk, todayOf } from '../desk.ts';
import { factsForRules, rulesContext } from '../facts-of-case.ts';
import { bundleFor, bundleWith, ownRules } from '../own-rules.ts';
import type { Answering } from './answer.ts';

type Queries = typeof ruleQueries;
type Json = Exclude<JsonValue, undefined>;
const json = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never;

/** Handed the bundle of the organisation; what the catalogue itself says stands beside it. */
export const listRules: Answering<Queries['rules.list']> = async (desk, actor, tx) => {
  const drafts = await listRuleDrafts(tx);
  const own = ownRules(drafts.filter(({ outcome }) => outcome === 'published'));
  const { rulebooks, programmes } = desk.bundle.catalogue;
  const base = originalOf(desk);
  const ruleOf = (book: string, id: string, citation: string, rule: Expression, settles?: string) => {
    const address = `${book}/${id}`;
    const original = findRule(base, address) ?? rule;
    return { id, address, citation, rule: json(rule), original: json(original), own: own.has(address), ...(settles === undefined ? {} : { settles }) };
  };
  return ok({
    bundleHash: desk.bundle.hash,
    books: [
      ...rulebooks.map((book) => ({
        id: book.id,
        kind: 'rulebook' as const,
        reviewed: book.review !== 'unreviewed',
        source: book.source,
        rules: book.rules.flatMap((rule) => ('rule' in rule ? [ruleOf(book.id, rule.id, rule.citation, rule.rule, rule.settles)] : [])),
      })),
      ...programmes.map((programme) => ({
        id: programme.id,
        kind: 'programme' as const,
        reviewed: programme.review !== 'unreviewed',
        source: programme.source,
        rules: programme.tests.map((test) => ruleOf(programme.id, test.id, test.citation, test.rule)),
      })),
    ],
    versions: drafts.map((draft) => ({
      draftId: draft.draftId,
      address: draft.rule,
      rule: json(JSON.parse(draft.content)),
      writtenBy: draft.writtenBy,
      writtenAt: draft.writtenAt,
      mine: draft.writtenBy === actor.userId,
      outcome: draft.outcome,
      decidedBy: draft.decidedBy,
      decidedAt: draft.decidedAt,
      bundleHash: draft.bundleHash,
    })),
    people: Object.fromEntries(await listColleagues(tx)),
  });
};

const originalOf = (desk: Desk): Catalogue => (desk.original ?? desk.bundle).catalogue;

/** Nothing is kept while something is wrong with it; the refusal says what and where. */
export const draftRule: Answering<Queries['rules.draft']> = async (desk, _actor, tx, { address, rule }) => {
  const { catalogue, hash } = desk.bundle;
  if (findRule(catalogue, address) === undefined) return refused({ kind: 'no-such-rule' });
  const parsed = expressionSchema.safeParse(rule);
  if (!parsed.success) return refused({ kind: 'rule-has-problems', problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) });
  const found = problemsInRule(parsed.data, readableFacts(catalogue)).map(({ kind, path, detail }) => `${path.join('.')}: ${kind} (${detail})`);
  const round = problemsInRulebooks(withOwnRules(catalogue, new Map([[address, parsed.data]])).rulebooks).map(({ kind, detail }) => `${kind} (${detail})`);
  if (found.length + round.length > 0) return refused({ kind: 'rule-has-problems', problems: [...found, ...round] });
  if (JSON.stringify(findRule(catalogue, address)) === JSON.stringify(parsed.data)) return refused({ kind: 'rule-unchanged' });
  const draftId = mintId<EntryId>(desk.chance, desk.clock.now());
  await keepRuleDraft(tx, { draftId, rule: address, baseHash: hash, content: JSON.stringify(parsed.data) });
  return ok({ draftId });
};

async function waiting(tx: ContextTx, draftId: string): Promise<RuleDraft | undefined> {
  return (await listRuleDrafts(tx)).find((draft) => draft.draftId === draftId && draft.outcome === null);
}

/** Cases that the asker may view, and no others; of each, the facts that carry the new answer. */
export const whatIfRule: Answering<Queries['rules.what-if']> = async (desk, actor, tx, { draftId }) => {
  const draft = await waiting(tx, draftId);
  if (draft === undefined) return refused({ kind: 'no-such-draft' });
  const before = desk.bundle.catalogue;
  const after = withOwnRules(before, new Map([[draft.rule, JSON.parse(draft.content) as Expression]]));
  const [today, now] = [todayOf(desk), desk.clock.now()];
  const seen = (await listCases<CaseState>(tx, caseFold)).filter(
    ({ state }) => decideAccess(caseworkQueries['case.view'].policy, actor, standingOf(state, now)).ok,
  );
  const [old, fresh] = [questionsOf(before, draft.rule), questionsOf(after, draft.rule)];
  const changes = seen.flatMap(({ caseId, state }) =>
    fresh.flatMap(({ what, rule }, at) => {
      const was = old[at];
      if (was === undefined) return [];
      const [from, to] = [answered(was.rule, before, state, today), answered(rule, after, state, today)];
      if (from.is === to.is) return [];
      const because = to.is === 'unknown' ? [] : to.certificate().facts.map(({ fact, value }) => ({ fact, value: value as Json }));
      return [
        { caseId, caseCode: state.caseCode, what, from: from.is, to: to.is, because: json(because), ask: [...(to.is === 'unknown' ? to.missing() : [])] },
      ];
    }),
  );
  return ok({ looked: seen.length, changes });
};

/** The rule itself and every programme as a whole, in one order. */
function questionsOf(catalogue: Catalogue, address: string): readonly { readonly what: string; readonly rule: Expression }[] {
  const rule = findRule(catalogue, address);
  return [
    ...(rule === undefined ? [] : [{ what: address, rule }]),
    ...catalogue.programmes.map(({ id, tests }) => ({ what: id, rule: { all: tests.map((test) => test.rule) } })),
  ];
}

const answered = (rule: Expression, catalogue: Catalogue, state: CaseState, on: PlainDate) =>
  decide(rule, factsForRules(state, catalogue, on), rulesContext(catalogue, on));

/** Somebody else than the writer. What it was written on may have changed meanwhile: the rule replaces the one that stands now. */
export const publishRule: Answering<Queries['rules.publish']> = async (desk, actor: Actor, tx, { draftId }) => {
  await oneRuleAtATime(tx);
  const draft = await waiting(tx, draftId);
  if (draft === undefined) return refused({ kind: 'no-such-draft' });
  if (draft.writtenBy === actor.userId) return refused({ kind: 'another-person-must-publish' });
  const standing = await bundleFor({ ...desk, bundle: desk.original ?? desk.bundle }, tx);
  const bundle = bundleWith(standing, new Map([[draft.rule, JSON.parse(draft.content) as Expression]]));
  const round = problemsInRulebooks(bundle.catalogue.rulebooks);
  if (round.length > 0) return refused({ kind: 'rule-has-problems', problems: round.map(({ kind, detail }) => `${kind} (${detail})`) });
  await archiveBundle(tx, bundle.hash, JSON.stringify(bundle.catalogue));
  await decideRuleDraft(tx, draftId, 'published', bundle.hash);
  return ok({ bundleHash: bundle.hash });
};

export const withdrawRule: Answering<Queries['rules.withdraw']> = async (_desk, _actor, tx, { draftId }) => {
  await oneRuleAtATime(tx);
  if ((await waiting(tx, draftId)) === undefined) return refused({ kind: 'no-such-draft' });
  await decideRuleDraft(tx, draftId, 'withdrawn', null);
  return ok({ done: true as const });
};
