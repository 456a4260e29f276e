import type { JsonValue } from './canonical-json.ts';

/** Why something was not done: a kind that texts turn into a sentence, and the facts a person needs. */
export type Refusal = { readonly kind: string; readonly [fact: string]: JsonValue | undefined };

export type Result<Value, Why extends Refusal = Refusal> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Why };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<const Why extends Refusal>(refusal: Why): { readonly ok: false; readonly refusal: Why } {
  return { ok: false, refusal };
}

export function isRefused<Value, Why extends Refusal>(result: Result<Value, Why>): result is { readonly ok: false; readonly refusal: Why } {
  return !result.ok;
}
