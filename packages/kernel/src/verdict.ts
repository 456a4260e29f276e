import type { JsonValue } from './canonical-json.ts';

/** One step that carried the answer: which rule, which fact with which value, resting on which citation. */
export type Reason = {
  readonly rule?: string;
  readonly fact?: string;
  readonly value?: JsonValue;
  readonly citation?: string;
  readonly why?: string;
};

/** Four answers. `ask` names the facts that would settle it. */
export type Verdict =
  | { readonly is: 'yes'; readonly because: readonly Reason[] }
  | { readonly is: 'no'; readonly because: readonly Reason[] }
  | { readonly is: 'not-applicable'; readonly because: readonly Reason[] }
  | { readonly is: 'unknown'; readonly ask: readonly string[]; readonly because: readonly Reason[] };

/** Strong Kleene "and"; what does not apply is left out. Reasons are kept: an appeal needs all of them. */
export function bothHold(a: Verdict, b: Verdict): Verdict {
  if (a.is === 'not-applicable') return b;
  if (b.is === 'not-applicable') return a;
  if (a.is === 'no' && b.is === 'no') return { is: 'no', because: [...a.because, ...b.because] };
  if (a.is === 'no') return a;
  if (b.is === 'no') return b;
  if (a.is === 'yes' && b.is === 'yes') return { is: 'yes', because: [...a.because, ...b.because] };
  return { is: 'unknown', ask: asked(a, b), because: [...a.because, ...b.because] };
}

/** Strong Kleene "or"; what does not apply is left out. */
export function eitherHolds(a: Verdict, b: Verdict): Verdict {
  return holdsNot(bothHold(holdsNot(a), holdsNot(b)));
}

/** yes ↔ no; unknown and not-applicable stay. */
export function holdsNot(verdict: Verdict): Verdict {
  if (verdict.is === 'yes') return { is: 'no', because: verdict.because };
  if (verdict.is === 'no') return { is: 'yes', because: verdict.because };
  return verdict;
}

function asked(a: Verdict, b: Verdict): readonly string[] {
  const facts = [...(a.is === 'unknown' ? a.ask : []), ...(b.is === 'unknown' ? b.ask : [])];
  return [...new Set(facts)];
}
