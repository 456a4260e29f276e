import { type CaseState, caseFold, standingOf } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import { addressOf, type Catalogue, expressionIn, findRule, type RuleBody, readableFacts, withOwnRules } from '@sojourn/catalogue';
import { type EntryId, type JsonValue, mintId, ok, refused } from '@sojourn/kernel';
import { type Actor, decideAccess } from '@sojourn/operations';
import type { ruleQueries } from '@sojourn/programmes/operations';
import {
  changed,
  columnAnswers,
  type Days,
  decide,
  type Expression,
  evaluateValue,
  explain,
  expressionSchema,
  gatherFor,
  problemsInRule,
  problemsInRulebooks,
  settledBy,
  type Trace,
  type ValueExpression,
  valueExpressionSchema,
} from '@sojourn/rules';
import {
  archiveBundle,
  type ContextTx,
  countCases,
  decideRuleDraft,
  eachCase,
  keepRuleDraft,
  listColleagues,
  listRuleDrafts,
  oneRuleAtATime,
  type RuleDraft,
  readJournals,
} from '@sojourn/storage';
import { type Desk, todayOf } from '../desk.ts';
import { asReceivedBy, daysAsked, factsOfRecord, rulesContext } from '../facts-of-case.ts';
import { bundleFor, bundleWith, changesOf, ownRules } from '../own-rules.ts';
import type { Answering } from './answer.ts';

type Queries = typeof ruleQueries;
type Json = Exclude<JsonValue, undefined>;
const json = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never;
const shown = (body: RuleBody) => ({ kind: 'rule' in body ? ('answers' as const) : ('gives' as const), rule: json(expressionIn(body)) });

