import { canonicalJson, type JsonValue, sha256Hex } from '@sojourn/kernel';
import type { Catalogue } from './schema.ts';

/** The catalogue and the fingerprint under which a decision names it. */
export type Bundle = { readonly hash: string; readonly catalogue: Catalogue };

export function bundleHashOf(catalogue: Catalogue): string {
  return sha256Hex(canonicalJson(catalogue as unknown as JsonValue));
}
