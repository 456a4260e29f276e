import { type Bundle, bundleHashOf, withOwnRules } from '@sojourn/catalogue';
import type { Expression } from '@sojourn/rules';
import { type ContextTx, listPublishedRules } from '@sojourn/storage';
import type { Desk } from './desk.ts';

/** The bundle with some rules in an organisation's own words, under the fingerprint of the whole. */
export function bundleWith(base: Bundle, own: ReadonlyMap<string, Expression>): Bundle {
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

/** By address; of two the later stands. */
export function ownRules(published: readonly { readonly rule: string; readonly content: string }[]): ReadonlyMap<string, Expression> {
  return new Map(published.map(({ rule, content }) => [rule, JSON.parse(content) as Expression]));
}

/** The desk as this organisation's rules make it. */
export async function withRulesOf(desk: Desk, tx: ContextTx): Promise<Desk> {
  const bundle = await bundleFor(desk, tx);
  return bundle === desk.bundle ? desk : { ...desk, bundle, original: desk.bundle };
}
