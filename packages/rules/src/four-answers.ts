import { bothHold, eitherHolds, holdsNot, type Verdict } from '@sojourn/kernel';

const nothing: Verdict = { is: 'not-applicable', because: [] };

/** Strong Kleene; what does not apply is removed, none left = not applicable. The truth tables are truth-tables.yaml. */
export const all = (verdicts: readonly Verdict[]): Verdict => verdicts.reduce(bothHold, nothing);
export const any = (verdicts: readonly Verdict[]): Verdict => verdicts.reduce(eitherHolds, nothing);
export const none = (verdicts: readonly Verdict[]): Verdict => holdsNot(any(verdicts));
export const opposite = holdsNot;

/** `holds`, except where the exception does. An exception that does not apply changes nothing; a rule that is not known may yet not apply. */
export function unless(exception: Verdict, holds: Verdict): Verdict {
  if (exception.is === 'not-applicable' || holds.is === 'not-applicable') return holds;
  if (holds.is === 'unknown' && exception.is === 'yes') return { ...holds, because: [...exception.because, ...holds.because] };
  return bothHold(holdsNot(exception), holds);
}

/** A guard that is not known leaves the answer not known; one that fails leaves the rule out. */
export function guarded(guard: Verdict, then: () => Verdict): Verdict {
  if (guard.is === 'yes') {
    const held = then();
    return held.is === 'not-applicable' ? held : { ...held, because: [...guard.because, ...held.because] };
  }
  return guard.is === 'unknown' ? guard : { is: 'not-applicable', because: guard.because };
}

/** Doubt counts for the person: what is not known is taken as a yes, and says so. */
export function presumed(verdict: Verdict): Verdict {
  return verdict.is === 'unknown' ? { is: 'yes', because: [...verdict.because, { why: 'in-doubt' }] } : verdict;
}

/** n of those that apply. */
export function atLeast(n: number, verdicts: readonly Verdict[]): Verdict {
  const applying = verdicts.filter((v) => v.is !== 'not-applicable');
  if (applying.length === 0) return nothing;
  // While nothing surely applies, too few is not a no yet: what is open may turn out not to apply.
  const least = applying.every((v) => v.is === 'unknown') ? Math.min(n, applying.length) : n;
  return counted(applying, { least, most: Number.POSITIVE_INFINITY });
}

/** How many hold lies between the sure ones and the sure and possible ones together; that decides, or leaves it not known. */
export function counted(verdicts: readonly Verdict[], wanted: { readonly least: number; readonly most: number }): Verdict {
  const [yes, unknown] = [verdicts.filter((v) => v.is === 'yes'), verdicts.filter((v) => v.is === 'unknown')];
  const [sure, possible] = [yes.length, yes.length + unknown.length];
  const because = verdicts.flatMap((v) => (v.is === 'not-applicable' ? [] : v.because));
  if (sure >= wanted.least && possible <= wanted.most)
    return { is: 'yes', because: wanted.most === Number.POSITIVE_INFINITY ? yes.flatMap((v) => v.because) : because };
  if (possible < wanted.least || sure > wanted.most) return { is: 'no', because };
  return { is: 'unknown', because, ask: [...new Set(unknown.flatMap((v) => (v.is === 'unknown' ? v.ask : [])))] };
}