/** Handed the bundle of the organisation; what the catalogue itself says stands beside it. */
export const listRules: Answering<Queries['rules.list']> = async (desk, actor, tx) => {
  const drafts = await listRuleDrafts(tx);
  const own = ownRules(drafts.filter(({ outcome }) => outcome === 'published'));
  const { rulebooks, programmes } = desk.bundle.catalogue;
  const base = originalOf(desk);
  type More = { readonly settles?: string | undefined; readonly lawFrom?: string | undefined; readonly lawTo?: string | undefined };
  const ruleOf = (book: string, id: string, citation: string, body: RuleBody, { settles, lawFrom, lawTo }: More) => {
    const address = addressOf({ book, rule: id, lawFrom });
    const original = findRule(base, address) ?? body;
    return {
      id,
      address,
      citation,
      ...shown(body),
      original: shown(original).rule,
      own: own.has(address),
      ...(settles === undefined ? {} : { settles }),
      ...(lawFrom === undefined ? {} : { lawFrom }),
      ...(lawTo === undefined ? {} : { lawTo }),
    };
  };
  return ok({
    bundleHash: desk.bundle.hash,
    books: [
      ...rulebooks.map((book) => ({
        id: book.id,
        kind: 'rulebook' as const,
        reviewed: book.review !== 'unreviewed',
        source: book.source,
        rules: book.rules.map((rule) => ruleOf(book.id, rule.id, rule.citation, rule, rule)),
      })),
      ...programmes.map((programme) => ({
        id: programme.id,
        kind: 'programme' as const,
        reviewed: programme.review !== 'unreviewed',
        source: programme.source,
        rules: programme.tests.map((test) => ruleOf(programme.id, test.id, test.citation, test, {})),
      })),
    ],
    versions: drafts.map((draft) => ({
      draftId: draft.draftId,
      changes: changesOf(draft).map(({ address, ...body }) => ({ address, ...shown(body) })),
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

/** Nothing is kept while something is wrong with any of it; the refusal says what and where. */
export const draftRule: Answering<Queries['rules.draft']> = async (desk, _actor, tx, { changes }) => {
  const { catalogue, hash } = desk.bundle;
  const own = new Map<string, RuleBody>();
  const problems: string[] = [];
  for (const { address, kind, rule } of changes) {
    const standing = findRule(catalogue, address);
    if (standing === undefined || shown(standing).kind !== kind) return refused({ kind: 'no-such-rule' });
    if (own.has(address)) return refused({ kind: 'rule-has-problems', problems: [`${address}: twice`] });
    const [parsed, found] = kind === 'answers' ? looked(expressionSchema.safeParse(rule), catalogue) : looked(valueExpressionSchema.safeParse(rule), catalogue);
    problems.push(...found.map((problem) => `${address}: ${problem}`));
    if (parsed === undefined) continue;
    if (JSON.stringify(expressionIn(standing)) === JSON.stringify(parsed)) return refused({ kind: 'rule-unchanged' });
    own.set(address, kind === 'answers' ? { rule: parsed as Expression } : { gives: parsed as ValueExpression });
  }
  // What does not read as a rule cannot be put beside the others.
  if (problems.length === 0) problems.push(...problemsInRulebooks(withOwnRules(catalogue, own).rulebooks).map(({ kind, detail }) => `${kind} (${detail})`));
  if (problems.length > 0) return refused({ kind: 'rule-has-problems', problems });
  const draftId = mintId<EntryId>(desk.chance, desk.clock.now());
  const content = { changes: [...own].map(([address, body]) => ({ address, ...body })) };
  await keepRuleDraft(tx, { draftId, rule: [...own.keys()].join(' '), baseHash: hash, content: JSON.stringify(content) });
  return ok({ draftId });
};

type Read = ReturnType<typeof expressionSchema.safeParse> | ReturnType<typeof valueExpressionSchema.safeParse>;

function looked(read: Read, catalogue: Catalogue): readonly [Expression | ValueExpression | undefined, readonly string[]] {
  if (!read.success) return [undefined, read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)];
  return [read.data, problemsInRule(read.data, readableFacts(catalogue)).map(({ kind, path, detail }) => `${path.join('.')}: ${kind} (${detail})`)];
}

async function waiting(tx: ContextTx, draftId: string): Promise<RuleDraft | undefined> {
  return (await listRuleDrafts(tx)).find((draft) => draft.draftId === draftId && draft.outcome === null);
}

/** So many cases are shown; all are counted. */
const SHOWN = 200;

/**
 * The whole register, page by page, of the cases that the asker may view and no others: what the rules read of each goes into columns, both
 * wordings are answered column by column, and of each case that changes the facts that carry the new answer are said.
 */
export const whatIfRule: Answering<Queries['rules.what-if']> = async (desk, actor, tx, input, _found, { progress }) => {
  const draft = await waiting(tx, input.draftId);
  if (draft === undefined) return refused({ kind: 'no-such-draft' });
  const [today, now] = [todayOf(desk), desk.clock.now()];
  const days = daysAsked(input, today);
  const addresses = changesOf(draft).map(({ address }) => address);
  const before = questionsOf(desk.bundle.catalogue, addresses, days);
  const after = questionsOf(withOwnRules(desk.bundle.catalogue, ownRules([draft])), addresses, days);
  const gathering = gatherFor(
    [before, after].map(({ asked, settling, context }) => ({ rules: asked.map(({ body }) => expressionIn(body)), settling, context })),
  );
  const cases: { readonly caseId: string; readonly caseCode: string }[] = [];
  const total = await countCases(tx);
  let stopped = false;
  await eachCase<CaseState>(tx, caseFold, async (page, done) => {
    const [first, last] = [page[0], page.at(-1)];
    const journals = days.known < today && first !== undefined && last !== undefined ? await readJournals(tx, first.caseId, last.caseId) : undefined;
    for (const held of page) {
      if (!decideAccess(caseworkQueries['case.view'].policy, actor, standingOf(held.state, now)).ok) continue;
      const [state] = journals === undefined ? [held.state] : asReceivedBy(journals.get(held.caseId) ?? [], days.known);
      if (state === undefined) continue;
      cases.push({ caseId: held.caseId, caseCode: state.caseCode });
      gathering.add(factsOfRecord(state, days.facts));
    }
    stopped = await progress(done, total);
    return !stopped;
  });
  if (stopped) return refused({ kind: 'work-cancelled' });
  const found = before.asked.flatMap((one, at) => {
    const other = after.asked[at];
    return other === undefined ? [] : differing(one, other, gathering.registerUnder(before), gathering.registerUnder(after), before, after);
  });
  const counted = Map.groupBy(found, ({ what, from, to }) => JSON.stringify([what, from, to]));
  return ok({
    looked: cases.length,
    days: { ...days },
    cases: new Set(found.map(({ row }) => row)).size,
    counts: [...counted.values()].flatMap((some) => {
      const [first] = some;
      return first === undefined ? [] : [{ what: first.what, from: json(first.from), to: json(first.to), count: some.length }];
    }),
    changes: found.slice(0, SHOWN).map(({ row, what, from, to, why }) => ({
      ...(cases[row] ?? { caseId: '', caseCode: '' }),
      what,
      from: json(from),
      to: json(to),
      ...why(),
    })),
  });
};

type Asked = { readonly what: string; readonly body: RuleBody };
type Asking = ReturnType<typeof questionsOf>;
type Register = ReturnType<ReturnType<typeof gatherFor>['registerUnder']>;
type Came = { readonly is: string; readonly value?: Json; readonly most?: Json };
type Why = { readonly because: never; readonly ask: string[] };
type Differing = { readonly row: number; readonly what: string; readonly from: Came; readonly to: Came; readonly why: () => Why };

/** The rules themselves and every programme as a whole, in one order, with all that they need. */
function questionsOf(catalogue: Catalogue, addresses: readonly string[], days: Days) {
  const asked: readonly Asked[] = [
    ...addresses.flatMap((address) => {
      const body = findRule(catalogue, address);
      return body === undefined ? [] : [{ what: address, body }];
    }),
    ...catalogue.programmes.map(({ id, tests }) => ({ what: id, body: { rule: { all: tests.map((test) => test.rule) } } })),
  ];
  return { asked, settling: settledBy(catalogue.rulebooks, days.law), context: rulesContext(catalogue, days) };
}

function differing(one: Asked, other: Asked, old: Register, fresh: Register, before: Asking, after: Asking): readonly Differing[] {
  const { what } = one;
  if ('rule' in one.body && 'rule' in other.body) {
    const rule = other.body.rule;
    const changes = changed(columnAnswers(one.body.rule, old, before.context), columnAnswers(rule, fresh, after.context), old.size);
    return changes.flatMap(({ from, to, rows }) =>
      rows.map((row) => ({ row, what, from: { is: from }, to: { is: to }, why: () => whyOf(rule, fresh, row, after) })),
    );
  }
  if (!('gives' in one.body && 'gives' in other.body)) return [];
  const [found, value]: [Differing[], ValueExpression] = [[], other.body.gives];
  for (let row = 0; row < old.size; row += 1) {
    const [from, to] = [cameTo(one.body.gives, old, row, before), cameTo(value, fresh, row, after)];
    if (JSON.stringify(from.came) !== JSON.stringify(to.came))
      found.push({ row, what, from: from.came, to: to.came, why: () => ({ because: readFor(value, fresh, row, after), ask: [...to.ask] }) });
  }
  return found;
}

function cameTo(value: ValueExpression, register: Register, row: number, { context }: Asking): { readonly came: Came; readonly ask: readonly string[] } {
  const answer = evaluateValue(value, register.facts(row), context);
  if (answer.is === 'between') return { came: { is: answer.is, value: answer.least as Json, most: answer.most as Json }, ask: answer.ask };
  return answer.is === 'value'
    ? { came: { is: 'value', value: answer.value as Json }, ask: [] }
    : { came: { is: answer.is }, ask: 'ask' in answer ? answer.ask : [] };
}

/** The facts that a computed value was made from, as they were read. */
function readFor(value: ValueExpression, register: Register, row: number, { context }: Asking): never {
  const read = new Map<string, unknown>();
  const walk = ({ fact, value: held, of }: Trace): void => {
    if (fact !== undefined && held !== undefined) read.set(fact, held);
    for (const one of of) walk(one);
  };
  walk(explain(value, register.facts(row), context, true));
  return json([...read].map(([fact, held]) => ({ fact, value: held })));
}

function whyOf(rule: Expression, register: Register, row: number, { context }: Asking): Why {
  const decision = decide(rule, register.facts(row), context);
  if (decision.is === 'unknown') return { because: json([]), ask: [...decision.missing()] };
  return { because: json(decision.certificate().facts.map(({ fact, value }) => ({ fact, value }))), ask: [] };
}

/** Somebody else than the writer. What it was written on may have changed meanwhile: each rule replaces the one that stands now, all or none. */
export const publishRule: Answering<Queries['rules.publish']> = async (desk, actor: Actor, tx, { draftId }) => {
  await oneRuleAtATime(tx);
  const draft = await waiting(tx, draftId);
  if (draft === undefined) return refused({ kind: 'no-such-draft' });
  if (draft.writtenBy === actor.userId) return refused({ kind: 'another-person-must-publish' });
  const standing = await bundleFor({ ...desk, bundle: desk.original ?? desk.bundle }, tx);
  const bundle = bundleWith(standing, ownRules([draft]));
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
