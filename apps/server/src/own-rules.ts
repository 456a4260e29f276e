import { type Bundle, bundleHashOf, type RuleBody, withOwnRules } from '@sojourn/catalogue';
import type { Expression } from '@sojourn/rules';
import { type ContextTx, listPublishedRules } from '@sojourn/storage';
import type { Desk } from './desk.ts';

/** The bundle with some rules in an organisation's own words, under the fingerprint of the whole. */
export function bundleWith(base: Bundle, own: ReadonlyMap<string, RuleBody>): Bundle {
  if (own.size === 0) return base;
  const catalogue = withOwnRules(base.catalogue, own);
  return { catalogue, hash: bundleHashOf(catalogue) };
}

const made = new Map<string, Bundle>();
const KEPT = 50;

/** What decides for this organisation: the catalogue, and the rules it has published in its own words. Two with the same published rules share one. */
export async function bundleFor(desk: Desk, tx: ContextTx): Promise<Bundle> {
  const published = await listPublishedRules(tx);
  if (published.length === 0) return desk.bundle;
  const key = `${desk.bundle.hash} ${tx.organisationId} ${published.map(({ draftId }) => draftId).join()}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const bundle = bundleWith(desk.bundle, ownRules(published));
  if (made.size >= KEPT) made.delete(made.keys().next().value ?? '');
  made.set(key, bundle);
  return bundle;
}

/** One rule in other words, by its address. */
export type RuleChange = { readonly address: string } & RuleBody;

/** What a draft changes: one rule or several. A draft of before held one rule that answers, under its address. */
export function changesOf({ rule, content }: { readonly rule: string; readonly content: string }): readonly RuleChange[] {
  const kept = JSON.parse(content) as Expression | { readonly changes: readonly RuleChange[] };
  return 'changes' in kept ? kept.changes : [{ address: rule, rule: kept }];
}

/** By address; of two the later stands. */
export function ownRules(published: readonly { readonly rule: string; readonly content: string }[]): ReadonlyMap<string, RuleBody> {
  return new Map(published.flatMap(changesOf).map(({ address, ...body }) => [address, body]));
}

/** The desk as this organisation's rules make it. */
export async function withRulesOf(desk: Desk, tx: ContextTx): Promise<Desk> {
  const bundle = await bundleFor(desk, tx);
  return bundle === desk.bundle ? desk : { ...desk, bundle, original: desk.bundle };
}
