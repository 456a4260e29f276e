import type { ContextTx } from './context.ts';

/** An organisation's own wording of one rule, as it stands: waiting, published or taken back. `content` is the rule as JSON. */
export type RuleDraft = {
  readonly draftId: string;
  readonly rule: string;
  readonly baseHash: string;
  readonly content: string;
  readonly writtenBy: string;
  readonly writtenAt: number;
  readonly outcome: 'published' | 'withdrawn' | null;
  readonly bundleHash: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
};

const columns = `d.draft_id as "draftId", d.rule, d.base_hash as "baseHash", d.content, d.written_by as "writtenBy",
  (extract(epoch from d.written_at) * 1000)::bigint as "writtenAt", o.outcome, o.bundle_hash as "bundleHash", o.decided_by as "decidedBy",
  (extract(epoch from o.decided_at) * 1000)::bigint as "decidedAt"`;

/** Oldest decision first, then what waits, oldest first. */
export function listRuleDrafts(tx: ContextTx): Promise<readonly RuleDraft[]> {
  return tx.rows<RuleDraft>(
    `select ${columns} from sojourn.rule_draft d left join sojourn.rule_decision o on o.organisation_id = d.organisation_id and o.draft_id = d.draft_id
     where d.organisation_id = $1 order by o.decided_at nulls last, d.written_at, d.draft_id`,
    [tx.organisationId],
  );
}

/** What is published, the first first: of one rule the last one stands. */
export async function listPublishedRules(tx: ContextTx): Promise<readonly { readonly draftId: string; readonly rule: string; readonly content: string }[]> {
  return tx.rows(
    `select d.draft_id as "draftId", d.rule, d.content from sojourn.rule_decision o join sojourn.rule_draft d on d.organisation_id = o.organisation_id and d.draft_id = o.draft_id
     where o.organisation_id = $1 and o.outcome = 'published' order by o.decided_at, o.draft_id`,
    [tx.organisationId],
  );
}

export async function keepRuleDraft(tx: ContextTx, draft: Pick<RuleDraft, 'draftId' | 'rule' | 'baseHash' | 'content'>): Promise<void> {
  await tx.rows('insert into sojourn.rule_draft (organisation_id, draft_id, rule, base_hash, content, written_by) values ($1,$2,$3,$4,$5,$6)', [
    tx.organisationId,
    draft.draftId,
    draft.rule,
    draft.baseHash,
    draft.content,
    tx.actorId,
  ]);
}

/** One publishing of an organisation at a time: each is worked out on what stood before. */
export async function oneRuleAtATime(tx: ContextTx): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tx.organisationId} rules`]);
}

export async function decideRuleDraft(tx: ContextTx, draftId: string, outcome: 'published' | 'withdrawn', bundleHash: string | null): Promise<void> {
  await tx.rows('insert into sojourn.rule_decision (organisation_id, draft_id, outcome, bundle_hash, decided_by) values ($1,$2,$3,$4,$5)', [
    tx.organisationId,
    draftId,
    outcome,
    bundleHash,
    tx.actorId,
  ]);
}
